from django.db import migrations

from mithaq.registry.append_only import install


def forbid_changes(apps, schema_editor):
    install(schema_editor.connection, [apps.get_model('registry', 'LocationParent')])


class Migration(migrations.Migration):
    """Irreversible: nothing takes the triggers away again."""

    dependencies = [
        ('registry', '0002_sort_bytewise'),
    ]

    operations = [migrations.RunPython(forbid_changes)]
