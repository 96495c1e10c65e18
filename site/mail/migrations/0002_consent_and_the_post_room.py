import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def note_domains(apps, schema_editor):
    """The domain of each address, for the limits of its provider; in slices, since there may be many."""
    delivery = apps.get_model("mail", "Delivery")
    rows = delivery.objects.filter(domain="").values_list("pk", "address__canonical").order_by("pk")
    last = 0
    while slice_ := list(rows.filter(pk__gt=last)[:1000]):
        delivery.objects.bulk_update(
            [delivery(pk=pk, domain=canonical.rpartition("@")[2]) for pk, canonical in slice_], ["domain"]
        )
        last = slice_[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_first"),
        ("people", "0002_consent_and_the_post_room"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day.")),
                ("kind", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("claimed", "Taken by a worker"),
                            ("sending", "Being sent"),
                            ("retry", "To be tried again"),
                            ("accepted", "Accepted by the mail server"),
                            ("delivered", "Delivered"),
                            ("bounced", "Came back"),
                            ("complained", "Marked as spam"),
                            ("rejected", "Refused by the mail server"),
                            ("uncertain", "Perhaps sent"),
                            ("cancelled", "Not sent"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="MessageWording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                (
                    "slot",
                    models.CharField(help_text="Which part of the message, as its templates name it.", max_length=40),
                ),
                ("text", models.TextField(max_length=2000)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProviderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=40)),
                (
                    "event_key",
                    models.CharField(
                        help_text="The provider's own id of the event, or a hash of all of it.", max_length=64
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("sent", "Sent on"),
                            ("deferred", "Delayed"),
                            ("delivered", "Delivered"),
                            ("bounced", "Came back"),
                            ("rejected", "Not sent by the provider"),
                            ("complained", "Marked as spam"),
                            ("unsubscribed", "Unsubscribed at the provider"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why it was refused, in Anymail's words.", max_length=40),
                ),
                (
                    "delivery",
                    models.UUIDField(
                        blank=True, help_text="Our own id of the message, where the provider gave it.", null=True
                    ),
                ),
                ("provider_id", models.CharField(blank=True, max_length=200)),
                ("happened_at", models.DateTimeField(blank=True, null=True)),
                ("raw", models.JSONField(default=dict, help_text="As it came.")),
                ("received_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("processed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "matched",
                    models.BooleanField(
                        default=False, help_text="Whether it was found to be about a delivery of ours."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fingerprint",
                    models.CharField(db_index=True, help_text="Keyed hash of the canonical address.", max_length=64),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hard_bounce", "The mailbox does not exist"),
                            ("complaint", "Its owner marked a message as spam"),
                            ("objection", "Its owner wants no more news or appeals"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_because", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="TokenBucket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("tokens", models.FloatField()),
                ("refilled_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="delivery",
            name="a_delivery_being_sent_has_a_lease",
        ),
        migrations.RemoveConstraint(
            model_name="delivery",
            name="a_delivery_is_on_a_known_stream",
        ),
        migrations.RemoveConstraint(
            model_name="delivery",
            name="a_delivery_is_in_a_known_state",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="deliveries_being_sent",
        ),
        migrations.AddField(
            model_name="delivery",
            name="basis",
            field=models.ForeignKey(
                blank=True,
                help_text="The record that allows it. The database refuses marketing without a live one for its purpose.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="people.consent",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="domain",
            field=models.CharField(
                blank=True, help_text="Of the address, for the limits of its provider.", max_length=255
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="purpose",
            field=models.CharField(blank=True, help_text="Of marketing; empty for service messages.", max_length=30),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("claimed", "Taken by a worker"),
                    ("sending", "Being sent"),
                    ("retry", "To be tried again"),
                    ("accepted", "Accepted by the mail server"),
                    ("delivered", "Delivered"),
                    ("bounced", "Came back"),
                    ("complained", "Marked as spam"),
                    ("rejected", "Refused by the mail server"),
                    ("uncertain", "Perhaps sent"),
                    ("cancelled", "Not sent"),
                ],
                default="queued",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="stream",
            field=models.CharField(help_text="One of the streams that the settings name.", max_length=40),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ("claimed", "sending"))),
                fields=["lease_until"],
                name="deliveries_in_hand",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=["provider_id"],
                name="deliveries_by_provider_id",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["created_at"], name="deliveries_by_age"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("claimed", "sending")), _negated=True),
                    ("lease_until__isnull", False),
                    _connector="OR",
                ),
                name="a_delivery_in_hand_has_a_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "queued",
                            "claimed",
                            "sending",
                            "retry",
                            "accepted",
                            "delivered",
                            "bounced",
                            "complained",
                            "rejected",
                            "uncertain",
                            "cancelled",
                        ],
                    )
                ),
                name="a_delivery_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", ""), ("basis__isnull", False), _connector="OR"),
                name="marketing_names_its_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverycount",
            constraint=models.UniqueConstraint(
                fields=("month", "kind", "state"), name="one_count_for_each_month_kind_and_state"
            ),
        ),
        migrations.AddField(
            model_name="messagewording",
            name="changed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="providerevent",
            index=models.Index(condition=models.Q(("processed_at", None)), fields=["id"], name="events_that_wait"),
        ),
        migrations.AddConstraint(
            model_name="providerevent",
            constraint=models.UniqueConstraint(
                fields=("provider", "event_key"), name="an_event_of_a_provider_is_stored_once"
            ),
        ),
        migrations.AddField(
            model_name="suppression",
            name="address",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="suppressions",
                to="people.address",
            ),
        ),
        migrations.AddField(
            model_name="suppression",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="mail.providerevent",
            ),
        ),
        migrations.AddField(
            model_name="suppression",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="messagewording",
            constraint=models.UniqueConstraint(fields=("kind", "slot"), name="one_wording_for_each_slot_of_a_message"),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("fingerprint", "reason"),
                name="one_suppression_in_force_for_each_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["hard_bounce", "complaint", "objection"])),
                name="a_suppression_has_a_known_reason",
            ),
        ),
        migrations.RunPython(note_domains, migrations.RunPython.noop, elidable=True),
    ]
