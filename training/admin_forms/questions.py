"""Questions of quizzes, with their answers on the same screen."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from pages.models import Fact
from training.models import Course, Indicator, Question
from training.services import questions
from training.services.questions import OptionText, Text

SHOWN = questions.MOST
EXPLAINED = "Why it is right, or wrong. Everybody reads it after the end."


class QuestionForm(forms.Form):
    """The answers are fields of the form itself: `option_1`, `why_1` and so on; those left empty are left out."""

    course = forms.ModelChoiceField(Course.objects.filter(retired_at=None))
    module = forms.IntegerField(min_value=1, max_value=50, help_text="The number of the module that teaches it.")
    text = forms.CharField(
        label="Question",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="{fact:its-key} shows the value of a fact, and changes with it.",
    )
    is_critical = forms.BooleanField(
        label="Somebody's safety depends on it",
        required=False,
        help_text="Nobody passes who does not get it right.",
    )
    right = forms.ChoiceField(
        label="Which answer is right?",
        choices=[(str(number), f"Answer {number}") for number in range(1, SHOWN + 1)],
    )
    source = forms.CharField(max_length=200, help_text="Where it says so.")
    fact = forms.ModelChoiceField(
        Fact.objects.filter(live=True),
        required=False,
        help_text="That it asks about. A change of it can be asked of holders.",
    )
    indicator = forms.ModelChoiceField(Indicator.objects.filter(live=True), label="Sign", required=False)
    review_by = forms.DateField(label="Check again by", widget=AdminDateInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, SHOWN + 1):
            needed = number <= questions.FEWEST
            self.fields[f"option_{number}"] = forms.CharField(label=f"Answer {number}", max_length=200, required=needed)
            self.fields[f"why_{number}"] = forms.CharField(
                label=f"Why, answer {number}", max_length=300, required=needed, help_text=EXPLAINED
            )

        answers = [f"{part}_{number}" for number in range(1, SHOWN + 1) for part in ("option", "why")]
        self.order_fields(["course", "module", "text", "is_critical", *answers, "right"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.refuse_unknown_facts(values)
        for number in range(1, SHOWN + 1):
            if bool(values.get(f"option_{number}")) != bool(values.get(f"why_{number}")):
                self.add_error(f"why_{number}", "Give both the answer and why, or leave both empty.")
        if not self.errors:
            try:
                questions.check(options_of(values))
            except questions.BadOptions as error:
                self.add_error("right", str(error))
        return values

    def refuse_unknown_facts(self, values: dict[str, Any]) -> None:
        words = {name: value for name, value in values.items() if isinstance(value, str)}
        for name, value in words.items():
            if unknown := questions.unknown_facts(value):
                self.add_error(name, f"There is no live fact with the key {', '.join(unknown)}.")


def options_of(values: dict[str, Any]) -> list[OptionText]:
    return [
        OptionText(values[f"option_{number}"], values["right"] == str(number), values[f"why_{number}"])
        for number in range(1, SHOWN + 1)
        if values.get(f"option_{number}")
    ]


def text_of(values: dict[str, Any]) -> Text:
    return Text(
        module=values["module"],
        text=values["text"],
        options=options_of(values),
        is_critical=values["is_critical"],
        source=values["source"],
        review_by=values["review_by"],
        fact=values["fact"],
        indicator=values["indicator"],
    )


def of_question(question: Question) -> dict[str, Any]:
    """What the form begins with."""
    options = list(question.options.all())
    right = next((number for number, option in enumerate(options, start=1) if option.is_right), 1)
    words = {f"option_{number}": option.text for number, option in enumerate(options, start=1)}
    reasons = {f"why_{number}": option.why for number, option in enumerate(options, start=1)}
    own = ("course", "module", "text", "is_critical", "source", "fact", "indicator", "review_by")
    return {**{name: getattr(question, name) for name in own}, "right": str(right), **words, **reasons}


def of_new() -> dict[str, Any]:
    return {"review_by": timezone.localdate() + timedelta(days=365), "right": "1"}
