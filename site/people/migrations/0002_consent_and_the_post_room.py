import secrets

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def give_tokens(apps, schema_editor):
    """In slices, since there may be many."""
    address = apps.get_model("people", "Address")
    while slice_ := list(address.objects.filter(token=None).order_by("pk").only("pk")[:1000]):
        for row in slice_:
            row.token = secrets.token_urlsafe()
        address.objects.bulk_update(slice_, ["token"])


def note_erased(apps, schema_editor):
    """Until now an erased person was one without a name."""
    apps.get_model("people", "Person").objects.filter(name="").update(erased_at=django.utils.timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_first"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrivacyNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="SHA-256 of title and text.", max_length=64, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("first_shown_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-first_shown_at",),
            },
        ),
        migrations.AddField(
            model_name="address",
            name="token",
            field=models.CharField(
                editable=False, help_text="In the links that lead to mail choices.", max_length=43, null=True
            ),
        ),
        migrations.RunPython(give_tokens, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="address",
            name="token",
            field=models.CharField(
                default=secrets.token_urlsafe,
                editable=False,
                help_text="In the links that lead to mail choices.",
                max_length=43,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="active_at",
            field=models.DateTimeField(
                db_index=True,
                default=django.utils.timezone.now,
                help_text="When they last did something that shows they want to be here.",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="asked_at",
            field=models.DateTimeField(
                blank=True, help_text="When they were asked whether to keep their data.", null=True
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_erased, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="Who they turned out to be.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.CreateModel(
            name="ConsentWording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("campaign_news", "Campaign news"),
                            ("fundraising", "Appeals for money"),
                            ("group_news", "News of community groups"),
                            ("training", "Training and events"),
                            ("petition_updates", "Updates on petitions you signed"),
                            ("measurement", "Measuring which messages are opened"),
                        ],
                        max_length=30,
                    ),
                ),
                ("version", models.PositiveIntegerField(editable=False)),
                (
                    "text",
                    models.TextField(
                        help_text="What stands beside the box or button that somebody presses.", max_length=600
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, help_text="Since when forms show it.", null=True),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("purpose", "-version"),
            },
        ),
        migrations.CreateModel(
            name="Controller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="As it stands below messages and on exports.",
                        max_length=120,
                        verbose_name="name of the charity",
                    ),
                ),
                (
                    "postal_address",
                    models.CharField(blank=True, help_text="Stands below every message.", max_length=300),
                ),
                (
                    "charity_number",
                    models.CharField(blank=True, help_text="Only for a registered charity.", max_length=20),
                ),
                (
                    "soft_opt_in",
                    models.BooleanField(
                        default=False,
                        help_text="Only for a registered charity: lets forms offer to opt out instead of in, for news that furthers its charitable purposes, as regulation 22(3A) of PECR allows since 5 February 2026. Ask your data protection officer first.",
                        verbose_name="charitable-purpose soft opt-in",
                    ),
                ),
                (
                    "privacy_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="The privacy notice. Its words are kept with each consent.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "Data protection",
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(editable=False, help_text="What both sides call it.", max_length=12, unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "To see what we hold"),
                            ("erasure", "To have it deleted"),
                            ("rectification", "To have it corrected"),
                            ("restriction", "To have its use limited"),
                            ("portability", "To take it elsewhere"),
                            ("objection", "To object to its use"),
                            ("complaint", "A complaint"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True, help_text="How to answer, where it came without an account.", max_length=300
                    ),
                ),
                (
                    "details",
                    models.TextField(blank=True, help_text="What they ask for, in their own words.", max_length=5000),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_on", models.DateField(help_text="The last day to answer.")),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("extended_because", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.TextField(blank=True, help_text="What was done and what they were told.", max_length=2000),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Once known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="EntryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="Keyed hash of the code.", max_length=64)),
                ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "address",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_codes",
                        to="people.address",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=2000)),
                ("placed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_holds", to="people.person"
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moved",
                    models.JSONField(
                        default=dict, help_text="The rows that moved: the title of their holding, and their keys."
                    ),
                ),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "final",
                    models.BooleanField(default=False, help_text="The list is dropped: it can't be undone any more."),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_gone", to="people.person"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_kept", to="people.person"
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("campaign_news", "Campaign news"),
                            ("fundraising", "Appeals for money"),
                            ("group_news", "News of community groups"),
                            ("training", "Training and events"),
                            ("petition_updates", "Updates on petitions you signed"),
                            ("measurement", "Measuring which messages are opened"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "Consent"),
                            ("soft_opt_in", "Charitable-purpose soft opt-in"),
                            ("service", "Service that was asked for"),
                        ],
                        default="consent",
                        max_length=20,
                    ),
                ),
                ("form", models.CharField(help_text="Where it was given: which form, and of what.", max_length=120)),
                (
                    "token",
                    models.CharField(
                        default=secrets.token_urlsafe,
                        editable=False,
                        help_text="In the link that confirms.",
                        max_length=43,
                        unique=True,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, help_text="When its giver answered from the address.", null=True),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withdrawn_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("link", "By the link in a message"),
                            ("one_click", "By the button of their mail program"),
                            ("own_data", "On the page of their own data"),
                            ("staff", "By staff, at their request"),
                            ("provider", "At the mail provider, or by marking a message as spam"),
                            ("erased", "With the erasure of their data"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.person"
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.consentwording"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the site had no privacy notice yet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.privacynotice",
                    ),
                ),
            ],
            options={
                "ordering": ("-given_at",),
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("what", models.CharField(max_length=60)),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="people.datarequest"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("searched", "Searched"),
                            ("viewed", "Looked at"),
                            ("exported", "Exported"),
                            ("corrected", "Corrected"),
                            ("erased", "Erased"),
                            ("merged", "Merged"),
                            ("unmerged", "Merging undone"),
                            ("held", "Put on legal hold"),
                            ("released", "Released from legal hold"),
                            ("objected", "Objection recorded"),
                            ("lifted", "Suppression lifted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="access_records",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "searched",
                                    "viewed",
                                    "exported",
                                    "corrected",
                                    "erased",
                                    "merged",
                                    "unmerged",
                                    "held",
                                    "released",
                                    "objected",
                                    "lifted",
                                ],
                            )
                        ),
                        name="an_access_record_has_a_known_action",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="consentwording",
            constraint=models.UniqueConstraint(
                fields=("purpose", "version"), name="one_wording_for_each_version_of_a_purpose"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["access", "erasure", "rectification", "restriction", "portability", "objection", "complaint"],
                    )
                ),
                name="a_data_request_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("person",),
                name="one_legal_hold_in_force_for_each_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("gone",),
                name="a_person_is_merged_into_one_other_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("gone")), _negated=True), name="nobody_is_merged_into_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", False), ("withdrawn_at", None)),
                fields=("person", "purpose"),
                name="one_live_consent_for_each_purpose_of_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "purpose__in",
                        ["campaign_news", "fundraising", "group_news", "training", "petition_updates", "measurement"],
                    )
                ),
                name="a_consent_is_for_a_known_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["consent", "soft_opt_in", "service"])),
                name="a_consent_has_a_known_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_how", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_withdrawn_consent_says_how",
            ),
        ),
    ]
