import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


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
                    "queued_up_to",
                    models.BigIntegerField(default=0, help_text="The last address that it was queued for."),
                ),
                ("queued", models.PositiveIntegerField(default=0, help_text="How many messages that made.")),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "petition news",
            },
        ),
        migrations.RemoveConstraint(
            model_name="petition",
            name="a_petition_is_in_a_known_state",
        ),
        migrations.AddField(
            model_name="petition",
            name="answered_on",
            field=models.DateField(blank=True, null=True),
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
            field=models.TextField(blank=True, help_text="What the addressee answered, in full.", max_length=20000),
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
    ]
