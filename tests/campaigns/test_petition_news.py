"""Suzie asked to hear what comes of what she signed: news reaches her once, and nobody who did not ask."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from campaigns.enums import NewsKind, PetitionState
from campaigns.models import Milestone, Petition, PetitionNews, PetitionTotal, Signature
from campaigns.services import confirming, invalidating, news, signatures, signing
from mail import kinds, rendering
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import drain, suppressions
from people import wordings
from people.enums import Ended, Purpose
from people.models import Consent, User
from people.services import consents
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import confirmed, wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def dele() -> User:
    return factories.dele()


def signer(petition: Petition, name: str) -> Signature:
    return confirmed(petition, {"name": name.title(), "email": f"{name}@example.org", "postcode": "LS1 4DY"})


def asks(signature: Signature, *, live: bool = True) -> Consent:
    """Ticked the box for updates where they signed, and confirmed that too."""
    words = wordings.current(Purpose.PETITION_UPDATES) or wording(Purpose.PETITION_UPDATES)
    petition = signature.petition
    given = consents.give(person=signature.person, wording=words, form=f"petition {petition.pk} {petition.slug}")
    if live:
        consents.confirm([given])
    return given


def given_out(petition: Petition, by: User, second: User) -> PetitionNews:
    made = news.draft(petition=petition, kind=NewsKind.UPDATE, subject="We met them", body="One.\n\nTwo.", by=by)
    news.send(made, by=second)
    return made


def told() -> list[str]:
    """The addresses of all messages with news, each as often as it has one."""
    rows = Delivery.objects.filter(kind__startswith="petition_").order_by("address__canonical")
    return list(rows.values_list("address__canonical", flat=True))


def test_news_goes_to_those_who_asked_on_this_petition_and_whose_signature_counts(
    petition: Petition, morgan: User, dele: User
) -> None:
    asks(signer(petition, "suzie"))
    signer(petition, "charlie")  # asked for nothing
    asks(signer(petition, "priya"), live=False)  # did not confirm it
    other = factories.petition(slug="other")
    asks(signer(other, "mallory"))  # asked about another
    gone = signer(petition, "dele-two")
    asks(gone)
    invalidating.invalidate(signatures=[gone.pk], reason="Not a person.", by=morgan)
    assert news.count_readers(petition) == 1
    made = given_out(petition, morgan, dele)
    assert [news.queue_news(), news.queue_news()] == [1, 0]
    assert told() == ["suzie@example.org"]
    made.refresh_from_db()
    assert (made.queued, made.finished_at is not None) == (1, True)


@pytest.mark.parametrize("is_first_confirmed", [True, False], ids=["one after the other", "both at once"])
def test_who_asked_about_two_petitions_hears_of_both_by_one_consent(
    petition: Petition, morgan: User, dele: User, is_first_confirmed: bool
) -> None:
    words = (wording(Purpose.PETITION_UPDATES),)
    other = factories.petition(slug="other")
    pair = []
    for each in (other, petition):
        pair.append(signing.sign(petition=each, agreed=words, **SUZIE))
        if is_first_confirmed:
            confirming.confirm(pair[-1], agreed=[one.token for one in signing.ticked_with(pair[-1])])
    for signature in pair:
        confirming.confirm(signature, agreed=[one.token for one in signing.ticked_with(signature)])
    assert Consent.objects.live().count() == 1, "one live consent for a purpose"
    for each in (other, petition):
        given_out(each, morgan, dele)
    news.queue_news()
    assert told() == ["suzie@example.org"] * 2


def test_who_asked_about_another_petition_alone_hears_nothing_of_this_one(petition: Petition) -> None:
    signature = signer(factories.petition(slug="other"), "suzie")
    asks(signature)
    signer(petition, "suzie")
    assert (news.count_readers(signature.petition), news.count_readers(petition)) == (1, 0)


def test_two_people_of_one_address_get_one_message(petition: Petition, morgan: User, dele: User) -> None:
    asks(signer(petition, "suzie"))
    asks(confirmed(petition, {"name": "Charlie", "email": "suzie@example.org", "postcode": "LS1 4DY"}))
    assert Signature.objects.confirmed().count() == 2
    assert news.count_readers(petition) == 1
    given_out(petition, morgan, dele)
    news.queue_news()
    assert told() == ["suzie@example.org"]


def test_killed_between_and_within_slices_each_address_is_written_to_once(
    petition: Petition, morgan: User, dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"signer-{number:02}" for number in range(7)]
    for name in names:
        asks(signer(petition, name))
    monkeypatch.setattr(news, "SLICE", 2)
    made = given_out(petition, morgan, dele)
    calls, queue_one = 0, news.queue_one

    def fails_now_and_then(*args: Any) -> int:
        nonlocal calls
        calls += 1
        if calls in (2, 4, 8):
            raise MemoryError
        return queue_one(*args)

    monkeypatch.setattr(news, "queue_one", fails_now_and_then)
    for _ in range(3):
        with pytest.raises(MemoryError):
            news.queue_news()
    news.queue_news()
    assert told() == [f"{name}@example.org" for name in names]
    made.refresh_from_db()
    assert made.queued == 7


def test_who_withdraws_meanwhile_gets_nothing(petition: Petition, morgan: User, dele: User) -> None:
    first, second = (signer(petition, name) for name in ("charlie", "suzie"))
    for each in (first, second):
        asks(each)
    given_out(petition, morgan, dele)
    consents.withdraw(person=first.person, how=Ended.LINK)
    assert news.queue_news() == 1
    consents.withdraw(person=second.person, how=Ended.LINK)
    drain.send_due(bulk=True)
    assert list(Delivery.objects.filter(kind="petition_update").values_list("state", flat=True)) == ["cancelled"]


def test_a_consent_that_ends_between_reading_and_writing_is_refused_by_the_database(
    petition: Petition, morgan: User, dele: User
) -> None:
    signature = signer(petition, "suzie")
    consent = asks(signature)
    made = given_out(petition, morgan, dele)
    consents.withdraw(person=signature.person, how=Ended.LINK)
    assert news.queue_one(made, signature.address_id, consent.pk) == 0
    assert told() == []


def test_an_address_that_is_not_written_to_is_not_counted_as_a_reader(petition: Petition) -> None:
    signature = signer(petition, "suzie")
    asks(signature)
    suppressions.suppress(
        address_id=signature.address_id, canonical="suzie@example.org", reason=SuppressionReason.HARD_BOUNCE
    )
    assert news.count_readers(petition) == 0


def test_who_withdraws_their_signature_hears_no_more(petition: Petition, morgan: User, dele: User) -> None:
    signature = signer(petition, "suzie")
    asks(signature)
    signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)
    given_out(petition, morgan, dele)
    assert news.queue_news() == 0


def test_nobody_sends_what_they_wrote_nor_does_the_database_let_them(petition: Petition, dele: User) -> None:
    made = news.draft(petition=petition, kind=NewsKind.UPDATE, subject="Alone", body="Only me.", by=dele)
    with pytest.raises(news.SamePerson):
        news.send(made, by=dele)
    with pytest.raises(IntegrityError, match="news_is_sent_by_a_second_person"), transaction.atomic():
        PetitionNews.objects.update(sent_by=dele, sent_at=timezone.now())


def test_what_was_sent_is_neither_sent_again_nor_changed_nor_deleted(
    petition: Petition, morgan: User, dele: User
) -> None:
    made = given_out(petition, morgan, dele)
    with pytest.raises(news.AlreadySent):
        news.send(made, by=dele)
    with pytest.raises(news.AlreadySent):
        news.change(made, kind=NewsKind.UPDATE, subject="x", body="y", by=morgan)
    with pytest.raises(news.AlreadySent):
        news.discard(made, by=morgan)
    assert PetitionNews.objects.get().subject == "We met them"


def test_a_milestone_is_reached_once_and_writes_once(petition: Petition) -> None:
    asks(signer(petition, "suzie"))
    Milestone.objects.create(petition=petition, number=100, message="A hundred of you!")
    Milestone.objects.create(petition=petition, number=1000, message="A thousand!")
    PetitionTotal.objects.update_or_create(pk=petition.pk, defaults={"counted": 99})
    assert not news.is_any_reached()
    PetitionTotal.objects.update(counted=100)
    assert [news.reach_milestones(), news.reach_milestones()] == [1, 0]
    news.queue_news()
    assert told() == ["suzie@example.org"]
    assert Delivery.objects.get(kind="petition_milestone").context["body"] == "A hundred of you!"


def test_of_milestones_reached_at_once_the_highest_alone_is_written_about(petition: Petition) -> None:
    for number in (10, 50, 100):
        Milestone.objects.create(petition=petition, number=number, message=f"{number} of you!")
    PetitionTotal.objects.create(pk=petition.pk, counted=60)
    assert news.reach_milestones() == 2
    assert PetitionNews.objects.get().body == "50 of you!"
    assert Milestone.objects.get(number=100).reached_at is None


def test_a_milestone_of_a_draft_waits_and_one_without_a_message_writes_to_nobody(petition: Petition) -> None:
    Milestone.objects.create(petition=petition, number=1)
    PetitionTotal.objects.create(pk=petition.pk, counted=2)
    Petition.objects.update(state=PetitionState.DRAFT)
    assert news.reach_milestones() == 0
    Petition.objects.update(state=PetitionState.OPEN)
    assert news.reach_milestones() == 1
    assert not PetitionNews.objects.exists()


@pytest.mark.parametrize("kind", [kind.value for kind in NewsKind])
def test_a_message_of_each_kind_says_why_it_came_and_how_to_stop(kind: str) -> None:
    message = rendering.render(rendering.sample(kinds.get(f"petition_{kind}")))
    assert message.subject == "We handed it in: Support every survivor"
    for text in (message.body, message.alternatives[0][0]):
        assert "asked to hear what comes of it" in str(text)
        assert "/petitions/support-every-survivor/" in str(text)
        assert "/mail-choices/" in str(text)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_morgan_writes_sees_how_many_it_reaches_and_an_approver_sends_it(petition: Petition, morgan: User) -> None:
    asks(signer(petition, "suzie"))
    writer, sender = Client(), Client()
    writer.force_login(morgan)
    sender.force_login(factories.member_of("Approvers"))
    words = {"kind": "update", "subject": "We met them", "body": "It went <b>well</b>."}
    page = writer.post(f"/admin/petitions/{petition.pk}/news/new/", words).headers["Location"]
    shown = writer.get(page).content.decode()
    assert "It goes to <strong>1</strong> address" in shown
    assert f"{page}send/" not in shown, "who wrote it doesn't send it"
    look = writer.get(f"{page}look/")
    assert "It went &lt;b&gt;well&lt;/b&gt;." in look.content.decode()
    assert "sandbox" in look.headers["Content-Security-Policy"]
    writer.post(f"{page}send/", {})
    assert PetitionNews.objects.drafts().exists()
    assert "goes to 1 address" in sender.get(f"{page}send/").content.decode()
    sender.post(f"{page}send/", {})
    assert PetitionNews.objects.get().sent_at is not None
