"""Letters that go by post: gathered into runs, printed as one file in the background, and marked as posted by staff.

A letter that is taken back, held or sent elsewhere while its run waits takes its place in the file along: the run is
printed anew, and who marks it as posted is told where theirs is an older file.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from campaigns import letter_compose, letter_paper
from campaigns.letter_enums import Channel, HeldBecause, LetterState, PrintRunState
from campaigns.letter_paper import Paper
from campaigns.models import Letter, PrintFile, PrintRun
from campaigns.models.letter import LetterQuerySet
from campaigns.selectors import recipients
from campaigns.selectors.recipients import Recipient
from campaigns.services import letter_moves, letter_windows
from people.models import User

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)  # after so long without a sign of life its maker is taken for dead
TRIES = 3
AT_ONCE = 20
NOON = time(12)


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


class Overtaken(Exception):
    """Another maker has taken the run up, or its letters have changed, so what this one made is of no use."""


def to_print() -> LetterQuerySet:
    return Letter.objects.confirmed().filter(channel=Channel.POST)


def of_today() -> LetterQuerySet:
    """Those whose morning has come: what is confirmed after it waits for the next working day's run."""
    return to_print().filter(confirmed_at__lt=letter_windows.last(letter_windows.RUNS_AT))


def ask_daily() -> int:
    """The runs of the day. Safe to repeat: returns how many were made."""
    made = 0
    while of_today().exists() and gather(by=None) is not None:
        made += 1
    return made


def ask(*, by: User) -> list[PrintRun]:
    """Runs of all letters that wait for one now. Raises NotPossible where none does."""
    made: list[PrintRun] = []
    while len(made) < AT_ONCE and (run := gather(by=by)) is not None:
        made.append(run)
    if not made:
        raise NotPossible("No letter waits to be printed.")
    return made


@transaction.atomic
def gather(*, by: User | None) -> PrintRun | None:
    """The next letters as one run; who gets them is asked now. None where none is left to print."""
    rows = to_print().with_recipient().select_for_update(of=("self",), skip_locked=True).order_by("pk")
    letters = list(rows[: letter_paper.MOST])
    printed = [(letter, found) for letter in letters if (found := still_by_post(letter)) is not None]
    if not printed:
        return None
    run = PrintRun.objects.create(asked_by=by, number=len(printed))
    for letter, found in printed:
        put_into(run, letter, found)
    return run


def still_by_post(letter: Letter) -> Recipient | None:
    """None where its recipient has an e-mail address since, or nobody can get it: then it goes there, or waits.

    One that is sent again goes by post because staff chose that: e-mail failed before.
    """
    found = recipients.of(letter)
    if isinstance(found, HeldBecause):
        letter_moves.move([letter.pk], "hold", because=found)
        return None
    if found.email and (letter.round == 1 or not found.address_lines):
        Letter.objects.filter(pk=letter.pk).update(channel="")
        return None
    return found


def put_into(run: PrintRun, letter: Letter, found: Recipient) -> None:
    letter_moves.move(
        [letter.pk],
        "queue",
        print_run=run,
        channel=Channel.POST,
        sent_to=letter_compose.who(found),
        representative=found.representative,
        delivery=None,
    )


def in_run(run: PrintRun) -> LetterQuerySet:
    return Letter.objects.filter(print_run=run, state=LetterState.QUEUED, channel=Channel.POST)


def outdated() -> QuerySet[PrintRun]:
    """Ready, and not what stands in their files: a letter was taken out since."""
    queued = Count("letters", filter=Q(letters__state=LetterState.QUEUED))
    return PrintRun.objects.filter(state=PrintRunState.READY).annotate(left=queued).exclude(left=F("number"))


def waiting() -> QuerySet[PrintRun]:
    abandoned = Q(state=PrintRunState.MAKING, taken_at__lt=timezone.now() - LEASE)
    return PrintRun.objects.filter(Q(state=PrintRunState.QUEUED) | abandoned).order_by("asked_at", "pk")


def make_all() -> int:
    """Print what waits, one after another; returns how many were taken up."""
    call_back()
    for pk in list(outdated().values_list("pk", flat=True)):
        begin_again(pk)
    taken: set[int] = set()
    while run := take(without=taken):
        taken.add(run.pk)
        make(run)
    return len(taken)


@transaction.atomic
def begin_again(pk: int) -> None:
    """The file that holds too much goes at once."""
    run = PrintRun.objects.select_for_update().get(pk=pk)
    if run.state == PrintRunState.READY and in_run(run).count() != run.number:
        PrintFile.objects.filter(run=run).delete()
        PrintRun.objects.filter(pk=pk).update(state=PrintRunState.QUEUED, tries=0, ready_at=None)


def take(without: Collection[int] = ()) -> PrintRun | None:
    """The number of tries tells one maker from the next: whoever holds an older one has been overtaken."""
    for run in waiting().exclude(pk__in=without)[:AT_ONCE]:
        free, now = waiting().filter(pk=run.pk, tries=run.tries), timezone.now()
        if run.tries >= TRIES:
            free.order_by().update(state=PrintRunState.FAILED, error="Its makers ended before it was done.")
        elif free.order_by().update(state=PrintRunState.MAKING, taken_at=now, tries=F("tries") + 1, done=0):
            run.refresh_from_db()
            return run
    return None


def make(run: PrintRun) -> None:
    """Leave it ready, or failed with the reason; where another maker has it, untouched."""
    letters = list(in_run(run).with_recipient().order_by("pk"))
    if not letters:
        fail(run, "No letter is left in it.")
        return
    try:
        content = printed(run, letters)
        finish(run, {letter.pk for letter in letters}, content)
    except Overtaken:
        logger.warning("Print run %s was taken up by another maker, or has changed", run.pk)
        held_by(run).update(state=PrintRunState.QUEUED, tries=F("tries") - 1)
    except Exception as error:  # the job tells of it too
        fail(run, f"It could not be made ({type(error).__name__}). Tell whoever keeps the site.")
        raise


def printed(run: PrintRun, letters: Sequence[Letter]) -> bytes:
    day = timezone.localdate()
    name = f"Letters to post, {date_format(day, 'DATE_FORMAT')}, run {run.pk}"
    papers = [paper_of(letter, day) for letter in letters]
    return letter_paper.make_letters(papers, run_name=name, day=day, on_progress=lambda done: show_life(run, done))


def paper_of(letter: Letter, day: date) -> Paper:
    """As it stands: one whose recipient can't be reached any more is called back before long, and its run made anew."""
    found = recipients.of(letter)
    if isinstance(found, HeldBecause):
        raise Overtaken
    return Paper(
        sender_lines=letter_compose.sender_lines(letter),
        recipient_lines=(*found.name_lines, *found.address_lines),
        date=day,
        salutation=found.salutation,
        subject=letter.subject,
        paragraphs=letter_compose.paragraphs(letter.body),
        closing=found.closing,
        name=letter.name,
        reference=letter_compose.reference(letter),
        language=letter.language,
        town=letter.town,
    )


def held_by(run: PrintRun) -> QuerySet[PrintRun]:
    return PrintRun.objects.filter(pk=run.pk, state=PrintRunState.MAKING, tries=run.tries)


def show_life(run: PrintRun, done: int) -> None:
    if not held_by(run).update(done=done, taken_at=timezone.now()):
        raise Overtaken


def fail(run: PrintRun, error: str) -> None:
    held_by(run).update(state=PrintRunState.FAILED, error=error[:300])


@transaction.atomic
def try_again(run: PrintRun) -> None:
    """Make what failed anew: its letters wait in it, and in no other. Raises NotPossible."""
    if not in_run(run).exists():
        raise NotPossible("No letter is left in this run.")
    failed = PrintRun.objects.filter(pk=run.pk, state=PrintRunState.FAILED)
    if not failed.update(state=PrintRunState.QUEUED, tries=0, done=0, error=""):
        raise NotPossible("This run did not fail, or somebody else was quicker.")


@transaction.atomic
def finish(run: PrintRun, keys: Collection[int], content: bytes) -> None:
    """The letters are locked, so that none is taken back between the look at them and the end. Raises Overtaken."""
    left = set(in_run(run).select_for_update().order_by("pk").values_list("pk", flat=True))
    if left != set(keys):
        raise Overtaken
    now = timezone.now()
    if not held_by(run).update(state=PrintRunState.READY, number=len(left), done=len(left), ready_at=now, error=""):
        raise Overtaken
    PrintFile.objects.update_or_create(run=run, defaults={"content": content})


def stamp(run: PrintRun) -> str:
    """Tells one printing of a run from the next."""
    return run.ready_at.isoformat() if run.ready_at else ""


@transaction.atomic
def mark_posted(run: PrintRun, *, by: User, on: date, seen: str = "") -> int:
    """Its letters were put into the post on this day; returns how many.

    `seen` is the stamp of what was printed. Raises NotPossible where the run isn't ready, or was printed anew since.
    """
    letters = list(in_run(run).select_for_update().order_by("pk").values_list("pk", flat=True))
    locked = PrintRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != PrintRunState.READY:
        raise NotPossible("This run isn't ready, or was marked as posted before.")
    if len(letters) != locked.number or (seen and seen != stamp(locked)):
        raise NotPossible(
            f"A letter was taken out of this run since. Print the new file, or take out {taken_out(run)}."
        )
    if on > timezone.localdate():
        raise NotPossible("This day is still to come.")
    if on < timezone.localdate(run.asked_at):
        raise NotPossible("On this day the run was not yet asked for.")
    now = timezone.now()
    moment = now if on == timezone.localdate() else datetime.combine(on, NOON, letter_windows.LONDON)
    moved = letter_moves.move(letters, "send", by=by, channel=Channel.POST, sent_at=moment)
    locked.state, locked.posted_on, locked.posted_by = PrintRunState.POSTED, on, by
    locked.save(update_fields=["state", "posted_on", "posted_by"])
    return len(moved)


def taken_out(run: PrintRun) -> str:
    """The references of those that stood in it and must not be posted."""
    gone = Letter.objects.filter(print_run=run).exclude(state=LetterState.QUEUED).order_by("pk")
    return ", ".join(letter_compose.reference(letter) for letter in gone.only("pk")[:AT_ONCE]) or "that letter"


def misprinted() -> LetterQuerySet:
    """Letters in runs that are not posted yet."""
    return Letter.objects.filter(state=LetterState.QUEUED, channel=Channel.POST, print_run__isnull=False)


def call_back() -> int:
    """Those whose recipient nobody is now, or somebody else, take another turn. Returns how many."""
    rows = misprinted().order_by("office", "seat", "sent_to").values_list("office", "seat", "sent_to").distinct()
    return sum(call_back_from(*row) for row in list(rows))


@transaction.atomic
def call_back_from(office: int | None, seat: int | None, sent_to: str) -> int:
    ours = misprinted().filter(office=office, seat=seat, sent_to=sent_to)
    letter = ours.select_related("office", "seat").first()
    if letter is None:
        return 0
    found = recipients.of(letter)
    if isinstance(found, Recipient) and letter_compose.who(found) == sent_to:
        return 0
    return len(letter_moves.move(list(ours.values_list("pk", flat=True)), "recall", channel=""))
