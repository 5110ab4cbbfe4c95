from django.db import migrations

from mithaq.ledger.append_only import append_only_models
from mithaq.registry.append_only import install


def forbid_changes(apps, schema_editor):
    install(schema_editor.connection, append_only_models(apps))


class Migration(migrations.Migration):
    """Irreversible: nothing takes the triggers away again."""

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [migrations.RunPython(forbid_changes)]
