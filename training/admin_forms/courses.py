"""What staff fill in about courses, their versions and modules."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from pages.models import Fact
from training import reserved
from training.models import Course, CourseVersion, Indicator, LessonPage, Module

FIELDS = (
    "title",
    "kind",
    "summary",
    "order",
    "validity_months",
    "grace_months",
    "prerequisites",
    "taught_by",
    "is_public",
)
RULES = (
    "minutes",
    "pass_mark",
    "drawn",
    "critical",
    "refresher",
    "tries",
    "wait_hours",
    "limit_minutes",
    "what_changed",
)
ROWS = {"rows": 3}


class CourseForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Course
        fields = FIELDS
        widgets = {"summary": forms.Textarea(attrs=ROWS), "prerequisites": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Course.objects.exclude(pk=self.instance.pk)
        for name in ("prerequisites", "taught_by"):
            self.fields[name].queryset = others if name == "prerequisites" else Course.objects.all()  # type: ignore[attr-defined]

    def clean_prerequisites(self) -> Any:
        """A ring of courses could be begun by nobody."""
        chosen = self.cleaned_data["prerequisites"]
        if self.instance.pk and any(self.instance.pk in before(course) for course in chosen):
            raise forms.ValidationError("One of these asks for this course itself. Choose another.")
        return chosen


def before(course: Course) -> set[int]:
    """Every course that this one asks for, however many steps before it."""
    found: set[int] = set()
    waiting = {course.pk}
    while waiting:
        asked = set(Course.objects.filter(leads_to__in=waiting).values_list("pk", flat=True))
        waiting = asked - found
        found |= asked
    return found


class NewCourseForm(CourseForm):
    class Meta(CourseForm.Meta):
        fields = ("slug", *FIELDS)  # type: ignore[assignment]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in reserved.WORDS:
            raise forms.ValidationError("The site itself uses this address. Choose another, such as “about-quizzes”.")
        return slug


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CourseVersion
        fields = RULES
        widgets = {"what_changed": forms.Textarea(attrs=ROWS)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("minutes", "drawn", "refresher", "tries", "limit_minutes"):
            self.fields[name].validators.append(MinValueValidator(1))
        self.fields["limit_minutes"].validators.append(MaxValueValidator(24 * 60))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("critical", 0) > cleaned.get("drawn", 0):
            self.add_error("critical", "At most as many as an attempt has questions.")
        return cleaned


class NamesMany(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)


class ModuleForm(forms.Form):
    lesson = forms.ModelChoiceField(LessonPage.objects.none(), help_text="Write it under Pages, Training lessons.")
    title = forms.CharField(max_length=120, required=False, help_text="Empty: that of the lesson.")
    minutes = forms.IntegerField(min_value=1, max_value=240, initial=10, help_text="To read it.")
    indicators = NamesMany(queryset=Indicator.objects.none(), label="Signs that it teaches")
    facts = NamesMany(queryset=Fact.objects.none(), label="Facts that it states")
    critical = NamesMany(
        queryset=Fact.objects.none(),
        label="Safety-critical facts, for sign-off by the safeguarding lead",
        help_text="A change to one asks everybody who holds an award to learn it.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lesson"].queryset = LessonPage.objects.order_by("title")  # type: ignore[attr-defined]
        self.fields["indicators"].queryset = Indicator.objects.filter(live=True)  # type: ignore[attr-defined]
        for name in ("facts", "critical"):
            self.fields[name].queryset = Fact.objects.live().order_by("label")  # type: ignore[attr-defined]


def values_of(module: Module) -> dict[str, Any]:
    """What a form of this module begins with."""
    many = {name: list(getattr(module, name).all()) for name in ("indicators", "facts", "critical")}
    return {"lesson": module.lesson_id, "title": module.title, "minutes": module.minutes, **many}
