import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STAFF, APPROVERS = "Campaign staff", "Approvers"
PERMISSIONS = {
    "paperbatch": ["add", "change", "view"],
    "paperscan": ["view"],
    "handinpack": ["add", "view"],
}
OF_APPROVERS = {"paperbatch": ["change", "view"], "paperscan": ["view"], "handinpack": ["view"]}


def permission(apps, model, action):
    """Django makes permissions after all migrations have run, so a migration that needs one makes it."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return found


def permit(apps, schema_editor):
    for name, permissions in ((STAFF, PERMISSIONS), (APPROVERS, OF_APPROVERS)):
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            for model, actions in permissions.items():
                group.permissions.add(*(permission(apps, model, action) for action in actions))


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
                (
                    "taken_at",
                    models.DateTimeField(blank=True, help_text="When its maker last gave a sign of life.", null=True),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("counted", models.PositiveBigIntegerField(null=True)),
                ("on_paper", models.PositiveIntegerField(null=True)),
                (
                    "comments",
                    models.PositiveIntegerField(default=0, help_text="How many people's comments it holds."),
                ),
                ("digest", models.CharField(blank=True, help_text="SHA-256 of the archive.", max_length=64)),
                ("size", models.PositiveIntegerField(default=0, help_text="Of the archive, in bytes.")),
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
                "verbose_name": "hand-in pack",
                "ordering": ("-asked_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("queued", "making"))),
                        fields=("petition",),
                        name="one_pack_of_a_petition_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(
                                ("counted__isnull", False),
                                ("finished_at__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_ready_pack_says_what_it_holds",
                    ),
                ],
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
                (
                    "sampled",
                    models.PositiveIntegerField(default=0, help_text="How many lines were looked up here."),
                ),
                (
                    "matched",
                    models.PositiveIntegerField(default=0, help_text="How many of those had signed here."),
                ),
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
                "ordering": ("-entered_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("scan_digest", ""), _negated=True), models.Q(("state", "refused"), _negated=True)
                        ),
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
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="a_batch_has_a_line"),
                    models.CheckConstraint(
                        condition=models.Q(("overlap__lte", models.F("number"))), name="no_more_overlap_than_signatures"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("matched__lte", models.F("sampled")), ("sampled__lte", models.F("number"))),
                        name="a_sample_is_part_of_its_batch",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("checked_at__isnull", False), ("sampled__gte", 1)),
                            _connector="OR",
                        ),
                        name="an_approved_batch_was_checked_and_sampled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackArchive",
            fields=[
                (
                    "pack",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="archive",
                        serialize=False,
                        to="campaigns.handinpack",
                    ),
                ),
                ("content", models.BinaryField(help_text="A ZIP file with everything.")),
            ],
        ),
        migrations.CreateModel(
            name="PaperScan",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="scan",
                        serialize=False,
                        to="campaigns.paperbatch",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("pdf", "PDF"), ("jpg", "JPEG"), ("png", "PNG")], max_length=4),
                ),
                ("content", models.BinaryField()),
            ],
        ),
        # Taken back with the groups.
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
