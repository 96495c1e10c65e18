"""Indexes for the post room's screens: messages that were perhaps sent, and what providers said of one message."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_limits_of_forms_and_the_queue_of_each_stream")]
    operations = [
        migrations.AddIndex(
            "delivery",
            models.Index(fields=("created_at",), condition=Q(state="uncertain"), name="deliveries_perhaps_sent"),
        ),
        migrations.AddIndex(
            "providerevent",
            models.Index(fields=("delivery",), condition=Q(delivery__isnull=False), name="events_of_a_delivery"),
        ),
    ]
