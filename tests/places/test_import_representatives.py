import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from places.enums import Source
from places.imports import ImportRefused
from places.models import Constituency, DataImport, Representative
from places.services import representatives
from places.services.representatives import Member, Seat
from tests.places.clients import recorded

pytestmark = pytest.mark.django_db
REAL = Path(settings.BASE_DIR).parent / "shared/data/mps/mps_2026-06-27.csv"
ALEX = Member(
    name="Alex Sample",
    member_id=9001,
    full_title="Rt Hon Alex Sample MP",
    address_as="Mx Sample",
    party="Example Party",
    party_abbreviation="Ex",
    email="alex.sample.mp@parliament.uk",
    started_on=date(2024, 7, 4),
)
BO = Member(name="Bo Sample", member_id=9002, party="Other Party", started_on=date(2026, 5, 8))
LEEDS = "Leeds South"


def record(*seats: Seat, minimum: int = 1, **options: Any) -> DataImport:
    return representatives.record(seats=seats, source=Source.MEMBERS_API, name="a test", minimum=minimum, **options)


def lines(done: DataImport) -> list[str]:
    """The report, without the seats that a small picture leaves out."""
    return [line for line in done.report["lines"] if "kept as it was" not in line and "more lines" not in line]


def sitting(constituency: str = LEEDS) -> Representative:
    return Representative.objects.current().get(constituency__name=constituency)


def run(file: Path, *options: str, minimum: int = 1) -> str:
    out = io.StringIO()
    call_command("import_representatives", file, f"--minimum={minimum}", *options, stdout=out)
    return out.getvalue()


def table(folder: Path, *rows: str, heading: str = "Constituency,Member ID,Name,Party,E-mail,Start date") -> Path:
    file = folder / "mps.csv"
    file.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    return file


def saved(folder: Path, answer: Any) -> Path:
    file = folder / "answer.json"
    file.write_text(json.dumps(answer), encoding="utf-8")
    return file


def test_a_first_picture_adds_its_members() -> None:
    done = record(Seat(LEEDS, ALEX), Seat("Clacton", None))
    assert (done.rows, done.added, done.changed, done.ended) == (2, 1, 1, 0)
    assert lines(done) == ["Leeds South: Alex Sample (Example Party)", "Clacton: vacant"]
    alex = sitting()
    assert (alex.member_id, alex.email, alex.address_as) == (9001, "alex.sample.mp@parliament.uk", "Mx Sample")
    assert (alex.started_on, alex.source) == (date(2024, 7, 4), Source.MEMBERS_API)
    assert Constituency.objects.get(name="Clacton").vacant_since == timezone.localdate()


def test_the_same_picture_again_changes_nothing_but_when_it_was_checked() -> None:
    record(Seat(LEEDS, ALEX), Seat("Clacton", None))
    Representative.objects.update(checked_at=timezone.now() - timedelta(days=40))
    done = record(Seat(LEEDS, ALEX), Seat("Clacton", None))
    assert (done.added, done.changed, done.ended, done.changes, lines(done)) == (0, 0, 0, [], [])
    assert timezone.now() - sitting().checked_at < timedelta(minutes=1)


def test_another_member_follows_and_the_one_before_stays_as_history() -> None:
    record(Seat(LEEDS, ALEX))
    done = record(Seat(LEEDS, BO))
    assert lines(done) == ["Leeds South: Bo Sample (Other Party) follows Alex Sample"]
    assert (done.added, done.changed, done.ended) == (1, 0, 1)
    assert sitting().name == "Bo Sample"
    former = Representative.objects.get(name="Alex Sample")
    assert (former.ended_on, former.email) == (date(2026, 5, 7), "alex.sample.mp@parliament.uk")


@pytest.mark.parametrize("started_on", [None, date(1997, 5, 1), date(2999, 1, 1)])
def test_a_follower_whose_first_day_cannot_be_follows_today(started_on: date | None) -> None:
    record(Seat(LEEDS, ALEX))
    record(Seat(LEEDS, Member(name="Bo Sample", member_id=9002, started_on=started_on)))
    assert Representative.objects.get(name="Alex Sample").ended_on == timezone.localdate()


def test_a_seat_falls_vacant_and_is_filled_again() -> None:
    record(Seat(LEEDS, ALEX))
    assert lines(record(Seat(LEEDS, None))) == ["Leeds South: vacant after Alex Sample"]
    assert not Representative.objects.current().exists()
    assert Constituency.objects.get(name=LEEDS).vacant_since == timezone.localdate()
    record(Seat(LEEDS, BO))
    assert Constituency.objects.get(name=LEEDS).vacant_since is None
    assert [row.name for row in Constituency.objects.get(name=LEEDS).representatives.all()] == [
        "Bo Sample",
        "Alex Sample",
    ]


def test_a_member_whom_a_source_left_out_for_a_day_goes_on_as_before() -> None:
    record(Seat(LEEDS, ALEX))
    record(Seat(LEEDS, None))
    record(Seat(LEEDS, ALEX))
    assert (Representative.objects.count(), sitting().ended_on) == (1, None)
    assert Constituency.objects.get(name=LEEDS).vacant_since is None
    record(Seat(LEEDS, None))
    record(Seat(LEEDS, replace(ALEX, started_on=date(2026, 5, 8))))
    assert Representative.objects.count() == 2


def test_who_changes_party_stays_the_same_row_and_what_is_not_said_stays_known() -> None:
    record(Seat(LEEDS, ALEX))
    done = record(Seat(LEEDS, Member(name="Alex Sample", member_id=9001, party="Other Party")))
    assert lines(done) == ["Leeds South: Alex Sample moves from Example Party to Other Party"]
    assert Representative.objects.count() == 1
    assert (sitting().party, sitting().email, sitting().started_on) == (
        "Other Party",
        "alex.sample.mp@parliament.uk",
        date(2024, 7, 4),
    )


def test_a_namesake_with_another_number_is_another_person_and_one_without_is_the_same() -> None:
    record(Seat(LEEDS, ALEX))
    record(Seat(LEEDS, Member(name="alex  sample")))
    assert Representative.objects.count() == 1
    record(Seat(LEEDS, Member(name="Alex Sample", member_id=9003)))
    assert Representative.objects.count() == 2


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("W07000112", "Ynys Môn"),
        ("YNYS MON", "Ynys Môn"),
        ("Brighton, Kemptown & Peacehaven", "Brighton Kemptown and Peacehaven"),
        ("cities of london and WESTMINSTER", "Cities of London and Westminster"),
    ],
)
def test_a_constituency_is_known_in_another_spelling(written: str, name: str) -> None:
    if written == "W07000112":
        written = Constituency.objects.get(name=name).code
    record(Seat(written, ALEX))
    assert sitting(name).name == "Alex Sample"


@pytest.mark.parametrize(
    ("seats", "options", "reason"),
    [
        ([Seat("Atlantis", ALEX), Seat(LEEDS, BO)], {}, "no constituencies of ours: Atlantis"),
        ([Seat(LEEDS, ALEX), Seat("leeds south", BO)], {}, "more than once: Leeds South"),
        ([Seat(LEEDS, BO, "Leeds East")], {}, r"name of another: Leeds South \(Leeds East\)"),
        ([Seat(LEEDS, Member(name="Leeds South"))], {}, "this is no list of members: Leeds South"),
        ([Seat(LEEDS, BO)], {"minimum": 640}, "Only 1 of 650 constituencies are named, fewer than 640"),
        ([Seat(LEEDS, None)], {"most_ended": 0}, "1 members would cease to sit, more than 0"),
        ([Seat(LEEDS, Member(name="Bo", email="not an address"))], {}, "Leeds South: email: Enter a valid"),
        ([Seat(LEEDS, Member(name="B" * 121))], {}, "Leeds South: name: .*120"),
    ],
    ids=["stranger", "twice", "torn", "constituencies", "half", "many", "email", "long"],
)
def test_a_doubtful_picture_ends_nobody(seats: list[Seat], options: dict[str, Any], reason: str) -> None:
    record(Seat(LEEDS, ALEX))
    with pytest.raises(ImportRefused, match=reason):
        record(*seats, **options)
    assert sitting().name == "Alex Sample"


def test_a_general_election_is_believed_when_it_is_said(tmp_path: Path) -> None:
    seats = list(Constituency.objects.current()[:21])
    record(*(Seat(seat.code, Member(name=f"Sample {seat.pk}", member_id=seat.pk)) for seat in seats))
    rows = [f"{seat.code},{seat.pk + 5000},Other {seat.pk}" for seat in seats]
    file = table(tmp_path, *rows, heading="code,member_id,name")
    with pytest.raises(CommandError, match="21 members would cease to sit, more than 20"):
        run(file)
    assert "21 added, 0 changed, 21 ended" in run(file, "--accept-changes")


def test_an_undo_brings_the_former_member_back_even_after_later_checks(tmp_path: Path) -> None:
    record(Seat(LEEDS, ALEX), Seat("Clacton", None))
    record(Seat(LEEDS, BO), Seat("Clacton", ALEX))
    record(Seat(LEEDS, BO), Seat("Clacton", ALEX))
    call_command("import_representatives", "--undo", stdout=io.StringIO())
    assert sitting().name == "Alex Sample"
    assert sitting().ended_on is None
    assert Representative.objects.count() == 1
    assert Constituency.objects.get(name="Clacton").vacant_since == timezone.localdate()


def test_a_table_is_read_by_its_headings_in_any_order(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "2024-07-04,alex.sample.mp@parliament.uk,Example Party,Alex Sample,9001,Leeds South",
        ",bo@example.org,,Bo Sample,,Ynys Mon",
        ",,,Vacant,,Clacton",
        heading="START_DATE,Email,party,name,parliament_member_id,constituency_name",
    )
    said = run(file)
    assert "Leeds South: Alex Sample (Example Party)" in said
    assert "3 read; 2 added, 1 changed, 0 ended." in said
    assert sitting().email == "alex.sample.mp@parliament.uk"
    assert sitting().source == Source.FILE
    assert sitting("Ynys Môn").email == ""


def test_an_address_elsewhere_is_taken_where_that_is_asked_for(tmp_path: Path) -> None:
    run(table(tmp_path, "Leeds South,9001,Alex Sample,,alex@example.org,"), "--any-email")
    assert sitting().email == "alex@example.org"


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    said = run(table(tmp_path, "Leeds South,9001,Alex Sample,,,"), "--dry-run")
    assert "Leeds South: Alex Sample" in said
    assert "This was a dry run" in said
    assert not Representative.objects.exists()
    assert not DataImport.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Leeds South,9001,Alex Sample", "Line 2"),
        ("Leeds South,nine,Alex Sample,,,", "Line 2: nine is no number"),
        ("Leeds South,9001,Alex Sample,,,4 July 2024", "Line 2: .*4 July 2024"),
        (",9001,Alex Sample,,,", "Line 2: it names no constituency"),
        ("Leeds South,9001,,,,", "Line 2: it has a member's number or e-mail address, but no name"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        run(table(tmp_path, row))


@pytest.mark.parametrize("kind", ["page", "pages", "values", "bare"])
@pytest.mark.parametrize("of", ["members", "seats"])
def test_answers_of_the_members_api_are_read_as_they_were_saved(tmp_path: Path, kind: str, of: str) -> None:
    alex, bo = recorded.member(1, "Alex Sample", LEEDS), recorded.member(2, "Bo Sample", "Clacton")
    things = [alex, bo] if of == "members" else [recorded.seat(1, LEEDS, alex), recorded.seat(2, "Clacton", bo)]
    wrapped = [{"value": thing, "links": []} for thing in things]
    page = {"items": wrapped, "totalResults": 2, "skip": 0, "take": 20}
    pages = [page | {"items": [item]} for item in wrapped]
    run(saved(tmp_path, {"page": page, "pages": pages, "values": wrapped, "bare": things}[kind]))
    assert sitting().name == "Alex Sample"
    assert sitting("Clacton").party == "Example Party"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ([{"value": recorded.member() | {"id": "1"}}], "of Alex Sample, id is not as expected"),
        ([{"value": {"name": LEEDS, "id": 1}}], "of Leeds South, currentRepresentation is not as expected"),
        (["Alex"], "holds 'Alex' where"),
        ({"hexes": {}}, "holds {'hexes': {}} where"),
        ({"items": 5}, "holds 5 where"),
    ],
)
def test_a_saved_answer_of_another_shape_is_refused(tmp_path: Path, answer: Any, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        run(saved(tmp_path, answer))


def test_a_saved_member_who_no_longer_sits_takes_no_seat(tmp_path: Path) -> None:
    former = recorded.member(1, "Alex Sample", LEEDS)
    former["latestHouseMembership"]["membershipEndDate"] = "2026-07-08T00:00:00"
    run(saved(tmp_path, [former, recorded.member(2, "Bo Sample", "Clacton")]))
    assert [row.name for row in Representative.objects.all()] == ["Bo Sample"]


def test_a_saved_answer_cut_short_is_refused(tmp_path: Path) -> None:
    file = saved(tmp_path, [recorded.member(seat=LEEDS)])
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(CommandError, match="or is cut short"):
        run(file)


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not beside the repository")
def test_the_real_list_is_read_whole() -> None:
    with REAL.open(encoding="utf-8") as file:
        written = {row["constituency_code"]: row for row in csv.DictReader(file)}
    run(REAL, minimum=650)
    current = {row.constituency.code: row for row in Representative.objects.current().select_related("constituency")}
    assert len(current) == 650
    assert sum(row.email.endswith("@parliament.uk") for row in current.values()) == 640
    assert sum(not row.email for row in current.values()) == 10
    assert all(
        (str(row.member_id), row.name, row.party)
        == tuple(written[code][key] for key in ("parliament_member_id", "name", "party"))
        for code, row in current.items()
    )
