"""Attempts to sign are judged before any message goes out, by rules that are data."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.enums import Judgement, SignatureState
from campaigns.models import AllowedNetwork, Attempt, FraudRule, Petition, Signature
from campaigns.services import confirming, fraud, signing
from mail.models import Delivery
from pages import generation
from people.models import Person
from places.enums import Outcome
from places.models import Outcode
from places.selectors import places
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.conftest import LONG

pytestmark = pytest.mark.django_db
SCHOOL = "198.51.100.7"
HELD, PASSED, REFUSED = Judgement.HELD, Judgement.PASSED, Judgement.REFUSED


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def see(ip: str = "", *, email: str, name: str, postcode: str = "LS1 4DY", country: str = "GB") -> fraud.Seen:
    place = places.locate(postcode=postcode) if postcode else None
    return fraud.see(client_ip=ip, email=email, name=name, country=country, place=place)


def attempt(petition: Petition, number: int, *, ip: str = "", domain: str = "", **given: str) -> Signature | None:
    """Somebody of their own, at a domain of their own, unless it is said otherwise."""
    who: dict[str, Any] = {
        "name": f"Signer {number}",
        "email": f"s{number}@{domain or f'd{number}.example.org'}",
        **given,
    }
    return signing.sign(petition=petition, **{"postcode": "LS1 4DY", **who}, seen=see(ip, **who))


def judged(attempts: Iterable[Signature | None]) -> list[str]:
    return ["refused" if found is None else str(found.state) for found in attempts]


def test_the_fourth_from_one_address_in_a_minute_is_held_and_nothing_goes_out(petition: Petition) -> None:
    states = judged(attempt(petition, number, ip="203.0.113.9") for number in range(5))
    assert states == ["pending"] * 3 + ["held"] * 2
    assert Delivery.objects.count() == 3
    held = Attempt.objects.filter(judgement=HELD).select_related("rule", "signature")
    assert [(each.rule and each.rule.name, each.signature and each.signature.state) for each in held] == [
        ("ip-burst", SignatureState.HELD)
    ] * 2
    assert [each.asked for each in Signature.objects.held()] == [0, 0]


def test_a_window_moves_on_and_each_petition_has_its_own(petition: Petition) -> None:
    judged(attempt(petition, number, ip="203.0.113.9") for number in range(3))
    assert judged([attempt(factories.petition(slug="another"), 50, ip="203.0.113.9")]) == ["pending"]
    Attempt.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert judged(attempt(petition, number, ip="203.0.113.9") for number in range(3, 7)) == ["pending"] * 3 + ["held"]


def test_a_subnet_of_one_customer_is_one_address_and_two_customers_are_two(petition: Petition) -> None:
    theirs = [attempt(petition, number, ip=f"2001:db8:1:2::{number + 1:x}") for number in range(5)]
    assert judged(theirs) == ["pending"] * 3 + ["held"] * 2
    assert judged([attempt(petition, 9, ip="2001:db8:1:3::1"), attempt(petition, 10)]) == ["pending"] * 2


@pytest.mark.parametrize(
    ("domain", "expected"),
    [("example.net", {"pending": 30, "held": 5}), ("gmail.com", {"pending": 35}), ("googlemail.com", {"pending": 35})],
)
def test_one_domain_is_held_after_thirty_unless_half_the_country_has_its_mail_there(
    domain: str, expected: dict[str, int], petition: Petition
) -> None:
    assert Counter(judged(attempt(petition, number, domain=domain) for number in range(35))) == expected


def test_one_name_is_held_however_it_is_written(petition: Petition) -> None:
    names = ["Mallory Meddler", "MALLORY MEDDLER", "mallory-meddler", "Mallory  Meddler.", "Mallory\u00a0Meddler"]
    assert judged(attempt(petition, number, name=name) for number, name in enumerate([*names, names[0]])) == [
        *["pending"] * 5,
        "held",
    ]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"email": "m@mailinator.com"}, "disposable-domains"),
        ({"email": "m@eu.mailinator.com"}, "disposable-domains"),
        ({"email": "m@notmailinator.com"}, None),
        ({"postcode": "LS99 9ZZ"}, "impossible-postcode"),
        ({"postcode": "LS1 9ZZ"}, None),  # new, perhaps
        ({"postcode": "YO1 9ZZ"}, None),  # an area that was not imported
        ({"country": "FR", "postcode": ""}, None),
        ({"country": "XX", "postcode": ""}, "countries"),
    ],
)
def test_what_was_typed_is_judged_too(given: dict[str, str], rule: str | None, petition: Petition) -> None:
    Outcode.objects.filter(code__startswith="LS").delete()
    Outcode.objects.create(code="LS1", latitude=53.8, longitude=-1.5, postcodes=900)
    FraudRule.objects.filter(name="countries").update(parameters={"countries": ["XX"]})
    fraud.forget()
    signature = signing.sign(petition=petition, **{**MALLORY, **given}, seen=see(**{**MALLORY, **given}))
    found = Attempt.objects.select_related("rule").get()
    assert (found.rule and found.rule.name, found.judgement) == (rule, HELD if rule else PASSED)
    assert signature is not None
    assert Delivery.objects.exists() == (rule is None)


def test_without_imported_postcodes_none_is_impossible() -> None:
    assert see(email="a@example.org", name="A", postcode="LS99 9ZZ").place == Outcome.UNKNOWN


def test_who_is_refused_leaves_nothing_but_an_attempt_without_their_name(petition: Petition) -> None:
    FraudRule.objects.filter(name="ip-flood").update(parameters={"quota": 2, "seconds": 3600})
    fraud.forget()
    states = judged(attempt(petition, number, ip="203.0.113.9") for number in range(3))
    assert states == ["pending", "pending", "refused"]
    assert Person.objects.count() == Signature.objects.count() == Delivery.objects.count() == 2
    last = Attempt.objects.latest("pk")
    assert (last.judgement, last.signature) == (REFUSED, None)
    for hidden in ("203.0.113.9", "Signer", "s2@"):
        assert hidden not in str({field.name: getattr(last, field.attname) for field in last._meta.fields})


def test_a_held_attempt_at_a_known_address_sends_nothing_and_changes_nothing(petition: Petition) -> None:
    signing.sign(petition=petition, **SUZIE)
    before = Signature.objects.values().get()
    FraudRule.objects.filter(name="ip-burst").update(parameters={"quota": 0, "seconds": 60})
    fraud.forget()
    signing.sign(petition=petition, **SUZIE, seen=see("203.0.113.9", email=SUZIE["email"], name=SUZIE["name"]))
    assert Signature.objects.values().get() == before
    assert Delivery.objects.count() == 1


def test_one_query_counts_for_all_rules_however_many_there_were(petition: Petition) -> None:
    fraud.rulebook()
    with CaptureQueriesContext(connection) as queries:
        fraud.judge(petition_id=petition.pk, seen=see("203.0.113.9", email=SUZIE["email"], name=SUZIE["name"]))
    assert sum("campaigns_attempt" in query["sql"] for query in queries) == 1


def test_a_rule_or_network_that_changes_is_in_force_at_once(petition: Petition) -> None:
    seen = see("203.0.113.9", email=SUZIE["email"], name=SUZIE["name"])
    assert fraud.judge(petition_id=petition.pk, seen=seen) == fraud.PASSED
    rule = FraudRule.objects.get(name="ip-burst")
    rule.parameters = {"quota": 0, "seconds": 60}
    rule.save()
    generation.forget()
    assert fraud.judge(petition_id=petition.pk, seen=seen) == (HELD, rule.pk)
    AllowedNetwork.objects.create(network="203.0.113.0/24", label="A school")
    generation.forget()
    assert see("203.0.113.9", email=SUZIE["email"], name=SUZIE["name"]).is_allowed
    AllowedNetwork.objects.get().delete()
    generation.forget()
    assert not see("203.0.113.9", email=SUZIE["email"], name=SUZIE["name"]).is_allowed


def test_a_network_is_allowed_until_its_time_is_over() -> None:
    AllowedNetwork.objects.create(network="2001:db8::/32", label="A", until=timezone.now() - timedelta(days=1))
    AllowedNetwork.objects.create(network=SCHOOL, label="B", until=timezone.now() + timedelta(days=1))
    fraud.forget()
    assert [fraud.is_allowed(ip) for ip in ("2001:db8::1", SCHOOL, "198.51.100.8", "")] == [False, True, False, False]


def attacker(number: int, dice: random.Random) -> dict[str, Any]:
    """From one /24, from one /64, or with one domain; all else is another each time."""
    anywhere = f"{dice.randrange(1, 200)}.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"
    return (
        {"ip": f"203.0.113.{dice.randrange(256)}"},
        {"ip": f"2001:db8:1:2::{dice.randrange(1, 60_000):x}"},
        {"ip": anywhere, "domain": "example.net"},
    )[number % 3]


@pytest.mark.long
def test_an_attack_is_not_counted_while_a_school_gets_through_and_a_household_is_not_lost(petition: Petition) -> None:
    """Of 10,000 attempts 1 % may count. A shorter attack may count as many: the quotas are for an hour."""
    AllowedNetwork.objects.create(network=SCHOOL, label="A school")
    fraud.forget()
    dice = random.Random(6)  # noqa: S311
    for number in range(10_000 if LONG else 1_000):
        attempt(petition, number, **attacker(number, dice))
    for signature in Signature.objects.pending().filter(asked__gt=0):
        confirming.confirm(signature)
    assert Signature.objects.confirmed().count() <= 100
    assert Delivery.objects.count() == Signature.objects.confirmed().count()
    school = judged(
        attempt(petition, number, ip=SCHOOL, domain="school.example.org") for number in range(20_000, 20_200)
    )
    assert Counter(school) == {"pending": 200}
    block = judged(attempt(petition, number, ip="192.0.2.20") for number in range(30_000, 30_020))
    assert Counter(block) == {"pending": 3, "held": 17}
