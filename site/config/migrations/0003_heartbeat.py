import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0002_search_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(help_text="The process that leads.", max_length=64)),
                ("beat_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="scheduledrun",
            name="error",
            field=models.CharField(blank=True, help_text="The type of the error that ended it.", max_length=200),
        ),
        migrations.AddField(
            model_name="scheduledrun",
            name="finished_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="scheduledrun",
            name="started_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="scheduledrun",
            index=models.Index(fields=["job", "-period"], name="runs_of_a_job"),
        ),
    ]
