"""Pages, petitions and people for tests."""

from typing import Any, TypeVar

from django.contrib.auth.models import Group

from campaigns.enums import PetitionState
from campaigns.models import CampaignPage, Petition
from pages.models import ArticlePage, BasePage, HomePage, SectionPage
from people.models import User

P = TypeVar("P", bound=BasePage)
PASSWORD = "a password for tests"


def user(name: str, *, groups: tuple[str, ...] = (), **fields: Any) -> User:
    """A login at example.org, in the named groups."""
    made = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title(), **fields)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def morgan() -> User:
    """Edits at headquarters: campaign staff."""
    return user("morgan", groups=("Campaign staff",))


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
