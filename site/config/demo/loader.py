"""Filling an empty database with the demonstration: facts, signs, pages, groups, a signed petition, accounts."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Site

from campaigns.enums import EntryKind, PetitionState, SignatureState
from campaigns.models import CampaignPage, LogEntry, Petition, Signature, SignatureDelta
from campaigns.services import counting, log, staff
from config.demo import (
    bills,
    campaign,
    consents,
    contents,
    desk,
    groups,
    home,
    letters,
    mailouts,
    pattern,
    petitions,
    planner,
    training,
    training_awards,
    training_logs,
    training_sessions,
    training_upkeep,
    tree,
)
from config.demo.facts import FACTS
from config.demo.signs import INDICATORS
from pages.models import BasePage, Fact, HomePage, SafetyRoutes
from people.models import Address, Person, User
from training.models import Indicator

PASSWORD = "see-the-signs"  # noqa: S105  printed at every start of the demonstration
MORGAN, PRIYA, DELE = "morgan@example.org", "priya@example.org", "dele@example.org"
CHARLIE = "charlie@example.org"
SIGNATURES = 6318
DAYS = 40  # over which the signatures came in
OF_ANSWERED, LONG_AGO = 24, 70  # signatures of the petition that was answered, over so many days that ended then
IF_THIS_IS_YOU, WORRIED = "/learn/if-this-is-you/", "/learn/what-to-do/"


def is_empty() -> bool:
    """No page below home and no account: nobody has begun to use this database."""
    return not User.objects.exists() and not Page.objects.filter(depth__gt=2).exists()


@transaction.atomic
def load() -> None:
    """All or nothing, so that a start that was interrupted begins again."""
    for fact in FACTS:
        Fact.objects.get_or_create(key=fact["key"], defaults={**fact})
    for indicator in INDICATORS:
        Indicator.objects.create(**indicator, first_published_at=timezone.now())
    root = HomePage.objects.get(depth=2)
    petition = Petition.objects.create(**campaign.PETITION, state=PetitionState.OPEN)
    bills.make()
    pages = tree.grow(root, contents.TREE, petition)
    fill_home(root, pages)
    set_safety_routes(pages)
    training.make(root, pages)
    groups.make()
    planner.reckon()
    sign(petition, SIGNATURES, timezone.now() - timedelta(days=DAYS), timezone.now())
    make_accounts()
    staff.give(section=pages["/campaigns/"])
    consents.make(pages["/privacy/"])
    groups.fill(author=User.objects.get(email=MORGAN), approver=User.objects.get(email=DELE))
    planner.reckon()
    training_sessions.make()
    training_awards.make(by=User.objects.get(email=MORGAN))
    training_logs.make(by=User.objects.get(email=MORGAN))
    planner.reckon()
    training_upkeep.make()
    fill_desk(petition)
    letters.make(author=User.objects.get(email=MORGAN), approver=User.objects.get(email=DELE))
    mailouts.make(author=User.objects.get(email=MORGAN), approver=User.objects.get(email=DELE))


def fill_desk(petition: Petition) -> None:
    """What staff see in the admin, and petitions in other parts of their life."""
    author, approver = User.objects.get(email=MORGAN), User.objects.get(email=DELE)
    opened_at = timezone.now() - timedelta(days=DAYS)
    petitions.open_long_ago(petition, author=author, approver=approver, opened_at=opened_at)
    desk.fill(petition, author=author, approver=approver)
    petitions.make_unpublished(author=author)
    answered = petitions.make_answered(author=author, approver=approver)
    end = timezone.now() - timedelta(days=31)
    sign(answered, OF_ANSWERED, end - timedelta(days=LONG_AGO), end)
    desk.enter(answered, author, number=20)
    desk.check(answered, approver)
    petitions.answer(answered, by=author)
    desk.make_pack(answered, by=author)


def fill_home(root: HomePage, pages: dict[str, BasePage]) -> None:
    hero = home.HOME["hero"]
    root.title, root.summary = home.HOME["title"], home.HOME["summary"]
    root.search_description = home.HOME["search_description"]
    root.heading, root.lead = hero["heading"], hero["lead"]
    root.primary_page, root.primary_label = pages[hero["primary"]["page"]], hero["primary"]["label"]
    root.secondary_page, root.secondary_label = pages[hero["secondary"]["page"]], hero["secondary"]["label"]
    root.featured_campaign = next(page for page in pages.values() if isinstance(page, CampaignPage))
    root.social_image = pattern.image()
    root.body = tree.stored(home.HOME["body"], tree.Known(pages, tree.facts_by_key(), {}))
    root.save_revision().publish()


def set_safety_routes(pages: dict[str, BasePage]) -> None:
    SafetyRoutes.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={"if_this_is_you": pages[IF_THIS_IS_YOU], "if_you_are_worried": pages[WORRIED]},
    )


def sign(petition: Petition, number: int, since: datetime, until: datetime) -> None:
    """Signatures of people who are plainly made up, spread over the time between, counted as real ones are."""
    people = people_who_sign(petition, number)
    seats = groups.spread(SIGNATURES)[:number]
    by_links = groups.by_links(seats)
    signatures = Signature.objects.bulk_create(
        [
            Signature(
                petition=petition,
                person=person,
                address=person.address,
                name=person.name,
                postcode="",
                constituency_found_id=seats[place],
                group_id=by_links[place],
                token=secrets.token_urlsafe(16),
                state=SignatureState.CONFIRMED,
                confirmed_at=since + (until - since) * (place + 1) / number,
            )
            for place, person in enumerate(people)
        ],
        batch_size=500,
    )
    Signature.objects.filter(petition=petition).update(created_at=F("confirmed_at") - timedelta(minutes=20))
    count(signatures)


def people_who_sign(petition: Petition, number: int) -> list[Person]:
    now = timezone.now()
    emails = [f"supporter-{place}-{petition.pk}@example.org" for place in range(1, number + 1)]
    addresses = Address.objects.bulk_create(
        [Address(canonical=email, typed=email, confirmed_at=now) for email in emails], batch_size=500
    )
    return Person.objects.bulk_create(
        [Person(address=address, name=f"Supporter {place}") for place, address in enumerate(addresses, 1)],
        batch_size=500,
    )


def count(signatures: list[Signature]) -> None:
    """As of the moment when each was confirmed."""
    SignatureDelta.objects.bulk_create(
        [
            SignatureDelta(
                petition=signature.petition,
                constituency_id=signature.constituency_id,
                group_id=signature.group_id,
                amount=1,
                created_at=signature.confirmed_at or timezone.now(),
            )
            for signature in signatures
        ],
        batch_size=500,
    )
    counting.fold()
    LogEntry.objects.bulk_create(map(line_of, signatures), batch_size=500)
    planner.reckon()
    log.grow()


def line_of(signature: Signature) -> LogEntry:
    salt = secrets.token_bytes(32)
    return LogEntry(
        petition=signature.petition,
        kind=EntryKind.SIGNED,
        commitment=log.commit(signature, salt),
        salt=salt,
        signature=signature,
        at=signature.confirmed_at or timezone.now(),
    )


def make_accounts() -> None:
    morgan = User.objects.create_user(MORGAN, PASSWORD, first_name="Morgan", last_name="Publisher")
    morgan.groups.set(Group.objects.filter(name__in=["Publishers", "Campaign staff"]))
    priya = User.objects.create_user(PRIYA, PASSWORD, first_name="Priya", last_name="Trainer")
    priya.groups.set(Group.objects.filter(name__in=["Editors", "Trainers"]))
    User.objects.create_user(CHARLIE, PASSWORD, first_name="Charlie", last_name="Leader")
    User.objects.create_superuser(DELE, PASSWORD, first_name="Dele", last_name="Administrator")
