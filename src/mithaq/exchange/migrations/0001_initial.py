import mithaq.registry.rows
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ApiReply',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('caller', models.UUIDField()),
                ('route', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=100)),
                ('request_digest', models.CharField(max_length=64)),
                ('reply', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['made_at'], name='exchange_ap_made_at_2ed56a_idx')],
                'constraints': [models.UniqueConstraint(fields=('caller', 'route', 'key'), name='api_reply_once')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('country', models.CharField(default=mithaq.registry.rows.default_country, editable=False, max_length=2)),
                ('table', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('state', models.CharField(choices=[('checking', 'being checked'), ('checked', 'ready to be taken in'), ('refused', 'refused'), ('taking_in', 'being taken in'), ('taken_in', 'taken in'), ('failed', 'stopped by a failure')], max_length=10)),
                ('actor', models.UUIDField(help_text='opaque; null: the command line', null=True)),
                ('added_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(help_text='taken in or refused', null=True)),
                ('rows', models.PositiveBigIntegerField(default=0)),
                ('added', models.PositiveBigIntegerField(default=0)),
                ('completed', models.PositiveBigIntegerField(default=0)),
                ('known', models.PositiveBigIntegerField(default=0)),
                ('batch', models.BigIntegerField(null=True)),
                ('fault_count', models.PositiveBigIntegerField(default=0)),
                ('question_count', models.PositiveBigIntegerField(default=0)),
                ('faults', models.JSONField(default=list)),
                ('questions', models.JSONField(default=list)),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-added_at'], name='import_latest'), models.Index(fields=['table', 'sha256'], name='import_of_file')],
            },
        ),
    ]
