"""Whatever people and staff do, in whatever order and whatever breaks meanwhile, every total is what the rows say."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from campaigns.models import (
    ConstituencyTotal,
    CountryTotal,
    GroupTotal,
    HourTotal,
    Petition,
    PetitionTotal,
    Signature,
    SignatureDelta,
)
from campaigns.services import checking, confirming, counting, invalidating, log, signatures, signing
from groups.models import CommunityGroup
from people.services import erasure
from places.models import Constituency
from tests import factories
from tests.campaigns.counts import agree
from tests.conftest import LONG

FILL = import_module("campaigns.migrations.0007_signatures_and_counts").fill_totals
pytestmark = pytest.mark.django_db
REPEATABLY = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


class Killed(Exception):
    pass


class KilledAt:
    """Ends whatever runs at its n-th statement, once, so that what it wrote before is taken back."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(*statement)


def killed_at(number: int, deed: Callable[[], object]) -> None:
    """0: not at all."""
    with suppress(Killed), transaction.atomic(), connection.execute_wrapper(KilledAt(number)):
        deed()


class World:
    """Two petitions, four people, a group, and two constituencies to move to."""

    def __init__(self) -> None:
        self.petitions = [factories.petition(slug=f"petition-{number}") for number in range(2)]
        self.group = CommunityGroup.objects.create(name="Leeds", slug="leeds")
        self.seats = list(Constituency.objects.current()[:2])

    def sign(self, number: int) -> None:
        with suppress(signing.ErasedBefore):
            signing.sign(
                petition=self.petitions[number % 2],
                name=f"Signer {number}",
                email=f"signer-{number // 2}@example.org",
                postcode="LS1 4DY" if number < 4 else "",
                country="GB" if number < 4 else "FR",
                group=self.group if number % 3 == 0 else None,
            )

    def confirm(self, signature: Signature) -> None:
        confirming.confirm(signature)

    def move(self, signature: Signature) -> None:
        confirming.choose_constituency(signature=signature, constituency=self.seats[0])

    def move_on(self, signature: Signature) -> None:
        confirming.choose_constituency(signature=signature, constituency=self.seats[1])

    def withdraw(self, signature: Signature) -> None:
        signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)

    def invalidate(self, signature: Signature) -> None:
        invalidating.invalidate(signatures=[signature.pk], reason="A test.", by=None)

    def restore(self, signature: Signature) -> None:
        invalidating.restore(signatures=[signature.pk], reason="A test.", by=None)

    def erase(self, signature: Signature) -> None:
        erasure.erase(signature.person)

    def fold(self) -> None:
        counting.fold()

    def grow(self) -> None:
        log.grow()

    def do(self, deed: str, number: int) -> None:
        if deed == "sign":
            self.sign(number)
        elif deed in ("fold", "grow"):
            getattr(self, deed)()
        elif some := list(Signature.objects.order_by("pk")):
            getattr(self, deed)(some[number % len(some)])


DEEDS = ["sign", "sign", "confirm", "confirm", "confirm", "move", "move_on", "withdraw", "invalidate", "restore"]
DEEDS += ["erase", "fold", "fold", "grow"]
STEP = st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.sampled_from([0, 0, *range(1, 16)]))
MUCH = [("sign", 0, 0), ("confirm", 0, 0), ("fold", 0, 4), ("invalidate", 0, 0), ("withdraw", 0, 5), ("restore", 0, 0)]


def test_totals_are_what_the_rows_say_whatever_happens_and_whatever_is_killed_at_any_statement(db: None) -> None:
    world = World()

    @settings(REPEATABLY, max_examples=1500 if LONG else 60)
    @given(st.lists(STEP, min_size=5, max_size=30))
    @example(MUCH)
    def whatever_happens(history: list[tuple[str, int, int]]) -> None:
        with transaction.atomic():
            for deed, number, kill_at in history:
                killed_at(kill_at, lambda deed=deed, number=number: world.do(deed, number))  # type: ignore[misc]
                if deed == "fold" and not kill_at:
                    agree()
            counting.fold()
            agree()
            assert checking.check().differences == []
            transaction.set_rollback(True)

    whatever_happens()


def deltas(*changes: tuple[str | None, str, bool, int, int]) -> None:
    """Of one petition: the name of a constituency, country, whether by a group, amount, and hour of a day."""
    petition = Petition.objects.first() or factories.petition()
    group, _ = CommunityGroup.objects.get_or_create(name="Leeds", slug="leeds")
    seats = dict(zip(("north", "south"), Constituency.objects.current()[:2], strict=True))
    SignatureDelta.objects.bulk_create(
        SignatureDelta(
            petition=petition,
            constituency=seats[seat] if seat else None,
            country=country,
            group=group if by_group else None,
            amount=amount,
            created_at=datetime(2026, 7, 1, hour, 59, 59, tzinfo=UTC),
        )
        for seat, country, by_group, amount, hour in changes
    )


SOME = (
    ("north", "GB", True, 1, 8),
    ("north", "GB", False, 1, 8),
    ("south", "GB", False, 1, 9),
    (None, "FR", False, 1, 9),
)
FEWER = (("north", "GB", True, -1, 23), (None, "FR", False, -1, 23), ("south", "GB", True, 1, 23))


def totals() -> list[Any]:
    total = PetitionTotal.objects.get()
    return [
        (total.counted, total.without_constituency, total.without_group),
        sorted(ConstituencyTotal.objects.values_list("constituency__name", "counted")),
        sorted(CountryTotal.objects.values_list("country", "counted")),
        sorted(GroupTotal.objects.values_list("group__slug", "counted")),
        sorted((hour.hour, change) for hour, change in HourTotal.objects.values_list("hour", "change")),
    ]


def test_every_level_has_its_part_of_a_fold_and_hours_are_utc() -> None:
    north, south = (seat.name for seat in Constituency.objects.current()[:2])
    deltas(*SOME)
    assert counting.fold() == 4
    assert totals() == [
        (4, 1, 3),
        sorted([(north, 2), (south, 1)]),
        [("FR", 1), ("GB", 3)],
        [("leeds", 1)],
        [(8, 2), (9, 2)],
    ]
    deltas(*FEWER)
    assert counting.fold() == 3
    assert totals() == [
        (3, 0, 2),
        sorted([(north, 1), (south, 2)]),
        [("FR", 0), ("GB", 3)],
        [("leeds", 1)],
        [(8, 2), (9, 2), (23, -1)],
    ]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="there is only one way elsewhere")
def test_folding_at_once_and_by_steps_make_equal_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for way in (counting.fold_at_once, counting.fold_by_steps):
        with transaction.atomic():
            monkeypatch.setattr(counting, "fold_at_once", way)
            for changes in (SOME, FEWER, FEWER[2:], SOME * 3):
                deltas(*changes)
                assert counting.fold() == len(changes)
            made.append(totals())
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert made[0][0] == (16, 3, 11)


def test_a_fold_takes_a_bounded_number_at_a_time_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FOLD_AT_MOST", 3)
    deltas(*SOME, *FEWER)
    assert counting.fold_some() == 3
    assert list(SignatureDelta.objects.order_by("pk").values_list("folded", flat=True)) == [True] * 3 + [False] * 4
    assert counting.fold() == 4
    assert counting.fold() == 0
    assert totals()[0] == (3, 0, 2)


def test_totals_that_were_not_kept_before_are_filled_from_what_was_folded() -> None:
    deltas(*SOME)
    counting.fold()
    expected = totals()
    for model in (CountryTotal, GroupTotal, HourTotal):
        model.objects.all().delete()
    PetitionTotal.objects.update(without_constituency=0, without_group=0)
    deltas(*FEWER)  # which wait
    FILL(apps, None)
    assert totals() == expected
