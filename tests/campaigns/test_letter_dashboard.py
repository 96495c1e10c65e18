"""What staff see of letters at a glance, in as many questions however many wrote, and what they take away."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from campaigns.letter_enums import LetterState, Outcome
from campaigns.models import Letter, LetterAction
from campaigns.selectors import letter_dashboard, letter_totals
from campaigns.selectors.responsiveness import Shown
from people.models import AccessRecord, User
from places.models import Constituency
from tests import factories
from tests.access.whitehall import PEOPLE, a_letter, an_action, held, left
from tests.campaigns.written import confirmed, to_confirm

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20  # whatever is in it: a question each, none a row


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(factories.member_of("Campaign staff"))
    return client


@pytest.fixture
def leeds() -> Constituency:
    seat = Constituency.objects.get(slug="leeds-south")
    factories.representative(seat)
    return seat


def live_in(seat: Constituency) -> None:
    Letter.objects.update(constituency_found=seat)


def test_the_list_of_actions_says_how_each_goes_in_one_query(django_assert_num_queries: Any) -> None:
    action, other = an_action(), an_action("other")
    held(a_letter(action))
    a_letter(action, 1)
    left(a_letter(other, 2), LetterState.BOUNCED)
    to_confirm(other)
    with django_assert_num_queries(1):
        rows = {row.slug: (row.counted, row.waiting) for row in letter_dashboard.overview()}
    assert rows == {"write-to-them": (2, 1), "other": (1, 1)}


def test_it_counts_by_state_week_party_and_office(leeds: Constituency) -> None:
    action = an_action()
    held(a_letter(action))
    left(a_letter(action, 1), LetterState.SENT)
    confirmed(factories.letter_action(title="To MPs", slug="to-mps"), leeds)
    live_in(leeds)
    assert {row.state: row.number for row in letter_dashboard.by_state()} == {"held": 1, "sent": 1, "confirmed": 1}
    assert {row.state for row in letter_dashboard.by_state(action)} == {"held", "sent"}
    by_constituency = letter_totals.by_constituency()
    assert letter_dashboard.by_party(by_constituency) == [("Example Party", 3)]
    [office] = letter_dashboard.by_office()
    assert (office.letters, office.left, office.rate) == (2, 1, "")
    assert letter_dashboard.to_mps() == {"letters": 1, "left": 0}
    weeks = letter_dashboard.chart_of_weeks()
    assert weeks is not None
    assert weeks["data"][0] == ["Week from", action.title, "To MPs"]
    assert weeks["data"][-1][1:] == ["2", "1"]


def test_actions_beyond_the_first_are_one_in_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_dashboard, "NAMED", 1)
    for number, slug in enumerate(("one", "two", "three")):
        a_letter(an_action(slug, title=slug.title()), number)
    a_letter(LetterAction.objects.get(slug="two"), 3)
    weeks = letter_dashboard.chart_of_weeks()
    assert weeks is not None
    assert (weeks["data"][0][1:], weeks["data"][-1][1:]) == (["Two", "All others"], ["2", "2"])


def test_a_seat_without_an_mp_is_no_party(leeds: Constituency) -> None:
    empty = Constituency.objects.get(slug="york-outer")
    found = letter_dashboard.by_party({leeds.pk: 1, empty.pk: 2})
    assert found == [("No MP known", 2), ("Example Party", 1)]


def test_the_screen_costs_the_same_for_few_and_for_many(
    staff: Client, leeds: Constituency, django_assert_max_num_queries: Any
) -> None:
    staff.get("/admin/letters-dashboard/")  # which remembers who is signed in, and the menu
    a_letter(an_action())
    live_in(leeds)
    sizes = []
    for number in range(1, len(PEOPLE)):
        with django_assert_max_num_queries(MOST_QUERIES + 12) as asked:
            page = staff.get("/admin/letters-dashboard/").content.decode()
        sizes.append(len(asked))
        a_letter(an_action(f"action-{number}", title=f"Action {number}"), number)
        live_in(leeds)
    assert len(set(sizes)) == 1, sizes
    assert "Leeds South" in page
    assert "Example Party: 4" in page


def test_the_questions_of_the_dashboard_itself_are_few(leeds: Constituency, django_assert_max_num_queries: Any) -> None:
    action = an_action()
    a_letter(action)
    with django_assert_max_num_queries(MOST_QUERIES):
        letter_dashboard.by_state()
        letter_dashboard.chart_of_weeks()
        letter_dashboard.by_party(letter_totals.by_constituency())
        letter_dashboard.by_office()
        letter_dashboard.to_mps()


def test_one_action_is_looked_at_alone(staff: Client) -> None:
    action, other = an_action(), an_action("other", title="Another action")
    a_letter(action)
    held(a_letter(other, 1))
    page = staff.get(f"/admin/letters-dashboard/?action={action.pk}").content.decode()
    assert "<strong>1</strong> letter in all." in page
    assert f"?state=held&amp;action={action.pk}" not in page


def test_the_screen_with_nothing_in_it_is_whole(staff: Client) -> None:
    page = staff.get("/admin/letters-dashboard/?action=²").content.decode()
    assert "Nobody has written yet." in page
    assert "As XLSX" not in page


def rows_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_letters_are_taken_away_without_what_they_say_and_that_is_written_down(staff: Client) -> None:
    action, other = an_action(), an_action("other")
    a_letter(action)
    held(a_letter(other, 1))
    Letter.objects.filter(action=action).update(name="=Suzie()")
    rows = rows_of(staff.post("/admin/letters-dashboard/csv/"))
    assert [row[3] for row in rows] == ["Name", "Priya Person", "'=Suzie()"]
    assert "in words that are all my own" not in str(rows)
    one = rows_of(staff.post("/admin/letters-dashboard/csv/", {"action": action.pk}))
    assert len(one) == 2
    assert list(AccessRecord.objects.values_list("action", flat=True)) == ["exported", "exported"]


def test_the_workbook_says_the_same_and_names_who_took_it(staff: Client) -> None:
    a_letter(an_action())
    answer: Any = staff.post("/admin/letters-dashboard/xlsx/")
    book = load_workbook(io.BytesIO(b"".join(answer)))
    sheet = list(book["Letters"].iter_rows(values_only=True))
    assert (len(sheet), sheet[1][3]) == (2, "Suzie Signer")
    assert "campaign-staff@example.org" in str(book.properties.description)


@pytest.mark.parametrize(
    "group", ["Approvers", "Editors", "Trainers", "Group coordinators", "Data protection officers"]
)
def test_nobody_else_takes_them_away(group: str, client: Client) -> None:
    user: User = factories.member_of(group)
    client.force_login(user)
    assert client.post("/admin/letters-dashboard/csv/").status_code == 302
    assert not AccessRecord.objects.exists()


def test_how_an_office_answers_is_said_with_its_interval() -> None:
    outcomes: dict[Outcome, int | None] = dict.fromkeys(Outcome, 5)
    shown = Shown(letters=20, known=20, answered=10, outcomes=outcomes, days=9)
    assert letter_dashboard.OfOffice("A minister", 20, 20, shown).rate == "50% (30% to 70%)"
    few = Shown(letters=20, known=4, answered=2, outcomes=outcomes, days=None)
    assert letter_dashboard.OfOffice("A minister", 20, 20, few).rate == ""
