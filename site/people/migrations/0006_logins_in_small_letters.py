from django.db import migrations
from django.db.models.functions import Lower


def make_small(apps, schema_editor):
    apps.get_model("people", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("people", "0005_retention_runs")]

    operations = [migrations.RunPython(make_small, migrations.RunPython.noop, elidable=True)]
