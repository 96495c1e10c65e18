import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_who_looks_after_data")]

    operations = [
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("forgotten", models.JSONField(default=dict, help_text="How many rows went, by rule.")),
                ("held", models.JSONField(default=dict, help_text="How many a legal hold kept, by rule.")),
                ("failed", models.JSONField(default=dict, help_text="How many could not be taken, by rule.")),
                (
                    "overdue",
                    models.JSONField(default=dict, help_text="How many are older than allowed after the run, by rule."),
                ),
            ],
            options={"ordering": ("-started_at",)},
        ),
    ]
