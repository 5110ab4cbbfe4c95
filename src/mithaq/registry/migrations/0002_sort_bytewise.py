"""Lineages, words and sort keys are compared bytewise, as SQLite does, so that what begins alike
is one range of the index on PostgreSQL too, and both sort alike."""

from django.db import migrations

COLUMNS = (
    ("registry_location", "lineage", 1200),
    ("registry_location", "sort_ar", 300),
    ("registry_organisation", "sort_ar", 300),
    ("registry_person", "sort_ar", 300),
    ("registry_nameword", "word", 100),
)


def sort_bytewise(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column, length in COLUMNS:
        schema_editor.execute(
            f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(sort_bytewise, migrations.RunPython.noop, elidable=False)]
