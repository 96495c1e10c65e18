"""The table of the shared cache, in which the limits on signing in are kept."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", "config_cache", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS config_cache")


class Migration(migrations.Migration):
    dependencies = [("config", "0003_heartbeat")]
    operations = [migrations.RunPython(make, drop)]
