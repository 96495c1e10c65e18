"""Writing letters as a group: its own link, the kit on paper, and how many wrote by it."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from campaigns import letter_evenings
from campaigns.letter_enums import LetterActionState, LetterTo
from campaigns.models import Letter, LetterAction, LetterDraft
from campaigns.selectors import letter_writers
from groups import made
from groups.models import CommunityGroup
from groups.services import merging
from tests import factories
from tests.campaigns.people import draft
from tests.campaigns.written import confirmed
from tests.groups import people

pytestmark = pytest.mark.django_db
KIT = "/letters/ask-for-a-year/for/leeds/kit.pdf"


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group(approved_at=timezone.now())


@pytest.fixture
def action(leeds: CommunityGroup) -> LetterAction:
    return factories.letter_action(factories.office(email="minister@example.org"))


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def wrote(action: LetterAction, number: int, group: CommunityGroup | None) -> list[Letter]:
    of = group.slug if group else "nobody"
    return [
        confirmed(action, name=f"Writer {place}", email=f"writer-{place}-{of}@example.org", group=group)
        for place in range(number)
    ]


def test_a_kit_says_what_to_write_about_to_whom_and_leads_to_the_groups_own_link(
    action: LetterAction, client: Client
) -> None:
    answer = client.get(KIT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    said = words(answer.content)
    for text in (action.title, "ACTFORJUSTICE Leeds", "Secretary of State for Examples", "A home", "100 to 400 words"):
        assert text in said


def test_the_code_on_a_kit_leads_to_the_groups_own_link_and_names_nobody(
    action: LetterAction, leeds: CommunityGroup
) -> None:
    kit = letter_evenings.content(action, leeds)
    assert kit.link == f"{settings.SITE_URL}/letters/ask-for-a-year/for/leeds/"
    assert kit.office_names == ("Secretary of State for Examples",)
    LetterAction.objects.update(to=LetterTo.OWN_MP)
    action.refresh_from_db()
    assert letter_evenings.to_whom(action) == ("Everybody's own MP",)


@pytest.mark.parametrize(
    "state", [LetterActionState.DRAFT, LetterActionState.IN_REVIEW, LetterActionState.PAUSED, LetterActionState.CLOSED]
)
def test_there_is_no_kit_of_what_nobody_can_write_about(
    state: LetterActionState, action: LetterAction, client: Client
) -> None:
    LetterAction.objects.update(state=state)
    assert client.get(KIT).status_code == 404


def test_there_is_no_kit_for_a_group_that_is_not_approved(action: LetterAction, client: Client) -> None:
    CommunityGroup.objects.update(state="submitted")
    assert client.get(KIT).status_code == 404


def test_kits_and_codes_are_among_what_is_made_for_each_group(action: LetterAction, leeds: CommunityGroup) -> None:
    maker = made.get("letters")
    assert maker is not None
    assert [thing.slug for thing in maker.things(leeds)] == [action.slug]
    assert maker.poster(leeds, action.slug).startswith(b"%PDF")
    assert "<svg" in maker.code(leeds, action.slug)
    LetterAction.objects.update(state=LetterActionState.CLOSED)
    assert maker.things(leeds) == []


def test_people_who_wrote_by_a_groups_link_are_counted_once_whoever_they_wrote_to(
    action: LetterAction, leeds: CommunityGroup
) -> None:
    other = factories.office(email="other@example.org", post="Another minister")
    action.offices.add(other)
    for place in range(5):
        who: dict[str, Any] = {"name": f"Writer {place}", "email": f"writer-{place}@example.org", "group": leeds}
        confirmed(action, **who)
    assert Letter.objects.count() == 10
    assert letter_writers.by_action(leeds) == {action.pk: 5}
    assert letter_writers.by_link(leeds) == {None: 5, timezone.localdate().year: 5}


@pytest.mark.parametrize(("here", "elsewhere", "shown"), [(4, 9, None), (5, 9, 5), (9, 0, 9), (9, 3, None)])
def test_small_numbers_and_what_would_give_one_away_are_hidden(
    here: int, elsewhere: int, shown: int | None, action: LetterAction, leeds: CommunityGroup
) -> None:
    wrote(action, here, leeds)
    wrote(action, elsewhere, None)
    assert letter_writers.by_action(leeds) == {action.pk: shown}


def test_its_leaders_find_the_link_the_kit_and_how_many_wrote_in_their_home(
    action: LetterAction, leeds: CommunityGroup
) -> None:
    wrote(action, 5, leeds)
    html = " ".join(people.leading(leeds).get("/groups/leeds/lead/").content.decode().split())
    assert "/letters/ask-for-a-year/for/leeds/" in html
    assert f'href="{KIT}"' in html
    assert "5 people wrote so far" in html
    assert 'href="/groups/leeds/lead/lobby-day/"' in html


def test_letters_and_drafts_go_with_a_group_that_becomes_part_of_another(
    action: LetterAction, leeds: CommunityGroup
) -> None:
    otley = people.group("Otley")
    [letter] = wrote(action, 1, otley)
    begun = draft(action, days_ago=1)
    LetterDraft.objects.filter(pk=begun.pk).update(group=otley)
    batch = merging.merge(kept=leeds, gone=otley, fields=[], by=factories.user("merger"), reason="One group.")
    assert Letter.objects.get().group == LetterDraft.objects.get().group == leeds
    merging.undo(batch, by=factories.user("another"))
    assert Letter.objects.get(pk=letter.pk).group == LetterDraft.objects.get().group == otley
