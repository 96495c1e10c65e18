from datetime import UTC

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Sum
from django.db.models.functions import TruncHour


def fill_totals(apps, schema_editor):
    """The totals that were not kept before, from the deltas that were folded then."""
    of = {name: apps.get_model("campaigns", name) for name in ("CountryTotal", "GroupTotal", "HourTotal")}
    folded = apps.get_model("campaigns", "SignatureDelta").objects.filter(folded=True).order_by()
    totals = apps.get_model("campaigns", "PetitionTotal").objects
    for column, without in (("constituency", "without_constituency"), ("group", "without_group")):
        sums = folded.filter(**{column: None}).values_list("petition").annotate(sum=Sum("amount"))
        for petition, number in sums:
            totals.filter(petition=petition).update(**{without: number})
    by_hour = folded.annotate(hour=TruncHour("created_at", tzinfo=UTC))
    for name, deltas, key, column in (
        ("CountryTotal", folded, "country", "counted"),
        ("GroupTotal", folded.exclude(group=None), "group_id", "counted"),
        ("HourTotal", by_hour, "hour", "change"),
    ):
        sums = deltas.values_list("petition_id", key).annotate(sum=Sum("amount"))
        of[name].objects.bulk_create(
            (of[name](**{"petition_id": petition, key: value, column: number}) for petition, value, number in sums),
            batch_size=1000,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0006_life_of_a_petition"),
        ("groups", "0002_places"),
        ("people", "0006_logins_in_small_letters"),
        ("places", "0005_who_keeps_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountRepair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(help_text="Which total.", max_length=120)),
                ("was", models.BigIntegerField()),
                ("now", models.BigIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CountryTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(help_text="ISO 3166-1 alpha-2.", max_length=2)),
                ("counted", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="GroupTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HourTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField(help_text="Its beginning, UTC.")),
                ("change", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SignatureDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(help_text="The key of the signature, also when that is gone.")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("released", "Released"),
                            ("invalidated", "Invalidated"),
                            ("restored", "Restored"),
                            ("comment_shown", "Comment shown"),
                            ("comment_refused", "Comment not shown"),
                            ("undone", "Undone"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "before",
                    models.CharField(blank=True, help_text="The state that it was in, for undoing.", max_length=20),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "batch",
                    models.UUIDField(blank=True, db_index=True, help_text="Of those decided at once.", null=True),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ErasedSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="erased_signatures",
                        to="campaigns.petition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("petition", "digest"), name="each_erased_signature_is_remembered_once"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="a_signature_is_confirmed_exactly_when_it_has_a_time_of_confirming",
        ),
        migrations.AddField(
            model_name="petitiontotal",
            name="on_paper",
            field=models.PositiveIntegerField(
                default=0, help_text="Approved on sheets of paper; beside what is counted."
            ),
        ),
        migrations.AddField(
            model_name="petitiontotal",
            name="folded_at",
            field=models.DateTimeField(help_text="When deltas were last folded into it.", null=True),
        ),
        migrations.AddField(
            model_name="petitiontotal",
            name="without_constituency",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="petitiontotal",
            name="without_group",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="signature",
            name="asked",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="How many messages asked its owner to confirm."
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="comment",
            field=models.TextField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="signature",
            name="comment_state",
            field=models.CharField(
                choices=[
                    ("none", "No comment"),
                    ("waiting", "Waiting for moderation"),
                    ("shown", "Shown"),
                    ("refused", "Not shown"),
                ],
                default="none",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="country",
            field=models.CharField(
                default="GB", help_text="ISO 3166-1 alpha-2; GB for the United Kingdom.", max_length=2
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="invalidated_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="wants_updates",
            field=models.BooleanField(
                default=False,
                help_text="Its owner asked to hear of this petition; a consent allows it, maybe of another form.",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="is_public",
            field=models.BooleanField(default=False, help_text="Its owner lets us show the name beside the petition."),
        ),
        migrations.AddField(
            model_name="signaturedelta",
            name="country",
            field=models.CharField(default="GB", max_length=2),
        ),
        migrations.AlterField(
            model_name="signaturedelta",
            name="constituency",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.constituency",
            ),
        ),
        migrations.AlterField(
            model_name="signaturedelta",
            name="group",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="groups.communitygroup",
            ),
        ),
        migrations.AlterField(
            model_name="signaturedelta",
            name="petition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.petition",
            ),
        ),
        migrations.AlterField(
            model_name="signaturedelta",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="signature",
            name="postcode",
            field=models.CharField(blank=True, help_text="In the United Kingdom.", max_length=8),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["created_at"], name="signatures_that_wait"
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("state", "held")), fields=["created_at"], name="signatures_that_are_held"
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("state", "confirmed")),
                fields=["petition", "confirmed_at"],
                name="signatures_that_count",
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("comment_state", "waiting")),
                fields=["created_at"],
                name="comments_that_wait",
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("comment_state", "shown"), ("state", "confirmed")),
                fields=["petition", "confirmed_at"],
                name="comments_that_are_shown",
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("is_public", True), ("state", "confirmed")),
                fields=["petition", "confirmed_at"],
                name="names_that_are_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", False), ("invalidated_at", None), ("state", "confirmed")),
                    models.Q(("confirmed_at", None), ("invalidated_at", None), ("state__in", ("pending", "held"))),
                    models.Q(("invalidated_at__isnull", False), ("state", "invalidated")),
                    _connector="OR",
                ),
                name="a_signature_has_the_times_of_its_state",
            ),
        ),
        migrations.AddField(
            model_name="countrepair",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="repairs", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="countrytotal",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="country_totals", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="grouptotal",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="grouptotal",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="group_totals", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="hourtotal",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hour_totals", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="signaturedecision",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="signaturedecision",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="signaturedecision",
            name="signature",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="campaigns.signature",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrytotal",
            constraint=models.UniqueConstraint(
                fields=("petition", "country"), name="one_total_for_each_country_of_a_petition"
            ),
        ),
        migrations.AddConstraint(
            model_name="grouptotal",
            constraint=models.UniqueConstraint(
                fields=("petition", "group"), name="one_total_for_each_group_of_a_petition"
            ),
        ),
        migrations.AddConstraint(
            model_name="hourtotal",
            constraint=models.UniqueConstraint(
                fields=("petition", "hour"), name="one_total_for_each_hour_of_a_petition"
            ),
        ),
        migrations.RunPython(fill_totals, migrations.RunPython.noop),
    ]
