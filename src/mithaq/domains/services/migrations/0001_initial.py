import django.db.models.deletion
import mithaq.registry.rows
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
        ('registry', '0002_sort_bytewise'),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthlyReport',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('country', models.CharField(default=mithaq.registry.rows.default_country, editable=False, max_length=2)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='registry.location')),
                ('month', models.DateField()),
                ('status', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('sent_back', 'sent back'), ('accepted', 'accepted'), ('verified', 'verified')], default='draft', max_length=10)),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('no_activity', models.CharField(blank=True, help_text='reason code of the pack', max_length=20)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('is_made_up', models.BooleanField(default=False)),
                ('captured_at', models.DateTimeField(blank=True, help_text="on the reporter's device", null=True)),
                ('updated_at', models.DateTimeField()),
                ('first_submitted_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_by', models.UUIDField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['month', 'status'], name='report_by_month'), models.Index(fields=['status', 'submitted_at'], name='report_queue')],
                'constraints': [models.UniqueConstraint(fields=('facility', 'month'), name='report_once_a_month'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('first_submitted_at__isnull', False), ('revision__gt', 0), ('submitted_at__isnull', False)), _connector='OR'), name='report_submitted_at_an_instant'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'verified']), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='report_accepted_at_an_instant')],
            },
        ),
        migrations.CreateModel(
            name='ConflictingDraft',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('country', models.CharField(default=mithaq.registry.rows.default_country, editable=False, max_length=2)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicting_drafts', to='services.monthlyreport')),
                ('values', models.JSONField(blank=True, default=list)),
                ('no_activity', models.CharField(blank=True, max_length=20)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('received_at', models.DateTimeField()),
                ('actor', models.UUIDField(null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('is_taken', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DataSet',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('country', models.CharField(default=mithaq.registry.rows.default_country, editable=False, max_length=2)),
                ('name_ar', models.CharField(max_length=300)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('sort_ar', models.CharField(blank=True, db_index=True, editable=False, max_length=300)),
                ('code', models.CharField(max_length=64)),
                ('facility_type', models.CharField(max_length=40)),
                ('due_days', models.PositiveSmallIntegerField(default=10)),
                ('is_made_up', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('country', 'code'), name='data_set_code_once'), models.UniqueConstraint(fields=('country', 'facility_type'), name='data_set_once_a_type')],
            },
        ),
        migrations.CreateModel(
            name='DataSetMeasure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('data_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='services.dataset')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.measure')),
                ('order', models.PositiveSmallIntegerField()),
                ('by_sex', models.BooleanField(default=False)),
                ('by_age', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('data_set', 'measure'), name='data_set_measure_once')],
            },
        ),
        migrations.CreateModel(
            name='MonthClose',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='month_closes', to='registry.location')),
                ('month', models.DateField()),
                ('is_closed', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('actor', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['location', 'month'], name='close_by_location')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_closed', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='month_reopened_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='services.monthlyreport')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('sent_back', 'sent back'), ('accepted', 'accepted'), ('verified', 'verified')], max_length=10)),
                ('revision', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.UUIDField(null=True)),
                ('reasons', models.JSONField(blank=True, default=list, help_text='codes and words to the reporter')),
                ('values', models.JSONField(blank=True, default=list)),
                ('no_activity', models.CharField(blank=True, max_length=20)),
                ('captured_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(blank=True, help_text='key of the posting made', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ReportQuestion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='services.monthlyreport')),
                ('revision', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=180)),
                ('code', models.CharField(max_length=40)),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.measure')),
                ('parameters', models.JSONField(default=dict)),
                ('answer', models.CharField(blank=True, max_length=600)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'revision', 'key'), name='report_question_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportValue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='services.monthlyreport')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.measure')),
                ('sex', models.CharField(blank=True, help_text='empty: all', max_length=10)),
                ('age_group', models.CharField(blank=True, help_text='empty: all', max_length=20)),
                ('value', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'measure', 'sex', 'age_group'), name='report_value_once'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='report_value_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('country', models.CharField(default=mithaq.registry.rows.default_country, editable=False, max_length=2)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='services.monthlyreport')),
                ('revision', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('monitor', models.UUIDField(null=True)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VerificationFinding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('verification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='services.verification')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.measure')),
                ('claimed', models.BigIntegerField()),
                ('checked', models.BigIntegerField()),
                ('found', models.BigIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('verification', 'measure'), name='verification_measure_once'), models.CheckConstraint(condition=models.Q(('checked__gt', 0), ('checked__lte', models.F('claimed')), ('found__gte', 0), ('found__lte', models.F('checked'))), name='verification_found_within_checked')],
            },
        ),
    ]
