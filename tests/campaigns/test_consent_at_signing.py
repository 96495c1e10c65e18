from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Petition, Signature
from campaigns.services import confirming, signing
from mail.models import Delivery
from pages import generation
from people import wordings
from people.enums import Ended, Purpose
from people.models import Consent, ConsentWording, Person
from people.services import consents, merging, newsletter, people
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SIGN = "/petitions/support-every-survivor/sign/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def words() -> ConsentWording:
    return wording()


def ticked(words: ConsentWording, **other: str) -> dict[str, str]:
    return {**SUZIE, "news": "on", "wording": str(words.pk), **other}


def confirm_page(client: Client) -> tuple[str, str]:
    path = Signature.objects.get().get_confirm_path()
    return path, client.get(path).content.decode()


def test_the_box_is_there_unticked_with_the_words_of_now(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    html = client.get(SIGN).content.decode()
    assert words.text in html
    assert f'name="wording" value="{words.pk}"' in html
    assert "checked" not in html


def test_without_published_words_there_is_no_box_and_a_tick_means_nothing(petition: Petition, client: Client) -> None:
    assert 'name="news"' not in client.get(SIGN).content.decode()
    assert client.post(SIGN, {**SUZIE, "news": "on", "wording": "1"}).status_code == 303
    assert not Consent.objects.exists()


def test_signing_without_a_tick_agrees_to_nothing(petition: Petition, words: ConsentWording, client: Client) -> None:
    client.post(SIGN, {**SUZIE, "wording": str(words.pk)})
    path, html = confirm_page(client)
    assert "You also ticked a box" not in html
    client.post(path)
    assert not Consent.objects.exists()


def test_a_tick_sleeps_until_its_owner_confirms_both(petition: Petition, words: ConsentWording, client: Client) -> None:
    client.post(SIGN, ticked(words))
    asleep = Consent.objects.get()
    assert (asleep.confirmed_at, asleep.wording, asleep.form) == (
        None,
        words,
        f"petition {petition.pk} {petition.slug}",
    )
    path, html = confirm_page(client)
    assert words.text in html
    client.post(path, {"news": asleep.token})
    assert Consent.objects.live().get() == asleep
    assert Delivery.objects.count() == 1


def test_a_tick_for_somebody_elses_address_sends_nothing_but_the_one_confirmation(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    client.post(SIGN, ticked(words))
    assert list(Delivery.objects.values_list("kind", flat=True)) == ["confirm_signature"]
    path, _ = confirm_page(client)
    client.post(path)  # its owner agrees with the petition, and never ticked
    assert Signature.objects.confirmed().count() == 1
    assert not Consent.objects.live().exists()
    assert Delivery.objects.count() == 1


def test_confirming_one_signature_wakes_nothing_that_was_ticked_elsewhere(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    other = signing.sign(agreed=(words,), petition=factories.petition(slug="another"), **SUZIE)
    here = signing.sign(petition=petition, **SUZIE)
    for elsewhere in Consent.objects.all():
        confirming.confirm(here, agreed={elsewhere.token})
    assert not Consent.objects.live().exists()
    token = signing.ticked_with(other).get().token
    confirming.confirm(other, agreed={token})
    assert Consent.objects.live().get().token == token


def test_a_signature_is_woken_with_its_tick_when_the_petition_was_given_another_slug(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    client.post(SIGN, ticked(words))
    path, _ = confirm_page(client)
    Petition.objects.update(slug="another")
    client.post(path, {"news": Consent.objects.get().token})
    assert Consent.objects.live().count() == 1


def test_whoever_signed_before_and_ticks_now_is_asked_by_a_message_of_its_own(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    confirming.confirm(signature)
    before = client.post(SIGN, SUZIE)
    answer = client.post(SIGN, ticked(words))
    assert (answer.status_code, answer.headers["Location"]) == (before.status_code, before.headers["Location"])
    asked = Delivery.objects.latest("pk")
    assert asked.kind == "confirm_subscription"
    client.post(signature.get_confirm_path(), {"news": Consent.objects.get().token})
    assert not Consent.objects.live().exists()  # seeing an old signature is no answer to it
    client.post(asked.context["confirm_path"])
    assert Consent.objects.live().count() == 1


def test_whoever_gets_the_news_already_stays_so(petition: Petition, words: ConsentWording, client: Client) -> None:
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    first = Consent.objects.get()
    newsletter.confirm(first)
    for sent in (ticked(words), {**SUZIE, "wording": str(words.pk)}):
        client.post(SIGN, sent)
    path, html = confirm_page(client)
    assert "You also ticked a box" not in html
    client.post(path)
    assert Consent.objects.get() == first
    assert Consent.objects.live().exists()


def test_what_was_shown_counts_also_where_newer_words_were_published_meanwhile(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    wordings.publish(wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="Newer words."))
    client.post(SIGN, ticked(words))
    assert Consent.objects.get().wording == words


@pytest.mark.parametrize("sent", ["", "999999", "words", "1" * 400, "-1"])
def test_a_tick_beside_words_that_were_never_shown_is_asked_about_again(
    sent: str, petition: Petition, words: ConsentWording, client: Client
) -> None:
    answer = client.post(SIGN, ticked(words, wording=sent))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "These words have changed" in html
    assert f'name="wording" value="{words.pk}"' in html
    assert "checked" not in html
    assert not Signature.objects.exists()


def test_other_mistakes_keep_the_tick(petition: Petition, words: ConsentWording, client: Client) -> None:
    html = client.post(SIGN, ticked(words, postcode="Leeds")).content.decode()
    assert "checked" in html
    assert f'name="wording" value="{words.pk}"' in html


def merged_into_another() -> tuple[Signature, Person]:
    """Suzie signed, and was found to be somebody who is written to at another address."""
    signature = Signature.objects.get()
    kept = people.meet(email="suzie@work.example.org").person
    people.confirm_address(kept.address_id)
    merging.merge(kept=kept, gone=signature.person, by=factories.dele(), reason="The same")
    signature.refresh_from_db()
    return signature, kept


def test_confirming_a_signature_wakes_nothing_for_an_address_that_did_not_answer(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    client.post(SIGN, ticked(words))
    token = Consent.objects.get().token
    signature, _ = merged_into_another()
    path, html = confirm_page(client)
    assert "You also ticked a box" not in html
    client.post(path, {"news": token})
    assert Signature.objects.confirmed().get() == signature
    assert not Consent.objects.live().exists()


def test_a_tick_at_an_address_that_was_merged_is_asked_about_where_the_news_would_go(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    client.post(SIGN, SUZIE)
    signature, kept = merged_into_another()
    client.post(SIGN, ticked(words))
    sent = set(Delivery.objects.values_list("kind", "address_id"))
    assert sent == {("confirm_signature", signature.address_id), ("confirm_subscription", kept.address_id)}
    client.post(signature.get_confirm_path(), {"news": Consent.objects.get().token})
    assert not Consent.objects.live().exists()
    client.post(Delivery.objects.get(kind="confirm_subscription").context["confirm_path"])
    assert Consent.objects.live().get().person == kept


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_signing_costs_few_queries_and_the_box_few_more(client: Client, settings: Any) -> None:
    settings.PAGE_GENERATION_MEMORY = 60
    factories.petition()
    words = wording()
    generation.forget()
    client.post(SIGN, ticked(words, email="priya@example.org"))
    costs = []
    for sent in ({**SUZIE, "email": "morgan@example.org"}, ticked(words)):
        with CaptureQueriesContext(connection) as queries:
            assert client.post(SIGN, sent).status_code == 303
        costs.append(len(queries))
    generation.forget()
    plain, with_box = costs
    assert plain <= 19
    assert with_box - plain <= 5


def test_a_tick_that_was_stopped_before_it_was_confirmed_stays_so(
    petition: Petition, words: ConsentWording, client: Client
) -> None:
    client.post(SIGN, ticked(words))
    path, _ = confirm_page(client)
    token = Consent.objects.get().token
    consents.withdraw(person=Person.objects.get(), how=Ended.LINK)
    client.post(path, {"news": token})
    assert Signature.objects.confirmed().count() == 1
    assert not Consent.objects.live().exists()
