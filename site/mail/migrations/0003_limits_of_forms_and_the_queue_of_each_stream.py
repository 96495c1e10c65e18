from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_consent_and_the_post_room")]

    operations = [
        migrations.AddField(
            model_name="tokenbucket",
            name="taken",
            field=models.JSONField(
                default=list, help_text="Of a form: when it was used of late, in seconds since 1970."
            ),
        ),
        migrations.AlterField(
            model_name="tokenbucket",
            name="tokens",
            field=models.FloatField(default=0),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "retry"))),
                fields=["stream", "priority", "due_at"],
                name="deliveries_that_wait_by_stream",
            ),
        ),
    ]
