from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models

from places.enums import DataKind
from places.models import Boundary, Constituency, DataImport, Representative
from places.services import changes
from places.services.changes import ChangedSince, Ledger, NothingToUndo
from tests import factories

pytestmark = pytest.mark.django_db
CHECKED = datetime(2026, 11, 1, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def seats() -> list[Constituency]:
    return list(Constituency.objects.order_by("pk")[:4])


def rows(*kinds: type[models.Model]) -> list[list[dict[str, Any]]]:
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds]


def close(ledger: Ledger, kind: DataKind = DataKind.BOUNDARIES) -> DataImport:
    return ledger.close(kind=kind, source="a file")


def new_seat() -> Constituency:
    old = Constituency.objects.first()
    assert old
    return Constituency(
        code="E14009999", name="Samplewick", slug="samplewick", country=old.country, valid_from=date(2026, 1, 1)
    )


def test_undo_leaves_every_row_as_it_was(seats: list[Constituency]) -> None:
    sitting = factories.representative(seats[0], checked_at=CHECKED)
    before = rows(Constituency, Representative, Boundary)
    ledger = Ledger()
    ledger.change(sitting, ended_on=date(2026, 11, 2), checked_at=CHECKED.replace(microsecond=7))
    ledger.add(Boundary(constituency=seats[2], path="M5 5l1 0 0 1z"))
    ledger.add(Boundary(constituency=seats[3], path="M9 9l1 0 0 1z"))
    ledger.add(new_seat())
    ledger.change(seats[0], latitude=51.23456789, region_id=None, vacant_since=date(2026, 11, 3))
    close(ledger)
    assert rows(Constituency, Representative, Boundary) != before
    changes.undo(DataKind.BOUNDARIES)
    assert rows(Constituency, Representative, Boundary) == before


def test_rows_that_change_places_in_a_unique_column_are_put_back(seats: list[Constituency]) -> None:
    one, other = seats[:2]
    before = rows(Constituency)
    ledger, slugs = Ledger(), (one.slug, other.slug)
    ledger.change(one, slug="out-of-the-way")
    ledger.change(other, slug=slugs[0])
    ledger.change(one, slug=slugs[1])
    assert close(ledger).changed == 2
    changes.undo(DataKind.BOUNDARIES)
    assert rows(Constituency) == before


def test_a_row_counts_once_and_as_the_weightiest_of_what_happened_to_it(seats: list[Constituency]) -> None:
    ledger, added = Ledger(), new_seat()
    ledger.add(added)
    ledger.change(added, name="Samplewick East")
    ledger.change(seats[0], name="Examplebury")
    ledger.end(seats[0], valid_to=date(2026, 11, 2))
    ledger.change(seats[1], name="Placeholder")
    ledger.change(seats[1], name="Placeholder North")
    done = close(ledger)
    assert (done.added, done.changed, done.ended) == (1, 1, 1)


def test_what_is_as_it_was_is_not_written(seats: list[Constituency]) -> None:
    ledger = Ledger()
    assert not ledger.change(seats[0], name=seats[0].name, valid_from=str(seats[0].valid_from))
    assert ledger.changes == []


def test_a_foreign_key_goes_by_its_column(seats: list[Constituency]) -> None:
    with pytest.raises(FieldDoesNotExist, match="has no column region"):
        Ledger().change(seats[0], region=None)


def test_undo_goes_back_import_by_import_and_no_further(seats: list[Constituency]) -> None:
    original = seats[0].name
    for name in ("Examplebury", "Placeholder"):
        ledger = Ledger()
        ledger.change(seats[0], name=name)
        close(ledger)
    for name in ("Examplebury", original):
        changes.undo(DataKind.BOUNDARIES)
        assert Constituency.objects.get(pk=seats[0].pk).name == name
        close(Ledger())  # found nothing to change, and is passed over
    with pytest.raises(NothingToUndo):
        changes.undo(DataKind.BOUNDARIES)


def test_imports_of_another_kind_stand(seats: list[Constituency]) -> None:
    ledger = Ledger()
    ledger.change(seats[0], name="Examplebury")
    close(ledger, DataKind.CONSTITUENCIES)
    with pytest.raises(NothingToUndo):
        changes.undo(DataKind.HEXMAP)
    assert Constituency.objects.get(pk=seats[0].pk).name == "Examplebury"


def test_what_was_changed_since_is_named_and_nothing_is_put_back(seats: list[Constituency]) -> None:
    ledger = Ledger()
    for seat in seats:
        ledger.change(seat, name_cy="Enw")
    close(ledger)
    Constituency.objects.filter(pk=seats[0].pk).update(name_cy="Enw arall")
    with pytest.raises(ChangedSince, match=rf"constituency {seats[0].name} was changed .* \(Welsh name\)"):
        changes.undo(DataKind.BOUNDARIES)
    assert Constituency.objects.filter(name_cy="Enw").count() == 3
    assert DataImport.objects.standing().count() == 1


def test_other_columns_may_have_changed_since(seats: list[Constituency]) -> None:
    ledger = Ledger()
    ledger.change(seats[0], name_cy="Enw")
    close(ledger)
    Constituency.objects.filter(pk=seats[0].pk).update(vacant_since=date(2026, 11, 3))
    changes.undo(DataKind.BOUNDARIES)
    assert Constituency.objects.get(pk=seats[0].pk).vacant_since == date(2026, 11, 3)


def test_a_row_that_was_deleted_or_put_in_again_since_is_named(seats: list[Constituency]) -> None:
    ledger = Ledger()
    ledger.add(Boundary(constituency=seats[0], path="M0 0l1 0 0 1z"))
    close(ledger)
    Boundary.objects.all().delete()
    with pytest.raises(ChangedSince, match=f"boundary {seats[0].pk} was deleted"):
        changes.undo(DataKind.BOUNDARIES)


@pytest.mark.parametrize("use", ["Members of Parliament", "boundaries"])
def test_an_added_row_that_is_in_use_stays(use: str) -> None:
    ledger, seat = Ledger(), new_seat()
    ledger.add(seat)
    close(ledger)
    if use == "boundaries":
        Boundary.objects.create(constituency=seat, path="M0 0l1 0 0 1z")
    else:
        factories.representative(seat)
    with pytest.raises(ChangedSince, match=f"constituency Samplewick is in use: {use}"):
        changes.undo(DataKind.BOUNDARIES)
    assert Constituency.objects.filter(pk=seat.pk).exists()


def test_what_no_longer_fits_is_not_put_back(seats: list[Constituency]) -> None:
    ledger, slug = Ledger(), seats[0].slug
    ledger.change(seats[0], slug="examplebury")
    close(ledger)
    Constituency.objects.filter(pk=seats[1].pk).update(slug=slug)
    with pytest.raises(ChangedSince, match="doesn't fit rows written after"):
        changes.undo(DataKind.BOUNDARIES)


def test_a_report_stays_short_and_says_what_it_leaves_out() -> None:
    ledger = Ledger()
    for number in range(250):
        ledger.say(f"line {number}")
    done = ledger.close(kind=DataKind.HEXMAP, source="n" * 255)
    assert done.report["lines"][-2:] == ["line 199", "and 50 more lines"]
    assert len(done.source) == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_an_import_keeps_others_waiting_but_no_reader() -> None:
    changes.one_at_a_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT mode FROM pg_locks WHERE relation = 'places_dataimport'::regclass AND granted")
        modes = {mode for (mode,) in cursor.fetchall()}
    assert "ShareRowExclusiveLock" in modes
    assert "AccessExclusiveLock" not in modes
