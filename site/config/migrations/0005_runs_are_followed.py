import django.utils.timezone
from django.db import migrations, models


def forget_runs(apps, schema_editor):
    """Those so far were never marked as over, and would all be taken for lost."""
    apps.get_model("config", "ScheduledRun").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("config", "0004_cache_table")]

    operations = [
        migrations.RunPython(forget_runs, migrations.RunPython.noop),
        migrations.AddField(
            model_name="scheduledrun",
            name="enqueued_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="When an engine was last asked to do it."
            ),
        ),
        migrations.AddIndex(
            model_name="scheduledrun",
            index=models.Index(
                fields=["job"], condition=models.Q(("finished_at", None)), name="runs_that_are_not_over"
            ),
        ),
    ]
