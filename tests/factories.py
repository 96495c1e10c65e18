"""Pages, petitions and people for tests."""

import uuid
from datetime import date, timedelta
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.utils import timezone

from campaigns.enums import PetitionState
from campaigns.letter_enums import LetterActionState, LetterTo
from campaigns.models import CampaignPage, LetterAction, Petition, TalkingPoint
from pages.models import ArticlePage, BasePage, Fact, HomePage, SectionPage
from people.models import Person, User
from places.models import Constituency, GovernmentOffice, Representative
from training.enums import CourseKind, Method, VersionState
from training.models import Award, Course, CourseVersion, Indicator
from training.services import awards

P = TypeVar("P", bound=BasePage)
PASSWORD = "a password for tests"


def user(name: str, *, groups: tuple[str, ...] = (), **fields: Any) -> User:
    """A login at example.org, in the named groups."""
    made = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title(), **fields)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def morgan() -> User:
    """Edits at headquarters: publishes pages and facts, and runs campaigns."""
    return user("morgan", groups=("Publishers", "Campaign staff"))


def priya() -> User:
    """Teaches; drafts pages and signs, and hands them in for approval."""
    return user("priya", groups=("Editors", "Trainers"))


def member_of(group: str) -> User:
    """Somebody who is in this group and in no other."""
    assert Group.objects.filter(name=group).exists(), group
    return user(group.lower().replace(" ", "-"), groups=(group,))


def dele() -> User:
    """Administers everything."""
    return user("dele", is_staff=True, is_superuser=True)


def mallory() -> User:
    """Has a login and should see nothing."""
    return user("mallory")


def petition(**fields: Any) -> Petition:
    return Petition.objects.create(
        **{
            "title": "Support every survivor for a year",
            "slug": "support-every-survivor",
            "wording": "We ask the Home Secretary to support every survivor for at least a year.",
            "addressee": "The Home Secretary",
            "state": PetitionState.OPEN,
            **fields,
        }
    )


def fact(**fields: Any) -> Fact:
    return Fact.objects.create(
        **{
            "key": "nrm-2025",
            "label": "People referred in 2025",
            "kind": "figure",
            "value": "23,411",
            "statement": "That many people were referred in 2025.",
            "source_name": "Home Office",
            "source_url": "https://www.gov.uk/",
            "published_on": date(2026, 3, 1),
            "review_by": timezone.localdate() + timedelta(days=365),
            **fields,
        }
    )


def home() -> HomePage:
    """The home page that the migrations make."""
    found: HomePage = HomePage.objects.get(depth=2)
    return found


def below(parent: BasePage, page: P) -> P:
    """Add a page and publish it."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def article(parent: BasePage | None = None, **fields: Any) -> ArticlePage:
    return below(
        parent or home(), ArticlePage(**{"title": "An article", "summary": "What it says in short.", **fields})
    )


def section(**fields: Any) -> SectionPage:
    return below(home(), SectionPage(**{"title": "Learn", "show_in_menus": True, **fields}))


def campaign(petition: Petition | None = None, **fields: Any) -> CampaignPage:
    fields = {"title": "Support every survivor", "summary": "A year of support for everybody.", **fields}
    return below(home(), CampaignPage(petition=petition, **fields))


def indicator(code: str, **fields: Any) -> Indicator:
    """A sign that readers see, unless `fields` say otherwise."""
    return Indicator.objects.create(
        **{
            "code": code,
            "kind": "labour",
            "sentence": f"What {code} says.",
            "source_name": "Home Office, First Responder Toolkit",
            "published_on": date(2026, 4, 1),
            "review_by": timezone.localdate() + timedelta(days=300),
            "first_published_at": timezone.now(),
            **fields,
        }
    )


def course(slug: str = "awareness", **fields: Any) -> Course:
    """One that anybody may take, lasting three years, unless `fields` say otherwise."""
    defaults = {
        "title": slug.title(),
        "kind": CourseKind.AWARENESS,
        "summary": "What to notice.",
        "validity_months": 36,
    }
    return Course.objects.create(slug=slug, **{**defaults, **fields})


def course_version(course: Course, number: int = 1, **fields: Any) -> CourseVersion:
    """A version in use, unless `fields` say otherwise."""
    defaults = {"state": VersionState.PUBLISHED, "minutes": 60, "published_at": timezone.now()}
    return CourseVersion.objects.create(course=course, number=number, **{**defaults, **fields})


def award(person: Person, version: CourseVersion, **fields: Any) -> Award:
    """Completed today, entered by staff, unless `fields` say otherwise."""
    defaults = {"method": Method.STAFF, "completed_on": timezone.localdate(), "key": f"staff:{uuid.uuid4()}"}
    return awards.give(person=person, version=version, **{**defaults, **fields})


def representative(constituency: Constituency, **fields: Any) -> Representative:
    """A made-up Member of Parliament, in office."""
    return Representative.objects.create(
        constituency=constituency,
        **{
            "name": "Alex Sample",
            "party": "Example Party",
            "started_on": date(2024, 7, 4),
            "checked_at": timezone.now(),
            **fields,
        },
    )


def office(**fields: Any) -> GovernmentOffice:
    return GovernmentOffice.objects.create(
        **{
            "department": "Example Office",
            "department_slug": "example-office",
            "post": "Secretary of State for Examples",
            "salutation": "Dear Secretary of State",
            "checked_at": timezone.now(),
            **fields,
        }
    )


def letter_action(*offices: GovernmentOffice, **fields: Any) -> LetterAction:
    """One that is open: to these offices, or to writers' own MPs where there is none."""
    made = LetterAction.objects.create(
        **{
            "title": "Ask for a year of support",
            "slug": "ask-for-a-year",
            "to": LetterTo.OFFICES if offices else LetterTo.OWN_MP,
            "purpose": "To have support for survivors last for a year.",
            "state": LetterActionState.OPEN,
            "opened_at": timezone.now(),
            **fields,
        }
    )
    made.offices.set(offices)
    TalkingPoint.objects.create(action=made, order=1, title="A year", text="Support should last for at least a year.")
    TalkingPoint.objects.create(action=made, order=2, title="A home", text="A safe home is where recovery begins.")
    return made
