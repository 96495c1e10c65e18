"""Signatures by constituency: found by postcode, chosen by their owner, folded, published."""

import random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import ConstituencyTotal, Petition, Signature, SignatureDelta
from campaigns.selectors.totals import signatures_by_constituency
from campaigns.services import confirming, counting, signatures, signing
from people import holdings
from people.models import Person
from places.models import Constituency, Postcode
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db
ENDED = {"valid_to": "2025-01-01"}


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def leeds() -> Constituency:
    return postcode_in("leeds-south")


def postcode_in(slug: str) -> Constituency:
    """The constituency, in which Suzie's postcode lies from now on."""
    seat = Constituency.objects.get(slug=slug)
    Postcode.objects.create(code="LS14DY", latitude=53.79, longitude=-1.54, constituency=seat)
    return seat


def york() -> Constituency:
    return Constituency.objects.get(slug="york-central")


def signed(petition: Petition, email: str = SUZIE["email"]) -> Signature:
    signature: Signature = signing.sign(petition=petition, **{**SUZIE, "email": email})
    confirming.confirm(signature)
    return signature


def totals() -> dict[str, int]:
    """Of the petition and of each constituency that has any, folded."""
    counting.fold()
    rows = ConstituencyTotal.objects.exclude(counted=0).values_list("constituency__slug", "counted")
    return {"all": Petition.objects.with_total().get().count, **dict(rows)}


def test_the_postcode_is_looked_up_when_signing_and_counts_there(petition: Petition, leeds: Constituency) -> None:
    signature = signed(petition)
    assert (signature.constituency_found, signature.constituency_chosen) == (leeds, None)
    assert totals() == {"all": 1, "leeds-south": 1}
    assert signatures_by_constituency() == {leeds.pk: 1}


@pytest.mark.parametrize("known", [False, True])
def test_a_postcode_that_we_do_not_know_or_of_an_ended_seat_counts_for_the_petition_alone(
    known: bool, petition: Petition
) -> None:
    if known:
        Constituency.objects.filter(pk=postcode_in("leeds-south").pk).update(**ENDED)
    assert signed(petition).constituency is None
    assert totals() == {"all": 1}


def test_signing_asks_once_for_the_postcode_and_confirming_once_for_what_was_chosen(
    petition: Petition, leeds: Constituency, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as asked:
        signature = signing.sign(petition=petition, **SUZIE)
    assert [query["sql"].count("places_postcode.code") for query in asked] == [1]
    with django_assert_num_queries(7 + 3):  # three of them for the log
        confirming.confirm(signature)


def test_choosing_moves_a_counted_signature_and_leaves_the_total(petition: Petition, leeds: Constituency) -> None:
    signature = signed(petition)
    signed(petition, "other@example.org")
    assert totals() == {"all": 2, "leeds-south": 2}
    assert confirming.choose_constituency(signature=signature, constituency=york())
    assert totals() == {"all": 2, "leeds-south": 1, "york-central": 1}
    assert not confirming.choose_constituency(signature=signature, constituency=york())
    assert confirming.choose_constituency(signature=signature, constituency=leeds)
    assert totals() == {"all": 2, "leeds-south": 2}
    signature.refresh_from_db()
    assert (signature.constituency_found, signature.constituency_chosen) == (leeds, leeds)


def test_choosing_where_nothing_was_found_adds_to_the_constituency_alone(petition: Petition) -> None:
    signature = signed(petition)
    assert totals() == {"all": 1}
    confirming.choose_constituency(signature=signature, constituency=york())
    assert totals() == {"all": 1, "york-central": 1}


def test_choosing_what_was_found_changes_no_count(petition: Petition, leeds: Constituency) -> None:
    signature = signed(petition)
    confirming.choose_constituency(signature=signature, constituency=leeds)
    assert SignatureDelta.objects.count() == 1


def test_what_was_chosen_before_confirming_is_what_counts(petition: Petition, leeds: Constituency) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    confirming.choose_constituency(signature=Signature.objects.get(), constituency=york())
    confirming.confirm(signature)  # read before the choice
    assert totals() == {"all": 1, "york-central": 1}


def test_a_constituency_that_ended_cannot_be_chosen(petition: Petition, leeds: Constituency) -> None:
    signature = signed(petition)
    Constituency.objects.filter(slug="york-central").update(**ENDED)
    with pytest.raises(confirming.ConstituencyEnded):
        confirming.choose_constituency(signature=signature, constituency=york())
    answer = Client().post(path_of(signature), {"constituency": york().code})
    assert answer.status_code == 422
    assert totals() == {"all": 1, "leeds-south": 1}


def test_erasing_keeps_the_counts_and_export_tells_found_and_chosen_apart(
    petition: Petition, leeds: Constituency
) -> None:
    signature = signed(petition)
    confirming.choose_constituency(signature=signature, constituency=york())
    [row] = holdings.export(Person.objects.get())["Signatures"]
    assert (row["constituency_looked_up"], row["constituency_chosen"]) == ("Leeds South", "York Central")
    signatures.blank_signatures(signature.person_id)
    for path in (signature.get_confirm_path(), path_of(signature)):
        assert Client().post(path, {"constituency": leeds.code}).status_code == 404
    assert totals() == {"all": 1, "york-central": 1}


def path_of(signature: Signature) -> str:
    return f"{signature.get_confirm_path()}constituency/"


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_who_confirms_is_told_where_they_are_counted_and_can_choose_another(
    petition: Petition, leeds: Constituency, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    assert client.get(path_of(signature)).headers["Location"] == signature.get_confirm_path()
    thanks = html(client.post(signature.get_confirm_path()))
    assert 'You are counted in <a href="/your-area/leeds-south/">Leeds South</a>' in thanks
    assert f'href="{path_of(signature)}"' in thanks
    assert "<select" not in thanks
    asked = client.get(path_of(signature))
    assert f'<option value="{leeds.code}" selected>' in html(asked)
    assert "no-store" in asked.headers["Cache-Control"]
    moved = html(client.post(path_of(signature), {"constituency": york().code}))
    assert 'You are counted in <a href="/your-area/york-central/">York Central</a>' in moved
    assert totals() == {"all": 1, "york-central": 1}


def test_who_has_a_postcode_that_we_do_not_know_chooses_on_the_page_that_thanks(
    petition: Petition, client: Client
) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    thanks = html(client.post(signature.get_confirm_path()))
    assert f'method="post" action="{path_of(signature)}"' in thanks
    assert "Leeds South</option>" in thanks
    assert totals() == {"all": 1}


def test_who_lives_where_no_seat_is_gets_no_list(petition: Petition, client: Client) -> None:
    signature = signing.sign(petition=petition, **{**SUZIE, "postcode": "JE2 3AB"})
    assert "<select" not in html(client.post(signature.get_confirm_path()))
    assert "lies in no constituency" in html(client.get(path_of(signature)))
    assert "lies in no constituency" in html(client.post(path_of(signature), {"constituency": york().code}))
    assert totals() == {"all": 1}


@pytest.mark.parametrize("sent", [{}, {"constituency": ""}, {"constituency": "E14999999"}, {"constituency": "\0"}])
def test_a_choice_that_is_none_is_explained_and_changes_nothing(
    sent: dict[str, str], petition: Petition, leeds: Constituency, client: Client
) -> None:
    signature = signed(petition)
    answer = client.post(path_of(signature), sent)
    assert answer.status_code == 422
    assert html(answer).count("Choose a constituency from the list") >= 2
    assert totals() == {"all": 1, "leeds-south": 1}


def test_choosing_needs_the_token_and_the_form_of_this_site(petition: Petition, leeds: Constituency) -> None:
    signature = signed(petition)
    chosen = {"constituency": york().code}
    assert Client().post(path_of(signature), chosen, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Client().post(f"/petitions/{petition.slug}/confirm/wrong/constituency/", chosen).status_code == 404
    assert totals() == {"all": 1, "leeds-south": 1}


def shown_on_its_page(client: Client) -> str:
    counting.fold()
    return html(client.get("/your-area/leeds-south/"))


def test_the_page_of_a_constituency_hides_a_small_count_and_shows_what_can_be_signed(
    petition: Petition, leeds: Constituency, client: Client
) -> None:
    assert "Nobody here has signed yet" in shown_on_its_page(client)
    for number in range(4):
        signed(petition, f"signer-{number}@example.org")
    assert "Under 5 signatures so far, or a number that we hide" in shown_on_its_page(client)
    signed(petition, "fifth@example.org")
    page = shown_on_its_page(client)
    assert "5 signatures so far" in page
    assert f'href="{petition.url_sign}"' in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_confirming_choosing_and_folding_at_once_leaves_every_sum_right() -> None:
    petition = factories.petition()
    postcode_in("leeds-south")
    signatures = [
        signing.sign(petition=petition, **{**SUZIE, "email": f"signer-{number}@example.org"}) for number in range(6)
    ]
    seats = list(Constituency.objects.current()[:4])
    dice = random.Random(4)  # noqa: S311
    work = [(signature, dice.sample(seats, 3)) for signature in signatures for _ in range(3)]

    def one() -> None:
        signature, chosen = work.pop()
        for seat in chosen:
            confirming.choose_constituency(signature=Signature.objects.get(pk=signature.pk), constituency=seat)
            confirming.confirm(signature)
            counting.fold()

    in_threads(one, len(work))
    while counting.fold():
        pass
    assert Petition.objects.with_total().get().count == 6
    assert SignatureDelta.objects.aggregate(sum=Sum("amount"))["sum"] == 6
    now = {seat.pk: Signature.objects.filter(constituency_chosen=seat).count() for seat in seats}
    assert {seat: count for seat, count in signatures_by_constituency().items() if count} == {
        seat: count for seat, count in now.items() if count
    }
