"""The form that signs: what it takes, what it refuses, and what it keeps of what was typed."""

from typing import Any

import pytest
from django.test import Client

from campaigns import countries
from campaigns.enums import CommentState
from campaigns.models import Attempt, Petition, Signature
from groups.models import CommunityGroup
from mail.models import Delivery
from people.enums import Purpose
from people.models import Address, Consent, Person
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SIGN = "/petitions/support-every-survivor/sign/"
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def nothing_is_stored() -> bool:
    return not any(model.objects.exists() for model in (Signature, Person, Address, Delivery, Attempt, Consent))


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sent(client: Client, **more: Any) -> Any:
    return client.post(SIGN, {**SUZIE, **more})


def test_everything_that_was_filled_in_is_in_the_signature(petition: Petition, client: Client) -> None:
    answer = sent(client, is_public="on", comment="Nobody should be bought.\r\nEver.")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{SIGN[:-5]}check-your-inbox/")
    signature = Signature.objects.get()
    assert (signature.is_public, signature.country) == (True, "GB")
    assert (signature.comment, signature.comment_state) == ("Nobody should be bought.\nEver.", CommentState.WAITING)
    assert not answer.cookies


def test_nothing_is_ticked_before_somebody_ticks_it(petition: Petition, client: Client) -> None:
    wording(Purpose.CAMPAIGN_NEWS)
    wording(Purpose.PETITION_UPDATES)
    shown = html(client.get(SIGN))
    for box in ("is_public", "news", "updates"):
        assert f'id="id_{box}" name="{box}"' in shown
    assert " checked" not in shown
    sent(client)
    assert not Signature.objects.get().is_public
    assert not Consent.objects.exists()


def test_each_box_is_an_answer_of_its_own(petition: Petition, client: Client) -> None:
    news, updates = wording(Purpose.CAMPAIGN_NEWS), wording(Purpose.PETITION_UPDATES)
    sent(client, updates="on", wording=news.pk, updates_wording=updates.pk)
    assert Consent.objects.get().wording == updates
    both = {"news": "on", "updates": "on", "wording": news.pk, "updates_wording": updates.pk}
    client.post(SIGN, {**SUZIE, "email": "charlie@example.org", "name": "Charlie Chair", **both})
    assert set(Consent.objects.asleep().values_list("purpose", flat=True)) == {"campaign_news", "petition_updates"}
    assert Consent.objects.count() == 3


def test_the_words_of_one_box_are_never_taken_for_those_of_the_other(petition: Petition, client: Client) -> None:
    news, updates = wording(Purpose.CAMPAIGN_NEWS), wording(Purpose.PETITION_UPDATES)
    answer = sent(client, updates="on", wording=news.pk, updates_wording=news.pk)
    assert answer.status_code == 422
    assert "These words have changed" in html(answer)
    assert f'name="updates_wording" value="{updates.pk}"' in html(answer)
    assert nothing_is_stored()


def test_who_lives_abroad_chooses_a_country_and_needs_no_postcode(petition: Petition, client: Client) -> None:
    shown = html(client.get(SIGN))
    assert '<option value="FR">France</option>' in shown
    assert sent(client, postcode="", country="FR").status_code == 303
    signature = Signature.objects.get()
    assert (signature.country, signature.postcode, signature.constituency) == ("FR", "", None)


def test_a_foreign_postcode_is_left_out_and_not_refused(petition: Petition, client: Client) -> None:
    assert sent(client, postcode="75011", country="FR").status_code == 303
    assert Signature.objects.get().postcode == ""


def test_a_crown_dependency_counts_as_a_country_of_its_own(petition: Petition, client: Client) -> None:
    assert sent(client, postcode="JE2 3AB").status_code == 303
    assert Signature.objects.get().country == "JE"


@pytest.mark.parametrize("country", ["ZZ", "france", "\0", "G" * 1000])
def test_a_country_that_is_not_in_the_list_is_refused(country: str, petition: Petition, client: Client) -> None:
    assert sent(client, country=country).status_code == 422
    assert nothing_is_stored()


def test_a_country_that_was_chosen_stays_in_sight_after_a_mistake(petition: Petition, client: Client) -> None:
    answer = html(sent(client, name="", country="NZ", postcode=""))
    assert '<option value="NZ" selected>' in answer
    assert '<details class="sign-form__more" open>' in answer


def test_the_list_has_every_code_once_and_ours_first() -> None:
    codes = [code for code, _ in countries.choices()]
    assert len(codes) == len(set(codes)) == 249
    assert codes[0] == "GB"
    assert all(len(code) == 2 and code.isupper() and name for code, name in countries.choices())


NAMES = [
    ("<script>alert(1)</script>", "without &lt; and &gt;"),
    ("Suzie\u202eSigner", "can&#x27;t be shown"),
    ("Suzie \u2067Signer", "can&#x27;t be shown"),
    ("S" + "\u0301\u0302\u0303\u0304\u0305\u0306" * 9 + "uzie", "too many accents"),
    ("Suzie http://example.org", "without a web address"),
    ("Suzie\x00", "Null characters"),
]


@pytest.mark.parametrize(("name", "says"), NAMES)
def test_a_name_that_could_not_be_shown_is_explained_and_nothing_else_is_lost(
    name: str, says: str, petition: Petition, client: Client
) -> None:
    answer = sent(client, name=name, comment="Because it matters.", is_public="on", country="GB")
    shown = html(answer)
    assert answer.status_code == 422
    assert shown.count(says) >= 2
    assert "Because it matters.</textarea>" in shown
    assert SUZIE["email"] in shown
    assert 'name="is_public" checked' in shown
    assert "<script>alert" not in shown
    assert nothing_is_stored()


def test_a_name_may_have_the_marks_of_its_language(petition: Petition, client: Client) -> None:
    for number, name in enumerate(("Nguyễn Thị Hồng", "Zoë Ó Súilleabháin", "שָׁלוֹם", "ཀརྨ་དབང་ཕྱུག")):
        answer = client.post(SIGN, {**SUZIE, "name": name, "email": f"signer-{number}@example.org"})
        assert answer.status_code == 303, name


COMMENTS = [
    ("<img src=x onerror=alert(1)>", "looks like code"),
    ("Good\u202egnihton", "can&#x27;t be shown"),
    ("G" + "\u0489\u0301\u0302\u0303\u0304\u0305" * 30, "can&#x27;t be shown"),
    ("Why\x00", "Null characters"),
    ("Why " * 126, "longer than 500 characters"),
]


@pytest.mark.parametrize(("comment", "says"), COMMENTS)
def test_a_comment_that_could_not_be_shown_is_explained_and_nothing_is_stored(
    comment: str, says: str, petition: Petition, client: Client
) -> None:
    answer = sent(client, comment=comment)
    assert answer.status_code == 422
    assert html(answer).count(says) >= 2
    assert nothing_is_stored()


def test_five_hundred_characters_are_counted_as_a_browser_counts_them(petition: Petition, client: Client) -> None:
    assert sent(client, comment="I <3 this. \U0001f469\u200d\U0001f467\r\n" + "x\r\n" * 240).status_code == 303
    assert Signature.objects.get().comment.startswith("I <3 this.")


def test_where_no_comment_is_taken_none_is_asked_for_or_stored(client: Client) -> None:
    factories.petition(takes_comments=False)
    assert "<textarea" not in html(client.get(SIGN))
    assert sent(client, comment="Why " * 1000).status_code == 303
    assert Signature.objects.get().comment == ""


def test_a_comment_like_a_report_is_shown_back_with_help_and_not_kept(petition: Petition, client: Client) -> None:
    answer = sent(client, comment=REPORT, is_public="on", name="")
    shown = html(answer)
    assert answer.status_code == 422
    assert "Is somebody in danger?" in shown
    assert 'href="tel:999"' in shown
    assert f"{REPORT}</textarea>" in shown
    assert f'name="email" value="{SUZIE["email"]}"' in shown
    assert nothing_is_stored()


def test_its_writer_may_sign_without_it_or_say_that_it_is_about_nobody(petition: Petition, client: Client) -> None:
    asked = {"comment": REPORT, "is_public": "True", "news": "False"}
    assert sent(client, **asked, without_comment="1").status_code == 303
    signature = Signature.objects.get()
    assert (signature.comment, signature.is_public) == ("", True)
    other = {**SUZIE, "email": "charlie@example.org"}
    assert client.post(SIGN, {**other, **asked, "no_report": "1"}).status_code == 303
    assert Signature.objects.get(comment=REPORT).comment_state == CommentState.WAITING


def test_by_the_link_of_a_group_the_signature_is_attributed_to_it(petition: Petition, client: Client) -> None:
    leeds = CommunityGroup.objects.create(name="Leeds", slug="leeds")
    form = client.get(f"{SIGN}for/leeds/")
    assert f'action="{SIGN}for/leeds/"' in html(form)
    assert client.post(f"{SIGN}for/leeds/", SUZIE).status_code == 303
    assert Signature.objects.get().group == leeds
    assert "leeds" not in Delivery.objects.get().context["confirm_path"]


def test_by_the_link_of_an_unknown_group_it_is_signed_without_one(petition: Petition, client: Client) -> None:
    assert client.get(f"{SIGN}for/nobody/").headers["Location"] == SIGN
    assert client.post(f"{SIGN}for/nobody/", SUZIE).status_code == 303
    assert Signature.objects.get().group is None


BROKEN = [
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=" + b"\xff" * 200),
    ("multipart/form-data", b"no boundary at all"),
    ("application/x-www-form-urlencoded", b"name=Suzie&" + b"a=1&" * 5000),
    ("application/x-www-form-urlencoded", b"name=%ff%fe&email=%00&postcode=%c3%28&asked_about=%00"),
    ("application/json", b'{"name": "Suzie"}'),
    ("text/plain", b""),
]


@pytest.mark.parametrize(("content_type", "body"), BROKEN, ids=["cut", "no boundary", "many", "bytes", "json", "empty"])
def test_a_broken_form_gets_a_page_that_says_so_and_stores_nothing(
    content_type: str, body: bytes, petition: Petition, client: Client
) -> None:
    answer = client.generic("POST", SIGN, body, content_type=content_type)
    assert answer.status_code in (413, 422)
    assert "There is a problem" in html(answer)
    assert '<li class="error-summary__item">' in html(answer)
    assert nothing_is_stored()


def test_the_form_on_a_campaigns_page_signs_too(petition: Petition, client: Client) -> None:
    page = html(client.get(factories.campaign(petition).url))
    assert f'action="{SIGN}"' in page
    assert client.post(SIGN, SUZIE).status_code == 303
