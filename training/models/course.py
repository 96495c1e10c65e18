from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from training.enums import CourseKind, VersionState


class CourseQuerySet(models.QuerySet["Course"]):
    def listed(self) -> "CourseQuerySet":
        """Those that readers see: with a version in use."""
        in_use = CourseVersion.objects.in_use().filter(course=OuterRef("pk"))
        return self.filter(Exists(in_use), retired_at=None, is_public=True)


class Course(models.Model):
    """What is taught. What exactly, a version says."""

    slug = models.SlugField(max_length=80, unique=True, help_text="In its address. Never changes.")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=CourseKind)
    summary = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=100, help_text="Its place in the list: a smaller number first.")
    validity_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: an award lasts for ever."
    )
    grace_months = models.PositiveSmallIntegerField(
        default=6, help_text="After the end of an award, in which a refresher is enough."
    )
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

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training_course", args=[self.slug])


class CourseVersionQuerySet(models.QuerySet["CourseVersion"]):
    def in_use(self) -> "CourseVersionQuerySet":
        return self.filter(state=VersionState.PUBLISHED)


class CourseVersion(models.Model):
    """A syllabus. Once published it is never changed: a change is another version."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=VersionState, default=VersionState.DRAFT)
    minutes = models.PositiveSmallIntegerField(help_text="To read it and take its quiz.")
    pass_mark = models.PositiveSmallIntegerField(default=80, help_text="Per cent.")
    drawn = models.PositiveSmallIntegerField(default=15, help_text="Questions of an attempt.")
    critical = models.PositiveSmallIntegerField(default=4, help_text="At least so many of these are safety-critical.")
    refresher = models.PositiveSmallIntegerField(default=10, help_text="Questions of a refresher.")
    tries = models.PositiveSmallIntegerField(default=3, help_text="Before a wait.")
    wait_hours = models.PositiveSmallIntegerField(default=24)
    limit_minutes = models.PositiveSmallIntegerField(default=90, help_text="Of an attempt; can be extended.")
    families = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="Of the signs that it teaches, between commas; written when it is published.",
    )
    what_changed = models.CharField(max_length=500, blank=True, help_text="Since the version before, for readers.")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        "people.User", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_off_by = models.ForeignKey(
        "people.User",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Of the safeguarding lead, for what is marked so.",
    )

    objects = CourseVersionQuerySet.as_manager()

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

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def in_use_since(self) -> date | None:
        return timezone.localdate(self.published_at) if self.published_at else None


class Module(models.Model):
    """A part of a version: a lesson as it stood, and what it teaches."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=10, help_text="To read it.")
    lesson = models.ForeignKey("training.LessonPage", on_delete=models.PROTECT, related_name="modules")
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of the lesson; pinned when the version is published.",
    )
    indicators = models.ManyToManyField("training.Indicator", blank=True, related_name="modules")
    facts = models.ManyToManyField("pages.Fact", blank=True, related_name="modules_that_state_it")
    critical = models.ManyToManyField(
        "pages.Fact",
        blank=True,
        related_name="modules_it_is_critical_in",
        help_text="Somebody's safety hangs on these: for sign-off by the safeguarding lead.",
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("version", "number"), name="one_module_of_a_version_for_each_number")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training_lesson", args=[self.version.course.slug, self.number])


class LessonRead(models.Model):
    """That somebody said so, signed in, for their own overview. Without an account it stays in the browser."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("person", "module"), name="a_lesson_is_read_once")]

    def __str__(self) -> str:
        return f"lesson read {self.pk}"
