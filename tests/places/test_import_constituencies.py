from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from places.models import Constituency, DataImport, Representative
from tests import factories
from tests.places.listing import Rows, constituencies, listed, real, refusal, run, written

pytestmark = pytest.mark.django_db
COMMAND = "import_constituencies"
ALDERSHOT, YNYS_MON = "E14001063", "W07000112"
NEW = ("--from", "2026-06-01", "--accept-changes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def with_new_boundaries() -> Rows:
    """Aldershot under a new code, and Wokingham gone in favour of a new name."""
    rows = listed()
    by_name = {row["name"]: row for row in rows}
    by_name["Aldershot"]["code"] = "E14002001"
    by_name["Wokingham"] |= {"code": "E14002002", "name": "Samplewick", "latitude": 51.4, "longitude": -0.9}
    return rows


def test_the_list_that_we_have_changes_nothing(file: Path) -> None:
    file.write_text(written(listed(), ";"), encoding="utf-8")
    assert "650 read; 0 added, 0 changed, 0 ended." in run(COMMAND, file)


def test_a_list_of_names_and_codes_in_any_order_betters_what_we_know(file: Path) -> None:
    before, today = constituencies(), date_format(timezone.localdate(), "j F Y")
    lines = ['OBJECTID,PCON24NMW,PCON24NM,Lat,"PCON24CD",LONG']
    for number, row in enumerate(listed()):
        welsh = "Enw Cymraeg" if row["code"] == YNYS_MON else row["name"]
        lines.append(f'{number},"{welsh}","{row["name"]}",{row["latitude"] + 0.0123},{row["code"]},{row["longitude"]}')
    file.write_text("\ufeff" + "\r\n".join(lines) + "\r\n\r\n", encoding="utf-8")
    said = run(COMMAND, file)
    assert "650 read; 0 added, 650 changed, 0 ended." in said
    assert "650 positions are better known, the farthest by 1.4 km" in said
    ynys_mon = Constituency.objects.get(code=YNYS_MON)
    assert f"{ynys_mon.name}: Enw Cymraeg in Welsh." in said
    assert ynys_mon.name_cy == "Enw Cymraeg"
    aldershot = Constituency.objects.get(code=ALDERSHOT)
    assert (aldershot.name_cy, aldershot.latitude, str(aldershot.region)) == ("", 51.3123, "South East")
    assert f"Undone: Constituencies from list.csv of {today}, 650 rows put back." in run(COMMAND, "--undo")
    assert constituencies() == before


def test_new_boundaries_end_old_rows_and_make_new_ones(file: Path) -> None:
    Constituency.objects.filter(code=ALDERSHOT).update(hex_q=500, hex_r=500)
    sitting = factories.representative(Constituency.objects.get(code=ALDERSHOT))
    before = constituencies()
    file.write_text(written(with_new_boundaries()), encoding="utf-8")
    said = run(COMMAND, file, *NEW)
    assert "650 read; 2 added, 0 changed, 3 ended." in said
    assert Representative.objects.get().ended_on == date(2026, 5, 31)
    assert "Ended on 31 May 2026: Wokingham (" in said
    assert "New from 1 June 2026: Samplewick (E14002002)." in said
    old, new = Constituency.objects.get(code=ALDERSHOT), Constituency.objects.get(code="E14002001")
    assert (old.valid_to, old.slug) == (date(2026, 5, 31), "aldershot-until-2026")
    assert (new.valid_from, new.valid_to, new.slug) == (date(2026, 6, 1), None, "aldershot")
    assert (new.hex_q, new.hex_r, new.region, new.position) == (500, 500, old.region, old.position)
    assert Constituency.objects.get(name="Wokingham").slug == "wokingham"
    assert Constituency.objects.get(name="Samplewick").hex_q is None
    assert Constituency.objects.current().count() == 650
    run(COMMAND, "--undo")
    assert constituencies() == before
    assert Representative.objects.current().get() == sitting


def test_a_name_that_comes_back_takes_its_address_from_whoever_ended_before(file: Path) -> None:
    rows = with_new_boundaries()
    file.write_text(written(rows), encoding="utf-8")
    run(COMMAND, file, *NEW)
    for row in rows:
        row |= {"code": "E14003001", "name": "Wokingham"} if row["name"] == "Samplewick" else {}
        row |= {"code": "E14003002"} if row["name"] == "Aldershot" else {}
    file.write_text(written(rows), encoding="utf-8")
    run(COMMAND, file, "--from", "2026-09-01", "--accept-changes")
    slugs = dict(Constituency.objects.filter(name__in=("Aldershot", "Wokingham")).values_list("slug", "code"))
    assert slugs["wokingham"] == "E14003001"
    assert slugs["aldershot"] == "E14003002"
    assert slugs["aldershot-until-2026-2"] == "E14002001"
    assert set(slugs) == {
        "wokingham",
        "wokingham-until-2026",
        "aldershot",
        "aldershot-until-2026",
        "aldershot-until-2026-2",
    }


def test_a_new_name_keeps_the_old_address(file: Path) -> None:
    rows = listed()
    rows[0]["name"] = "Samplewick"
    file.write_text(written(rows), encoding="utf-8")
    old = Constituency.objects.get(code=rows[0]["code"])
    assert f"{old.name} is now called Samplewick ({old.code})." in run(COMMAND, file)
    assert Constituency.objects.get(name="Samplewick").slug == old.slug


def test_names_of_something_else_are_not_taken_for_new_names(file: Path) -> None:
    rows = listed()
    for number, row in enumerate(rows[:4]):
        row["name"] = f"Sample {number}"
    file.write_text(written(rows), encoding="utf-8")
    assert "0 would end and 4 would have another name" in refusal(COMMAND, file)
    assert "4 changed" in run(COMMAND, file, "--accept-changes")


def test_a_dry_run_says_all_and_changes_nothing(file: Path) -> None:
    file.write_text(written(with_new_boundaries()), encoding="utf-8")
    before = constituencies()
    said = run(COMMAND, file, *NEW, "--dry-run")
    assert "2 added, 0 changed, 2 ended" in said
    assert "nothing was changed" in said
    assert constituencies() == before
    run(COMMAND, file, *NEW)
    after = constituencies()
    assert "nothing was changed" in run(COMMAND, "--undo", "--dry-run")
    assert constituencies() == after
    assert DataImport.objects.standing().count() == 1


def test_a_part_of_the_country_leaves_the_others_alone(file: Path) -> None:
    rows = [row for row in listed() if row["country"] == "Northern Ireland"]
    file.write_text(written(rows), encoding="utf-8")
    assert "The United Kingdom has 650. Is it a list of Northern Ireland? Say --scope ni." in refusal(COMMAND, file)
    rows[0]["code"] = "N05000099"
    file.write_text(written(rows), encoding="utf-8")
    assert "18 read; 1 added, 0 changed, 1 ended." in run(COMMAND, file, *NEW, "--scope", "ni")
    assert Constituency.objects.current().count() == 650


def test_more_changes_than_usual_need_a_yes_and_a_first_day(file: Path) -> None:
    file.write_text(written(with_new_boundaries()), encoding="utf-8")
    assert "2 constituencies would be new, 2 would end and 0 would have another name" in refusal(
        COMMAND, file, "--from", "2026-06-01"
    )
    assert "Say from which day they exist" in refusal(COMMAND, file, "--accept-changes")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "until then the present ones are in force" in refusal(COMMAND, file, "--accept-changes", "--from", tomorrow)
    assert "began on 31 May 2024" in refusal(COMMAND, file, "--accept-changes", "--from", "2024-05-31")


def test_a_list_of_former_boundaries_is_refused(file: Path) -> None:
    old = written(listed())
    file.write_text(written(with_new_boundaries()), encoding="utf-8")
    run(COMMAND, file, *NEW)
    file.write_text(old, encoding="utf-8")
    assert f"{ALDERSHOT} (Aldershot) ended on 31 May 2026. The list is of former boundaries." in refusal(
        COMMAND, file, *NEW
    )


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("code", "E1400106", "Line 2: “E1400106” is no code of a constituency"),
        ("code", "E14001064", "have the same code: E14001064."),
        ("name", "aldridge-brownhills", "have the same name"),
        ("name", "", "Line 2: there is no name."),
        ("name", "A" * 101, "Line 2: “AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA…” is longer than 100 characters."),
        ("name", "Alder\x07shot", "Line 2 holds signs that aren't text."),
        ("country", "Wales", "Line 2: E14001063 is a code of England, and its country is Wales."),
        ("country", "Erewhon", "its country is Erewhon (which we don't know)."),
        ("region", "Middle Earth", "Line 2: we know no region Middle Earth."),
        ("latitude", "nan", "Line 2: the latitude nan is not between 49 and 61.5."),
        ("latitude", "inf", "Line 2: the latitude inf is not between"),
        ("latitude", "-0.8", "Line 2: the latitude -0.8 is not between"),
        ("longitude", "51,3", "Line 2: “51,3” is no number."),
        ("longitude", "", "there is a latitude or a longitude, but not both."),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(file: Path, key: str, value: str, reason: str) -> None:
    rows = sorted(listed(), key=lambda row: row["code"])
    first = rows.index(next(row for row in rows if row["code"] == ALDERSHOT))
    rows.insert(0, rows.pop(first) | {key: value})
    file.write_text(written(rows), encoding="utf-8")
    assert reason in refusal(COMMAND, file)


def test_a_region_of_england_is_none_of_wales(file: Path) -> None:
    rows = listed()
    next(row for row in rows if row["code"] == YNYS_MON)["region"] = "London"
    file.write_text(written(rows), encoding="utf-8")
    assert "London is a region of England, not of Wales." in refusal(COMMAND, file)


def test_what_nations_without_regions_write_there_is_no_region(file: Path) -> None:
    rows = listed()
    for row in rows:
        row["region"] = {"Wales": "W99999999", "Scotland": "(pseudo) Scotland"}.get(row["country"], row["region"])
    file.write_text(written(rows), encoding="utf-8")
    assert "650 read; 0 added, 0 changed, 0 ended." in run(COMMAND, file)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: "", "is empty."),
        (lambda text: "\ufeff \n", "is empty."),
        (lambda text: "[1]", "is JSON, and not the table"),
        (lambda text: text.replace("code,", "number,"), "There is no column for the code. There are: number, name"),
        (lambda text: text.replace("latitude", "gss_code"), "Two columns could be the code: code and gss_code."),
        (lambda text: text[: len(text) // 2].rsplit(",", 3)[0] + "\n", "values in place of 6. Was it cut short?"),
        (lambda text: text.rsplit("\n", 3)[0] + "\n", "The file has 648 constituencies"),
        (lambda text: text + '"E14', "isn't sound CSV"),
        (lambda text: text + "\0", "isn't plain text."),
    ],
)
def test_a_file_that_is_no_whole_list_is_refused(file: Path, damage: Callable[[str], str], reason: str) -> None:
    file.write_text(damage(written(listed())), encoding="utf-8")
    assert reason in refusal(COMMAND, file)


def test_what_is_no_text_file_is_refused_in_a_sentence(file: Path) -> None:
    assert f"There is no file {file}." in refusal(COMMAND, file)
    assert "is a folder. Name the file in it." in refusal(COMMAND, file.parent)
    assert "/dev/null is no ordinary file." in refusal(COMMAND, "/dev/null")
    file.write_bytes("code,name\nW07000112,Ynys Môn\n".encode("cp1252"))
    assert "isn't text in UTF-8" in refusal(COMMAND, file)
    assert "Name the file to import, or say --undo." in refusal(COMMAND)
    assert "There is no import of this kind to undo." in refusal(COMMAND, "--undo")
    assert "not both" in refusal(COMMAND, file, "--undo")


def test_the_real_list_of_2024_is_taken_over_and_put_back() -> None:
    before = constituencies()
    said = run(COMMAND, real("constituencies/constituencies_2024.csv"))
    assert "650 read; 0 added, 650 changed, 0 ended." in said
    assert "Wrexham: Wrecsam in Welsh." in said
    run(COMMAND, "--undo")
    assert constituencies() == before
