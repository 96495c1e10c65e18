from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from wagtail.models import Site

from mail.enums import SuppressionReason
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import drain, suppressions
from pages.models import SafetyRoutes
from people import wordings
from people.enums import Ended, Purpose
from people.models import Address, Consent, ConsentWording, Person
from people.services import consents, merging, newsletter, people
from people.views.newsletter import SIGN_UPS
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
FORM, ANSWER = "/newsletter/", "/newsletter/check-your-inbox/"
SUBSCRIBE = {"email": SUZIE["email"]}


@pytest.fixture
def words() -> ConsentWording:
    return wording()


def filled(words: ConsentWording, **other: str) -> dict[str, str]:
    return {"email": SUZIE["email"], "wording": str(words.pk), **other}


def link() -> str:
    path: str = Delivery.objects.get(kind="confirm_subscription").context["confirm_path"]
    return path


def test_suzie_signs_up_reads_the_message_presses_the_button_and_gets_the_news(
    words: ConsentWording, client: Client
) -> None:
    answer = client.post(FORM, filled(words))
    assert (answer.status_code, answer.headers["Location"], dict(answer.cookies)) == (303, ANSWER, {})
    assert not Consent.objects.live().exists()
    drain.send_due()
    [message] = outbox.outbox
    assert words.text in message.body
    assert link() in message.body
    assert words.text in client.get(link()).content.decode()
    page = client.post(link()).content.decode()
    assert "You get our news from now on" in page
    assert f"/mail-choices/{Address.objects.get().token}/" in page
    consent = Consent.objects.live().get()
    assert (consent.wording, consent.form, consent.purpose) == (words, "newsletter", Purpose.CAMPAIGN_NEWS)
    assert Address.objects.get().confirmed_at is not None
    assert "You get our news already" in client.post(link()).content.decode()
    assert Consent.objects.count() == 1


def test_looking_at_the_link_signs_nobody_up(words: ConsentWording, client: Client) -> None:
    client.post(FORM, filled(words))
    for _ in range(50):
        client.get(link())
        client.head(link())
    assert not Consent.objects.live().exists()


def test_the_answer_is_the_same_for_whoever_is_new_waits_or_gets_the_news_already(
    words: ConsentWording, client: Client
) -> None:
    answers = [client.post(FORM, filled(words)), client.post(FORM, filled(words))]
    newsletter.confirm(Consent.objects.get())
    answers.append(client.post(FORM, filled(words)))
    assert len({(answer.status_code, answer.headers["Location"], answer.content) for answer in answers}) == 1
    kinds = list(Delivery.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["confirm_subscription", "confirm_subscription", "subscribed_before"]
    assert Consent.objects.count() == Person.objects.count() == 1


def test_nobody_can_be_flooded_by_typing_their_address(words: ConsentWording) -> None:
    for _ in range(6):
        newsletter.sign_up(email=SUZIE["email"], wording=words)
    assert Delivery.objects.count() == newsletter.MOST_MESSAGES_A_DAY


def test_one_machine_signs_up_so_many_an_hour_and_no_more(words: ConsentWording, client: Client) -> None:
    for number in range(SIGN_UPS):
        assert client.post(FORM, filled(words, email=f"visitor-{number}@example.org")).status_code == 303
    answer = client.post(FORM, filled(words))
    assert answer.status_code == 429
    assert "Try again in an hour" in answer.content.decode()
    assert not Address.objects.filter(canonical=SUZIE["email"]).exists()
    elsewhere = client.post(FORM, filled(words), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 303


def test_a_program_that_fills_in_what_nobody_sees_gets_the_usual_answer_and_nothing_is_kept(
    words: ConsentWording, client: Client
) -> None:
    answer = client.post(FORM, filled(words, homepage="http://evil.example/"))
    assert answer.headers["Location"] == ANSWER
    assert not Address.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": ""}, "Enter your email address"),
        ({"email": "suzie at example.org"}, "name@example.org"),
        ({"email": "suzie@gmial.com"}, "Did you mean suzie@gmail.com?"),
        ({"wording": "999999"}, "has changed"),
        ({"wording": "\x00"}, "has changed"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(
    wrong: dict[str, str], says: str, words: ConsentWording, client: Client
) -> None:
    answer = client.post(FORM, filled(words, **wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert says in html
    assert f'value="{wrong.get("email", SUZIE["email"])}"' in html or not wrong.get("email", "x")
    assert f'name="wording" value="{words.pk}"' in html
    assert not Address.objects.exists()


def test_a_slip_that_is_sent_again_is_taken_as_meant(words: ConsentWording, client: Client) -> None:
    slip = filled(words, email="suzie@gmial.com", asked_about="suzie@gmial.com")
    assert client.post(FORM, slip).status_code == 303


def test_a_form_that_was_open_while_new_words_were_published_counts_with_the_words_it_showed(
    words: ConsentWording, client: Client
) -> None:
    newer = wording()
    assert wordings.current(Purpose.CAMPAIGN_NEWS) == newer
    client.post(FORM, filled(words))
    assert Consent.objects.get().wording == words


def test_words_that_no_form_ever_showed_are_not_agreed_to(words: ConsentWording, client: Client) -> None:
    draft = wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="Everything, for ever.")
    other = wording(Purpose.FUNDRAISING)
    for never_shown in (draft, other):
        assert client.post(FORM, filled(never_shown)).status_code == 422
    assert not Consent.objects.exists()


def test_a_body_that_is_far_too_long_and_a_form_from_another_site_are_refused(
    words: ConsentWording, client: Client
) -> None:
    body = f"email={'s' * 10_000_000}"
    assert client.post(FORM, body, content_type="application/x-www-form-urlencoded").status_code == 413
    assert client.post(FORM, filled(words), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Address.objects.exists()


def test_without_published_words_nothing_asks_and_nothing_is_taken(client: Client) -> None:
    factories.article(slug="an-article")
    wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="A draft.")
    assert "footer__newsletter" not in client.get("/an-article/").content.decode()
    assert "We send no news just now" in client.get(FORM).content.decode()
    assert client.post(FORM, SUBSCRIBE).status_code == 404
    assert not Address.objects.exists()


def test_the_footer_asks_on_every_page_but_those_for_somebody_in_danger(words: ConsentWording, client: Client) -> None:
    route = factories.section(title="If this is you", slug="if-this-is-you")
    SafetyRoutes.objects.create(site=Site.objects.get(is_default_site=True), if_this_is_you=route)
    factories.article(route, slug="ring")
    factories.article(slug="quiet", hides_its_title=True)
    factories.article(slug="open")
    asking = {
        path: "footer__newsletter" in client.get(path).content.decode()
        for path in ("/open/", "/if-this-is-you/", "/if-this-is-you/ring/", "/quiet/")
    }
    assert asking == {"/open/": True, "/if-this-is-you/": False, "/if-this-is-you/ring/": False, "/quiet/": False}
    assert words.text in client.get("/open/").content.decode()


def test_a_new_wording_shows_in_the_footer_at_once(words: ConsentWording, client: Client) -> None:
    factories.article(slug="open")
    assert words.text in client.get("/open/").content.decode()
    wordings.publish(wordings.draft(purpose=Purpose.CAMPAIGN_NEWS, text="Quite other words."))
    assert "Quite other words." in client.get("/open/").content.decode()


def test_a_link_that_is_over_changes_nothing_and_says_what_to_do(words: ConsentWording, client: Client) -> None:
    client.post(FORM, filled(words))
    consents.withdraw(person=Person.objects.get(), how=Ended.LINK)
    for path in (link(), "/newsletter/confirm/no-such-token/"):
        answer = client.post(path)
        assert answer.status_code == 404
        assert "Sign up again" in answer.content.decode()
    assert not Consent.objects.live().exists()


def test_whoever_stopped_everything_and_signs_up_again_gets_the_news(words: ConsentWording, client: Client) -> None:
    client.post(FORM, filled(words))
    newsletter.confirm(Consent.objects.get())
    client.post(f"/mail-choices/{Address.objects.get().token}/", {"do": "stop-everything"})
    client.post(FORM, filled(words))
    assert Suppression.objects.in_force().count() == 1
    assert newsletter.confirm(Consent.objects.asleep().get())
    assert not Suppression.objects.in_force().exists()


def merged_into_another() -> Person:
    """Whoever signed up was found to be somebody who is written to at another address."""
    gone, kept = people.meet(email=SUZIE["email"]).person, people.meet(email="suzie@work.example.org").person
    people.confirm_address(kept.address_id)
    merging.merge(kept=kept, gone=gone, by=factories.dele(), reason="The same")
    return kept


def test_a_link_that_went_to_an_address_wakes_nothing_for_another(words: ConsentWording, client: Client) -> None:
    client.post(FORM, filled(words))
    held = Consent.objects.select_related("person").get()
    kept = merged_into_another()
    assert not newsletter.confirm(held)  # as read before they were merged
    assert client.post(link()).status_code == 404
    assert not Consent.objects.live().exists()
    assert Consent.objects.asleep().get().person == kept


def test_somebody_with_two_addresses_is_asked_at_the_one_that_the_news_would_go_to(
    words: ConsentWording, client: Client
) -> None:
    kept = merged_into_another()
    client.post(FORM, filled(words))
    assert Delivery.objects.get().address_id == kept.address_id
    client.post(link())
    assert Consent.objects.live().get().person == kept


def test_whoever_left_by_their_mail_provider_can_sign_up_again(words: ConsentWording, client: Client) -> None:
    client.post(FORM, filled(words))
    client.post(link())
    address, event = Address.objects.get(), ProviderEvent.objects.create(provider="postmark", event_key="1")
    suppressions.suppress(
        address_id=address.pk, canonical=address.canonical, reason=SuppressionReason.OBJECTION, event=event
    )
    client.post(FORM, filled(words))
    asked = Delivery.objects.latest("pk")
    assert asked.kind == "confirm_subscription"
    assert "Yes, send me your news" in client.get(asked.context["confirm_path"]).content.decode()
    assert Suppression.objects.in_force().exists()
    assert "You get our news from now on" in client.post(asked.context["confirm_path"]).content.decode()
    assert not Suppression.objects.in_force().exists()
    assert Consent.objects.live().count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_signing_up_and_confirming_many_times_at_once_leave_one_consent(settings: Any) -> None:
    words = wording()
    in_threads(lambda: newsletter.sign_up(email=SUZIE["email"], wording=words), 10)
    assert Delivery.objects.count() == newsletter.MOST_MESSAGES_A_DAY
    consent = Consent.objects.get()
    in_threads(lambda: newsletter.confirm(consent), 10)
    assert Consent.objects.live().get() == consent
