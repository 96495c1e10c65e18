import secrets
import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_places_for_others"),
        ("pages", "0005_groups"),
        ("people", "0006_logins_in_small_letters"),
        ("training", "0005_awards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shows_trainer",
                    models.BooleanField(default=False, help_text="They agree that everybody reads their name."),
                ),
                (
                    "code_secret",
                    models.BinaryField(
                        default=secrets.token_bytes,
                        editable=False,
                        help_text="Of the code on the trainer's screen.",
                        max_length=32,
                    ),
                ),
                ("register_closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("awarded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="session", to="groups.event"
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.courseversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pages.sitedocument"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="training.session"
                    ),
                ),
            ],
            options={"ordering": ("at", "pk")},
        ),
        migrations.CreateModel(
            name="FeedbackAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(default=secrets.token_urlsafe, editable=False, max_length=43, unique=True),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered", models.BooleanField(default=False)),
                (
                    "booking",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback_asked",
                        to="groups.booking",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback_asked",
                        to="training.session",
                    ),
                ),
                (
                    "walk_in",
                    models.UUIDField(
                        help_text="Of somebody who came and had not booked, as in their marks.", null=True
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("booking", None), ("walk_in__isnull", False)),
                            models.Q(("booking__isnull", False), ("walk_in", None)),
                            _connector="OR",
                        ),
                        name="a_booking_or_a_walk_in_is_asked",
                    ),
                    models.UniqueConstraint(fields=("session", "walk_in"), name="a_walk_in_is_asked_once"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("answers", models.JSONField()),
                ("comment", models.CharField(blank=True, max_length=1000)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="training.session"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
    ]
