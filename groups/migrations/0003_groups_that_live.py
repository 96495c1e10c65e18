import secrets
import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0002_places"),
        ("pages", "0005_groups"),
        ("people", "0006_logins_in_small_letters"),
        ("places", "0005_who_keeps_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting"),
                            ("stall", "Stall"),
                            ("talk", "Talk"),
                            ("vigil", "Vigil"),
                            ("training", "Training"),
                            ("letters", "Letters written"),
                            ("fundraising", "Money raised"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("title", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True, max_length=2000)),
                ("people_reached", models.PositiveIntegerField(default=0)),
                ("materials", models.CharField(blank=True, help_text="What was handed out or shown.", max_length=300)),
                (
                    "photo_permission",
                    models.CharField(blank=True, help_text="Who in it agreed, and how.", max_length=300),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed_at", models.DateTimeField(blank=True, help_text="Taken back; it counts no more.", null=True)),
            ],
            options={
                "verbose_name_plural": "activities",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(editable=False, unique=True)),
                ("text", models.TextField(max_length=20000)),
                ("what_changed", models.CharField(blank=True, help_text="Against the version before.", max_length=300)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("-version",),
                "permissions": [("publish_agreement", "Can publish a version of the agreement")],
            },
        ),
        migrations.CreateModel(
            name="AgreementAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Not confirmed by e-mail yet"),
                            ("booked", "Has a place"),
                            ("waiting", "On the waiting list"),
                            ("offered", "Was offered a place"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Did not answer in time"),
                        ],
                        max_length=20,
                    ),
                ),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("queued_at", models.DateTimeField(blank=True, help_text="Since when it has waited.", null=True)),
                ("offered_until", models.DateTimeField(blank=True, null=True)),
                (
                    "booked_at",
                    models.DateTimeField(blank=True, help_text="Since when they have had a place.", null=True),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "Not confirmed by e-mail yet"),
                            ("booked", "Has a place"),
                            ("waiting", "On the waiting list"),
                            ("offered", "Was offered a place"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Did not answer in time"),
                        ],
                        help_text="The state that its owner was last told of.",
                        max_length=20,
                    ),
                ),
                (
                    "knows",
                    models.PositiveIntegerField(
                        default=0, help_text="The version of the event that its owner was told of."
                    ),
                ),
                (
                    "came",
                    models.BooleanField(blank=True, help_text="Attendance; empty while nobody has said.", null=True),
                ),
            ],
            options={
                "ordering": ("asked_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "Being filled in"),
                            ("verified", "E-mail confirmed"),
                            ("submitted", "Sent in"),
                            ("in_review", "Being looked at"),
                            ("needs_information", "Waiting for an answer"),
                            ("approved", "Approved"),
                            ("closed", "Closed"),
                            ("rejected", "Turned down"),
                            ("merged", "Merged into another"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "Being filled in"),
                            ("verified", "E-mail confirmed"),
                            ("submitted", "Sent in"),
                            ("in_review", "Being looked at"),
                            ("needs_information", "Waiting for an answer"),
                            ("approved", "Approved"),
                            ("closed", "Closed"),
                            ("rejected", "Turned down"),
                            ("merged", "Merged into another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Download",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("latitude", models.FloatField(blank=True, help_text="Degrees north, WGS84.", null=True)),
                ("longitude", models.FloatField(blank=True, help_text="Degrees east, WGS84.", null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Meeting"),
                            ("stall", "Stall"),
                            ("talk", "Talk"),
                            ("vigil", "Vigil"),
                            ("training", "Training"),
                        ],
                        default="meeting",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=140, unique=True)),
                ("description", models.TextField(blank=True, max_length=4000)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="Its name and address, as its page shows them.", max_length=200
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "online",
                    models.URLField(blank=True, help_text="Told to those who have a place alone.", max_length=500),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, help_text="Empty: as many as come.", null=True)),
                ("takes_bookings", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("cancelled", "Cancelled")],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "was_published",
                    models.BooleanField(default=False, editable=False, help_text="Also if it was cancelled since."),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="In calendars, for ever.", unique=True
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, help_text="Of its versions in calendars."),
                ),
                (
                    "notable",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="The version whose change everybody with a place is told of.",
                    ),
                ),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "past_seats",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="How many had a place whose bookings were deleted since.",
                    ),
                ),
                (
                    "past_visits",
                    models.PositiveIntegerField(default=0, editable=False, help_text="How many of these came."),
                ),
                (
                    "doubt_since",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Since when a draft waits for staff: it looks like a report, and its writer says that it is none.",
                        null=True,
                    ),
                ),
                ("cancelled_because", models.CharField(blank=True, editable=False, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("starts_at", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "filter",
                    models.JSONField(
                        default=dict, help_text="Which groups staff write to, as groups.audience reads it."
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("body", models.TextField(max_length=10000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("held", "Waiting for staff"),
                            ("sending", "Going out"),
                            ("sent", "Sent"),
                            ("refused", "Not sent"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "is_doubtful",
                    models.BooleanField(
                        default=False,
                        help_text="It looked like a report about a person, and its writer says that it is none.",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why it was refused, or stopped.", max_length=1000),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "expected",
                    models.PositiveIntegerField(
                        default=0, help_text="How many addresses it had when it was given out."
                    ),
                ),
                ("reached", models.PositiveIntegerField(default=0, help_text="How many it was queued for.")),
                (
                    "queued_to",
                    models.PositiveBigIntegerField(default=0, help_text="The last address it was queued for."),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, help_text="How often queuing it failed."),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "permissions": [("send_groupmessage", "Can send messages to groups that a colleague wrote")],
            },
        ),
        migrations.CreateModel(
            name="GroupMessageTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="GroupMessageReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="GroupMessageChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                (
                    "since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When they were first written to."
                    ),
                ),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, help_text="When either of them said no.", null=True)),
            ],
            options={
                "ordering": ("-offered_at",),
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="Of the file.", max_length=200)),
                ("remark", models.CharField(blank=True, help_text="How the file was read.", max_length=300)),
                ("columns", models.JSONField(default=list, help_text="Its headings.")),
                ("matching", models.JSONField(default=dict, help_text="Which heading is which field.")),
                (
                    "updates",
                    models.BooleanField(default=True, help_text="Rows about groups that stand change them."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Columns to be matched"),
                            ("checking", "Being looked through"),
                            ("checked", "Ready to be brought in"),
                            ("making", "Being brought in"),
                            ("made", "Brought in"),
                            ("undoing", "Being taken back"),
                            ("undone", "Taken back"),
                        ],
                        default="read",
                        max_length=10,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0, help_text="Rows, of the step that is under way.")),
                (
                    "cursor",
                    models.PositiveIntegerField(default=0, help_text="The line up to which that step has come."),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "import batches",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="Its line in the file.")),
                ("values", models.JSONField(help_text="Its cells, in the order of the columns.")),
                ("misread", models.JSONField(default=list, help_text="What was wrong with it when it was read.")),
                (
                    "errors",
                    models.JSONField(default=list, help_text="All that is wrong with it, as its columns are matched."),
                ),
                (
                    "plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New group"),
                            ("update", "Changes a group"),
                            ("same", "Nothing to change"),
                            ("wrong", "Has errors"),
                        ],
                        max_length=10,
                    ),
                ),
                ("fields", models.JSONField(default=dict, help_text="What its cells say, by the name of the field.")),
                (
                    "identity",
                    models.CharField(blank=True, help_text="What tells the group that it is about.", max_length=300),
                ),
                (
                    "alike",
                    models.CharField(blank=True, help_text="A group that it may be about, in words.", max_length=300),
                ),
                ("is_chosen", models.BooleanField(default=True)),
                (
                    "before",
                    models.JSONField(help_text="By field, what an update replaced, and by what.", null=True),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("created", "Made"),
                            ("updated", "Changed"),
                            ("skipped", "Left alone"),
                            ("taken_back", "Taken back"),
                            ("kept", "Stays"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "said",
                    models.CharField(blank=True, help_text="Why, where its outcome needs a reason.", max_length=300),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "Leader"),
                            ("deputy", "Deputy leader"),
                            ("safeguarding", "Safeguarding lead"),
                            ("trainer", "Trainer"),
                            ("member", "Member"),
                        ],
                        max_length=20,
                    ),
                ),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reported_at",
                    models.DateTimeField(blank=True, help_text="When its reader said they did not want it.", null=True),
                ),
            ],
            options={
                "ordering": ("-sent_at",),
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_adult", models.BooleanField(help_text="18 or over; otherwise 13 to 17.")),
                ("note", models.CharField(blank=True, max_length=500)),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("was_accepted", models.BooleanField(blank=True, null=True)),
            ],
            options={
                "ordering": ("asked_at",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "Leader"),
                            ("deputy", "Deputy leader"),
                            ("safeguarding", "Safeguarding lead"),
                            ("trainer", "Trainer"),
                            ("member", "Member"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_adult", models.BooleanField(default=True, help_text="18 or over; nobody younger leads.")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "left",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "Left"),
                            ("removed", "Taken out"),
                            ("handed_over", "Handed over"),
                            ("merged", "Came with a merged group"),
                            ("erased", "Erased"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Of whoever took them out. Its subject may see it.", max_length=300
                    ),
                ),
            ],
            options={
                "ordering": ("role", "since"),
            },
        ),
        migrations.CreateModel(
            name="MergeBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fields",
                    models.JSONField(help_text="What the kept one had before, of the fields taken from the other."),
                ),
                ("moved", models.JSONField(help_text="Keys of the rows that moved, by model.")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("leaders", "Two leaders"),
                            ("safeguarding", "A trained safeguarding lead"),
                            ("agreement", "The agreement as it stands now"),
                            ("activity", "Two activities in twelve months"),
                            ("renewal", "The yearly renewal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fell_on", models.DateField(help_text="The first day of the fall that it tells of.")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, before anything is wrong"),
                            ("warned", "Warned"),
                            ("reminded", "Reminded"),
                            ("reminded_again", "Reminded again"),
                            ("dormant", "Told that it is dormant"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "over_at",
                    models.DateTimeField(blank=True, help_text="When that fall was found to be over.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fields",
                    models.JSONField(help_text="Names of the fields of the registration that may be answered again."),
                ),
                ("text", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-asked_at",),
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True)),
                (
                    "answers",
                    models.JSONField(default=dict, help_text="By step, as typed; emptied once the group is approved."),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, help_text="When it was confirmed from its address.", null=True),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "not_the_same_as",
                    models.JSONField(default=list, help_text="Keys of groups that the applicant says are others."),
                ),
            ],
            options={
                "ordering": ("-started_at",),
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=500)),
                (
                    "maker",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Of what is made for each group with the code of its own link; else it is a file.",
                        max_length=40,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ("order", "title", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ResourceVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("what_changed", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="SavedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, unique=True)),
                ("text", models.TextField(max_length=2000)),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.AlterModelOptions(
            name="communitygroup",
            options={
                "ordering": ("name",),
                "permissions": [
                    ("review_communitygroup", "Can decide about groups that apply"),
                    ("export_communitygroup", "Can take lists of groups away, with their postcodes"),
                ],
            },
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="about",
            field=models.TextField(blank=True, help_text="What its page says of it.", max_length=2000),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="ages",
            field=models.CharField(
                choices=[("adults", "18 or over"), ("teenagers", "13 to 17 as well")], default="adults", max_length=20
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="aims",
            field=models.JSONField(blank=True, default=list, help_text="What it wants to do, as in enums.Aim."),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="approved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="fell_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="The first day on which a criterion failed, of this fall.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="health",
            field=models.CharField(
                choices=[("active", "Active"), ("at_risk", "At risk"), ("dormant", "Dormant")],
                default="active",
                editable=False,
                help_text="As last derived.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="kind",
            field=models.CharField(
                choices=[
                    ("church", "Church or faith group"),
                    ("university", "University group"),
                    ("school", "School group"),
                    ("youth", "Youth group"),
                    ("workplace", "Workplace group"),
                    ("town", "Town or village group"),
                    ("trained", "Frontline agency or trained organisation"),
                    ("other", "Another kind of group"),
                ],
                default="other",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="lead_trained_until",
            field=models.DateField(
                blank=True, editable=False, help_text="Of its safeguarding lead; written by training.", null=True
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="groups.communitygroup",
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="outcode",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="places.outcode",
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="postcode",
            field=models.CharField(blank=True, help_text="Where it meets. Never shown.", max_length=8),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="renewal_asked_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="renewed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Being filled in"),
                    ("verified", "E-mail confirmed"),
                    ("submitted", "Sent in"),
                    ("in_review", "Being looked at"),
                    ("needs_information", "Waiting for an answer"),
                    ("approved", "Approved"),
                    ("closed", "Closed"),
                    ("rejected", "Turned down"),
                    ("merged", "Merged into another"),
                ],
                default="approved",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="communitygroup",
            name="takes_members",
            field=models.BooleanField(default=True, help_text="Its page offers to join."),
        ),
        migrations.AddIndex(
            model_name="communitygroup",
            index=models.Index(fields=["state", "health"], name="groups_by_state_and_health"),
        ),
        migrations.AddIndex(
            model_name="communitygroup",
            index=models.Index(fields=["constituency"], name="groups_by_constituency"),
        ),
        migrations.AddConstraint(
            model_name="communitygroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "verified",
                            "submitted",
                            "in_review",
                            "needs_information",
                            "approved",
                            "closed",
                            "rejected",
                            "merged",
                        ],
                    )
                ),
                name="a_group_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="communitygroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("health__in", ["active", "at_risk", "dormant"])), name="a_group_has_a_known_health"
            ),
        ),
        migrations.AddConstraint(
            model_name="communitygroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                    _connector="OR",
                ),
                name="a_merged_group_says_into_which",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.siteimage",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agreementacceptance",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to="groups.agreement"
            ),
        ),
        migrations.AddField(
            model_name="agreementacceptance",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="agreementacceptance",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="acceptances", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="by_person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="by_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="download",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="downloads", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="groupmessageto",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sent_to", to="groups.groupmessage"
            ),
        ),
        migrations.AddField(
            model_name="groupmessageto",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages_of_charity",
                to="groups.communitygroup",
            ),
        ),
        migrations.AddField(
            model_name="groupmessagereading",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="groups.groupmessage"
            ),
        ),
        migrations.AddField(
            model_name="groupmessagereading",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="groupmessagechoice",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="message_choices", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="groupmessagechoice",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="group_message_choices", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="groups.communitygroup",
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="groups.event"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="event",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="activity",
                to="groups.event",
            ),
        ),
        migrations.AddField(
            model_name="groupmessage",
            name="by_person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="groupmessage",
            name="by_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="groupmessage",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="groupmessage",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="groups.communitygroup",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="giver",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="handover",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hand_overs", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="taker",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="groups.importbatch"
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="address",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="group_invitations", to="people.address"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="joinrequest",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="joinrequest",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="join_requests", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="joinrequest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="join_requests", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="mergebatch",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mergebatch",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="mergebatch",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="notduplicate",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="notduplicate",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="notduplicate",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="address",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="people.address"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="group",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="registration", to="groups.communitygroup"
            ),
        ),
        migrations.AddField(
            model_name="resourceversion",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="resourceversion",
            name="document",
            field=models.ForeignKey(
                help_text="None of what is made for each group.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pages.sitedocument",
            ),
        ),
        migrations.AddField(
            model_name="resourceversion",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="groups.resource"
            ),
        ),
        migrations.AddField(
            model_name="download",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="downloads", to="groups.resourceversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementacceptance",
            constraint=models.UniqueConstraint(fields=("group", "agreement"), name="a_group_agrees_to_a_version_once"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["latitude", "longitude"], name="event_position"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["state", "ends_at"], name="events_to_come"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="event_stands_in_one_place_or_in_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="an_event_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "cancelled"])),
                name="an_event_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                name="an_event_has_a_seat",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["event", "state", "queued_at"], name="bookings_of_an_event"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["offered_until"], name="offers_by_their_end"
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(
                    models.Q(("told", models.F("state")), _negated=True),
                    models.Q(("state", "asked"), _negated=True),
                ),
                fields=["id"],
                name="bookings_to_tell_of",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("cancelled", "expired")), _negated=True),
                fields=("event", "person"),
                name="somebody_has_one_place_at_an_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "booked", "waiting", "offered", "cancelled", "expired"])),
                name="a_booking_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "offered"), _negated=True), ("offered_until__isnull", False), _connector="OR"
                ),
                name="an_offer_says_until_when",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["group", "on"], name="activities_of_a_group"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("photo", None), models.Q(("photo_permission", ""), _negated=True), _connector="OR"),
                name="a_photo_of_people_has_their_permission",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "held", "sending", "sent", "refused", "stopped"])),
                name="a_group_message_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group__isnull", False),
                    ("by_user", None),
                    ("decided_by", None),
                    models.Q(("by_user", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_second_person_sends_a_message_to_groups",
            ),
        ),
        migrations.AddIndex(
            model_name="groupmessage",
            index=models.Index(
                condition=models.Q(("state__in", ("held", "sending"))),
                fields=["created_at"],
                name="group_messages_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmessageto",
            constraint=models.UniqueConstraint(fields=("message", "group"), name="a_message_goes_to_a_group_once"),
        ),
        migrations.AddConstraint(
            model_name="groupmessagereading",
            constraint=models.UniqueConstraint(fields=("message", "person"), name="somebody_reads_a_message_once"),
        ),
        migrations.AddConstraint(
            model_name="groupmessagechoice",
            constraint=models.UniqueConstraint(fields=("group", "person"), name="one_choice_of_a_person_for_a_group"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("ended_at", None)),
                fields=("group", "giver"),
                name="one_open_hand_over_of_a_leader",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("taker")), _negated=True),
                name="a_hand_over_is_between_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="one_row_for_each_line_of_an_import"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "identity"], name="rows_of_an_import_by_group"),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["read", "checking", "checked", "making", "made", "undoing", "undone"])
                ),
                name="an_import_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))), name="no_more_rows_are_done_than_there_are"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("declined_at", None), ("withdrawn_at", None)),
                fields=("group", "address", "role"),
                name="one_open_invitation_of_an_address_to_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("group", "person"),
                name="one_open_request_to_join_of_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("group", "person", "role"),
                name="somebody_has_a_role_in_a_group_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["leader", "deputy", "safeguarding", "trainer", "member"])),
                name="a_membership_has_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_adult", True), ("role", "member"), _connector="OR"),
                name="whoever_has_a_duty_in_a_group_is_an_adult",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left", ""), ("until", None)),
                    models.Q(("until__isnull", False), models.Q(("left", ""), _negated=True)),
                    _connector="OR",
                ),
                name="whoever_left_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="notduplicate",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="two_groups_are_told_apart_once"),
        ),
        migrations.AddConstraint(
            model_name="notduplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="of_two_groups_the_older_comes_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("over_at", None)),
                fields=("group", "criterion", "fell_on", "step"),
                name="a_group_is_told_once_of_each_step_of_a_fall",
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceversion",
            constraint=models.UniqueConstraint(
                fields=("resource", "number"), name="one_version_of_a_resource_for_each_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="download",
            constraint=models.UniqueConstraint(
                fields=("version", "group", "day"), name="one_number_of_downloads_for_each_day"
            ),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="groups.communitygroup"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ReportDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stops", models.BooleanField(help_text="Whoever sent it may invite nobody any more, to any group.")),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
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
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decision", to="groups.invitation"
                    ),
                ),
                (
                    "inviter",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
    ]
