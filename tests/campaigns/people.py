"""Somebody of whom every table of letters and mail-outs holds a row."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from campaigns.letter_enums import AnswerSort, Outcome, Publication
from campaigns.mailout_enums import ReplySort
from campaigns.models import (
    CampaignFollow,
    CampaignPage,
    Letter,
    LetterAction,
    LetterAnswer,
    LetterDraft,
    LetterStep,
    MailoutReply,
    PrintFile,
    Questionnaire,
    SupporterImport,
    SupporterLine,
)
from campaigns.models.letter_answer import PrintRun
from campaigns.services import letter_moves
from mail.services import deliveries
from people.models import Person
from people.services import people
from tests import factories
from tests.campaigns.written import confirmed

ADDRESS = "14 Example Street\nLeeds"
SAID = "Dear Suzie Signer of LS1 4DY, we read what you wrote."
NOTED = "Somebody rang us about the letter of"


def sent(action: LetterAction, **fields: str) -> Letter:
    """A letter of Suzie's, or of whoever `fields` names, that left, with all that it can leave behind."""
    letter = confirmed(action, postal_address=ADDRESS, **fields)
    office = people.lock_address("minister@example.org")
    message = deliveries.queue(kind="letter", address_id=office.pk, context={"letter": letter.pk})
    letter_moves.move([letter.pk], "queue", delivery=message)
    letter_moves.move([letter.pk], "send", sent_at=timezone.now(), sent_to="Alex Sample")
    LetterStep.objects.filter(letter=letter).update(note=f"{NOTED} {letter.name}")
    letter.refresh_from_db()
    return letter


def answered(letter: Letter) -> LetterAnswer:
    """With a text that is shown, and the writer's own words about it."""
    letter_moves.move([letter.pk], "answer")
    made = LetterAnswer.objects.create(
        letter=letter,
        key=f"{letter.pk:064}",
        sort=AnswerSort.REPLY,
        domain="example.org",
        subject=f"Re: {letter.subject}",
        text=f"{SAID} {letter.name}",
        publication=Publication.PUBLISHED,
        published_text="We read what you wrote.",
        published_at=timezone.now(),
    )
    Questionnaire.objects.create(letter=letter, asked=1, outcome=Outcome.YES, answered_at=timezone.now())
    return made


def printed(letter: Letter, **fields: object) -> PrintRun:
    run = PrintRun.objects.create(**{"number": 1, **fields})
    PrintFile.objects.create(run=run, content=f"{letter.name}: {letter.body}".encode())
    Letter.objects.filter(pk=letter.pk).update(print_run=run)
    return run


def draft(action: LetterAction, *, days_ago: float) -> LetterDraft:
    touched = timezone.now() - timedelta(days=days_ago)
    return LetterDraft.objects.create(action=action, digest=f"{days_ago:064}", content=b"sealed", touched_at=touched)


def everything_about(owner: Person) -> Letter:
    """Of Suzie alone, as she writes to an office."""
    action = factories.letter_action(factories.office(post="Minister for Letters", email="minister@example.org"))
    letter = sent(action)
    assert letter.person == owner
    answered(letter)
    named_by_a_mailout(owner)
    follows(owner, factories.campaign(slug="followed"))
    return letter


def follows(owner: Person, page: CampaignPage, **fields: Any) -> CampaignFollow:
    """As somebody who got the news already; confirmed, unless `fields` say otherwise."""
    return CampaignFollow.objects.create(person=owner, page=page, **{"confirmed_at": timezone.now(), **fields})


def named_by_a_mailout(owner: Person) -> tuple[MailoutReply, SupporterLine]:
    """What they answered to one, and a line of a list of supporters, which is not brought in yet."""
    reply = MailoutReply.objects.create(
        address=owner.address,
        key="a-message",
        sort=ReplySort.REPLY,
        sender=owner.address.typed,
        subject="Re: We handed it in",
        text=f"Well done. {owner.name}",
    )
    batch = SupporterImport.objects.create(file_name="stall.csv", evidence="They signed a sheet at our stall.")
    cells = [owner.name, owner.address.typed]
    line = SupporterLine.objects.create(batch=batch, number=2, cells=cells, person=owner, fingerprint=f"{owner.pk:064}")
    return reply, line
