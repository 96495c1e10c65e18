"""One of everything that staff deal with, so that the walk has something to knock at."""

import io
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Task, Workflow, WorkflowState

from campaigns.enums import NewsKind
from campaigns.models import Bill, FraudRule, Petition
from campaigns.services import confirming, life, news, packs, paper, signing, staff
from campaigns.services.paper import Line
from groups.models import SavedAnswer
from groups.services import agreements, doubts, events
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from pages.models import ArticlePage, Fact, SectionPage, SiteDocument, SiteImage
from people.models import Consent, ConsentWording
from people.services import people, requests
from places.enums import DataKind
from places.models import Constituency, DataImport
from tests import factories
from tests.access import (
    awarded,
    brought_in,
    certified,
    logged,
    mailing_out,
    quizzed,
    serial,
    taught,
    teaching,
    whitehall,
)
from tests.cast import SUZIE
from tests.groups import applications, gifts, planned, sheets, writing
from tests.groups import people as cast
from tests.training import registers
from training.models import ImportBatch as TrainingList
from training.models import Indicator

SOURCE = {"source_name": "A source", "published_on": date(2026, 4, 1), "review_by": date(2027, 4, 1)}
GROUPS = {
    "editor": "Editors",
    "publisher": "Publishers",
    "campaigner": "Campaign staff",
    "approver": "Approvers",
    "coordinator": "Group coordinators",
    "trainer": "Trainers",
    "officer": "Data protection officers",
}
ROLES = ("anonymous", "mallory", *GROUPS, "administrator")


def clients() -> dict[str, Client]:
    people = {role: factories.member_of(group) for role, group in GROUPS.items()}
    people |= {"mallory": factories.mallory(), "administrator": factories.dele()}
    made = {role: Client() for role in ROLES}
    for role, person in people.items():
        made[role].force_login(person)
    return made


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    file.seek(0)
    file.name = "picture.png"
    return file


def draft(parent: SectionPage, **fields: Any) -> ArticlePage:
    page = ArticlePage(**{"title": "A draft", "slug": "a-draft", "live": False, **fields})
    parent.add_child(instance=page)
    page.save_revision()
    return page


def a_training_list() -> TrainingList:
    factories.course_version(factories.course("attended"))
    row = ("Morgan", "morgan@example.org", "attended", "2026-06-01")
    content = sheets.as_csv(row, headings=("Name", "Email", "Course", "Date"))
    return registers.checked(content, factories.user("trained"))


def make() -> dict[str, Any]:
    """By the names that the tables use in curly brackets; of most things the primary key."""
    learn, campaigns = factories.section(slug="learn"), factories.section(slug="campaigns", title="Campaigns")
    staff.give(section=campaigns)
    petition = factories.petition()
    campaign = factories.campaign(petition, slug="a-campaign")
    campaign.move(campaigns, pos="last-child")
    handed_in = draft(learn, title="Handed in", slug="handed-in")
    Workflow.objects.get().start(handed_in, factories.user("somebody", groups=("Editors",)))
    things: dict[str, Any] = {
        "live": factories.article(learn, slug="live"),
        "draft": draft(learn),
        "elsewhere": factories.section(slug="elsewhere", title="Elsewhere"),
        "campaign": campaign,
        "handed_in": handed_in,
        "petition": petition,
        "fact": Fact.objects.create(key="a-fact", label="A fact", kind="figure", value="1", statement="One.", **SOURCE),
        "sign": Indicator.objects.create(code="G99", kind="general", sentence="Somebody waits.", **SOURCE),
        "draft_sign": Indicator.objects.create(code="G98", kind="general", sentence="x", live=False, **SOURCE),
        "free_petition": factories.petition(slug="free", title="Nobody signed it"),
        "image": SiteImage.objects.create(title="A picture", file=ImageFile(picture(), "a.png"), description="Grey"),
        "document": SiteDocument.objects.create(title="A document", file=ContentFile(b"text", "a.txt")),
        "redirect": Redirect.objects.create(old_path="/old", redirect_link="/new"),
        "collection": Collection.get_first_root_node().add_child(name="Posters"),
        "site": Site.objects.get(),
        "user": factories.user("other"),
        "constituency": Constituency.objects.get(slug="leeds-south"),
        "empty_seat": Constituency.objects.get(slug="leeds-east"),
        "member": factories.representative(Constituency.objects.get(slug="leeds-south")),
        "office": factories.office(),
        "rule": FraudRule.objects.in_force().get(name="ip-burst"),
        "bill": Bill.objects.create(title="A bill", slug="a-bill"),
        "import": DataImport.objects.create(kind=DataKind.OFFICES, source="offices.csv"),
        "workflow": Workflow.objects.get(),
        "task": Task.objects.get(),
        "learn": learn,
        "campaigns": campaigns,
        "home": factories.home(),
    }
    things |= of_petitions(petition)
    things |= whitehall.scene()
    things |= brought_in.scene()
    things |= serial.scene()
    things |= mailing_out.scene()
    things |= of_groups()
    things |= people_of_the_desk()
    state = WorkflowState.objects.get().current_task_state
    return {name: getattr(thing, "pk", thing) for name, thing in things.items()} | {
        "task_state": state.pk,
        "group": Group.objects.get(name="Trainers").pk,
        "doubt": doubts.stamp(things["doubtful"]),
    }


def of_petitions(petition: Petition) -> dict[str, Any]:
    """One that waits for approval, news that waits to be sent, and one that somebody signed and said why."""
    writer = factories.user("writer", groups=("Campaign staff",))
    draft = factories.petition(slug="submitted", title="Handed in", state="draft")
    signed_petition = factories.petition(slug="signed", title="Somebody signed it")
    signature = signing.sign(
        petition=signed_petition,
        name="Charlie",
        email="charlie@example.org",
        postcode="LS1 4DY",
        comment="It matters.",
    )
    confirming.confirm(signature)
    batch = paper.enter(petition=signed_petition, number=1, scan=b"%PDF-1.7", by=writer)
    return {
        "paper": paper.sample(batch=batch, lines=[Line("Charlie", "LS1 4DY")], by=factories.user("checker")),
        "pack": packs.ask(petition=signed_petition, by=writer),
        "submitted": life.submit(draft, by=writer),
        "news": news.draft(petition=petition, kind=NewsKind.UPDATE, subject="News", body="Some.", by=writer),
        "signed_petition": signed_petition,
        "signature": signature,
    }


def of_groups() -> dict[str, Any]:
    """One that waits for a decision, one that was approved, and what staff look after besides."""
    community = applications.approved_group()
    return {
        "application": applications.sent_in(name="Waiting").group,
        "community": community,
        "reported": cast.reported(community),
        "doubtful": events.draft(group=community, details=planned.details(title="In doubt"), is_doubtful=True),
        "agreement": agreements.draft(text="We keep people safe.", by=factories.user("author")),
        "event": planned.event(),
        "draft_event": events.draft(group=None, details=planned.details(title="Not published yet")),
        "training_list": a_training_list().pk,
        "award": awarded.an_award().pk,
        "file": sheets.checked(sheets.as_csv(sheets.LEEDS), factories.user("importer")),
        "answer": SavedAnswer.objects.create(title="Welcome", text="Welcome among us."),
        **taught.scene(),
        **certified.scene(),
        **teaching.scene(),
        **logged.scene(),
        **quizzed.scene(),
        **given_to_groups(),
    }


def given_to_groups() -> dict[str, Any]:
    """A resource, a message to leaders that waits for a second person, and one to members that waits for staff."""
    hull = cast.group("Hull")
    writing.leader(hull)
    return {
        "resource": gifts.made_for_each(by=gifts.keeper()),
        "letter": writing.to_leaders(factories.user("letter-writer", groups=("Group coordinators",))),
        "held_letter": writing.to_members(hull, subject="To members"),
    }


def people_of_the_desk() -> dict[str, Any]:
    suzie = people.meet(email=SUZIE["email"], name=SUZIE["name"]).person
    wording = ConsentWording.objects.create(purpose="training", version=9, text="Write to me.")
    return {
        "person": suzie,
        "request": requests.receive(kind="access", contact="suzie@example.org", details="What do you hold?"),
        "wording": wording,
        "consent": Consent.objects.create(person=suzie, purpose="training", wording=wording, form="a form"),
        "delivery": Delivery.objects.create(
            kind="still_there", stream="transactional", address=suzie.address, state="uncertain"
        ),
        "waiting": Delivery.objects.create(kind="still_there", stream="transactional", address=suzie.address),
        "suppression": suppressions.suppress(
            address_id=suzie.address_id, canonical=suzie.address.canonical, reason=SuppressionReason.HARD_BOUNCE
        ),
    }
