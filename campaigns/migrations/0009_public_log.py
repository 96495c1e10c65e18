import hashlib
import hmac
import secrets

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

SLICE = 2_000
NEVER_CHANGED = ("petition_id", "kind", "commitment", "at")
ONCE = {  # a column, and whether its change is the one permitted
    "index": 'old."index" IS NULL',
    "salt": "new.salt IS NULL",
    "signature_id": "new.signature_id IS NULL",
}
REFUSAL = "the public log of a petition is only added to"


def rewrites(distinct):
    """Whether an UPDATE of a line does more than place it, or take its salt or its signature away."""
    never = [f"new.{column} {distinct} old.{column}" for column in NEVER_CHANGED]
    once = [f'(new."{column}" {distinct} old."{column}" AND NOT ({may}))' for column, may in ONCE.items()]
    return " OR ".join([*never, *once])


ON_POSTGRESQL = f"""
    CREATE FUNCTION campaigns_refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$;
    CREATE TRIGGER a_line_is_never_rewritten BEFORE UPDATE ON campaigns_logentry FOR EACH ROW
        WHEN ({rewrites("IS DISTINCT FROM")}) EXECUTE FUNCTION campaigns_refuse_log_change();
    CREATE TRIGGER a_line_is_never_deleted BEFORE DELETE ON campaigns_logentry FOR EACH ROW
        EXECUTE FUNCTION campaigns_refuse_log_change();
    CREATE TRIGGER a_node_never_changes BEFORE UPDATE OR DELETE ON campaigns_lognode FOR EACH ROW
        EXECUTE FUNCTION campaigns_refuse_log_change();
    CREATE TRIGGER a_head_never_changes BEFORE UPDATE OR DELETE ON campaigns_loghead FOR EACH ROW
        EXECUTE FUNCTION campaigns_refuse_log_change();
"""
# Deleting stays possible on SQLite, where it is how the tables of tests are emptied.
ON_SQLITE = [
    f"""CREATE TRIGGER a_line_is_never_rewritten BEFORE UPDATE ON campaigns_logentry
    WHEN {rewrites("IS NOT")} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER a_node_never_changes BEFORE UPDATE ON campaigns_lognode
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER a_head_never_changes BEFORE UPDATE ON campaigns_loghead
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL)
    else:
        for statement in ON_SQLITE:
            schema_editor.execute(statement)


def permit_changes(apps, schema_editor):
    """The triggers go with their tables."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION campaigns_refuse_log_change() CASCADE")


def write_counted(apps, schema_editor):
    """A line for each signature that was confirmed before there was a log, in that order."""
    entries = apps.get_model("campaigns", "LogEntry").objects
    signatures = apps.get_model("campaigns", "Signature").objects.filter(state="confirmed").select_related("address")
    made = []
    for signature in signatures.order_by("confirmed_at", "pk").iterator(SLICE):
        salt = secrets.token_bytes(32)
        text = f"{signature.petition_id}\n{signature.pk}\n{signature.address.canonical}"
        # Whoever was erased must not be recognisable, so their salt was never kept.
        made.append(
            entries.model(
                petition_id=signature.petition_id,
                kind="signed",
                commitment=hmac.digest(salt, text.encode(), hashlib.sha256),
                at=signature.confirmed_at,
                signature=signature,
                salt=salt if signature.name else None,
            )
        )
        if len(made) == SLICE:
            entries.bulk_create(made)
            made = []
    entries.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0008_fraud_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "key",
                    models.CharField(help_text="Which key signed it: the start of its fingerprint.", max_length=16),
                ),
                ("proof", models.BinaryField(help_text="Ed25519 signature.", max_length=64)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="log_heads", to="campaigns.petition"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("petition", "size"), name="one_signed_head_for_each_size")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "index",
                    models.PositiveBigIntegerField(
                        help_text="Its place, from 0; empty until the log has grown to it.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed", "Counted"),
                            ("withdrawn", "Withdrawn by its owner"),
                            ("invalidated", "Invalidated"),
                            ("restored", "Counted again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "commitment",
                    models.BinaryField(help_text="HMAC-SHA-256 of the signature under its salt.", max_length=32),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "salt",
                    models.BinaryField(
                        help_text="Of the line that counted it first. Destroyed when its owner withdraws or is erased.",
                        max_length=32,
                        null=True,
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="log", to="campaigns.petition"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="log",
                        to="campaigns.signature",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "log entries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("index", None)), fields=["petition", "id"], name="log_entries_that_wait"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("petition", "index"), name="one_entry_for_each_place_in_a_log")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("position", models.PositiveBigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.petition"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("petition", "level", "position"), name="one_node_for_each_place_in_a_tree"
                    )
                ],
            },
        ),
        migrations.RunPython(refuse_changes, permit_changes),
        migrations.RunPython(write_counted, migrations.RunPython.noop),
    ]
