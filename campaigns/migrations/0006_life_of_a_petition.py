import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STAFF, APPROVERS = "Campaign staff", "Approvers"
PERMISSIONS = {
    STAFF: [("signature", "view_signature"), ("signature", "change_signature"), ("petitionnews", "view_petitionnews")],
    APPROVERS: [("petition", "approve_petition"), ("petitionnews", "view_petitionnews")],
}
NAMES = {"approve_petition": "Can approve petitions and their news", "view_petitionnews": "Can view petition news"}
# What people have signed is never rewritten, whoever asks. A check constraint can't look into another table.
FROZEN = """
CREATE FUNCTION campaigns_words_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.title, NEW.wording, NEW.addressee, NEW.office_id)
        IS DISTINCT FROM (OLD.title, OLD.wording, OLD.addressee, OLD.office_id)
        AND (
            EXISTS (SELECT 1 FROM campaigns_petitiontotal WHERE petition_id = OLD.id AND counted > 0)
            OR EXISTS (SELECT 1 FROM campaigns_signature WHERE petition_id = OLD.id AND state = 'confirmed')
            OR EXISTS (SELECT 1 FROM campaigns_signature WHERE petition_id = OLD.id AND confirmed_at IS NOT NULL)
        )
    THEN
        RAISE EXCEPTION 'the words of a petition are frozen once a signature counts' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER words_are_frozen_once_a_signature_counts BEFORE UPDATE OF title, wording, addressee, office_id
    ON campaigns_petition FOR EACH ROW EXECUTE FUNCTION campaigns_words_are_frozen();
"""


def permission(apps, model, codename):
    """Django makes permissions after all migrations have run, so a migration that needs one makes it."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model=model
    )
    name = NAMES.get(codename, f"Can {codename.partition('_')[0]} {model}")
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


def give_permissions(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS):
        group.permissions.add(*(permission(apps, *each) for each in PERMISSIONS[group.name]))


def freeze_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FROZEN, params=None)


def let_words_change(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER words_are_frozen_once_a_signature_counts ON campaigns_petition")
        schema_editor.execute("DROP FUNCTION campaigns_words_are_frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_constituencies"),
        ("places", "0005_who_keeps_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("meaning", models.CharField(blank=True, help_text='For example "We hand it in."', max_length=200)),
                (
                    "message",
                    models.TextField(
                        blank=True, help_text="To those who asked to hear. Empty: none is sent.", max_length=2000
                    ),
                ),
                ("reached_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="PetitionCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="PetitionNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("milestone", "A number of signatures was reached"),
                            ("handed_in", "The petition was handed in"),
                            ("response", "The addressee answered"),
                            ("update", "An update"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("body", models.TextField(max_length=4000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "sent_at",
                    models.DateTimeField(help_text="When it was given out for sending. Empty: a draft.", null=True),
                ),
                (
                    "queued_up_to",
                    models.BigIntegerField(default=0, help_text="The last address that it was queued for."),
                ),
                ("queued", models.PositiveIntegerField(default=0, help_text="How many messages that made.")),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "petition news",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DecisionBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
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
                    "conditions",
                    models.JSONField(
                        default=dict,
                        help_text="Which signatures. Without names and addresses once it is finished.",
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "up_to",
                    models.BigIntegerField(help_text="The last one when it was decided; later ones are not touched."),
                ),
                ("cursor", models.BigIntegerField(default=0, help_text="The last one that was looked at.")),
                (
                    "total",
                    models.PositiveBigIntegerField(help_text="How many were found when it was decided."),
                ),
                ("done", models.PositiveBigIntegerField(default=0)),
                (
                    "is_stopped",
                    models.BooleanField(default=False, help_text="Somebody stopped it before it was through."),
                ),
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
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="campaigns.petition"
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="campaigns.decisionbatch",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "decision batches",
                "ordering": ("-at",),
            },
        ),
        migrations.AlterModelOptions(
            name="petition",
            options={
                "ordering": ("-created_at",),
                "permissions": [("approve_petition", "Can approve petitions and their news")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="petition",
            name="a_petition_is_in_a_known_state",
        ),
        migrations.AddField(
            model_name="petition",
            name="answered_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="approved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="approved_by",
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
            model_name="petition",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="background",
            field=models.TextField(blank=True, help_text="Why, for whoever wants to read more.", max_length=4000),
        ),
        migrations.AddField(
            model_name="petition",
            name="challenge_until",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Until when those who sign are asked for a proof of work.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="handed_in_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="held_because",
            field=models.CharField(
                blank=True, editable=False, help_text="Why its names must be kept beyond their time.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="office",
            field=models.ForeignKey(
                blank=True,
                help_text="The post that is asked, whoever holds it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="petitions",
                to="places.governmentoffice",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="response",
            field=models.TextField(
                blank=True, editable=False, help_text="What the addressee answered, in full.", max_length=20000
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="sent_back_because",
            field=models.CharField(
                blank=True, editable=False, help_text="Why the second person sent it back.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="submitted_by",
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
            model_name="petition",
            name="takes_comments",
            field=models.BooleanField(default=True, help_text="Those who sign may say why."),
        ),
        migrations.AlterField(
            model_name="petition",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "With a second person for review"),
                    ("open", "Open"),
                    ("paused", "Paused"),
                    ("closed", "Closed"),
                    ("handed_in", "Handed in"),
                    ("answered", "Answered"),
                    ("archived", "Archived"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "Waiting for its owner to confirm"),
                    ("held", "Held: its message waits for a release"),
                    ("confirmed", "Confirmed and counted"),
                    ("invalidated", "Invalidated: counted no more"),
                ],
                default="pending",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "in_review", "open", "paused", "closed", "handed_in", "answered", "archived"],
                    )
                ),
                name="a_petition_is_in_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    ("submitted_by", None),
                    models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_petition_is_approved_by_a_second_person",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="petitioncorrection",
            name="made_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="petitioncorrection",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="campaigns.petition"
            ),
        ),
        migrations.AddField(
            model_name="petitionnews",
            name="created_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="petitionnews",
            name="sent_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="petitionnews",
            name="milestone",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="news",
                to="campaigns.milestone",
            ),
        ),
        migrations.AddField(
            model_name="petitionnews",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="news", to="campaigns.petition"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("petition", "number"), name="one_milestone_for_each_number_of_a_petition"
            ),
        ),
        migrations.AddConstraint(
            model_name="petitionnews",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_by", None),
                    ("created_by", None),
                    models.Q(("sent_by", models.F("created_by")), _negated=True),
                    _connector="OR",
                ),
                name="news_is_sent_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="petitionnews",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished_at", None), ("sent_at__isnull", False), _connector="OR"),
                name="only_sent_news_is_finished",
            ),
        ),
        migrations.AddIndex(
            model_name="petitionnews",
            index=models.Index(
                condition=models.Q(("finished_at", None), ("sent_at__isnull", False)),
                fields=["id"],
                name="news_to_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="decisionbatch",
            index=models.Index(condition=models.Q(("finished_at", None)), fields=["at"], name="batches_to_go_on_with"),
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
        migrations.RunPython(freeze_words, let_words_change),
    ]
