import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How to take part in an event, and places that a leader asks for."""

    dependencies = [("groups", "0004_who_decides")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="joining",
            field=models.TextField(blank=True, help_text="How to take part; told to the same people.", max_length=2000),
        ),
        migrations.AddField(
            model_name="booking",
            name="by_group",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose leader asked for it, for somebody of the group.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="groups.communitygroup",
            ),
        ),
    ]
