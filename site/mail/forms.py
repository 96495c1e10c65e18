"""Forms of the post room's screens."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mail import characters, wording
from mail.kinds import Kind
from mail.services import wordings
from mail.wording import Slot
from pages import figures

LONGEST_LINE, LONGEST_TEXT = 200, 2000  # characters
CHANGED_MEANWHILE = (
    "Somebody else changed this while you had it open. Copy what you wrote, then open this screen again."
)
HTML, DARK, TEXT = "html", "dark", "text"
KINDS_OF_LOOK = [(HTML, "Light"), (DARK, "Dark"), (TEXT, "Plain text")]


class WordingForm(forms.Form):
    """A field for each part of a message that staff may word, and beside it, hidden, the words that it opened with."""

    def __init__(self, *args: Any, slots: list[Slot], words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {slot.name: slot for slot in slots}
        self.written = words
        for slot in slots:
            self.fields[slot.name] = field_of(slot, self.stands(slot.name))

    def clean(self) -> dict[str, Any]:
        cleaned = {name: tidied(text) for name, text in (super().clean() or {}).items()}
        for name, text in cleaned.items():
            try:
                wording.check(self.slots[name], text)
            except forms.ValidationError as error:
                self.add_error(name, error)
            if self.opened(name) not in (text, self.stands(name)):
                self.add_error(name, CHANGED_MEANWHILE)
        return cleaned

    def stands(self, name: str) -> str:
        return self.written.get(name) or self.slots[name].default

    def opened(self, name: str) -> str:
        return tidied(self.data.get(self.add_initial_prefix(name), self.stands(name)))

    def changed(self) -> dict[str, str]:
        """What its sender wrote: a colleague may have written another part meanwhile."""
        return {
            name: text for name, text in self.cleaned_data.items() if name in self.data and text != self.opened(name)
        }

    def rows(self) -> Iterable[tuple[Slot, Any, bool]]:
        """Each part, its field, and whether it is in words of staff now."""
        return [(slot, self[name], name in self.written) for name, slot in self.slots.items()]

    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if text and text != self.slots[name].default}

    def save(self, *, kind: Kind, by: Any) -> None:
        for name, text in self.changed().items():
            wordings.write(kind=kind, slot=self.slots[name], text=text, by=by)

    def warnings(self) -> list[str]:
        """Figures and telephone numbers belong to the facts, where a change of them is seen by everybody."""
        typed = [found for text in self.words().values() for found in figures.distinctive(text)]
        return [f"“{found}” is typed into this message. If a fact says it, leave it out here." for found in typed]

    def sentences(self) -> list[str]:
        return [f"{self.slots[name].title}: {error}" for name, errors in self.errors.items() for error in errors]


def tidied(text: str) -> str:
    return characters.shown(text).strip()


def field_of(slot: Slot, words: str) -> forms.CharField:
    longest = LONGEST_LINE if slot.is_line else LONGEST_TEXT
    rows = min(12, 3 + len(words) // 60)
    widget = forms.TextInput() if slot.is_line else forms.Textarea({"rows": rows})
    return forms.CharField(
        label=slot.title, initial=words, required=False, max_length=longest, widget=widget, show_hidden_initial=True
    )


class LookForm(forms.Form):
    look = forms.ChoiceField(choices=KINDS_OF_LOOK, required=False)

    @property
    def is_dark(self) -> bool:
        return bool(self.cleaned_data.get("look") == DARK)

    @property
    def is_text(self) -> bool:
        return bool(self.cleaned_data.get("look") == TEXT)


class LiftForm(forms.Form):
    because = forms.CharField(
        label="Why",
        max_length=200,
        help_text="How you know that mail to this address is wanted and arrives. It is kept with your name.",
    )
