import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0009_public_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("long_title", models.TextField(blank=True, max_length=2000)),
                (
                    "summary",
                    models.TextField(blank=True, help_text="What it would change, in plain words.", max_length=2000),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Government bill"),
                            ("private_members", "Private member's bill"),
                            ("private", "Private bill"),
                            ("hybrid", "Hybrid bill"),
                            ("draft", "Draft bill"),
                        ],
                        default="government",
                        max_length=30,
                    ),
                ),
                (
                    "starts_in",
                    models.CharField(
                        choices=[("commons", "House of Commons"), ("lords", "House of Lords")],
                        default="commons",
                        max_length=10,
                    ),
                ),
                ("session", models.CharField(blank=True, help_text="For example 2024-26.", max_length=20)),
                (
                    "sponsors",
                    models.JSONField(blank=True, default=list, help_text="Their names, as Parliament lists them."),
                ),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("act", "Became law"),
                            ("defeated", "Defeated"),
                            ("withdrawn", "Withdrawn"),
                            ("fell", "Fell at the end of the session"),
                        ],
                        help_text="Empty while it is before Parliament.",
                        max_length=20,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "act",
                    models.CharField(
                        blank=True, help_text="Where it became law.", max_length=200, verbose_name="act's name"
                    ),
                ),
                ("is_illustrative", models.BooleanField(default=False, help_text="Made up, to show how this works.")),
                ("source", models.URLField(blank=True, max_length=400)),
                ("source_name", models.CharField(blank=True, max_length=200)),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="When it was last compared with its source.", null=True),
                ),
                (
                    "parliament_id",
                    models.PositiveIntegerField(
                        blank=True, help_text="Its number in the Bills API.", null=True, unique=True
                    ),
                ),
                ("synced_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": (models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True), "title"),
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="ask",
            field=models.TextField(blank=True, max_length=500, verbose_name="what we ask for"),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="is_featured",
            field=models.BooleanField(default=False, verbose_name="on the home page"),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="state",
            field=models.CharField(
                choices=[
                    ("preparing", "In preparation"),
                    ("live", "Live"),
                    ("paused", "Paused"),
                    ("won", "Won"),
                    ("lost", "Lost"),
                    ("closed", "Closed"),
                ],
                default="live",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="why_now",
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="bill",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaign_pages",
                to="campaigns.bill",
            ),
        ),
        migrations.CreateModel(
            name="BillStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "house",
                    models.CharField(
                        blank=True,
                        choices=[("commons", "House of Commons"), ("lords", "House of Lords")],
                        help_text="Empty for Royal Assent.",
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first_reading", "First reading"),
                            ("second_reading", "Second reading"),
                            ("committee", "Committee stage"),
                            ("report", "Report stage"),
                            ("third_reading", "Third reading"),
                            ("amendments", "Consideration of amendments"),
                            ("royal_assent", "Royal Assent"),
                        ],
                        max_length=30,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("parliament_id", models.PositiveIntegerField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=400)),
                ("is_verified", models.BooleanField(default=True, help_text="Its dates were found in a source.")),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="campaigns.bill"
                    ),
                ),
            ],
            options={
                "ordering": ("bill", "order"),
            },
        ),
        migrations.CreateModel(
            name="BillSitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sittings", to="campaigns.billstage"
                    ),
                ),
            ],
            options={
                "ordering": ("on",),
            },
        ),
        migrations.CreateModel(
            name="CampaignSupporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=120)),
                ("url", models.URLField(blank=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supporters",
                        to="campaigns.campaignpage",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CampaignUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(default=django.utils.timezone.localdate)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True, max_length=2000)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="campaigns.campaignpage"
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="billstage",
            constraint=models.UniqueConstraint(fields=("bill", "order"), name="one_stage_for_each_place_of_a_bill"),
        ),
        migrations.AddConstraint(
            model_name="billsitting",
            constraint=models.UniqueConstraint(fields=("stage", "on"), name="one_sitting_a_day_for_each_stage"),
        ),
    ]
