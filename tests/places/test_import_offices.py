import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from places.enums import Source
from places.models import DataImport, GovernmentOffice
from places.names import same_post
from places.services import offices
from places.services.offices import Department, HeldPost

pytestmark = pytest.mark.django_db
REAL = Path(settings.BASE_DIR).parent / "shared/data/government"
ADDRESSES = "slug,name,abbr,addressee_post,salutation,street,locality,postcode,email,contact_form,source,confidence"
MINISTERS = "organisation,org_short,post,person,start_date,on_leave"
HOME = "Secretary of State for the Home Department"
HOME_ROW = (
    f"home-office,Home Office,HO,{HOME} (Home Secretary),Dear Home Secretary,"
    '"Example House, 2 Example Street",London,SW1A 1AA,letters@example.org,https://example.org/write,a list,high'
)
SINCE = date(2025, 9, 6)


def table(folder: Path, *rows: str) -> Path:
    file = folder / "offices.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def run(file: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_offices", file, *options, stdout=out)
    return out.getvalue()


def office(**fields: Any) -> GovernmentOffice:
    return GovernmentOffice.objects.create(
        **{
            "department": "Home Office",
            "department_slug": "home-office",
            "post": f"{HOME} (Home Secretary)",
            "salutation": "Dear Home Secretary",
            "checked_at": timezone.now() - timedelta(days=40),
            **fields,
        }
    )


def held(post: str = HOME, department: str = "Home Office", *holders: str) -> HeldPost:
    return HeldPost(post, (department,) if department else (), tuple((holder, SINCE) for holder in holders))


def compare(*posts: HeldPost, departments: tuple[Department, ...] = (), **options: Any) -> DataImport:
    return offices.compare(posts=posts, departments=departments, name="a test", **options)


def test_a_table_of_addresses_adds_offices_and_leaves_out_what_is_no_post(tmp_path: Path) -> None:
    members = "house-of-commons,House of Commons,HoC,Member,Dear {name},House,London,SW1A 0AA,,,known,high"
    said = run(table(tmp_path, ADDRESSES, HOME_ROW, members))
    assert "Member, House of Commons: left out" in said
    assert "1 read; 1 added, 0 changed, 0 ended." in said
    home = GovernmentOffice.objects.get()
    assert home.address == "Example House\n2 Example Street\nLondon"
    assert (home.department_slug, home.postcode, home.email) == ("home-office", "SW1A 1AA", "letters@example.org")
    assert (home.salutation, home.source, home.source_note) == ("Dear Home Secretary", Source.FILE, "a list")


def test_the_same_table_again_changes_nothing_and_another_says_what_is_new(tmp_path: Path) -> None:
    run(table(tmp_path, ADDRESSES, HOME_ROW))
    GovernmentOffice.objects.update(checked_at=timezone.now() - timedelta(days=40))
    assert "1 read; 0 added, 0 changed, 0 ended." in run(table(tmp_path, ADDRESSES, HOME_ROW))
    assert timezone.now() - GovernmentOffice.objects.get().checked_at < timedelta(minutes=1)
    said = run(table(tmp_path, ADDRESSES, HOME_ROW.replace("SW1A 1AA", "SW1A 2AA")))
    assert "Home Office: new postcode" in said
    assert GovernmentOffice.objects.get().postcode == "SW1A 2AA"
    call_command("import_offices", "--undo", stdout=io.StringIO())
    assert GovernmentOffice.objects.get().postcode == "SW1A 1AA"


def test_a_table_of_ministers_names_holders_and_adds_posts(tmp_path: Path) -> None:
    office()
    said = run(
        table(
            tmp_path,
            MINISTERS,
            f"Home Office,HO,{HOME},Alex Sample,2025-09-06,False",
            "Ministry of Examples,MoE,Parliamentary Secretary,Bo Sample,2025-09-07,False",
            "Ministry of Examples,MoE,Parliamentary Secretary,Cas Sample,2025-09-08,False",
            "Ministry of Examples,MoE,Secretary of State for Examples,Di Sample,2025-01-01,True",
            "Ministry of Examples,MoE,Secretary of State for Examples,Eli Sample,2026-01-01,False",
        )
    )
    assert f"{HOME} (Home Secretary), Home Office: Alex Sample" in said
    home, shared, examples = GovernmentOffice.objects.order_by("department", "post")
    assert (home.holder, home.holder_since, home.salutation) == ("Alex Sample", SINCE, "Dear Home Secretary")
    assert (shared.holder, shared.holder_since, shared.salutation) == ("", None, "Dear Minister")
    assert (examples.holder, examples.salutation) == ("Eli Sample", "Dear Secretary of State")
    assert examples.department_slug == "ministry-of-examples"


def test_a_post_without_an_address_gets_it_and_keeps_its_holder(tmp_path: Path) -> None:
    """A table of ministers came first, and made up the short name of the department."""
    office(department_slug="the-home-office", post=HOME, holder="Alex Sample", holder_since=SINCE)
    run(table(tmp_path, ADDRESSES, HOME_ROW))
    home = GovernmentOffice.objects.get()
    assert (home.department_slug, home.postcode, home.holder) == ("home-office", "SW1A 1AA", "Alex Sample")
    assert home.post == HOME


def test_an_empty_cell_leaves_what_is_known(tmp_path: Path) -> None:
    office(email="letters@example.org", address="2 Example Street", postcode="SW1A 1AA")
    run(table(tmp_path, ADDRESSES, "home-office,The Home Office,,Home Secretary,,,,,,https://example.org/write,,"))
    home = GovernmentOffice.objects.get()
    assert (home.email, home.address, home.postcode) == ("letters@example.org", "2 Example Street", "SW1A 1AA")
    assert (home.department, home.contact_form) == ("Home Office", "https://example.org/write")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HOME, f"{HOME} (Home Secretary)", True),
        ("Home Secretary", f"{HOME} (Home Secretary)", True),
        ("Minister of State (Minister for Security)", "Minister for Security", True),
        ("Minister of State", "minister of state", True),
        ("Minister of State (Minister for Security)", "Minister of State (Minister for Borders)", False),
        ("Minister of State (Home Office)", "Parliamentary Under-Secretary (Home Office)", False),
        ("Comptroller (Senior Whip)", "Vice Chamberlain (Senior Whip)", False),
    ],
)
def test_posts_are_told_apart_by_more_than_a_rank(one: str, other: str, same: bool) -> None:
    assert same_post(one, other) is same_post(other, one) is same


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (HOME_ROW.replace("letters@example.org", "no address"), "Home Office: Enter a valid email"),
        (HOME_ROW.replace("Home Office,HO", ",HO"), "Line 2: it names no department, or no post"),
        ("home-office,Home Office", "Line 2"),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        run(table(tmp_path, ADDRESSES, row))
    assert not GovernmentOffice.objects.exists()


def test_a_holder_is_found_by_department_and_any_name_of_the_post() -> None:
    office(holder="Bo Sample")
    done = compare(held("Home Secretary", "Home Office", "Alex Sample"))
    assert done.report["lines"][0].endswith("Home Office: Alex Sample follows Bo Sample")
    home = GovernmentOffice.objects.get()
    assert (home.holder, home.holder_since) == ("Alex Sample", SINCE)
    assert timezone.now() - home.checked_at < timedelta(minutes=1)
    again = compare(held("Home Secretary", "Home Office", "Alex Sample"))
    assert (again.added, again.changed, again.ended) == (0, 0, 0)


@pytest.mark.parametrize(
    ("posts", "holder"),
    [
        ([held(HOME, "Home Office")], ""),
        ([held(HOME, "Home Office", "Alex Sample", "Cas Sample")], ""),
        ([held(HOME, "Scotland Office", "Alex Sample")], "Bo Sample"),
        ([held("Minister for Security", "Home Office", "Alex Sample")], "Bo Sample"),
        ([], "Bo Sample"),
        ([held(HOME, "", "Alex Sample")], "Alex Sample"),
    ],
    ids=["nobody", "two", "another department", "another post", "nothing", "no department"],
)
def test_a_holder_is_changed_only_where_the_post_was_found(posts: list[HeldPost], holder: str) -> None:
    office(holder="Bo Sample")
    compare(*posts)
    assert GovernmentOffice.objects.get().holder == holder


def test_a_department_that_is_renamed_is_renamed_here() -> None:
    office(department="Home Office & Affairs")
    compare(departments=(Department("home-office", "Home Office and Affairs", is_closed=False),))
    assert GovernmentOffice.objects.get().department == "Home Office & Affairs"
    done = compare(departments=(Department("home-office", "Department of the Interior", is_closed=False),))
    assert any("now called Department of the Interior" in line for line in done.report["lines"])
    assert GovernmentOffice.objects.get().department == "Department of the Interior"


def test_a_holder_is_found_under_the_new_name_of_a_department_too() -> None:
    office()
    interior = Department("home-office", "Department of the Interior", is_closed=False)
    compare(held(HOME, "Department of the Interior", "Alex Sample"), departments=(interior,))
    assert GovernmentOffice.objects.get().holder == "Alex Sample"


def test_a_closed_department_is_named_and_its_posts_end_only_when_asked_for() -> None:
    office()
    closed = (Department("home-office", "Home Office", is_closed=True),)
    assert any("is closed; end it with --close" in line for line in compare(departments=closed).report["lines"])
    assert GovernmentOffice.objects.current().exists()
    assert compare(departments=closed, close_departments=True).ended == 1
    assert GovernmentOffice.objects.get().valid_to == timezone.localdate()


@pytest.mark.skipif(not REAL.exists(), reason="the real lists are not beside the repository")
def test_the_real_lists_are_read_together() -> None:
    run(REAL / "whitehall_addresses.csv")
    assert GovernmentOffice.objects.count() == 13
    run(REAL / "ministers_2026-06-19.csv")
    assert "127 read; 0 added, 0 changed, 0 ended." in run(REAL / "ministers_2026-06-19.csv")
    with_both = GovernmentOffice.objects.exclude(address="").exclude(holder="")
    assert with_both.count() == 12
    assert GovernmentOffice.objects.filter(department_slug="").count() == 0
