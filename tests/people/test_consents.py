from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from mail.enums import State, SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import deliveries, suppressions
from pages import generation
from people import own_retention, wordings
from people.enums import Access, Basis, Ended, Purpose
from people.models import AccessRecord, Consent, ConsentWording, Controller, Person, PrivacyNotice
from people.services import consents, newsletter, people
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
NEWS = Purpose.CAMPAIGN_NEWS


def suzie() -> Person:
    return people.meet(email=SUZIE["email"], name=SUZIE["name"]).person


def given(words: ConsentWording | None = None, **options: Any) -> Consent:
    return consents.give(person=suzie(), wording=words or wording(), form="a test", **options)


def live() -> Consent:
    made = given()
    assert consents.confirm([made]) == 1
    made.refresh_from_db()
    return made


def news_to(consent: Consent) -> Delivery:
    return Delivery.objects.create(
        address_id=consent.person.address_id, kind="news", stream="bulk", purpose=consent.purpose, basis=consent
    )


def test_a_consent_sleeps_until_its_giver_confirms_it_and_then_lives_once() -> None:
    first = given()
    assert first.confirmed_at is None
    assert not Consent.objects.live().exists()
    assert [consents.confirm([first]), consents.confirm([first])] == [1, 0]
    assert Consent.objects.live().get() == first


def test_of_two_consents_for_a_purpose_one_counts_and_the_other_sleeps_on() -> None:
    first, second = given(), consents.give(person=suzie(), wording=wording(), form="another form")
    assert [consents.confirm([second]), consents.confirm([first])] == [1, 0]
    assert Consent.objects.live().get() == second
    assert Consent.objects.asleep().get() == first


def test_withdrawing_ends_what_sleeps_too_and_cancels_what_waits() -> None:
    consent = live()
    asleep = consents.give(person=consent.person, wording=wording(), form="another form")
    waiting, sent = news_to(consent), news_to(consent)
    Delivery.objects.filter(pk=sent.pk).update(state=State.ACCEPTED)
    service = deliveries.queue(kind="subscribed_before", address_id=consent.person.address_id, context={})
    assert consents.withdraw(person=consent.person, purposes=[NEWS], how=Ended.LINK) == [consent]
    assert consents.confirm([asleep]) == 0
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {waiting.pk: State.CANCELLED, sent.pk: State.ACCEPTED, service.pk: State.QUEUED}


def test_a_consent_keeps_the_words_and_the_notice_that_were_shown_whatever_is_published_later() -> None:
    page = factories.article(title="Privacy", summary="We keep your address.")
    Controller.objects.create(site=Site.objects.get(is_default_site=True), privacy_page=page)
    words = wording()
    before = given(words)
    page.summary = "We keep your address for longer."
    page.save_revision().publish()
    newer = wording()
    again = given(words)
    assert again == before  # given again now, so it is the notice of now that was shown
    again.refresh_from_db()
    assert again.notice is not None
    assert "for longer" in again.notice.text
    assert PrivacyNotice.objects.count() == 2
    assert again.wording == words != newer == wordings.current(NEWS)


def test_the_soft_opt_in_is_refused_until_the_charity_says_that_it_is_registered() -> None:
    with pytest.raises(consents.NotAllowed):
        given(basis=Basis.SOFT_OPT_IN)
    controller = Controller(site=Site.objects.get(is_default_site=True), soft_opt_in=True)
    with pytest.raises(ValidationError, match="charity number"):
        controller.full_clean()
    controller.charity_number = "1"
    controller.full_clean()
    controller.save()
    assert given(basis=Basis.SOFT_OPT_IN).basis == Basis.SOFT_OPT_IN


def test_whoever_objected_and_agrees_again_is_written_to_again() -> None:
    person = suzie()
    objection = suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.OBJECTION
    )
    bounce = suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.HARD_BOUNCE
    )
    asleep = given()
    assert Suppression.objects.in_force().count() == 2  # asking changes nothing
    consents.confirm([asleep])
    assert Suppression.objects.in_force().get() == bounce
    objection.refresh_from_db()
    assert objection.lifted_because == "Its owner asked for messages again."


def test_what_is_confirmed_while_old_ones_are_forgotten_stays() -> None:
    asleep = given()
    Consent.objects.update(given_at=timezone.now() - timedelta(days=31))
    found_too_old = list(own_retention.asleep(timezone.now() - timedelta(days=30)))
    assert found_too_old == [asleep]
    consents.confirm([asleep])
    own_retention.forget_asleep(found_too_old)
    assert Consent.objects.live().get() == asleep


def test_the_proof_of_a_consent_names_words_notice_form_times_and_messages() -> None:
    words = wording()
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    consent = Consent.objects.get()
    newsletter.confirm(consent)
    news_to(consent)
    consent.refresh_from_db()
    proof = consents.proof(consent)
    assert proof["wording"]["text"] == words.text
    assert (proof["form"], proof["confirmed_at"]) == ("newsletter", consent.confirmed_at)
    assert proof["person"]["email"] == SUZIE["email"]
    assert [message["kind"] for message in proof["messages"]] == ["confirm_subscription", "news"]


def test_staff_see_and_take_the_proof_and_both_are_logged(client: Client) -> None:
    consent = live()
    officer = factories.member_of("Data protection officers")
    client.force_login(officer)
    page = client.get(f"/admin/data-protection/consents/{consent.pk}/")
    assert consent.wording.text in page.content.decode()
    answer = client.post(f"/admin/data-protection/consents/{consent.pk}/proof/")
    assert answer.json()["taken_by"] == officer.email
    assert answer.json()["wording"]["text"] == consent.wording.text
    assert set(AccessRecord.objects.values_list("action", flat=True)) == {Access.VIEWED, Access.EXPORTED}
    client.force_login(factories.morgan())
    assert client.get(f"/admin/data-protection/consents/{consent.pk}/").status_code in (302, 403)


def test_a_wording_is_a_draft_then_published_then_only_replaced(client: Client) -> None:
    client.force_login(factories.member_of("Data protection officers"))
    at = "/admin/data-protection/wordings/"
    client.post(f"{at}new/", {"purpose": NEWS, "text": "First words."})
    first = ConsentWording.objects.get()
    assert (first.version, wordings.current(NEWS)) == (1, None)
    client.post(f"{at}{first.pk}/change/", {"text": "Better words."})
    client.post(f"{at}{first.pk}/publish/")
    shown = wordings.current(NEWS)
    assert shown is not None
    assert shown.text == "Better words."
    for step, data in (("change", {"text": "Other words."}), ("discard", {})):
        assert client.post(f"{at}{first.pk}/{step}/", data).status_code == 422
    client.post(f"{at}new/", {"purpose": NEWS, "text": "Second words."})
    assert wordings.current(NEWS) == first
    second = ConsentWording.objects.get(version=2)
    client.post(f"{at}{second.pk}/publish/")
    assert wordings.current(NEWS) == second
    assert "Better words." in client.get(at).content.decode()


def test_asking_for_the_current_words_again_costs_no_query(settings: Any) -> None:
    wording()
    settings.PAGE_GENERATION_MEMORY = 60
    generation.forget()
    wordings.current(NEWS)
    with CaptureQueriesContext(connection) as queries:
        assert wordings.current(NEWS) is not None
    generation.forget()
    assert len(queries) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_agreeing_confirming_and_withdrawing_at_once_leave_one_record_and_no_live_one() -> None:
    words, person = wording(), suzie()
    in_threads(lambda: consents.give(person=person, wording=words, form="a test"), 10)
    consent = Consent.objects.get()
    in_threads(lambda: consents.confirm([consent]), 10)
    assert Consent.objects.live().get() == consent
    again = consents.give(person=person, wording=words, form="a test")
    work: list[Callable[[], object]] = [lambda: consents.confirm([again])] * 5
    work += [lambda: consents.withdraw(person=person, how=Ended.LINK)] * 5
    in_threads(lambda: work.pop()(), 10)
    assert work == []
    assert not Consent.objects.filter(withdrawn_at=None).exists()
