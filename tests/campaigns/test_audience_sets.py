"""Counting by sets of people says what one statement says, and says how old it is."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns import audiences
from campaigns.audiences import homes, sets
from campaigns.enums import SignatureState
from campaigns.models import Petition
from campaigns.selectors import audiences as selectors
from mail.enums import SuppressionReason
from mail.services import suppressions
from people.enums import Ended, Purpose
from people.models import Person
from people.services import consents
from places.models import Constituency, Outcode
from tests import factories
from tests.campaigns import agreed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite counts in one statement alone."),
]
SEATS = ("leeds-south", "cardiff-west", "york-central", "leeds-east")
POSTCODES = ("", "LS1 4DY", "BD1 1AA", "CF10 1AA", "W1A 1AA")
EVERYBODY = audiences.parse({})


@pytest.fixture
def keeps_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each set had taken long to gather."""
    monkeypatch.setattr(sets, "SLOW", -1)
    monkeypatch.setattr(sets, "KEPT_FOR", 1_000_000)


def some_people(chance: random.Random) -> None:
    """Who agreed, signed, live somewhere, were written to or are suppressed as chance has it; some share an address."""
    petitions = [factories.petition(), factories.petition(slug="second")]
    for code, north, east in (("LS1", 53.797, -1.546), ("BD1", 53.794, -1.752), ("CF10", 51.477, -3.179)):
        Outcode.objects.update_or_create(code=code, defaults={"latitude": north, "longitude": east})
    mailing = agreed.mailout().mailing
    for number in range(70):
        asleep: dict[str, Any] = {"confirmed_at": None} if chance.random() < 0.25 else {}
        person = agreed.to(f"Somebody{number}", **asleep)
        everyone = [person, agreed.beside(person, "Beside")] if number % 5 == 0 else [person]
        for each in everyone:
            does_something(each, petitions, chance)
        if number % 7 == 0:
            address = person.address
            reason = SuppressionReason.OBJECTION
            suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=reason)
        elif number % 4 == 0 and (consent := person.consents.live().filter(purpose=agreed.NEWS).first()):
            person.address.deliveries.create(
                mailing=mailing, kind="mailout", stream="bulk", purpose=agreed.NEWS, basis=consent
            )


def does_something(person: Person, petitions: list[Petition], chance: random.Random) -> None:
    Person.objects.filter(pk=person.pk).update(active_at=timezone.now() - timedelta(days=chance.randrange(300)))
    if chance.random() < 0.3:
        agreed.consent(person, Purpose.TRAINING)
    for petition in chance.sample(petitions, chance.randrange(3)):
        counts = chance.random() < 0.8
        agreed.signed(
            person,
            petition,
            at=timezone.now() - timedelta(minutes=chance.randrange(500_000)),
            postcode=chance.choice(POSTCODES),
            constituency_found=chance.choice([None, agreed.seat(chance.choice(SEATS))]),
            constituency_chosen=chance.choice([None, None, agreed.seat(chance.choice(SEATS))]),
            **({} if counts else {"state": SignatureState.PENDING, "confirmed_at": None}),
        )


def any_condition(chance: random.Random) -> dict[str, Any]:
    day = timezone.localdate() - timedelta(days=chance.randrange(300))
    kinds: list[dict[str, Any]] = [
        {"is": "signed", "petition": chance.choice(list(Petition.objects.values_list("pk", flat=True)))},
        {"is": "constituency", "constituency": agreed.seat(chance.choice(SEATS)).pk},
        {"is": "region", "region": chance.choice(["yorkshire-and-the-humber", "wales", "london"])},
        {"is": "near", "postcode": "LS1 4DY", "km": chance.choice([1, 20, 300])},
        {"is": "active", "when": chance.choice(["before", "since"]), "day": day.isoformat()},
        {"is": "agreed", "purpose": "training"},
        {"is": "training", "standing": "never"},
    ]
    return chance.choice(kinds) | ({"not": True} if chance.random() < 0.3 else {})


def any_audience(chance: random.Random) -> audiences.Audience:
    groups = [
        {
            "join": chance.choice(["all", "any"]),
            "conditions": [any_condition(chance) for _ in range(chance.randint(1, 3))],
        }
        for _ in range(chance.randrange(4))
    ]
    return audiences.parse({"join": chance.choice(["all", "any"]), "groups": groups})


@pytest.mark.parametrize("seed", range(3))
def test_any_audience_is_counted_as_one_statement_counts_it(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    some_people(chance)
    found = set()
    for _ in range(40):
        audience, rest = any_audience(chance), chance.choice([0, 7])
        exact = selectors.count_in_one(audience, agreed.NEWS, rest)
        assert selectors.count(audience, agreed.NEWS, rest) == (exact, None), audience.as_json()
        found.add(exact)
    assert len(found) > 10


@pytest.mark.usefixtures("keeps_all")
def test_a_set_that_took_long_is_kept_and_the_count_says_since_when() -> None:
    agreed.to("Suzie")
    first = selectors.count(EVERYBODY, agreed.NEWS)
    agreed.to("Dele")
    again = selectors.count(EVERYBODY, agreed.NEWS)
    assert (first.number, first.when) == (1, "as things are now")
    assert (again.number, again.when[:18]) == (1, "as things were at ")
    assert again.at is not None
    caches["sets"].clear()
    assert selectors.count(EVERYBODY, agreed.NEWS) == (2, None)


@pytest.mark.usefixtures("keeps_all")
def test_what_staff_change_is_the_only_set_that_is_gathered_anew() -> None:
    petition, other = factories.petition(), factories.petition(slug="other")
    agreed.signed(agreed.to("Suzie"), petition)
    agreed.to("Dele")
    selectors.count(signed(petition), agreed.NEWS, 7)
    with CaptureQueriesContext(connection) as asked:
        assert selectors.count(signed(other), agreed.NEWS, 7).number == 0
    gathered = [query["sql"] for query in asked if "bit_or" in query["sql"]]
    assert len(gathered) == 1
    assert "campaigns_signature" in gathered[0]


def signed(petition: Petition) -> audiences.Audience:
    return audiences.parse({"groups": [{"conditions": [{"is": "signed", "petition": petition.pk}]}]})


def test_a_set_that_is_gathered_quickly_is_not_kept() -> None:
    agreed.to("Suzie")
    assert selectors.count(EVERYBODY, agreed.NEWS) == (1, None)
    agreed.to("Dele")
    assert selectors.count(EVERYBODY, agreed.NEWS) == (2, None)


@pytest.mark.usefixtures("keeps_all")
def test_sets_of_one_purpose_are_not_taken_for_those_of_another() -> None:
    agreed.to("Suzie")
    assert selectors.count(EVERYBODY, agreed.NEWS).number == 1
    assert selectors.count(EVERYBODY, Purpose.TRAINING).number == 0


@pytest.mark.usefixtures("keeps_all")
def test_where_people_live_is_gathered_while_staff_still_choose_a_region(client: Client) -> None:
    agreed.signed(agreed.to("Suzie"), factories.petition(), constituency_found=agreed.seat("leeds-south"))
    asked = {"conditions-0-0-is": "region", "conditions-0-0-region": "", "counts_only": "1"}
    client.force_login(factories.member_of("Campaign staff"))
    [says] = client.post("/admin/segments/look/", asked).json()["says"]
    assert "missing" in says
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/admin/segments/look/", {**asked, "conditions-0-0-region": "yorkshire-and-the-humber"})
    assert answer.json()["says"][0].startswith("1 address, as things were at ")
    assert not [query for query in queries if "campaigns_signature" in query["sql"]]


@pytest.mark.parametrize("code", ["LS1", "W1A", "EC1A", "B1", "ZE3", "SW1P"])
def test_an_outcode_has_one_number_here_and_in_the_database(code: str) -> None:
    person = agreed.to("Suzie")
    agreed.signed(person, factories.petition(), postcode=f"{code} 1AA")
    digits = homes.outcodes_of_everybody(sets.Sets())
    assert sets.numbered(digits, [homes.number_of(code)]) == 1 << person.pk
    assert sets.numbered(digits, [homes.number_of("LS2"), homes.number_of("ZE3A")]) == 0


def test_no_two_outcodes_and_no_seat_share_a_number() -> None:
    codes = list(Outcode.objects.values_list("code", flat=True))
    assert len({homes.number_of(code) for code in codes}) == len(codes) > 0
    assert Constituency.objects.filter(pk__lt=1).count() == 0


def test_whose_number_is_one_of_some_is_found_from_the_digits() -> None:
    chance = random.Random(1)  # noqa: S311
    numbers = {person: chance.randrange(64) for person in range(300)}
    digits = [sum(1 << person for person, number in numbers.items() if number >> place & 1) for place in range(6)]
    everybody = (1 << len(numbers)) - 1
    for some in ([], [5], range(1, 64), chance.sample(range(1, 64), 20)):
        expected = sum(1 << person for person, number in numbers.items() if number in some)
        assert sets.numbered(digits, some, everybody) == expected
        assert sets.numbered(digits, some) == expected


@pytest.mark.parametrize("keys", [[], [0], [63], [64], [63, 64, 127], [5, 63, 6_400_063], list(range(1, 200, 3))])
def test_a_set_is_gathered_with_every_bit_where_it_belongs(keys: list[int]) -> None:
    asked = "SELECT unnest(%s::bigint[])", [keys]
    assert sets.as_set(sets.gather(asked)) == sum(1 << key for key in keys)


def test_digits_are_gathered_one_behind_the_other() -> None:
    asked = "SELECT * FROM unnest(%s::bigint[], %s::bigint[])", [[63, 64, 6_400_063], [5, 2, 7]]
    octets = sets.gather(asked, digits=3)
    length = len(octets) // 3
    found = [sets.as_set(octets[place * length : (place + 1) * length]) for place in range(3)]
    assert found == [1 << 63 | 1 << 6_400_063, 1 << 64 | 1 << 6_400_063, 1 << 63 | 1 << 6_400_063]


def test_some_of_a_set_are_in_it_and_each_once_and_all_where_they_are_few() -> None:
    chance = random.Random(2)  # noqa: S311
    keys = set(chance.sample(range(1, 5_000), 300))
    people = sum(1 << key for key in keys)
    found = [sets.some(people, 40) for _ in range(200)]  # one who is never in it: once in 10 ** 10 runs
    assert all(len(each) == 40 == len(set(each)) and keys.issuperset(each) for each in found)
    assert {key for each in found for key in each} == keys
    assert sets.some(people, 1_000) == sorted(keys)
    assert sets.some(0, 10) == []


@pytest.mark.usefixtures("keeps_all")
def test_nobody_is_shown_who_opted_out_since_a_set_was_gathered() -> None:
    suzie, dele = agreed.to("Suzie"), agreed.to("Dele")
    assert selectors.count(EVERYBODY, agreed.NEWS).number == 2
    consents.withdraw(person=suzie, how=Ended.LINK)
    assert selectors.sample(EVERYBODY, agreed.NEWS, by=factories.morgan()) == [dele]
