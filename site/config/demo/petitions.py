"""The demonstration's other petitions, one in each part of a life, and the days on which the first took its steps."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log

from campaigns.enums import PetitionState
from campaigns.models import Petition
from people.models import User

PREPARED = 3  # days from handing in for approval to opening
ANSWERED: dict[str, Any] = {
    "title": "Ask every council to name somebody who answers for this",
    "slug": "name-somebody",
    "wording": (
        "We ask the Minister for Local Government to see that each council names one person whom anybody can ask about "
        "modern slavery. Their name and how to reach them should stand on the council's website."
    ),
    "addressee": "The Minister for Local Government",
    "background": "This petition is an example, and so is its answer.",
    "goal": 50,
    "response": (
        "Thank you for this petition.\n\nWe agree that it should be easy to find whom to ask. We will write to every "
        "council about it.\n\n(This answer is made up to show how one looks.)"
    ),
}
IN_REVIEW: dict[str, Any] = {
    "title": "Teach every new inspector the signs",
    "slug": "teach-every-inspector",
    "wording": "We ask the Home Secretary that whoever inspects workplaces learns the signs of forced labour first.",
    "addressee": "The Home Secretary",
    "background": "This petition is an example: a second person has to approve it before anybody can sign it.",
    "goal": 500,
}
DRAFT: dict[str, Any] = {
    "title": "Tell every worker their rights in a language they read",
    "slug": "rights-in-every-language",
    "wording": "We ask the Business Secretary that every seasonal worker is told their rights before they travel.",
    "addressee": "The Business Secretary",
    "goal": 500,
    "sent_back_because": "Say how they are to be told: on paper, or in a message.",
}


def note(petition: Petition, action: str, by: User | None, at: datetime) -> None:
    log(petition, f"petition.{action}", user=by, timestamp=at)


def open_long_ago(petition: Petition, *, author: User, approver: User, opened_at: datetime) -> None:
    """As if these two had taken its first steps then."""
    submitted_at, approved_at = opened_at - timedelta(days=PREPARED), opened_at - timedelta(days=1)
    Petition.objects.filter(pk=petition.pk).update(
        created_at=submitted_at - timedelta(days=1),
        submitted_by=author,
        submitted_at=submitted_at,
        approved_by=approver,
        approved_at=approved_at,
        opened_at=opened_at,
    )
    note(petition, "submit", author, submitted_at)
    note(petition, "approve", approver, approved_at)
    note(petition, "open", approver, opened_at)


def make_unpublished(*, author: User) -> None:
    now = timezone.now()
    Petition.objects.create(**DRAFT)
    waits = Petition.objects.create(
        **IN_REVIEW, state=PetitionState.IN_REVIEW, submitted_by=author, submitted_at=now - timedelta(hours=5)
    )
    note(waits, "submit", author, now - timedelta(hours=5))


def make_answered(*, author: User, approver: User) -> Petition:
    """Closed last month. Sheets of it are taken until it is handed in, so `answer` comes after them."""
    now = timezone.now()
    made = Petition.objects.create(
        **{**ANSWERED, "response": ""}, state=PetitionState.CLOSED, closed_at=now - timedelta(days=30)
    )
    open_long_ago(made, author=author, approver=approver, opened_at=now - timedelta(days=100))
    note(made, "close", author, now - timedelta(days=30))
    return made


def answer(petition: Petition, *, by: User) -> None:
    now = timezone.now()
    days = {"handed_in_on": days_ago(28), "answered_on": days_ago(3)}
    Petition.objects.filter(pk=petition.pk).update(state=PetitionState.ANSWERED, response=ANSWERED["response"], **days)
    note(petition, "hand_in", by, now - timedelta(days=28))
    note(petition, "answer", by, now - timedelta(days=3))


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)
