"""What is read of a list, in whatever way it is packed and written, and what is wrong with one that is refused."""

from pathlib import Path

import pytest

from places.enums import Scope
from places.imports import ImportRefused, reading
from places.imports.postcodes import PostcodeList
from tests.places import postcode_lists
from tests.places.postcode_lists import EDITIONS, Listed, code_point, ons, plain, short, xz, zipped

KNOWN = {"E14001000": 1, "S14000000": 2, "N05000000": 3}
LIST = [
    Listed("LS1 4DY", "E14001000"),
    Listed("AB10 1ZZ", "S14000000", "57.149610", "-2.096920"),
    Listed("BT1 5ZZ", "N05000000", "54.600000", "-5.930000"),
    Listed("BN1 1ZZ", "E14001000", "50.820000", "0.000020", ended="199606"),
    Listed("LS1 9ZZ", "E99999999", "99.999999", "0.000000"),
    Listed("JE2 3ZZ", "L99999999", "49.190000", "-2.110000"),
]
READ = [
    ("LS14DY", 53.79, -1.55, 1, None),
    ("AB101ZZ", 57.14961, -2.09692, 2, None),
    ("BT15ZZ", 54.6, -5.93, 3, None),
    ("BN11ZZ", 50.82, 2e-05, 1, "1996-06-01"),
    ("LS19ZZ", None, None, None, None),
    ("JE23ZZ", 49.19, -2.11, None, None),
]
Read = tuple[str | float | None, ...]


def read(path: Path, scope: Scope = Scope.UK) -> tuple[list[Read], PostcodeList]:
    with reading.opened(path) as source:
        found = PostcodeList(source, scope=scope, constituencies=KNOWN, null=None)
        return [row for batch in found.batches(lambda done: None) for row in zip(*batch, strict=True)], found


@pytest.mark.parametrize("header", EDITIONS.values(), ids=EDITIONS)
@pytest.mark.parametrize("quoted", [True, False], ids=["quoted", "unquoted"])
@pytest.mark.parametrize("shuffled", [True, False], ids=["shuffled", "in order"])
def test_every_edition_reads_alike(header: str, quoted: bool, shuffled: bool, tmp_path: Path) -> None:
    path = plain(tmp_path / "list.csv", ons(LIST, header, quoted=quoted, shuffled=shuffled))
    assert read(path)[0] == READ


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + ons(LIST),
        ons(LIST).replace("\n", "\r\n"),
        "\ufeff" + ons(LIST).replace("\n", "\r\n") + "\r\n\r\n",
        ons(LIST).rstrip("\n"),
        ons(LIST).replace("pcon", "PCON24CD").replace("lat,", "Lat,"),
        ons(LIST).replace("other", "Ynys Môn"),
        ons(LIST).replace("other", "Bournemouth, Christchurch and Poole").replace("Bournemouth", 'The ""old"" one'),
    ],
    ids=["BOM", "CRLF", "BOM, CRLF and blank lines", "no last line end", "upper case", "accents", "commas in quotes"],
)
def test_how_it_is_written_makes_no_difference(text: str, tmp_path: Path) -> None:
    for encoding in ("utf-8", "latin-1"):
        if encoding == "utf-8" or "\ufeff" not in text:
            assert read(plain(tmp_path / "list.csv", text, encoding))[0] == READ


def test_a_packed_list_reads_alike(tmp_path: Path) -> None:
    assert read(xz(tmp_path / "list.csv.xz", ons(LIST)))[0] == READ
    alone = zipped(tmp_path / "alone.zip", {"list.csv": ons(LIST), "readme.txt": "?"})
    assert read(alone)[0] == READ
    published = {
        "Documents/names and codes.csv": "code,name\n" * 999,
        "Data/NSPL_UK.csv": ons(LIST),
        "Data/multi_csv/NSPL_LS.csv": ons(LIST[:1]),
        "User Guide/guide.pdf": "?",
    }
    assert read(zipped(tmp_path / "published.zip", published))[0] == READ


def test_for_copy_all_of_it_is_text_as_it_stands_in_the_list(tmp_path: Path) -> None:
    with reading.opened(plain(tmp_path / "list.csv", ons(LIST))) as source:
        found = PostcodeList(source, scope=Scope.UK, constituencies=KNOWN, null="\\N")
        (columns,) = found.batches(lambda done: None)
    assert list(zip(*columns, strict=True))[2:5] == [
        ("BT15ZZ", "54.6", "-5.93", "3", "\\N"),
        ("BN11ZZ", "50.82", "2e-05", "1", "1996-06-01"),
        ("LS19ZZ", "\\N", "\\N", "\\N", "\\N"),
    ]


def test_a_zip_in_which_the_list_cannot_be_told_is_refused(tmp_path: Path) -> None:
    for members in ({"one.csv": "", "two.csv": ""}, {"guide.pdf": ""}):
        with pytest.raises(ImportRefused, match=f"holds {len(members) if 'one.csv' in members else 0} CSV files"):
            read(zipped(tmp_path / "list.zip", members))


def test_the_short_list_reads_alike_where_nothing_ended(tmp_path: Path) -> None:
    live = [row for row in LIST if not row.ended]
    expected = [row for row in READ if row[4] is None]
    assert read(xz(tmp_path / "list.csv.xz", short(live)))[0] == expected
    named = short(live).replace("pc,lat,lon,pcon", "postcode,latitude,longitude,pcon24cd")
    assert read(plain(tmp_path / "list.csv", named))[0] == expected


def test_code_point_open_gives_positions_of_all_its_areas(tmp_path: Path) -> None:
    leeds = code_point([Listed("LS1 4DY", "", "433600", "429900"), Listed("LS1 9ZZ", "", "0", "0")])
    carlisle = code_point([Listed("CA8 7JG", "", "564878", "366033")])
    header = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n"
    areas = {"Doc/Code-Point_Open_Column_Headers.csv": header, "Data/CSV/ls.csv": leeds, "Data/CSV/ca.csv": carlisle}
    rows, found = read(zipped(tmp_path / "codepo_gb.zip", areas))
    assert not found.has_constituencies
    assert rows[1] == ("LS19ZZ", None, None, None, None)
    assert (rows[2][0], *rows[2][3:]) == ("CA87JG", None, None)
    assert rows[2][1:3] == pytest.approx((54.977349, -2.532223), abs=2e-5)
    assert read(plain(tmp_path / "ls.csv", leeds))[0] == read(plain(tmp_path / "ls.csv", header + leeds))[0] == rows[:2]


@pytest.mark.parametrize(("scope", "outside"), [(Scope.GB, 1), (Scope.NI, 5)])
def test_rows_outside_the_scope_are_left_out_and_counted(scope: Scope, outside: int, tmp_path: Path) -> None:
    rows, found = read(plain(tmp_path / "list.csv", ons(LIST)), scope)
    assert rows == [row for row in READ if (row[0] == "BT15ZZ") is (scope == Scope.NI)]
    assert (found.rows, found.outside) == (6, outside)


def test_forms_long_out_of_use_are_left_out_and_counted(tmp_path: Path) -> None:
    old = [Listed("GIR 0AA", "E99999999"), Listed("NPT 1AA", "E14001000", ended="199606")]
    rows, found = read(plain(tmp_path / "list.csv", ons([*LIST[:2], *old, *LIST[2:]])))
    assert rows == READ
    assert found.historic == 2


def test_constituencies_that_the_site_does_not_know_are_noted(tmp_path: Path) -> None:
    _, found = read(plain(tmp_path / "list.csv", short([*LIST[:1], Listed("LS1 1AA", "E14009999")])))
    assert found.constituencies.unknown == {"E14009999"}


GOOD = "LS14DY,53.79,-1.55,E14001000"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("LS14DX,53.79", "has 2 columns, not 4"),
        ("LS14DX,53.79,-1.5", "has 3 columns, not 4"),
        ("LS14DX,53.79,-1.55,E1400", "'E1400' as the code of a constituency"),
        ("LS14DX,53.79,-1.55,E14001000,", "has 5 columns, not 4"),
        ('LS14DX,53.79,-1.55,"E14001000', "has an odd quotation mark"),
        ("LS14DI,53.79,-1.55,E14001000", "'LS14DI' as a postcode"),
        ("LSA1AA,53.79,-1.55,E14001000", "'LSA1AA' as a postcode"),
        ("LSß4DX,53.79,-1.55,E14001000", "as a postcode"),
        (",53.79,-1.55,E14001000", "'' as a postcode"),
        ("LS14DX,north,-1.55,E14001000", "'north' and '-1.55' as degrees"),
        ("LS14DX,nan,-1.55,E14001000", "'nan' and '-1.55' as degrees"),
        ("LS14DX,5_3.79,-1.55,E14001000", "'5_3.79' and '-1.55' as degrees"),
        ("LS14DX,,-1.55,E14001000", "'' and '-1.55' as degrees"),
        ("LS14DX,-1.55,53.79,E14001000", "'-1.55' and '53.79' as degrees"),
        ("LS14DX,53.79,1e999,E14001000", "'53.79' and '1e999' as degrees"),
    ],
)
@pytest.mark.parametrize("last", [True, False], ids=["at the end", "in the middle"])
def test_a_damaged_line_is_named(line: str, reason: str, last: bool, tmp_path: Path) -> None:
    lines = ["pc,lat,lon,pcon", *[GOOD] * 8, line, *([] if last else [GOOD] * 8)]
    path = plain(tmp_path / "list.csv", "\n".join(lines), "latin-1")
    with pytest.raises(ImportRefused, match=rf"list\.csv, line 10 .*{reason}.*Nothing was changed"):
        read(path)


def test_a_damaged_line_is_named_wherever_the_file_is_cut_into_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plain(tmp_path / "list.csv", "\r\n".join(["pc,lat,lon,pcon", *[GOOD] * 40, "LS14DX,53.79"]))
    for size in range(20, 90):
        monkeypatch.setattr(reading, "BLOCK", size)
        with pytest.raises(ImportRefused, match="line 42 has 2 columns"):
            read(path)


def test_a_month_that_is_none_is_named(tmp_path: Path) -> None:
    rows = postcode_lists.changed(LIST, 3, ended="199613")
    with pytest.raises(ImportRefused, match="line 5 gives '199613' as the month in which it ended"):
        read(plain(tmp_path / "list.csv", ons(rows)))


def test_a_row_of_code_point_open_off_the_grid_is_named(tmp_path: Path) -> None:
    rows = [Listed("LS1 4DY", "", "433600", "429900"), Listed("LS1 4DZ", "", "433600", "4299000")]
    with pytest.raises(ImportRefused, match=r"ls\.csv, line 2 gives '433600' and '4299000' as metres"):
        read(plain(tmp_path / "ls.csv", code_point(rows)))


def test_a_packed_list_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    text = short(Listed(code, "E14001000") for _, code in zip(range(9999), postcode_lists.invented("LS"), strict=False))
    for path in (xz(tmp_path / "list.xz", text), zipped(tmp_path / "list.zip", {"list.csv": text})):
        path.write_bytes(path.read_bytes()[:-500])
        with pytest.raises(ImportRefused, match=rf"{path.name} is damaged or cut short"):
            read(path)


@pytest.mark.parametrize(
    ("at", "byte", "reason"),
    [(6, 1, "encrypted"), (8, 9, "compression method")],
    ids=["a password", "another way of packing"],
)
def test_an_archive_that_cannot_be_unpacked_is_refused(at: int, byte: int, reason: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "list.zip", {"list.csv": short(LIST)})
    content = bytearray(path.read_bytes())
    for start in (content.index(b"PK\3\4") + at, content.index(b"PK\1\2") + at + 2):
        content[start] = byte
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=rf"list\.zip can't be unpacked here .*{reason}.*name the list in it"):
        read(path)


@pytest.mark.parametrize(("content", "reason"), [("", "is empty"), ("x" * 2_000_000, "line 1 is longer")])
def test_what_is_no_list_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=reason):
        read(plain(tmp_path / "list.csv", content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="can't be read: No such file"):
        read(tmp_path / "list.csv")
