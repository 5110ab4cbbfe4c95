from django.db import migrations, models

import mithaq.ledger.models.positions


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_initial'),
    ]

    operations = [
        migrations.RemoveField(model_name='batch', name='deliveries'),
        migrations.AddField(
            model_name='batch',
            name='first_delivery',
            field=models.BigIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='batch',
            name='last_delivery',
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='batch',
            name='entries',
            field=models.BigIntegerField(default=0, help_text='rows of pledges, agreements, supports and measures recorded with it'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='line',
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name='batch',
            name='id',
            field=mithaq.ledger.models.positions.PositionField(primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='posting',
            name='id',
            field=mithaq.ledger.models.positions.PositionField(primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='id',
            field=mithaq.ledger.models.positions.PositionField(primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='posting',
            name='reason',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='Refresh',
            fields=[
                ('country', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('task', models.CharField(blank=True, max_length=64)),
                ('requested_at', models.DateTimeField(null=True)),
            ],
        ),
    ]
