import secrets
import threading
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from campaigns.models import Signature
from campaigns.services import signing
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people import holdings
from people.enums import Access, Ended, Purpose, RequestKind
from people.models import AccessRecord, Address, Consent, ConsentWording, LegalHold, Merge, Person, User
from people.services import access, desk, exports, holds, merging, people, requests
from tests import factories

pytestmark = pytest.mark.django_db
WATCHED = ("people", "mail", "campaigns", "account", "mfa")


@pytest.fixture
def officer() -> User:
    return factories.member_of("Data protection officers")


def suzie(email: str = "suzie@example.org") -> Person:
    met = people.meet(email=email, name="Suzie Signer")
    people.confirm_address(met.address.pk)
    return met.person


def consent(person: Person, purpose: str, *, live: bool = True) -> Consent:
    wording, _ = ConsentWording.objects.get_or_create(purpose=purpose, version=1, defaults={"text": "Yes."})
    now = timezone.now()
    ended = {} if live else {"withdrawn_at": now, "withdrawn_how": Ended.LINK}
    return Consent.objects.create(person=person, purpose=purpose, wording=wording, form="x", confirmed_at=now, **ended)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that a merge could touch, but for the merge itself and what is logged of it."""
    models = [model for model in apps.get_models() if model._meta.app_label in WATCHED and model is not Merge]
    rows = {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}
    rows["people.AccessRecord"] = [
        row for row in rows["people.AccessRecord"] if row["action"] not in (Access.MERGED, Access.UNMERGED)
    ]
    return rows


def fill(person: Person, officer: User, dice: Random, petition: Any) -> None:
    """Some of everything that can be held about somebody."""
    for purpose in dice.sample(Purpose.values, 3):
        consent(person, purpose, live=dice.random() < 0.7)
    for number in range(dice.randrange(3)):
        requests.receive(kind=RequestKind.ACCESS, contact="", details=str(number), person=person)
        access.record(Access.VIEWED, by=officer, person=person)
    if dice.random() < 0.6:
        holds.place(person=person, reason="A claim.", by=officer)
    if dice.random() < 0.6:
        User.objects.create_user(f"{secrets.token_hex(4)}@example.org", person=person)
    if dice.random() < 0.8:
        signing.sign(petition=petition, name="Suzie", email=person.address.typed, postcode="LS1 4DY")
    active = timezone.now() - timedelta(days=dice.randrange(100))
    Person.objects.filter(pk=person.pk).update(active_at=active)


@pytest.mark.parametrize("seed", range(12))
def test_a_merge_that_is_undone_leaves_every_table_as_it_was(seed: int, officer: User) -> None:
    dice, petition = Random(seed), factories.petition()  # noqa: S311
    kept, gone = suzie(), suzie("suzie@work.example.org")
    for person in (kept, gone):
        fill(person, officer, dice, petition)
    before = everything()
    lines = merging.preview(kept=kept, gone=gone)
    assert everything() == before  # looking ahead changes nothing
    merge = merging.merge(kept=kept, gone=gone, by=officer, reason="The same woman")
    assert everything() != before
    for holding in merging.moving():
        told = next((line for line in lines if line.title == holding.title), None)
        assert merging.rows_of(holding, gone).count() - logged(holding) == (told.stays if told else 0)
    merging.undo(merge, by=officer)
    assert everything() == before


def logged(holding: holdings.Holding) -> int:
    """The merge itself is written into the log of the one who is gone."""
    return 1 if holding.model is AccessRecord else 0


def test_what_a_rule_is_against_stays_and_is_shown(officer: User) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    for person in (kept, gone):
        consent(person, Purpose.CAMPAIGN_NEWS)
        User.objects.create_user(f"login-{person.pk}@example.org", person=person)
    consent(gone, Purpose.TRAINING)
    lines = {line.title: line for line in merging.preview(kept=kept, gone=gone)}
    assert lines["What you agreed to"][1:] == (1, 1, 1)
    assert lines["Login"][1:] == (1, 0, 1)
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    assert set(kept.consents.values_list("purpose", flat=True)) == {Purpose.CAMPAIGN_NEWS, Purpose.TRAINING}
    assert list(gone.consents.values_list("purpose", flat=True)) == [Purpose.CAMPAIGN_NEWS]


def test_permission_does_not_reach_an_address_that_nobody_ever_answered_from(officer: User) -> None:
    kept, gone = people.meet(email="suzie@home.example.org", name="Suzie").person, suzie()
    consent(gone, Purpose.TRAINING)
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    assert not kept.consents.exists()
    assert gone.consents.live().exists()


@pytest.mark.parametrize("reason", [SuppressionReason.OBJECTION, SuppressionReason.COMPLAINT])
def test_permission_from_an_address_that_wants_no_news_does_not_reach_them_at_another(
    reason: SuppressionReason, officer: User
) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    given = consent(gone, Purpose.TRAINING)
    suppressions.suppress(address_id=gone.address_id, canonical=gone.address.canonical, reason=reason)
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    assert not kept.consents.exists()
    assert list(gone.consents.live()) == [given]


def test_erasing_whoever_shares_an_address_leaves_it_to_the_one_it_was_merged_into(officer: User) -> None:
    kept, gone = suzie(), suzie("family@example.org")
    charlie = Person.objects.create(address=gone.address, slot=2, name="Charlie Leader")
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    desk.erase(person=charlie, by=officer)
    assert people.meet(email="family@example.org").person == kept
    desk.erase(person=kept, by=officer)
    assert not Address.objects.filter(typed__contains="example.org").exists()


def test_whoever_stays_at_a_shared_address_is_met_there_and_not_the_one_who_was_erased(officer: User) -> None:
    first = suzie("family@example.org")
    charlie = Person.objects.create(address=first.address, slot=2, name="Charlie Leader")
    desk.erase(person=first, by=officer)
    assert people.meet(email="family@example.org").person == charlie


def test_the_page_of_the_kept_shows_messages_to_the_other_address_and_erasing_takes_them(
    client: Client, officer: User
) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    for number, person in enumerate((kept, gone)):
        Delivery.objects.create(
            kind="signed_before", stream="transactional", address=person.address, context={"canary": f"canary {number}"}
        )
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    client.force_login(officer)
    page = client.get(f"/admin/data-protection/people/{kept.pk}/").content.decode()
    for words in ("suzie@example.org", "suzie@work.example.org", "canary 0", "canary 1"):
        assert words in page
    desk.erase(person=kept, by=officer)
    assert "canary" not in str(list(Delivery.objects.values_list("context", flat=True)))
    assert not Address.objects.filter(typed__contains="suzie").exists()


def test_whoever_was_merged_is_met_as_the_one_who_was_kept(officer: User) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    User.objects.create_user("suzie@work.example.org", person=gone)
    merge = merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    assert people.meet(email="suzie@work.example.org").person == kept
    assert User.objects.get(email="suzie@work.example.org").person == kept
    later = signing.sign(petition=factories.petition(), name="S", email=gone.address.typed, postcode="LS1 4DY")
    merging.undo(merge, by=officer)
    assert people.meet(email="suzie@work.example.org").person == gone
    assert Signature.objects.get(pk=later.pk).person == kept  # what came since stays


def test_only_what_still_belongs_to_the_kept_one_goes_back(officer: User) -> None:
    kept, gone, third = suzie(), suzie("suzie@work.example.org"), suzie("priya@example.org")
    mine, not_mine = consent(gone, Purpose.TRAINING), consent(gone, Purpose.FUNDRAISING)
    merge = merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    Consent.objects.filter(pk=not_mine.pk).update(person=third)
    merging.undo(merge, by=officer)
    assert list(gone.consents.values_list("pk", flat=True)) == [mine.pk]
    assert list(third.consents.values_list("pk", flat=True)) == [not_mine.pk]


def test_chains_circles_and_the_erased_are_refused(officer: User) -> None:
    one, two, three = suzie(), suzie("suzie@work.example.org"), suzie("priya@example.org")
    merging.merge(kept=one, gone=two, by=officer, reason="The same")
    for kept, gone in ((one, one), (two, three), (three, two), (two, one), (three, one)):
        with pytest.raises(merging.CantMerge):
            merging.merge(kept=kept, gone=gone, by=officer, reason="No")
        with pytest.raises(merging.CantMerge):
            merging.preview(kept=kept, gone=gone)
    merging.merge(kept=one, gone=three, by=officer, reason="A third address")
    desk.erase(person=one, by=officer)
    with pytest.raises(merging.CantMerge):
        merging.merge(kept=suzie("dele@example.org"), gone=one, by=officer, reason="No")
    assert Merge.objects.count() == 2


def test_a_merge_is_undone_within_30_days_and_not_after_an_erasure(officer: User) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    merge = merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    with time_machine.travel(merge.merged_at + timedelta(days=30)), pytest.raises(merging.CantUndo):
        merging.undo(merge, by=officer)
    with time_machine.travel(merge.merged_at + timedelta(days=29, hours=23)):
        merging.undo(merge, by=officer)
    with pytest.raises(merging.CantUndo):
        merging.undo(merge, by=officer)
    again = merging.merge(kept=kept, gone=gone, by=officer, reason="The same after all")
    desk.erase(person=kept, by=officer)
    with pytest.raises(merging.CantUndo):
        merging.undo(again, by=officer)
    again.refresh_from_db()
    assert again.moved == {}
    gone.refresh_from_db()
    assert (gone.name, gone.erased_at is None) == ("", False)


def test_everything_about_both_is_in_the_file_of_the_one(officer: User) -> None:
    kept, gone = suzie(), suzie("suzie@work.example.org")
    merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
    text = exports.as_json(exports.take(person=kept, by=officer))
    assert "suzie@example.org" in text
    assert "suzie@work.example.org" in text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_officers_who_merge_crosswise_at_once_one_is_refused() -> None:
    officer = factories.dele()
    one, two = suzie(), suzie("suzie@work.example.org")
    LegalHold.objects.create(person=two, reason="x", placed_by=officer)
    start, results = threading.Barrier(2), list[str]()

    def attempt(kept: Person, gone: Person) -> None:
        start.wait()
        try:
            merging.merge(kept=kept, gone=gone, by=officer, reason="At once")
            results.append("merged")
        except merging.CantMerge:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["merged", "refused"]
    [merge] = Merge.objects.all()
    assert LegalHold.objects.get().person == merge.kept
    assert Person.objects.filter(merged_into=merge.kept).get() == merge.gone


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whoever_signs_during_a_merge_is_not_left_behind() -> None:
    officer, petition = factories.dele(), factories.petition()
    kept, gone = suzie(), suzie("suzie@work.example.org")
    merging_now, done = threading.Event(), threading.Event()

    def sign() -> None:
        merging_now.wait()
        signing.sign(petition=petition, name="Suzie", email="suzie@work.example.org", postcode="LS1 4DY")
        done.set()
        connection.close()

    thread = threading.Thread(target=sign)
    thread.start()
    with transaction.atomic():
        merging.merge(kept=kept, gone=gone, by=officer, reason="The same")
        merging_now.set()
        assert not done.wait(0.5)  # it waits for the address
    thread.join()
    assert Signature.objects.get().person == kept
