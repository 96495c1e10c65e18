"""What staff do about letters, one or many: they say which, read what that would do, and do it."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.admin_forms.letter_desk import LetterFilters, Note, Refusal, Why, keys
from campaigns.admin_views import letter_screens as screens
from campaigns.letter_enums import FOR_STAFF, LetterState
from campaigns.models import Letter
from campaigns.selectors.letter_desk import QUEUES
from campaigns.services import letter_desk
from campaigns.services.letter_desk import MOST, Decided
from people.admin_views.screens import officer, show
from people.models import User

SAMPLE = 10
GIVEN_BACK = "Their writers get a message with their text, so that they can send it themselves."


@dataclass(frozen=True)
class Deed:
    name: str
    title: str
    button: str
    explanation: tuple[str, ...]
    states: tuple[LetterState, ...]
    do: Callable[[Collection[int], User, dict[str, Any]], Decided]
    done: str
    form: type[forms.Form] = Note
    is_grave: bool = False
    for_staff_alone: bool = False  # of what is held, that alone which waits for a decision

    def is_possible(self, letter: Letter) -> bool:
        if letter.state not in self.states:
            return False
        is_held = letter.state == LetterState.HELD
        return not (self.for_staff_alone and is_held) or letter.held_because in FOR_STAFF


DEEDS = (
    Deed(
        "release",
        "Release",
        "Release them",
        ("They leave at the next turn, in working hours. No rule holds them again.",),
        (LetterState.HELD,),
        lambda pks, by, values: letter_desk.release(pks, by=by, note=values["note"]),
        "released",
        for_staff_alone=True,
    ),
    Deed(
        "refuse",
        "Refuse",
        "Refuse them",
        ("They are never sent. " + GIVEN_BACK, "This can't be taken back."),
        (LetterState.HELD,),
        lambda pks, by, values: letter_desk.refuse(pks, by=by, reason=values["reason"], note=values["note"]),
        "refused",
        form=Refusal,
        is_grave=True,
    ),
    Deed(
        "hold",
        "Hold",
        "Hold them",
        ("They wait until somebody releases them, and their writers are told so.",),
        (LetterState.CONFIRMED, LetterState.QUEUED),
        lambda pks, by, values: letter_desk.hold(pks, by=by, note=values["note"]),
        "held",
        form=Why,
    ),
    Deed(
        "send-again",
        "Send again",
        "Send them again",
        (
            "What came back goes to the address that its recipient has now. Where that is still the one that it came "
            "back from, the letter stays here: correct the address of the office or MP first.",
            "What perhaps left may then arrive twice. Look at the post room first, and ask the office if you can.",
        ),
        (LetterState.BOUNCED, LetterState.UNCERTAIN),
        lambda pks, by, values: letter_desk.send_again(pks, by=by, note=values["note"]),
        "to be sent again",
    ),
    Deed(
        "by-post",
        "Send by post",
        "Send them by post",
        ("They join the next print run, where we have a postal address. What perhaps left may then arrive twice.",),
        (LetterState.BOUNCED, LetterState.UNCERTAIN),
        lambda pks, by, values: letter_desk.send_by_post(pks, by=by, note=values["note"]),
        "to go by post",
    ),
    Deed(
        "was-sent",
        "It was sent",
        "Mark them as sent",
        ("Only where you know that they arrived, or that the mail server took them. A digest is marked as a whole.",),
        (LetterState.UNCERTAIN,),
        lambda pks, by, values: letter_desk.was_sent(pks, by=by, note=values["note"]),
        "marked as sent",
    ),
    Deed(
        "give-back",
        "Give back",
        "Give them back",
        (GIVEN_BACK, "We send them no more. This can't be taken back."),
        (LetterState.HELD, LetterState.BOUNCED),
        lambda pks, by, values: letter_desk.give_back(pks, by=by, note=values["note"]),
        "given back",
        is_grave=True,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
OF_QUEUE = {
    "held": ("release", "refuse"),
    "until_over": ("give-back", "refuse"),
    "bounced": ("send-again", "by-post", "give-back"),
    "uncertain": ("was-sent", "send-again", "by-post"),
    "leaving": ("hold",),
}


def of_queue(queue: str) -> list[Deed]:
    return [BY_NAME[name] for name in OF_QUEUE.get(queue, ())]


def of_letter(letter: Letter) -> list[Deed]:
    return [deed for deed in DEEDS if deed.is_possible(letter)]


def back(queue: str) -> str:
    return reverse("letter_desk:index") + (f"?queue={queue}" if queue in QUEUES else "")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Which: ticked in the list, or all that it shows. Does nothing but show what it would do."""
    screens.require(request, screens.CHANGE)
    deed, queue = BY_NAME.get(request.POST.get("deed", "")), request.POST.get("queue", "")
    chosen = all_of_list(request) if "all" in request.POST else keys(request.POST.getlist("ticked"))
    if deed is None or not chosen:
        messages.error(request, "Tick the letters first, then press what is to be done about them.")
        return redirect(back(queue))
    return look(request, deed, chosen[:MOST], deed.form(), queue=queue, is_cut=len(chosen) > MOST)


def all_of_list(request: HttpRequest) -> list[int]:
    """What the list showed, on all its pages; one more than are done at once."""
    rows = LetterFilters(QueryDict(request.POST.get("list", "")), Letter.objects.order_by("pk"), request=request).qs
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def look(
    request: HttpRequest,
    deed: Deed,
    chosen: list[int],
    form: forms.Form,
    *,
    queue: str,
    is_cut: bool = False,
    status: int = 200,
) -> HttpResponse:
    found = list(Letter.objects.with_recipient().filter(pk__in=chosen).order_by("pk"))
    able = [letter for letter in found if deed.is_possible(letter)]
    return show(
        request,
        "choose",
        folder=screens.FOLDER,
        title=deed.title,
        icon="mail",
        trail=[(reverse("letter_desk:index"), "Whitehall desk")],
        deed=deed,
        form=form,
        able=able,
        left_out=len(found) - len(able),
        recipients=Counter(letter.to_whom for letter in able).most_common(SAMPLE),
        sample=able[:SAMPLE],
        pks=",".join(str(letter.pk) for letter in able),
        queue=queue,
        is_cut=is_cut,
        most=MOST,
        cancel=back(queue),
        status=status,
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    screens.require(request, screens.CHANGE)
    deed, queue = BY_NAME.get(request.POST.get("deed", "")), request.POST.get("queue", "")
    chosen = keys(request.POST.get("pks", "").split(","))[:MOST]
    if deed is None or not chosen:
        return redirect(back(queue))
    form = deed.form(request.POST)
    if not form.is_valid():
        return look(request, deed, chosen, form, queue=queue, status=422)
    said(request, deed, deed.do(chosen, officer(request), form.cleaned_data))
    return redirect(back(queue))


def said(request: HttpRequest, deed: Deed, decided: Decided) -> None:
    if decided.done:
        number = "1 letter is" if decided.done == 1 else f"{decided.done} letters are"
        messages.success(request, f"{number} {deed.done}.")
    if decided.left:
        number = "1 letter was" if decided.left == 1 else f"{decided.left} letters were"
        why = "somebody else was quicker, or it can't be done with them as things stand"
        messages.warning(request, f"{number} left as before: {why}.")
