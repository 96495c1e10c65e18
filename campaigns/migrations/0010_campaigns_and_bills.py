import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
from django.db import migrations, models

STAFF = {
    "Campaign staff": ["add_bill", "change_bill", "view_bill"],
    "Approvers": ["view_bill"],
}


def permission(apps, codename):
    """Django makes permissions after all migrations have run, so a migration that needs one makes it."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model="bill"
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.partition('_')[0]} bill"}
    )
    return found


def give_to_staff(apps, schema_editor):
    for name, codenames in STAFF.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(*(permission(apps, codename) for codename in codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0009_public_log"),
        ("pages", "0005_groups"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its address. Never change it once it is shared.", max_length=100, unique=True
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, help_text="What it would change, in plain words.", max_length=2000),
                ),
                (
                    "long_title",
                    models.TextField(blank=True, help_text="As Parliament puts it.", max_length=2000),
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
                ("session", models.CharField(blank=True, help_text="For example 2024-26.", max_length=40)),
                (
                    "sponsors",
                    models.TextField(blank=True, help_text="Who brought it, one name a line.", max_length=1000),
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
                (
                    "is_illustrative",
                    models.BooleanField(
                        default=False, help_text="Made up, to show how this works.", verbose_name="an example"
                    ),
                ),
                ("source", models.URLField(blank=True, max_length=400)),
                ("source_name", models.CharField(blank=True, max_length=200)),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="When it was last compared with its source.", null=True),
                ),
                (
                    "parliament_id",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The number in its address on bills.parliament.uk. With it the stages can be kept by sync_bills.",
                        null=True,
                        unique=True,
                        verbose_name="number at Parliament",
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
                    ("live", "Live"),
                    ("preparing", "In preparation"),
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
            name="outcome",
            field=models.TextField(
                blank=True,
                help_text="What came of it, once it is won, lost or closed: shown at the top.",
                max_length=500,
            ),
        ),
        migrations.AddField(
            model_name="campaignpage",
            name="share_text",
            field=models.CharField(
                blank=True,
                help_text="What somebody's message begins with when they share this. Empty: the title.",
                max_length=200,
                verbose_name="words for sharing",
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
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
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
                (
                    "note",
                    models.CharField(blank=True, help_text="What is worth knowing, shown on the page.", max_length=300),
                ),
                ("parliament_id", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "source",
                    models.CharField(blank=True, help_text="Where its dates were found.", max_length=400),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=True, help_text="They were found in the source.", verbose_name="dates are checked"
                    ),
                ),
                (
                    "bill",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="campaigns.bill"
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BillSitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "stage",
                    modelcluster.fields.ParentalKey(
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
                ("url", models.URLField(blank=True, verbose_name="address")),
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
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
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
        migrations.CreateModel(
            name="CampaignFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "sentence",
                    models.CharField(help_text="What the figure is, as it goes on under the value.", max_length=160),
                ),
                (
                    "fact",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pages.fact"),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_facts",
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
            name="CampaignIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences: under the title, in lists and in search results.",
                        max_length=220,
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, help_text="The day somebody last checked every sentence.", null=True),
                ),
                (
                    "review_by",
                    models.DateField(blank=True, help_text="The day by which it is checked again.", null=True),
                ),
                (
                    "hides_its_title",
                    models.BooleanField(
                        default=False,
                        help_text='The tab and the list of visited pages say only "Information". For pages that a controlled person may read on a watched phone.',
                        verbose_name="neutral title",
                    ),
                ),
                (
                    "content_note",
                    models.CharField(
                        blank=True,
                        help_text="What on this page may be hard to read, said before it begins. Shown with a way past it.",
                        max_length=200,
                    ),
                ),
                ("body", models.JSONField(blank=True)),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown when shared.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.siteimage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), models.Q(("end", ""), _negated=True), _connector="OR"),
                name="a_bill_has_a_day_of_its_end_only_once_it_has_ended",
                violation_error_message="Say how the bill ended, or leave the day of its end empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="billstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("house", ""), ("kind", "royal_assent")),
                    models.Q(models.Q(("kind", "royal_assent"), _negated=True), models.Q(("house", ""), _negated=True)),
                    _connector="OR",
                ),
                name="every_stage_but_royal_assent_is_in_a_house",
                violation_error_message="Every stage is in one of the Houses, but for Royal Assent, which is in none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="billstage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "royal_assent")), fields=("bill",), name="a_bill_gets_royal_assent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="billsitting",
            constraint=models.UniqueConstraint(fields=("stage", "on"), name="one_sitting_a_day_for_each_stage"),
        ),
        # Taken back with the model.
        migrations.RunPython(give_to_staff, migrations.RunPython.noop, elidable=False),
    ]
