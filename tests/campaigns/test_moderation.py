"""Morgan reads what people wrote when they signed, before anybody else does."""

from typing import Any

import pytest
from django.test import Client

from campaigns.enums import CommentState, Decision
from campaigns.models import Petition, Signature, SignatureDecision
from campaigns.services import confirming, moderating, signing
from campaigns.services.moderating import Choice
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
SHOWN, REFUSED, WAITING = CommentState.SHOWN, CommentState.REFUSED, CommentState.WAITING
QUEUE = "/admin/petition-comments/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


def commented(petition: Petition, number: int, *, confirm: bool = True, comment: str = "It matters.") -> Signature:
    email = f"signer-{number}@example.org"
    made = signing.sign(petition=petition, name=f"Signer {number}", email=email, postcode="LS1 4DY", comment=comment)
    if confirm:
        confirming.confirm(made)
    return made


def states() -> list[str]:
    return list(Signature.objects.order_by("pk").values_list("comment_state", flat=True))


def test_only_what_its_writer_confirmed_waits(petition: Petition) -> None:
    waits = commented(petition, 1)
    commented(petition, 2, confirm=False)
    commented(petition, 3, comment="")
    assert [row.pk for row in moderating.waiting()] == [waits.pk]


def test_each_decision_keeps_who_made_it_and_why(petition: Petition, morgan: User) -> None:
    first, second = commented(petition, 1), commented(petition, 2)
    reason = moderating.REASONS["person"]
    assert moderating.decide({first.pk: Choice(SHOWN), second.pk: Choice(REFUSED, reason)}, by=morgan) == 2
    assert states() == [SHOWN, REFUSED]
    kept = SignatureDecision.objects.order_by("number").values_list("decision", "before", "reason", "by__email")
    assert list(kept) == [
        (Decision.COMMENT_SHOWN, WAITING, "", "morgan@example.org"),
        (Decision.COMMENT_REFUSED, WAITING, reason, "morgan@example.org"),
    ]


def test_whoever_is_slower_changes_nothing(petition: Petition, morgan: User) -> None:
    signature = commented(petition, 1)
    moderating.decide({signature.pk: Choice(REFUSED, "x")}, by=factories.dele())
    assert moderating.decide({signature.pk: Choice(SHOWN)}, by=morgan) == 0
    assert states() == [REFUSED]


def test_undoing_takes_all_back_to_the_queue_but_for_what_was_decided_anew(petition: Petition, morgan: User) -> None:
    rows = [commented(petition, number) for number in range(3)]
    moderating.decide({row.pk: Choice(SHOWN) for row in rows}, by=morgan)
    first = SignatureDecision.objects.latest("pk").batch
    assert first is not None
    assert moderating.undo(first, by=morgan) == (3, 0)
    assert states() == [WAITING] * 3
    moderating.decide({rows[0].pk: Choice(REFUSED, "x")}, by=morgan)
    assert moderating.undo(first, by=morgan) == (0, 3), "undone once, and one is decided anew"
    assert states() == [REFUSED, WAITING, WAITING]


def test_a_comment_that_its_writer_took_back_is_not_shown_by_undoing(petition: Petition, morgan: User) -> None:
    signature = commented(petition, 1)
    moderating.decide({signature.pk: Choice(REFUSED, "x")}, by=morgan)
    batch = SignatureDecision.objects.get().batch
    assert batch is not None
    Signature.objects.update(comment="", comment_state=CommentState.NONE)
    assert moderating.undo(batch, by=morgan) == (0, 1)
    assert states() == [CommentState.NONE]


def test_one_screen_decides_about_many_and_leaves_what_is_left_for_later(
    client: Client, petition: Petition, morgan: User
) -> None:
    rows = [commented(petition, number, comment=f"Comment {number} <script>") for number in range(3)]
    client.force_login(morgan)
    page = client.get(QUEUE).content.decode()
    assert "Comment 0 &lt;script&gt;" in page
    keys = [row.pk for row in rows]
    client.post(QUEUE, {"comment": keys, f"{keys[0]}-choice": "show", f"{keys[1]}-choice": "abuse", "rest": ""})
    assert states() == [SHOWN, REFUSED, WAITING]
    assert SignatureDecision.objects.get(number=keys[1]).reason == moderating.REASONS["abuse"]


def test_the_rest_of_a_screen_is_decided_by_one_choice(client: Client, petition: Petition, morgan: User) -> None:
    keys = [commented(petition, number).pk for number in range(3)]
    client.force_login(morgan)
    client.post(QUEUE, {"comment": keys, f"{keys[0]}-choice": "advert", "rest": "show"})
    assert states() == [REFUSED, SHOWN, SHOWN]


def test_what_was_not_on_the_screen_is_left_alone(client: Client, petition: Petition, morgan: User) -> None:
    keys = [commented(petition, number).pk for number in range(2)]
    client.force_login(morgan)
    client.post(QUEUE, {"comment": keys[:1], "rest": "show"})
    assert states() == [SHOWN, WAITING]


def test_the_history_undoes_what_was_done_at_once(client: Client, petition: Petition, morgan: User) -> None:
    keys = [commented(petition, number).pk for number in range(2)]
    client.force_login(morgan)
    client.post(QUEUE, {"comment": keys, "rest": "topic"})
    batch = SignatureDecision.objects.filter(number=keys[0]).get().batch
    assert moderating.REASONS["topic"] in client.get(f"{QUEUE}history/").content.decode()
    client.post(f"{QUEUE}undo/{batch}/")
    assert states() == [WAITING, WAITING]


@pytest.mark.parametrize("group", ["Approvers", "Editors", "Data protection officers"])
def test_nobody_else_moderates(client: Client, petition: Petition, group: str) -> None:
    key = commented(petition, 1).pk
    client.force_login(factories.member_of(group))
    posted: dict[str, Any] = {"comment": [key], "rest": "show"}
    assert client.post(QUEUE, posted).status_code == 302
    assert states() == [WAITING]


def test_the_home_of_the_admin_says_how_many_wait(client: Client, petition: Petition, morgan: User) -> None:
    client.force_login(morgan)
    assert "for moderation" not in client.get("/admin/").content.decode()
    commented(petition, 1)
    assert "1 comment waits for moderation." in client.get("/admin/").content.decode()
