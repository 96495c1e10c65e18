"""What an import does to the tables: all of what the list says, or nothing."""

from datetime import date
from io import StringIO
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from places.enums import DataKind, Outcome
from places.imports.reading import Source
from places.models import Constituency, DataImport, Outcode, Position, Postcode
from places.selectors.places import locate
from places.services.postcode_tables import PREVIOUS, STANDING, run, value
from tests.places.postcode_lists import Listed, changed, code_point, listed, ons, plain, short

pytestmark = pytest.mark.django_db


def current() -> list[str]:
    return list(Constituency.objects.current().order_by("code").values_list("code", flat=True))


def everywhere() -> list[Listed]:
    return listed(current())


def in_great_britain() -> list[Listed]:
    return listed(code for code in current() if not code.startswith("N"))


def in_northern_ireland() -> list[Listed]:
    return listed(code for code in current() if code.startswith("N"))


def bring_in(folder: Path, text: str, *arguments: str, minimum: int = 0) -> str:
    """Import a list; returns what the command said."""
    path, said = plain(folder / "list.csv", text), StringIO()
    call_command("import_postcodes", str(path), f"--minimum={minimum}", *arguments, stdout=said)
    return said.getvalue()


def undo(*arguments: str) -> None:
    call_command("import_postcodes", "--undo", *arguments, stdout=StringIO())


def table() -> dict[str, tuple[object, ...]]:
    rows = Postcode.objects.values_list("code", "latitude", "longitude", "constituency__code", "terminated_on")
    return {code: tuple(others) for code, *others in rows}


def seats() -> dict[str, object]:
    return dict(Postcode.objects.values_list("code", "constituency__code"))


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Postcode._meta.db_table))


def test_a_list_fills_the_table(tmp_path: Path) -> None:
    rows = [
        *everywhere(),
        Listed("LS1 9ZZ", "E99999999", "99.999999", "0.000000"),
        Listed("JE2 3ZZ", "L99999999", "49.190000", "-2.110000"),
        Listed("BN1 1ZZ", current()[0], "50.820000", "-0.140000", ended="199606"),
    ]
    before = indexes()
    said = bring_in(tmp_path, ons(rows))
    assert len(table()) == len(rows)
    assert {row.code: row.constituency for row in everywhere()}.items() <= seats().items()
    assert table()["LS19ZZ"] == (None, None, None, None)
    assert table()["JE23ZZ"] == (49.19, -2.11, None, None)
    assert table()["BN11ZZ"] == (50.82, -0.14, current()[0], date(1996, 6, 1))
    assert indexes() == before
    for line in ("1,302 live postcodes, 1 that ended", "650 constituencies", "1,303 new", "1,303 rows read in"):
        assert line in said


def test_the_import_is_written_down(tmp_path: Path) -> None:
    bring_in(tmp_path, ons(everywhere()))
    done = DataImport.objects.get()
    assert (done.kind, done.source, done.rows, done.added) == (DataKind.POSTCODES, "list.csv", 1300, 1300)
    assert len(done.checksum) == 64
    assert "650 constituencies" in done.report["lines"]


def test_outcodes_are_the_middle_of_what_is_live_and_others_stay_the_towns(tmp_path: Path) -> None:
    rows = changed(everywhere(), 0, postcode="ZE3 9ZZ", north="59.800000", east="-1.200000")
    rows = changed(rows, 1, postcode="ZE3 9ZY", north="60.000000", east="-1.300000")
    ended = Listed("ZE3 9ZX", current()[0], "50.000000", "0.000000", ended="199606")
    town = Outcode.objects.get(code="AB11")
    bring_in(tmp_path, ons([*rows, ended]))
    assert Outcode.objects.get(code="ZE3").position == Position(59.9, -1.25)
    assert Outcode.objects.get(code="ZE3").postcodes == 2
    assert Outcode.objects.get(code="AB11").position == town.position
    undo()
    assert not Outcode.objects.filter(code="ZE3").exists()
    assert Outcode.objects.get(code="LS1").postcodes == 0


def test_another_list_takes_its_place_and_says_what_changed(tmp_path: Path) -> None:
    rows = everywhere()
    bring_in(tmp_path, ons(rows))
    newer = changed(rows[:-1], 0, constituency=rows[2].constituency)
    newer = changed(newer, 2, ended="202609")
    newer = changed(newer, 4, north="53.800000")
    said = bring_in(tmp_path, ons([*newer, Listed("ZE3 9ZZ", current()[0])]))
    assert "1 new; 1 in another constituency; 1 moved by more than 100 m" in said
    assert "1 ended since; 1 no longer listed" in said
    done = DataImport.objects.first()
    assert done
    assert (done.added, done.changed, done.ended) == (1, 1, 2)
    assert locate(postcode=rows[2].postcode).outcome == Outcome.TERMINATED
    assert locate(postcode=rows[-1].postcode).outcome == Outcome.UNKNOWN


def test_an_import_is_undone_once(tmp_path: Path) -> None:
    rows = everywhere()
    before = indexes()
    bring_in(tmp_path, ons(rows))
    first = table()
    bring_in(tmp_path, ons(changed(rows, 0, north="53.700000")))
    undo("--dry-run")
    assert table() != first
    undo()
    assert table() == first
    assert indexes() == before
    assert [done.undone_at is None for done in DataImport.objects.all()] == [False, True]
    with pytest.raises(CommandError, match="only the last one can be, and once"):
        undo()
    bring_in(tmp_path, ons(rows))
    assert table() == first


def test_a_table_of_an_older_version_of_the_site_is_not_put_back(tmp_path: Path) -> None:
    bring_in(tmp_path, ons(everywhere()))
    run(f"ALTER TABLE {PREVIOUS} DROP COLUMN terminated_on")
    with pytest.raises(CommandError, match="other columns than this version of the site"):
        undo()
    assert seats()


def test_a_role_that_may_read_the_postcodes_may_do_so_after_an_import(tmp_path: Path) -> None:
    run('CREATE ROLE "who reads"')
    run(f'GRANT SELECT ON {STANDING} TO "who reads", PUBLIC')
    bring_in(tmp_path, ons(everywhere()))
    run('SET LOCAL ROLE "who reads"')
    assert value(f"SELECT count(*) FROM {STANDING}") == 1300  # noqa: S608
    run("RESET ROLE")


def test_a_list_that_was_read_while_a_constituency_ended_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = everywhere()

    def ends(source: Source) -> str:
        Constituency.objects.filter(code=rows[0].constituency).update(valid_to=date(2029, 1, 1))
        return ""

    monkeypatch.setattr(Source, "checksum", ends)
    assert "constituencies were changed meanwhile" in refusal(tmp_path, ons(rows))


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    assert "1,300 new" in (said := bring_in(tmp_path, ons(everywhere()), "--dry-run"))
    assert "nothing was changed" in said
    assert not table()
    assert not DataImport.objects.exists()


def refusal(folder: Path, text: str, *arguments: str, minimum: int = 0) -> str:
    """Why a list is refused; checks that nothing changes."""
    before = table(), dict(Outcode.objects.values_list("code", "latitude")), DataImport.objects.count()
    with pytest.raises(CommandError) as refused:
        bring_in(folder, text, *arguments, minimum=minimum)
    assert (table(), dict(Outcode.objects.values_list("code", "latitude")), DataImport.objects.count()) == before
    return str(refused.value)


def test_a_list_that_is_refused_leaves_what_stands(tmp_path: Path) -> None:
    rows = everywhere()
    bring_in(tmp_path, ons(rows))
    assert "line 1301 has" in refusal(tmp_path, ons(rows)[:-30])
    assert "line 1302 has 2 columns, not 4" in refusal(tmp_path, short(rows) + "LS1 4DY,53.79")
    bring_in(tmp_path, ons(rows))


def test_a_list_of_ten_lines_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path / "list.csv", ons(everywhere()[:9]))
    with pytest.raises(CommandError, match="9 live postcodes, fewer than 1,700,000"):
        call_command("import_postcodes", str(path))


def test_ended_postcodes_do_not_count_towards_the_minimum(tmp_path: Path) -> None:
    rows = [*everywhere(), Listed("BN1 1ZZ", current()[0], ended="199606")]
    assert "1,300 live postcodes, fewer than 1,301" in refusal(tmp_path, ons(rows), minimum=1301)
    assert bring_in(tmp_path, ons(rows), minimum=1300)


def test_a_list_without_live_postcodes_in_some_constituency_is_refused_and_it_is_named(tmp_path: Path) -> None:
    rows = everywhere()
    gone = rows[0].constituency
    ended = changed(changed(rows, 0, ended="199606"), 1, ended="199606")
    for each in (rows[2:], ended):
        said = refusal(tmp_path, ons(each))
        assert (
            f"The United Kingdom has 650 constituencies; the list's live postcodes lie in 649. Missing: {gone}." in said
        )


def test_a_list_of_another_scope_is_refused(tmp_path: Path) -> None:
    britain, ireland = short(in_great_britain()), short(in_northern_ireland())
    assert "The United Kingdom has 650 constituencies; the list's live postcodes lie in 632. Missing: N05" in refusal(
        tmp_path, britain
    )
    assert "Great Britain has 632 constituencies; the list's live postcodes lie in 18." in refusal(
        tmp_path, ireland.replace("\nBT", "\nLS"), "--scope=gb"
    )
    assert "Northern Ireland has 18 constituencies; the list's live postcodes lie in 0." in refusal(
        tmp_path, britain, "--scope=ni"
    )


def test_a_postcode_of_great_britain_in_northern_ireland_is_refused(tmp_path: Path) -> None:
    rows = [*in_great_britain(), Listed("ZE3 9ZZ", current()[-1] if current()[-1][0] == "N" else "N05000001")]
    assert "Not in it: N05" in refusal(tmp_path, short(rows), "--scope=gb")


def test_a_constituency_that_the_site_does_not_know_is_refused_and_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, ons(changed(everywhere(), 0, constituency="E14009999")))
    assert "This site doesn't know 1 of the list's constituencies (E14009999)" in said
    assert "import_constituencies" in said


def test_a_constituency_that_ended_is_not_known(tmp_path: Path) -> None:
    Constituency.objects.filter(code=current()[0]).update(valid_to=date(2029, 1, 1))
    assert "doesn't know" in refusal(tmp_path, ons(listed(Constituency.objects.values_list("code", flat=True))))


def test_a_postcode_that_stands_twice_is_refused_and_named(tmp_path: Path) -> None:
    rows = everywhere()
    assert f"{rows[7].postcode} stands in the file more than once" in refusal(tmp_path, ons([*rows, rows[7]]))


@pytest.mark.parametrize(("number", "refused"), [(6, False), (7, True)])
def test_more_than_one_in_two_hundred_in_another_constituency_is_refused(
    number: int, refused: bool, tmp_path: Path
) -> None:
    rows = everywhere()  # 1,300: 0.5 % are six and a half
    bring_in(tmp_path, ons(rows))
    newer = rows
    for index in range(0, 2 * number, 2):
        newer = changed(newer, index, constituency=rows[index + 2].constituency)
    if refused:
        said = refusal(tmp_path, ons(newer))
        assert "7 of 1,300 postcodes would change constituency, 0.54%, more than 0.5%" in said
        assert "--accept-changes" in said
    bring_in(tmp_path, ons(newer), *(["--accept-changes"] if refused else []))
    assert seats()[rows[0].code] == rows[2].constituency


def test_new_and_lost_postcodes_are_no_change_of_constituency(tmp_path: Path) -> None:
    bring_in(tmp_path, ons(everywhere()))
    moved = [Listed(row.postcode.replace("LS", "LE"), row.constituency) for row in everywhere()]
    assert "0 in another constituency" in bring_in(tmp_path, ons(moved))
    assert seats() == {row.code: row.constituency for row in moved}


def test_great_britain_and_northern_ireland_are_brought_in_apart(tmp_path: Path) -> None:
    britain, ireland = in_great_britain(), in_northern_ireland()
    bring_in(tmp_path, short(britain), "--scope=gb")
    said = bring_in(tmp_path, short(ireland), "--scope=ni")
    assert "36 live postcodes" in said
    assert "36 new" in said
    assert seats() == {row.code: row.constituency for row in [*britain, *ireland]}
    assert Outcode.objects.get(code="BT1").postcodes
    said = bring_in(tmp_path, short(britain[1:]), "--scope=gb")
    assert "1 no longer listed" in said
    assert set(seats()) == {row.code for row in [*britain[1:], *ireland]}
    undo()
    assert len(seats()) == len([*britain, *ireland])


def test_rows_outside_the_scope_are_left_out(tmp_path: Path) -> None:
    assert "36 left out: outside Great Britain" in bring_in(tmp_path, ons(everywhere()), "--scope=gb")
    assert not [code for code in seats() if code.startswith("BT")]


def test_code_point_open_moves_postcodes_and_keeps_their_constituencies(tmp_path: Path) -> None:
    rows = everywhere()
    bring_in(tmp_path, ons(rows))
    britain = [row for row in rows if not row.postcode.startswith("BT")]
    metres = [Listed(row.postcode, "", "433600", "429900") for row in [*britain, Listed("ZE3 9ZZ", "")]]
    assert "say --scope gb" in refusal(tmp_path, code_point(metres))
    bring_in(tmp_path, code_point(metres), "--scope=gb")
    assert seats() == {**{row.code: row.constituency for row in rows}, "ZE39ZZ": None}
    place = locate(postcode=britain[0].postcode)
    assert place.position == pytest.approx((53.7979, -1.5475), abs=1e-4)
    assert place.constituency
    assert place.constituency.code == britain[0].constituency


def test_a_second_import_at_the_same_time_is_refused(tmp_path: Path) -> None:
    at = connection.settings_dict
    other = psycopg2.connect(dbname=at["NAME"], user=at["USER"], host=at["HOST"], password=at["PASSWORD"] or None)
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('places_postcode_next'))")
        assert "Another import of postcodes is running" in refusal(tmp_path, ons(everywhere()))
        with pytest.raises(CommandError, match="Another import"):
            undo()
    other.close()
    bring_in(tmp_path, ons(everywhere()))


@pytest.mark.parametrize("arguments", [[], ["list.csv", "--undo"]])
def test_a_list_or_an_undo_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="Name the list to import, or say --undo"):
        call_command("import_postcodes", *arguments)
