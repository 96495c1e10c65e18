import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0010_campaigns_and_bills"),
        ("groups", "0002_places"),
        ("places", "0005_who_keeps_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandInPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waits to be made"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveSmallIntegerField(default=0, help_text="Per cent.")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("counted", models.PositiveBigIntegerField(null=True)),
                ("on_paper", models.PositiveIntegerField(null=True)),
                ("archive", models.BinaryField(help_text="A ZIP file with everything.", null=True)),
                ("digest", models.CharField(blank=True, help_text="SHA-256 of the archive.", max_length=64)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packs",
                        to="campaigns.loghead",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="campaigns.petition"
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at",),
            },
        ),
        migrations.CreateModel(
            name="PaperBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Complete lines on the sheets.")),
                (
                    "overlap",
                    models.PositiveIntegerField(
                        default=0, help_text="How many of these have likely signed here as well."
                    ),
                ),
                ("scan", models.BinaryField(help_text="Sealed.", null=True)),
                ("scan_name", models.CharField(blank=True, max_length=120)),
                (
                    "scan_digest",
                    models.CharField(blank=True, help_text="SHA-256 of the scan as it was handed over.", max_length=64),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "Waits for a second person"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="entered",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, help_text="Why it was refused.", max_length=300)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.constituency",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.communitygroup",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper", to="campaigns.petition"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "paper batches",
                "ordering": ("-entered_at",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("scan_digest", ""), _negated=True),
                        fields=("petition", "scan_digest"),
                        name="each_scan_is_entered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            ("entered_by", None),
                            models.Q(("checked_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_batch_is_checked_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("overlap__lte", models.F("number"))), name="no_more_overlap_than_signatures"
                    ),
                ],
            },
        ),
    ]
