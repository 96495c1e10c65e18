"""The count as a few bytes that everybody may share, for pages that stay open."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from campaigns.enums import PetitionState
from campaigns.models import Petition, PetitionTotal
from campaigns.services import counting
from tests import factories
from tests.cast import MALLORY
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    petition = factories.petition(goal=50)
    confirmed(petition)
    counting.fold()
    return petition


def path(petition: Petition) -> str:
    return f"/petitions/{petition.slug}/count.json"


def test_it_says_how_many_of_how_many_and_since_when_and_sets_no_cookie(petition: Petition, client: Client) -> None:
    PetitionTotal.objects.update(on_paper=7)
    answer = client.get(path(petition))
    found = answer.json()
    as_of = parse_datetime(found.pop("as_of"))
    assert as_of is not None
    assert abs((as_of - PetitionTotal.objects.get().folded_at).total_seconds()) < 0.01  # type: ignore[operator]
    assert found == {"count": 1, "goal": 50, "on_paper": 7, "text": "1 signature"}
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_proxies_may_keep_it_for_moments_and_while_we_are_away(petition: Petition, client: Client) -> None:
    for answer in (client.get(path(petition)), client.get(path(petition))):  # the second from the store
        assert answer.headers["Cache-Control"] == ("public, max-age=10, stale-while-revalidate=60, stale-if-error=3600")


def test_who_has_it_already_is_told_so_until_somebody_signs_and_counts_are_folded(
    petition: Petition, client: Client
) -> None:
    known = client.get(path(petition)).headers["ETag"]
    assert client.get(path(petition), headers={"If-None-Match": known}).status_code == 304
    confirmed(petition, MALLORY)
    assert client.get(path(petition), headers={"If-None-Match": known}).status_code == 304
    counting.fold()
    answer = client.get(path(petition), headers={"If-None-Match": known})
    assert (answer.status_code, answer.json()["count"], answer.json()["text"]) == (200, 2, "2 signatures")


def test_a_petition_that_nobody_has_signed_has_a_count_of_nought(client: Client) -> None:
    petition = factories.petition()
    assert client.get(path(petition)).json() == {
        "count": 0,
        "goal": 1000,
        "on_paper": 0,
        "as_of": None,
        "text": "0 signatures",
    }


def test_it_costs_one_question_whatever_the_number_of_signatures(petition: Petition, client: Client) -> None:
    client.get(path(petition))
    Petition.objects.get().save()  # what was stored is thrown away
    with CaptureQueriesContext(connection) as queries:
        client.get(path(petition))
    asked = [query["sql"] for query in queries if "pages_sitegeneration" not in query["sql"]]
    assert len(asked) == 1
    assert "COUNT(" not in asked[0].upper()


@pytest.mark.parametrize("state", [PetitionState.DRAFT, PetitionState.IN_REVIEW])
def test_a_petition_that_is_not_out_yet_has_no_count(state: PetitionState, client: Client) -> None:
    assert client.get(path(factories.petition(state=state))).status_code == 404
