"""What the registry covers: every table that says something about a person, or a reason why it doesn't."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, TextField
from django.utils import timezone
from wagtail.users.models import UserProfile

from campaigns.models import Attempt
from campaigns.services import invalidating
from mail.enums import EventType, SuppressionReason
from mail.models import Delivery, ProviderEvent
from mail.services import suppressions
from people import holdings
from people.enums import Access
from people.models import AccessRecord, Address, LegalHold, Merge, Person, User
from people.selectors import own_data
from people.services import asking, codes, consents
from tests import factories
from tests.campaigns import people as letters
from tests.cast import MALLORY, SUZIE
from tests.groups import people as groups
from tests.people.deeds import confirmed, signed, wording
from tests.training import people as training

pytestmark = pytest.mark.django_db
PEOPLE = (Person, Address, User)
NAMING = re.compile(r"name|email|postcode|contact|typed|phone|recipient|wording|details|note")

WORK = "Work of staff on the site. It stays, attributed to a login that erasing leaves nameless."
THING = "Names a thing, not a person."
PUBLIC = "Published by Parliament or the government about those in office."
SEEN = "What everybody was shown, the same for all."
NO_HOLDING = {
    **dict.fromkeys(
        [
            "campaigns.AllowedNetwork",
            "campaigns.CampaignIndexPage",
            "campaigns.CampaignPage",
            "campaigns.FraudRule",
            "campaigns.HandInPack",
            "campaigns.LetterAction",
            "campaigns.Mailout",
            "campaigns.PetitionCorrection",
            "campaigns.PetitionNews",
            "campaigns.Position",
            "campaigns.PrintRun",
            "campaigns.RuleReplay",
            "campaigns.Segment",
            "campaigns.Series",
            "campaigns.SeriesStep",
            "campaigns.SupporterImport",
            "groups.Agreement",
            "groups.ImportBatch",
            "groups.ImportRow",
            "groups.MergeBatch",
            "groups.NotDuplicate",
            "groups.Question",
            "groups.ResourceVersion",
            "mail.MailingBody",
            "mail.MessageWording",
            "pages.ArticlePage",
            "pages.ContactPage",
            "pages.ExploitationPage",
            "pages.Fact",
            "pages.HomePage",
            "pages.LegalPage",
            "pages.NewsIndexPage",
            "pages.NewsPage",
            "pages.PeoplePage",
            "pages.QuestionsPage",
            "pages.ResourceLibraryPage",
            "pages.SectionPage",
            "pages.SiteDocument",
            "pages.SiteImage",
            "pages.StoryPage",
            "people.ConsentWording",
            "training.CertificateBatch",
            "training.CourseExtension",
            "training.ImportBatch",
            "training.CourseVersion",
            "training.Indicator",
            "training.LessonPage",
            "training.UpdateAsked",
            "wagtailadmin.EditingSession",
            "wagtailadmin.FormState",
            "wagtailcore.Comment",
            "wagtailcore.CommentReply",
            "wagtailcore.ModelLogEntry",
            "wagtailcore.Page",
            "wagtailcore.PageLogEntry",
            "wagtailcore.PageSubscription",
            "wagtailcore.Revision",
            "wagtailcore.TaskState",
            "wagtailcore.UploadedFile",
            "wagtailcore.WorkflowState",
            "wagtaildocs.Document",
            "wagtailimages.Image",
        ],
        WORK,
    ),
    **dict.fromkeys(
        [
            "auth.Group",
            "auth.Permission",
            "campaigns.Bill",
            "campaigns.BillStage",
            "campaigns.CampaignSupporter",
            "campaigns.Petition",
            "django_tasks_database.DBTaskResult",
            "groups.CommunityGroup",
            "groups.Event",
            "people.Controller",
            "places.Constituency",
            "places.Country",
            "places.Region",
            "taggit.Tag",
            "wagtailcore.Collection",
            "wagtailcore.GroupApprovalTask",
            "wagtailcore.Site",
            "wagtailcore.Task",
            "wagtailcore.Workflow",
            "wagtailembeds.Embed",
        ],
        THING,
    ),
    **dict.fromkeys(["places.GovernmentOffice", "places.Representative"], PUBLIC),
    **dict.fromkeys(
        ["training.Extension", "training.ExtensionUndone", "training.Reinstatement", "training.Revocation"],
        "Held with the award of which it says something.",
    ),
    "campaigns.DecisionBatch": "Work of staff. What it looked for, which may be a name, goes when it is done.",
    "training.Feedback": "What was said of a session. Nothing says by whom, and they were asked to name nobody.",
    "groups.Note": "Work of staff about a group, in which they are asked to name nobody.",
    "training.ItemStatistic": "Counts of answers to a question of a quiz, whoever gave them.",
    "campaigns.PaperBatch": "A number of signatures on paper. Whose they are, its sealed scan alone says.",
    "mail.TokenBucket": "Keyed hashes and moments, from which nobody is known again without the address.",
    "people.RetentionRun": "Counts of what a night's run deleted.",
    "places.DataImport": "Figures of an import of public tables.",
}


def points_at_somebody(field: Field[Any, Any]) -> bool:
    return isinstance(field, ForeignKey) and field.related_model in PEOPLE


def may_name_somebody(field: Field[Any, Any]) -> bool:
    is_text = isinstance(field, CharField | TextField) and NAMING.search(field.name) is not None
    return is_text or isinstance(field, JSONField)


def about_somebody(model: type[Model]) -> bool:
    """A one-to-one field is a foreign key as well."""
    return any(points_at_somebody(field) or may_name_somebody(field) for field in model._meta.concrete_fields)


def held() -> set[str]:
    return {holding.model._meta.label for holding in holdings.registered()}


def test_every_model_that_may_be_about_somebody_is_held_or_has_a_reason_why_not() -> None:
    about = {model._meta.label for model in apps.get_models() if about_somebody(model)}
    assert about - held() - NO_HOLDING.keys() == set()


def test_no_model_that_points_at_a_person_or_an_address_is_excused() -> None:
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model in (Person, Address)
    }
    assert pointing - held() == set()
    assert {"people.Person", "people.Address", "people.User"} <= held()


def test_no_reason_outlives_its_model() -> None:
    known = {model._meta.label for model in apps.get_models()}
    assert NO_HOLDING.keys() - known == set()
    assert NO_HOLDING.keys() & held() == set()


def test_every_holding_says_in_whole_sentences_why_and_how_long() -> None:
    for holding in holdings.registered():
        assert holding.why.endswith("."), holding.title
        assert holding.retention.endswith("."), holding.title
        assert not holding.stays or holding.stays.endswith("."), holding.title
    slugs = [holding.slug for holding in holdings.registered()]
    assert len(set(slugs)) == len(slugs)


def rows_everywhere() -> Person:
    """A row about Suzie in every table that can have one."""
    petition = factories.petition()
    signature = confirmed(petition)
    invalidating.invalidate(signatures=[signature.pk], reason="Signed as Suzie by somebody else.", by=None)
    invalidating.restore(signatures=[signature.pk], reason="It was Suzie after all.", by=None)
    Attempt.objects.create(petition=petition, signature=signature, domain="example.org", country="GB", name="a hash")
    person = signature.person
    gone = signed(petition, MALLORY).person
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    Merge.objects.create(kept=person, gone=gone)
    consents.confirm([consents.give(person=person, wording=wording(), form="a test")])
    codes.ask(email=SUZIE["email"])
    asking.receive(kind="access", name=SUZIE["name"], email=SUZIE["email"], details="All of it.")
    suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.OBJECTION
    )
    login = factories.user("suzie", person=person)
    EmailAddress.objects.create(user=login, email=SUZIE["email"], verified=True, primary=True)
    Authenticator.objects.create(user=login, type=Authenticator.Type.TOTP, data={"secret": "a secret"})
    UserProfile.get_for_user(login)
    groups.everything_about(person)
    training.everything_about(person)
    letters.everything_about(person)
    LegalHold.objects.create(
        person=person, reason="Over.", placed_by=login, lifted_at=timezone.now() - timedelta(days=1)
    )
    AccessRecord.objects.create(by=None, person=person, action=Access.VIEWED)
    message = Delivery.objects.to_address(person.address_id)[0].message_id
    ProviderEvent.objects.create(provider="postmark", event_key="1", type=EventType.DELIVERED, delivery=message)
    return person


def test_what_somebody_takes_along_has_every_table_that_mentions_them() -> None:
    person = rows_everywhere()
    taken = own_data.everything(person.address_id)
    assert len(taken) == 2
    assert {kind["what"] for kind in taken[0]["held"]} == {holding.title for holding in holdings.registered()}
    values = {kind["what"]: kind["rows"][0] for kind in taken[0]["held"]}
    assert values["Signatures"]["postcode"] == SUZIE["postcode"]
    assert values["Messages sent"]["filled_with"] is not None
    assert values["Your requests and complaints"]["details"] == "All of it."
    assert values["What you agreed to"]["words_shown"] == "Yes, write to me: Campaign news."
    assert {kind["what"] for kind in taken[1]["held"]} >= {"Name", "Email address", "Messages sent"}


def test_no_secret_is_taken_along() -> None:
    person = rows_everywhere()
    digits = Delivery.objects.get(kind="entry_code").context["code"]
    text = json.dumps(
        [kind["rows"] for kind in own_data.everything(person.address_id)[0]["held"]], default=lambda _: ""
    )
    for secret in ("a secret", digits, person.address.token, factories.PASSWORD):
        assert secret not in text


def test_erasing_leaves_no_holding_with_a_word_of_theirs() -> None:
    person = rows_everywhere()
    for holding in holdings.registered():
        holding.erase(person)
    person.refresh_from_db()
    left = json.dumps(own_data.held_about(person), default=str)
    for word in ("Suzie", "suzie", SUZIE["postcode"], "All of it", "a secret", "Please act", "Example Street"):
        assert word not in left
