import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


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
                        help_text="Destroyed when its owner withdraws or is erased.", max_length=32, null=True
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
    ]
