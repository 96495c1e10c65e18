import pytest
from django.test import Client

from campaigns.models import Petition, Signature
from campaigns.services import petitions
from mail.models import Delivery
from people import wordings
from people.enums import Ended, Purpose
from people.models import Consent, ConsentWording, Person
from people.services import consents, newsletter
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
    assert "consent-box" not in client.get(SIGN).content.decode()
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
    other = petitions.sign_and_agree(wording=words, petition=factories.petition(slug="another"), **SUZIE)
    here = petitions.sign(petition=petition, **SUZIE)
    for elsewhere in Consent.objects.all():
        petitions.confirm(here, agreed=elsewhere.token)
    assert not Consent.objects.live().exists()
    token = petitions.ticked_with(other).get().token
    petitions.confirm(other, agreed=token)
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
    signature = petitions.sign(petition=petition, **SUZIE)
    petitions.confirm(signature)
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
