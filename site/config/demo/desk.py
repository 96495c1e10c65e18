"""What the staff of the demonstration find on their screens: queues, decisions, sheets of paper, news, a pack."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from campaigns import sheets
from campaigns.enums import CommentState, Decision, Judgement, NewsKind, PaperState, SignatureState
from campaigns.models import Attempt, FraudRule, Milestone, Petition, PetitionNews, Signature
from campaigns.services import deciding, moderating, packs, paper
from campaigns.services.moderating import REASONS, Choice
from campaigns.services.paper import Line
from campaigns.services.signing import MOST_ASKED
from mail.enums import SuppressionReason
from mail.services import suppressions
from people import wordings
from people.enums import Purpose
from people.models import Address, Consent, Person, User

UNCONFIRMED, HELD, ROBOTS, CAME_BACK, READERS = 140, 6, 12, 3, 60
SAID = (
    "I work in a hospital. A few weeks are not enough for anybody to get well.",
    "Because a safe home comes first. Everything else comes after.",
    "Nobody should have to choose between a bed and the truth.",
    "My grandmother said that we are judged by how we treat those who have nothing.",
    "Support costs less than looking away.",
    "Survivors asked for this. We should listen.",
)
WAITING = (
    "I signed because my daughter asked me to. Good for her.",
    "Please make it the law before the next winter.",
    "Buy cheap trainers at my shop!!!",
    "I think I know somebody in my street. Who can I tell?",
)
ROBOT = "Robot"


def fill(petition: Petition, *, author: User, approver: User) -> None:
    """Sends nothing: all of these have been asked as often as anybody is."""
    comments(petition, approver)
    wait(petition)
    decide(petition, author)
    milestones(petition)
    readers(petition)
    news(petition, author, approver)
    enter(petition, author, number=48)


def comments(petition: Petition, by: User) -> None:
    rows = list(Signature.objects.confirmed().filter(petition=petition).order_by("-pk")[: len(SAID + WAITING)])
    for row, comment in zip(rows, SAID + WAITING, strict=True):
        row.comment, row.comment_state, row.is_public = comment, CommentState.WAITING, True
    Signature.objects.bulk_update(rows, ["comment", "comment_state", "is_public"])
    choices = {row.pk: Choice(CommentState.SHOWN) for row in rows[: len(SAID) - 1]}
    moderating.decide({**choices, rows[len(SAID) - 1].pk: Choice(CommentState.REFUSED, REASONS["unclear"])}, by=by)


def unconfirmed(petition: Petition, names: Iterable[str], *, state: SignatureState) -> list[Signature]:
    """Of the last week, one after another."""
    now, texts = timezone.now(), list(names)
    emails = [f"{secrets.token_hex(4)}@example.org" for _ in texts]
    addresses = Address.objects.bulk_create([Address(canonical=email, typed=email) for email in emails])
    people = Person.objects.bulk_create(
        [Person(address=address, name=name) for address, name in zip(addresses, texts, strict=True)]
    )
    made = Signature.objects.bulk_create(
        [
            Signature(
                petition=petition,
                person=person,
                address=person.address,
                name=person.name,
                token=secrets.token_urlsafe(16),
                state=state,
                asked=MOST_ASKED if state == SignatureState.PENDING else 0,
            )
            for person in people
        ]
    )
    for number, each in enumerate(made):
        each.created_at = now - timedelta(days=7) * (1 - number / len(made)) - timedelta(minutes=7)
    Signature.objects.bulk_update(made, ["created_at"])
    return made


def wait(petition: Petition) -> None:
    """Some who have not confirmed, some whose mail came back, and some whom a rule held."""
    names = [f"Supporter who waits {number}" for number in range(1, UNCONFIRMED + 1)]
    pending = unconfirmed(petition, names, state=SignatureState.PENDING)
    for each in pending[:CAME_BACK]:
        address = each.address
        suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=SuppressionReason.HARD_BOUNCE)
    names = [f"Supporter from one office {number}" for number in range(1, HELD + 1)]
    held = unconfirmed(petition, names, state=SignatureState.HELD)
    rule = FraudRule.objects.in_force().filter(judgement=Judgement.HELD).first()
    Attempt.objects.bulk_create(attempt(each, rule) for each in held)


def attempt(signature: Signature, rule: FraudRule | None) -> Attempt:
    return Attempt(
        petition=signature.petition,
        signature=signature,
        ip=salted_hmac("demonstration", "one office").hexdigest(),
        domain="example.org",
        name=salted_hmac("demonstration", signature.name).hexdigest(),
        country=signature.country,
        judgement=Judgement.HELD,
        rule=rule,
        at=signature.created_at,
    )


def decide(petition: Petition, by: User) -> None:
    """Signatures that no person gave, found by their name and taken out at once: a batch that can be undone."""
    unconfirmed(petition, [f"{ROBOT} {number}" for number in range(ROBOTS)], state=SignatureState.PENDING)
    conditions = {"name": ROBOT}
    batch = deciding.decide(
        petition=petition,
        decision=Decision.INVALIDATED,
        conditions=conditions,
        reason="Typed by a program: one a second, with numbers for names.",
        by=by,
        up_to=deciding.preview(petition, Decision.INVALIDATED, conditions).up_to,
    )
    while deciding.go_on(batch.pk) is not None:
        pass


def milestones(petition: Petition) -> None:
    now = timezone.now()
    Milestone.objects.bulk_create(
        [
            Milestone(petition=petition, number=1000, reached_at=now - timedelta(days=33)),
            Milestone(
                petition=petition, number=5000, meaning="We ask to be heard.", reached_at=now - timedelta(days=8)
            ),
            Milestone(
                petition=petition,
                number=petition.goal,
                meaning="We hand it in.",
                message="You did it. Next we take it to the door of the department.",
            ),
        ]
    )


def readers(petition: Petition) -> None:
    """Some who asked to hear what comes of it, as they would have on its form."""
    words = wordings.current(Purpose.PETITION_UPDATES)
    rows = Signature.objects.confirmed().filter(petition=petition).order_by("pk")[:READERS]
    form = f"petition {petition.pk} {petition.slug}"
    if words is not None:
        Consent.objects.bulk_create(
            Consent(
                person_id=row.person_id,
                purpose=words.purpose,
                wording=words,
                form=form,
                given_at=row.created_at,
                confirmed_at=row.confirmed_at,
            )
            for row in rows
        )


def news(petition: Petition, author: User, approver: User) -> None:
    """One that was given out, and a draft that waits for a second person."""
    sent_at = timezone.now() - timedelta(days=8)
    PetitionNews.objects.create(
        petition=petition,
        kind=NewsKind.UPDATE,
        subject="We have asked for a meeting",
        body="Thanks to you we could ask the department to hear us.\n\nWe tell you what it says.",
        created_by=author,
        created_at=sent_at - timedelta(hours=2),
        sent_by=approver,
        sent_at=sent_at,
        queued=READERS,
        finished_at=sent_at + timedelta(minutes=1),
    )
    PetitionNews.objects.create(
        petition=petition,
        kind=NewsKind.UPDATE,
        subject="Come to the reading",
        body="On Saturday survivors read from their own letters in the town hall.\n\nCome, and bring somebody.",
        created_by=author,
    )


def enter(petition: Petition, by: User, *, number: int) -> None:
    """The scan is an empty sheet."""
    scan = sheets.to_sign(petition)
    paper.enter(petition=petition, number=number, scan=scan, by=by, note="Two sheets from the market, on Saturday.")


def check(petition: Petition, by: User) -> None:
    """Two of its lines signed online as well."""
    online = list(petition.signatures.confirmed().values_list("name", flat=True)[:2])
    for batch in petition.paper.filter(state=PaperState.ENTERED):
        lines = [*(Line(name, "") for name in online), *(Line(f"Line {number}", "LS1 4DY") for number in range(18))]
        paper.approve(batch=paper.sample(batch=batch, lines=lines, by=by), by=by)


def make_pack(petition: Petition, *, by: User) -> None:
    packs.ask(petition=petition, by=by)
    packs.make_all()
