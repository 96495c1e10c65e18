from django.db import models
from django.db.models import Q

from training.enums import CourseKind, VersionState


class Course(models.Model):
    """What is taught. What exactly, a version says."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=CourseKind)
    summary = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=100)
    validity_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: an award lasts for ever."
    )
    grace_months = models.PositiveSmallIntegerField(default=6)
    prerequisites = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="leads_to")
    taught_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whoever teaches it holds a valid award of this one.",
    )
    is_public = models.BooleanField(default=True, help_text="Anybody may take it.")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.title


class CourseVersion(models.Model):
    """A syllabus. Once published it is never changed: a change is another version."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=VersionState, default=VersionState.DRAFT)
    minutes = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField(default=80, help_text="Per cent.")
    drawn = models.PositiveSmallIntegerField(default=15, help_text="Questions of an attempt.")
    critical = models.PositiveSmallIntegerField(default=4, help_text="At least so many of these are safety-critical.")
    tries = models.PositiveSmallIntegerField(default=3, help_text="Before a wait.")
    wait_hours = models.PositiveSmallIntegerField(default=24)
    limit_minutes = models.PositiveSmallIntegerField(default=90, help_text="Of an attempt; can be extended.")
    what_changed = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        "people.User", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("course", "-number")
        constraints = [
            models.UniqueConstraint(fields=("course", "number"), name="one_version_of_a_course_for_each_number"),
            models.UniqueConstraint(
                fields=("course",), condition=Q(state="published"), name="one_version_of_a_course_is_in_use"
            ),
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="a_pass_mark_is_per_cent"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Module(models.Model):
    """A part of a version: a lesson as it stood, and what it teaches."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    lesson = models.ForeignKey("training.LessonPage", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of the lesson; pinned when the version is published.",
    )
    indicators = models.ManyToManyField("training.Indicator", blank=True, related_name="+")
    facts = models.ManyToManyField("pages.Fact", blank=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("version", "number"), name="one_module_of_a_version_for_each_number")
        ]

    def __str__(self) -> str:
        return self.title
