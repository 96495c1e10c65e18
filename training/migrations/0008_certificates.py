import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REFUSAL = "a certificate stays as it was issued"
FROZEN = ("award_id", "number", "digest", "token", "at")
ONLY_EMPTIED = ("pdf", "payload")  # together, by erasure


def rewritten(distinct, is_empty):
    frozen = [f"new.{column} {distinct} old.{column}" for column in FROZEN]
    kept = [f"(new.{column} {distinct} old.{column} AND NOT {is_empty})" for column in ONLY_EMPTIED]
    return " OR ".join([*frozen, *kept])


def refuse_changes(apps, schema_editor):
    """On SQLite deleting stays possible, where it is how the tables of tests are emptied."""
    if schema_editor.connection.vendor == "postgresql":
        condition = rewritten("IS DISTINCT FROM", "octet_length(new.pdf) = 0")
        schema_editor.execute(f"""CREATE FUNCTION training_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""")
        schema_editor.execute(f"""CREATE TRIGGER certificate_is_never_rewritten BEFORE UPDATE ON training_certificate
            FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION training_refuse_rewriting()""")
        schema_editor.execute("""CREATE TRIGGER certificate_is_never_deleted BEFORE DELETE ON training_certificate
            FOR EACH ROW EXECUTE FUNCTION training_refuse_rewriting()""")
    else:
        condition = rewritten("IS NOT", "length(new.pdf) = 0")
        schema_editor.execute(f"""CREATE TRIGGER certificate_is_never_rewritten BEFORE UPDATE ON training_certificate
            WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""")


def permit_changes(apps, schema_editor):
    """The triggers go with their table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION training_refuse_rewriting() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0007_attendance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        help_text="Printed on it; its last digit checks the others.", max_length=16, unique=True
                    ),
                ),
                ("payload", models.BinaryField(help_text="What it says, as canonical JSON.")),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of what it said when it was issued.", max_length=64),
                ),
                ("token", models.CharField(help_text="What its QR code holds, signed, with no name.", max_length=1000)),
                ("pdf", models.BinaryField(help_text="Empty once its holder was erased.")),
                (
                    "salt",
                    models.CharField(
                        blank=True, help_text="Of the address in badges; empty once erased.", max_length=32
                    ),
                ),
                (
                    "shows_name",
                    models.BooleanField(default=False, help_text="Its holder lets whoever checks it see their name."),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="training.award"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("salt", ""), ("shows_name", False)) | models.Q(("salt", ""), _negated=True),
                        name="a_certificate_without_a_holder_shows_no_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "tells",
                    models.BooleanField(default=False, help_text="Whoever gets one is sent the link to it."),
                ),
                (
                    "last",
                    models.PositiveBigIntegerField(
                        help_text="Key of the newest award there was when it was asked for."
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                (
                    "cursor",
                    models.PositiveBigIntegerField(default=0, help_text="Key of the award up to which it has come."),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="training.session",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("course__isnull", False), ("session__isnull", False), _connector="OR"),
                        name="certificates_are_made_for_a_course_or_a_session",
                    )
                ],
            },
        ),
        migrations.RunPython(refuse_changes, permit_changes),
    ]
