"""Turning the demonstration's plain data into facts, pages, a petition with signatures, and accounts."""

import re
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from campaigns.enums import PetitionState, SignatureState
from campaigns.models import CampaignPage, Petition, Signature, SignatureDelta
from campaigns.services import petitions
from config.demo import campaign, home, learn, legal, pattern, work
from config.demo.facts import FACTS
from config.demo.shapes import Block, PageData
from pages.models import ArticlePage, BasePage, Fact, HomePage, SectionPage
from people.models import Address, Person, User

PASSWORD = "see-the-signs"  # noqa: S105  printed at every start of the demonstration
MORGAN, DELE = "morgan@example.org", "dele@example.org"
SIGNATURES = 6318
DAYS = 40  # over which the signatures came in
PAGE_LINK = re.compile(r'href="page:(/[^"#]*)"')
Pages = dict[str, BasePage]  # by path below home, such as "/learn/what-is-human-trafficking/"


def is_empty() -> bool:
    """No page below home and no account: nobody has begun to use this database."""
    return not User.objects.exists() and not Page.objects.filter(depth__gt=2).exists()


@transaction.atomic
def load() -> None:
    """All or nothing, so that a start that was interrupted begins again."""
    for fact in FACTS:
        Fact.objects.get_or_create(key=fact["key"], defaults={**fact})
    root = HomePage.objects.get(depth=2)
    petition = Petition.objects.create(**campaign.PETITION, state=PetitionState.OPEN)
    pages, bodies = make_pages(root, petition)
    for path, page in pages.items():
        page.body = stored(bodies[path], pages)
        page.save_revision().publish()
    fill_home(root, pages)
    sign(petition)
    make_accounts()


def make_pages(root: HomePage, petition: Petition) -> tuple[Pages, dict[str, list[Block]]]:
    """Every page, still without its body: bodies link to pages, so all of them must be there first."""
    pages: Pages = {}
    bodies: dict[str, list[Block]] = {}

    def add(above: BasePage, page: BasePage, data: PageData, parent_path: str = "/") -> tuple[BasePage, str]:
        path = f"{parent_path}{data['slug']}/"
        for field in ("slug", "title", "summary", "search_description"):
            setattr(page, field, data[field])
        page.reviewed_on, page.review_by = (
            date.fromisoformat(data["reviewed_on"]),
            date.fromisoformat(data["review_by"]),
        )
        above.add_child(instance=page)
        pages[path], bodies[path] = page, data["body"]
        return page, path

    for section, articles in ((learn.SECTION, learn.ARTICLES), (work.SECTION, work.ARTICLES)):
        above, path = add(root, SectionPage(show_in_menus=True), section)
        for article in articles:
            add(above, ArticlePage(), article, path)
    above, path = add(root, SectionPage(show_in_menus=True), campaign.SECTION)
    for data in campaign.CAMPAIGNS:
        add(above, CampaignPage(petition=petition, decider=campaign.PETITION["addressee"]), data, path)
    for article in legal.PAGES:
        add(root, ArticlePage(), article)
    return pages, bodies


def fill_home(root: HomePage, pages: Pages) -> None:
    hero = home.HOME["hero"]
    root.title, root.summary = home.HOME["title"], home.HOME["summary"]
    root.search_description = home.HOME["search_description"]
    root.heading, root.lead = hero["heading"], hero["lead"]
    root.primary_page, root.primary_label = pages[hero["primary"]["page"]], hero["primary"]["label"]
    root.secondary_page, root.secondary_label = pages[hero["secondary"]["page"]], hero["secondary"]["label"]
    root.featured_campaign = next(page for page in pages.values() if isinstance(page, CampaignPage))
    root.social_image = pattern.image()
    root.body = stored(home.HOME["body"], pages)
    root.save_revision().publish()


def stored(body: list[Block], pages: Pages) -> list[dict[str, Any]]:
    """The body as a StreamField holds it: keys of facts and paths of pages become primary keys."""
    facts = dict(Fact.objects.values_list("key", "pk"))
    return [{"type": name, "value": resolved(value, pages, facts)} for name, value in body]


def resolved(value: Any, pages: Pages, facts: dict[str, int]) -> Any:
    match value:
        case str():
            return PAGE_LINK.sub(lambda link: f'linktype="page" id="{pages[link.group(1)].pk}"', value)
        case list():
            return [resolved(item, pages, facts) for item in value]
        case dict():
            return {
                key: facts[item] if key == "fact" else pages[item].pk if key == "page" else resolved(item, pages, facts)
                for key, item in value.items()
            }
    return value


def sign(petition: Petition) -> None:
    """Signatures of people who are plainly made up, spread over the last weeks, counted as real ones are."""
    now = timezone.now()
    numbers = range(1, SIGNATURES + 1)
    emails = [f"supporter-{number}@example.org" for number in numbers]
    addresses = Address.objects.bulk_create(
        [Address(canonical=email, typed=email, confirmed_at=now) for email in emails], batch_size=500
    )
    people = Person.objects.bulk_create(
        [
            Person(address=address, name=f"Supporter {number}")
            for number, address in zip(numbers, addresses, strict=True)
        ],
        batch_size=500,
    )
    Signature.objects.bulk_create(
        [
            Signature(
                petition=petition,
                person=person,
                address=person.address,
                name=person.name,
                postcode="",
                token=f"demonstration-{number}",
                state=SignatureState.CONFIRMED,
                confirmed_at=now - timedelta(days=DAYS) * (1 - number / SIGNATURES),
            )
            for number, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )
    SignatureDelta.objects.bulk_create([SignatureDelta(petition=petition, amount=1) for _ in numbers], batch_size=500)
    petitions.fold()


def make_accounts() -> None:
    morgan = User.objects.create_user(MORGAN, PASSWORD, first_name="Morgan", last_name="Editor")
    morgan.groups.add(Group.objects.get(name="Campaign staff"))
    User.objects.create_superuser(DELE, PASSWORD, first_name="Dele", last_name="Administrator")
