"""What each role may change in Wagtail's admin. In curly brackets: a thing of tests/access/scene.py.

Administrators may do all of it; whoever is not named tries in vain, whatever they are answered.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, PageViewRestriction, Site, Workflow, WorkflowState

from campaigns.models import (
    Bill,
    CampaignPage,
    Election,
    HandInPack,
    Letter,
    LetterAction,
    LetterAnswer,
    Mailout,
    MailoutReply,
    PaperBatch,
    Petition,
    PetitionNews,
    Position,
    PrintRun,
    RuleReplay,
    Segment,
    Series,
    SeriesStep,
    Signature,
    SupporterImport,
)
from groups.models import (
    Agreement,
    CommunityGroup,
    Event,
    GroupMessage,
    ImportBatch,
    NotDuplicate,
    Note,
    ReportDecision,
    Resource,
    SavedAnswer,
)
from mail.models import Delivery, Suppression
from pages.models import ArticlePage, Fact, SafetyRoutes, SiteDocument, SiteImage
from people.models import AccessRecord, ConsentWording, Controller, LegalHold, Person, User
from places.models import Constituency, DataImport, GovernmentOffice, Representative
from tests.access import mailing_out, serial
from tests.access.scene import picture
from training.models import (
    Award,
    CertificateBatch,
    Course,
    CourseVersion,
    Extension,
    FactTaught,
    Indicator,
    Module,
    Observation,
    Question,
    Revocation,
    TrainingLog,
    UpdateAsked,
)
from training.models import ImportBatch as TrainingList

WRITERS = "editor publisher campaigner"
Things = dict[str, Any]
OF_A_CAMPAIGN = ("updates", "supporters", "related_facts")


class Deed(NamedTuple):
    may: str
    path: str
    data: dict[str, Any]
    is_done: Callable[[Things], bool]


def article(**more: Any) -> dict[str, Any]:
    return {
        "title": "Written by a tester",
        "slug": "written",
        "summary": "Short.",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }


def record(**more: Any) -> dict[str, Any]:
    return {"source_name": "A source", "published_on": "2026-04-01", "review_by": "2027-04-01", **more}


def fact(**more: Any) -> dict[str, Any]:
    words = {"label": "Changed by a tester", "kind": "figure", "value": "2", "statement": "Two."}
    return record(key="a-fact", **words, **more)


def sign(**more: Any) -> dict[str, Any]:
    return record(code="G99", kind="general", sentence="Changed by a tester.", **more)


def petition(**more: Any) -> dict[str, Any]:
    words = {"title": "Changed by a tester", "wording": "We ask.", "addressee": "A minister"}
    return {"slug": "support-every-survivor", "goal": "10", **words, **more}


def campaign(**more: Any) -> dict[str, Any]:
    rows = {f"{rows}-{forms}_FORMS": "0" for rows in OF_A_CAMPAIGN for forms in ("TOTAL", "INITIAL")}
    return article(state="live", petition="", bill="", **rows, **more)


def bill(**more: Any) -> dict[str, Any]:
    words = {"title": "Changed by a tester", "slug": "a-bill", "kind": "government", "starts_in": "commons"}
    return {**words, "stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0", **more}


def written(live: bool) -> Callable[[Things], bool]:
    return lambda things: Page.objects.filter(title="Written by a tester", live=live).exists()


def in_state(state: str, name: str = "application") -> Callable[[Things], bool]:
    return lambda things: CommunityGroup.objects.filter(pk=things[name], state=state).exists()


def page(name: str, **so: Any) -> Callable[[Things], bool]:
    return lambda things: Page.objects.filter(pk=things[name], **so).exists()


def gone(model: Any, name: str) -> Callable[[Things], bool]:
    return lambda things: not model.objects.filter(pk=things[name]).exists()


def series_in(name: str, state: str) -> Callable[[Things], bool]:
    return lambda things: Series.objects.filter(pk=things[name], state=state).exists()


def there(model: Any, **so: Any) -> Callable[[Things], bool]:
    return lambda things: model.objects.filter(**so).exists()


PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}
NEW_ARTICLE, OF_FACTS, OF_SIGNS = "pages/add/pages/articlepage/", "snippets/pages/fact/", "snippets/training/indicator/"

PAGES = {
    "draft a page": Deed("editor publisher", NEW_ARTICLE + "{learn}/", article(), written(live=False)),
    "draft a page among campaigns": Deed(WRITERS, NEW_ARTICLE + "{campaigns}/", article(), written(live=False)),
    "publish a new page": Deed("publisher", NEW_ARTICLE + "{learn}/", article(**PUBLISH), written(live=True)),
    "publish a new page among campaigns": Deed(
        "publisher campaigner", NEW_ARTICLE + "{campaigns}/", article(**PUBLISH), written(live=True)
    ),
    "draft a change of a live page": Deed(
        "editor publisher", "pages/{live}/edit/", article(), page("live", has_unpublished_changes=True)
    ),
    "publish a change": Deed(
        "publisher", "pages/{live}/edit/", article(**PUBLISH), page("live", title="Written by a tester")
    ),
    "publish somebody's draft": Deed("publisher", "pages/{draft}/edit/", article(**PUBLISH), page("draft", live=True)),
    "publish a change of a campaign": Deed(
        "publisher campaigner",
        "pages/{campaign}/edit/",
        campaign(**PUBLISH),
        lambda things: CampaignPage.objects.get(pk=things["campaign"]).title == "Written by a tester",
    ),
    "schedule a change": Deed(
        "publisher",
        "pages/{draft}/edit/",
        article(**PUBLISH, go_live_at="2099-01-01 09:00"),
        lambda things: ArticlePage.objects.get(pk=things["draft"]).scheduled_revision is not None,
    ),
    "hand a draft in": Deed(
        "editor publisher",
        "pages/{draft}/edit/",
        article(**SUBMIT),
        lambda things: WorkflowState.objects.active().filter(object_id=str(things["draft"])).exists(),
    ),
    "approve": Deed(
        "publisher",
        "pages/workflow/action/{handed_in}/approve/{task_state}/",
        {"next": ""},
        page("handed_in", live=True),
    ),
    "send back": Deed(
        "publisher",
        "pages/workflow/action/{handed_in}/reject/{task_state}/",
        {"comment": "Say it in fewer words."},
        there(WorkflowState, status="needs_changes"),
    ),
    "unpublish": Deed("publisher", "pages/{live}/unpublish/", {}, page("live", live=False)),
    "delete a live page": Deed("publisher", "pages/{live}/delete/", {}, gone(Page, "live")),
    "delete a draft": Deed("editor publisher", "pages/{draft}/delete/", {}, gone(Page, "draft")),
    "delete a whole section": Deed(
        "", "pages/{learn}/delete/", {"confirm_site_name": "ACTFORJUSTICE"}, gone(Page, "learn")
    ),
    "move a live page": Deed(
        "publisher", "pages/{live}/move/{elsewhere}/confirm/", {}, page("live", url_path="/home/elsewhere/live/")
    ),
    "copy a page as a draft": Deed(
        "editor publisher",
        "pages/{live}/copy/",
        {"new_title": "A twin", "new_slug": "twin", "new_parent_page": "{learn}", "publish_copies": ""},
        there(Page, title="A twin", live=False),
    ),
    "copy a page and publish the copy": Deed(
        "publisher",
        "pages/{live}/copy/",
        {"new_title": "A twin", "new_slug": "twin", "new_parent_page": "{learn}", "publish_copies": "on"},
        there(Page, title="A twin", live=True),
    ),
    "make a live twin": Deed(
        "publisher",
        "pages/{live}/copy/",
        {"new_title": "A twin", "new_slug": "twin", "new_parent_page": "{learn}", "alias": "on"},
        there(Page, alias_of__isnull=False),
    ),
    "make a page private": Deed(
        "publisher",
        "pages/{live}/privacy/",
        {"restriction_type": "login"},
        there(PageViewRestriction, restriction_type="login"),
    ),
    "lock a page": Deed("publisher", "pages/{live}/lock/", {}, page("live", locked=True)),
    "publish many": Deed("publisher", "bulk/wagtailcore/page/publish/?id={draft}", {}, page("draft", live=True)),
    "unpublish many": Deed("publisher", "bulk/wagtailcore/page/unpublish/?id={live}", {}, page("live", live=False)),
    "delete many": Deed("publisher", "bulk/wagtailcore/page/delete/?id={live}", {}, gone(Page, "live")),
    "move many": Deed(
        "publisher",
        "bulk/wagtailcore/page/move/?id={live}",
        {"chooser": "{elsewhere}"},
        page("live", url_path="/home/elsewhere/live/"),
    ),
}
FACTS_AND_SIGNS = {
    "draft a change of a fact": Deed(
        WRITERS, OF_FACTS + "edit/{fact}/", fact(), there(Fact, key="a-fact", has_unpublished_changes=True)
    ),
    "publish a change of a fact": Deed("publisher", OF_FACTS + "edit/{fact}/", fact(**PUBLISH), there(Fact, value="2")),
    "hand a fact in": Deed(
        WRITERS,
        OF_FACTS + "edit/{fact}/",
        fact(**SUBMIT),
        there(WorkflowState, content_type__model="fact", status="in_progress"),
    ),
    "unpublish a fact": Deed("publisher", OF_FACTS + "unpublish/{fact}/", {}, there(Fact, key="a-fact", live=False)),
    "delete a fact": Deed("", OF_FACTS + "delete/{fact}/", {}, gone(Fact, "fact")),
    "draft a change of a sign": Deed(
        "editor publisher trainer",
        OF_SIGNS + "edit/{sign}/",
        sign(),
        there(Indicator, code="G99", has_unpublished_changes=True),
    ),
    "publish a change of a sign": Deed(
        "publisher", OF_SIGNS + "edit/{sign}/", sign(**PUBLISH), there(Indicator, sentence="Changed by a tester.")
    ),
    "delete a sign that nobody has seen": Deed(
        "", OF_SIGNS + "delete/{draft_sign}/", {}, gone(Indicator, "draft_sign")
    ),
}
FILES = {
    "add a picture": Deed(
        WRITERS,
        "images/add/",
        {"title": "Added", "collection": "1", "file": picture},
        there(SiteImage, title="Added"),
    ),
    "change somebody's picture": Deed(
        "publisher",
        "images/{image}/",
        {"title": "Changed", "collection": "1"},
        there(SiteImage, title="Changed"),
    ),
    "delete somebody's picture": Deed("publisher", "images/{image}/delete/", {}, gone(SiteImage, "image")),
    "delete somebody's document": Deed("publisher", "documents/delete/{document}/", {}, gone(SiteDocument, "document")),
}
CAMPAIGNS = {
    "change a petition": Deed(
        "campaigner", "petitions/edit/{petition}/", petition(), there(Petition, title="Changed by a tester")
    ),
    "close a petition": Deed("campaigner", "petitions/{petition}/close/", {}, there(Petition, state="closed")),
    "approve a petition": Deed(
        "approver", "petitions/{submitted}/approve/", {"now": "on"}, there(Petition, slug="submitted", state="open")
    ),
    "send a petition back": Deed(
        "approver", "petitions/{submitted}/send-back/", {"because": "Too long."}, there(Petition, state="draft")
    ),
    "ask for a proof of work": Deed(
        "approver",
        "fraud-rules/challenges/{petition}/start/",
        {"hours": "2", "why": "An attack."},
        there(Petition, challenge_until__isnull=False),
    ),
    "write news of a petition": Deed(
        "campaigner",
        "petitions/{petition}/news/new/",
        {"kind": "update", "subject": "By a tester", "body": "Some."},
        there(PetitionNews, subject="By a tester"),
    ),
    "send news of a petition": Deed(
        "approver", "petitions/{petition}/news/{news}/send/", {}, there(PetitionNews, sent_at__isnull=False)
    ),
    "invalidate a signature": Deed(
        "campaigner",
        "signatures/decide/",
        {
            "petition": "{signed_petition}",
            "decision": "invalidated",
            "pks": "{signature}",
            "up_to": "{signature}",
            "reason": "A tester.",
        },
        there(Signature, state="invalidated"),
    ),
    "show a comment": Deed(
        "campaigner",
        "petition-comments/",
        {"comment": "{signature}", "rest": "show"},
        there(Signature, comment_state="shown"),
    ),
    "enter sheets of paper": Deed(
        "campaigner",
        "paper/new/",
        {"petition": "{petition}", "number": "3", "scan": lambda: ContentFile(b"%PDF-1.7", "scan.pdf")},
        there(PaperBatch, number=3),
    ),
    "approve sheets of paper": Deed(
        "campaigner approver", "paper/{paper}/approve/", {}, there(PaperBatch, state="approved")
    ),
    "refuse sheets of paper": Deed(
        "campaigner approver", "paper/{paper}/refuse/", {"reason": "A tester."}, there(PaperBatch, state="refused")
    ),
    "take a scan of sheets": Deed(
        "campaigner approver", "paper/{paper}/scan/", {}, there(AccessRecord, reason__startswith="scan of")
    ),
    "replay a rule": Deed(
        "approver",
        "fraud-rules/{rule}/replay/",
        {"judgement": "held", "order": "60", "quota": "9", "seconds": "60"},
        there(RuleReplay, rule__name="ip-burst"),
    ),
    "ask for a hand-in pack": Deed(
        "campaigner",
        "hand-in-packs/new/",
        {"petition": "{petition}"},
        lambda things: HandInPack.objects.filter(petition=things["petition"]).exists(),
    ),
    "start a petition": Deed("campaigner", "petitions/new/", petition(slug="new"), there(Petition, slug="new")),
    "write down a bill": Deed("campaigner", "bills/new/", bill(slug="new"), there(Bill, slug="new")),
    "change a bill": Deed("campaigner", "bills/edit/{bill}/", bill(), there(Bill, title="Changed by a tester")),
    "delete a bill": Deed("", "bills/delete/{bill}/", {}, gone(Bill, "bill")),
    "delete a petition": Deed("", "petitions/delete/{free_petition}/", {}, gone(Petition, "free_petition")),
}
SETTINGS = {
    "name the safety routes": Deed(
        "publisher",
        "settings/pages/safetyroutes/{site}/",
        {"if_this_is_you": "{live}", "if_you_are_worried": ""},
        lambda things: SafetyRoutes.objects.filter(if_this_is_you=things["live"]).exists(),
    ),
    "redirect": Deed(
        "publisher",
        "redirects/add/",
        {
            "old_path": "/from/",
            "is_permanent": "on",
            "redirect_link": "https://example.org/",
            "redirect_page": "",
            "site": "",
        },
        there(Redirect, old_path="/from"),
    ),
    "delete a redirect": Deed("publisher", "redirects/{redirect}/delete/", {}, gone(Redirect, "redirect")),
}
ADMINISTRATION = {
    "add a login": Deed(
        "",
        "users/new/",
        {
            "email": "new@example.org",
            "first_name": "New",
            "last_name": "Person",
            "password1": "a long enough one",
            "password2": "a long enough one",
        },
        there(User, email="new@example.org"),
    ),
    "delete a login": Deed("", "users/delete/{user}/", {}, gone(User, "user")),
    "delete a group": Deed("", "groups/delete/{group}/", {}, gone(Group, "group")),
    "delete a site": Deed("", "sites/delete/{site}/", {}, gone(Site, "site")),
    "add a collection": Deed("", "collections/add/", {"name": "Films", "parent": "1"}, there(Collection, name="Films")),
    "switch approval off": Deed("", "workflows/disable/{workflow}/", {}, there(Workflow, active=False)),
}
PLACES = {
    "giving a constituency its Welsh name": Deed(
        "campaigner",
        "constituencies/edit/{constituency}/",
        {"name_cy": "De Leeds"},
        lambda things: Constituency.objects.filter(name_cy="De Leeds").exists(),
    ),
    "naming a seat's MP": Deed(
        "campaigner",
        "representatives/new/",
        {"constituency": "{empty_seat}", "name": "Bo Sample"},
        lambda things: Representative.objects.filter(name="Bo Sample", source="by_hand").exists(),
    ),
    "ending an MP's time": Deed(
        "campaigner",
        "representatives/edit/{member}/",
        {"constituency": "{constituency}", "name": "Alex Sample", "ended_on": "2026-11-01"},
        lambda things: not Representative.objects.current().filter(pk=things["member"]).exists(),
    ),
    "taking an MP out of history": Deed(
        "",
        "representatives/delete/{member}/",
        {},
        gone(Representative, "member"),
    ),
    "moving a minister's office": Deed(
        "campaigner",
        "government-offices/edit/{office}/",
        {
            "department": "Example Office",
            "department_slug": "example-office",
            "post": "Secretary of State for Examples",
            "salutation": "Dear Secretary of State",
            "address": "1 Example Street",
        },
        lambda things: GovernmentOffice.objects.filter(address="1 Example Street").exists(),
    ),
    "removing an office": Deed(
        "",
        "government-offices/delete/{office}/",
        {},
        gone(GovernmentOffice, "office"),
    ),
    "removing a record of an import": Deed(
        "",
        "imports/delete/{import}/",
        {},
        lambda things: not DataImport.objects.exists(),
    ),
}
POST_ROOM = {
    "stopping a message": Deed(
        "campaigner", "deliveries/{waiting}/cancel/", {}, there(Delivery, kind="still_there", state="cancelled")
    ),
    "sending an uncertain message again": Deed(
        "campaigner",
        "deliveries/{delivery}/send-again/",
        {},
        lambda things: Delivery.objects.filter(pk=things["delivery"], state="queued").exists(),
    ),
    "writing to an address again": Deed(
        "officer",
        "suppressions/inspect/{suppression}/",
        {"because": "They asked us to."},
        lambda things: Suppression.objects.filter(pk=things["suppression"], lifted_at__isnull=False).exists(),
    ),
}
DESK = {
    "erasing somebody": Deed(
        "officer",
        "data-protection/people/{person}/erase/",
        {"sure": "on", "reason": "They asked us to."},
        lambda things: Person.objects.filter(pk=things["person"], erased_at__isnull=False).exists(),
    ),
    "a legal hold": Deed(
        "officer",
        "data-protection/people/{person}/hold/",
        {"reason": "A court asks."},
        lambda things: LegalHold.objects.filter(person=things["person"]).exists(),
    ),
    "recording an objection": Deed(
        "officer",
        "data-protection/people/{person}/object/",
        {"reason": "They told us on the telephone."},
        lambda things: Suppression.objects.filter(reason="objection").exists(),
    ),
    "publishing a wording": Deed(
        "officer",
        "data-protection/wordings/{wording}/publish/",
        {},
        lambda things: ConsentWording.objects.filter(pk=things["wording"], published_at__isnull=False).exists(),
    ),
    "switching the soft opt-in on": Deed(
        "officer",
        "settings/people/controller/{site}/",
        {"name": "A charity", "postal_address": "", "privacy_page": "", "charity_number": "123", "soft_opt_in": "on"},
        there(Controller, soft_opt_in=True),
    ),
}
MEETING = {
    "title": "Written by a tester",
    "kind": "meeting",
    "day": "2099-06-01",
    "start": "19:00",
    "end": "21:00",
    "place": "Example Hall",
}
SESSION = {
    **MEETING,
    "day": f"{timezone.localdate() + timedelta(days=30)}",
    "version": "{version}",
    "trainer": "{teacher}",
}
RULES_OF_A_VERSION = (
    "minutes",
    "pass_mark",
    "drawn",
    "critical",
    "refresher",
    "tries",
    "wait_hours",
    "limit_minutes",
)
GROUPS = {
    "approving a group": Deed("coordinator", "group-applications/{application}/approve/", {}, in_state("approved")),
    "turning a group down": Deed(
        "coordinator", "group-applications/{application}/reject/", {"words": "Not ours."}, in_state("rejected")
    ),
    "asking about a group": Deed(
        "coordinator",
        "group-applications/{application}/ask/",
        {"words": "Which town?", "topics": "place"},
        in_state("needs_information"),
    ),
    "closing a group": Deed(
        "coordinator", "group-applications/{community}/close/", {"words": "Quiet."}, in_state("closed", "community")
    ),
    "telling two groups apart": Deed(
        "coordinator",
        "group-applications/{application}/not-a-duplicate-of/{community}/",
        {},
        lambda things: NotDuplicate.objects.exists(),
    ),
    "bringing a file of groups in": Deed(
        "coordinator", "group-imports/{file}/make/", {}, there(CommunityGroup, slug="leeds-lantern")
    ),
    "changing the length of a version": Deed(
        "trainer",
        "training-courses/versions/{draft_version}/rules/",
        {**dict.fromkeys(RULES_OF_A_VERSION, "9"), "what_changed": "By a tester."},
        there(CourseVersion, what_changed="By a tester."),
    ),
    "publishing a version": Deed(
        "trainer",
        "training-courses/versions/{draft_version}/publish/",
        {},
        lambda things: CourseVersion.objects.in_use().filter(pk=things["draft_version"]).exists(),
    ),
    "signing a version off": Deed(
        "approver",
        "training-courses/versions/{in_use}/sign-off/",
        {},
        lambda things: CourseVersion.objects.filter(pk=things["in_use"]).exclude(signed_off_at=None).exists(),
    ),
    "taking a module out": Deed("trainer", "training-courses/modules/{module}/remove/", {}, gone(Module, "module")),
    "retiring a course": Deed(
        "trainer",
        "training-courses/{course}/retire/",
        {},
        lambda things: Course.objects.filter(pk=things["course"]).exclude(retired_at=None).exists(),
    ),
    "extending an award": Deed(
        "trainer",
        "training-awards/{award}/extend/",
        {"until": "2099-12-31", "reason": "No sessions."},
        there(Extension, reason="No sessions."),
    ),
    "revoking an award": Deed(
        "trainer",
        "training-awards/{award}/revoke/",
        {"reason": "Called off."},
        there(Revocation, reason="Called off."),
    ),
    "retiring a question": Deed(
        "trainer",
        "training-questions/{question}/retire/",
        {},
        lambda things: Question.objects.filter(pk=things["question"]).exclude(retired_at=None).exists(),
    ),
    "asking who holds a course": Deed(
        "trainer",
        "training-updates/facts/{taught}/ask/",
        {"what_changed": "Another number."},
        there(UpdateAsked, what_changed="Another number."),
    ),
    "asking nobody about a change": Deed(
        "trainer",
        "training-updates/facts/{taught}/leave/",
        {},
        lambda things: FactTaught.objects.filter(pk=things["taught"], words__startswith="3").exists(),
    ),
    "making certificates": Deed(
        "trainer",
        "training-certificates/new/",
        {"course": "{course_of_certificates}"},
        lambda things: CertificateBatch.objects.exclude(pk=things["certificates"]).exists(),
    ),
    "taking certificates away": Deed(
        "trainer",
        "training-certificates/{certificates}/archive/",
        {},
        there(AccessRecord, reason__startswith="certificates"),
    ),
    "noting a list of people trained": Deed(
        "trainer", "training-lists/{training_list}/make/", {}, there(Award, name="Morgan")
    ),
    "forgetting a list of people trained": Deed(
        "trainer", "training-lists/{training_list}/discard/", {}, gone(TrainingList, "training_list")
    ),
    "taking coverage away": Deed(
        "trainer", "training-coverage/csv/", {}, there(AccessRecord, reason__startswith="who is trained where")
    ),
    "taking attendance away": Deed(
        "trainer", "training-attendance/csv/", {}, there(AccessRecord, reason__startswith="attendance of sessions")
    ),
    "forgetting a file of groups": Deed("coordinator", "group-imports/{file}/discard/", {}, gone(ImportBatch, "file")),
    "making two groups one": Deed(
        "coordinator", "group-duplicates/{community}/with/{application}/", {}, in_state("merged")
    ),
    "writing to groups": Deed(
        "coordinator",
        "messages-to-groups/new/",
        {"subject": "Written by a tester", "body": "Words.", "states": ["approved"]},
        there(GroupMessage, subject="Written by a tester"),
    ),
    "changing a message to groups": Deed(
        "coordinator",
        "messages-to-groups/{letter}/change/",
        {"subject": "Changed by a tester", "body": "Words.", "states": ["approved"]},
        there(GroupMessage, subject="Changed by a tester"),
    ),
    "sending a message to groups": Deed(
        "approver",
        "messages-to-groups/{letter}/send/",
        {},
        lambda things: GroupMessage.objects.filter(pk=things["letter"], state="sending").exists(),
    ),
    "letting out what a leader wrote": Deed(
        "coordinator",
        "messages-to-groups/{held_letter}/approve/",
        {},
        lambda things: GroupMessage.objects.filter(pk=things["held_letter"], state="sending").exists(),
    ),
    "refusing what a leader wrote": Deed(
        "coordinator",
        "messages-to-groups/{held_letter}/refuse/",
        {"reason": "A tester."},
        there(GroupMessage, state="refused"),
    ),
    "adding something for groups": Deed(
        "coordinator",
        "resources-of-groups/new-made/",
        {"title": "Written by a tester", "maker": "group-page", "order": "1"},
        there(Resource, title="Written by a tester"),
    ),
    "withdrawing what groups use": Deed(
        "coordinator", "resources-of-groups/{resource}/withdraw/", {}, there(Resource, withdrawn_at__isnull=False)
    ),
    "noting something about a group": Deed(
        "coordinator", "community-groups/{community}/note/", {"text": "Rang them."}, there(Note, text="Rang them.")
    ),
    "dismissing the report of an invitation": Deed(
        "coordinator", "group-reports/{reported}/dismiss/", {"reason": "A slip."}, there(ReportDecision, stops=False)
    ),
    "stopping somebody's invitations": Deed(
        "coordinator", "group-reports/{reported}/stop/", {"reason": "Strangers."}, there(ReportDecision, stops=True)
    ),
    "releasing words in doubt": Deed(
        "coordinator",
        "words-in-doubt/{doubtful}/release/",
        {"seen": "{doubt}"},
        lambda things: not Event.objects.in_doubt().exists(),
    ),
    "refusing words in doubt": Deed(
        "coordinator",
        "words-in-doubt/{doubtful}/refuse/",
        {"seen": "{doubt}", "reason": "A tester."},
        gone(Event, "doubtful"),
    ),
    "changing a draft of the agreement": Deed(
        "coordinator",
        "group-agreements/{agreement}/change/",
        {"text": "By a tester."},
        there(Agreement, text="By a tester."),
    ),
    "publishing a version of the agreement": Deed(
        "approver",
        "group-agreements/{agreement}/publish/",
        {"sure": "on"},
        there(Agreement, published_at__isnull=False),
    ),
    "planning an event of the charity": Deed(
        "coordinator", "charity-events/new/", MEETING, there(Event, title="Written by a tester")
    ),
    "changing an event of the charity": Deed(
        "coordinator", "charity-events/{event}/change/", MEETING, there(Event, title="Written by a tester")
    ),
    "publishing an event of the charity": Deed(
        "coordinator",
        "charity-events/{draft_event}/publish/",
        {},
        there(Event, title="Not published yet", state="published"),
    ),
    "cancelling an event of the charity": Deed(
        "coordinator", "charity-events/{event}/cancel/", {"because": "Snow."}, there(Event, state="cancelled")
    ),
    "refusing logged training": Deed(
        "trainer",
        "training-logs/{log}/refuse/",
        {"reason": "Called off."},
        there(TrainingLog, state="refused", review="Called off."),
    ),
    "confirming logged training": Deed(
        "trainer", "training-logs/{log}/confirm/", {"note": "Seen."}, there(TrainingLog, state="confirmed")
    ),
    "noting what a trainer does": Deed(
        "trainer",
        "trainers/{accredited}/observe/",
        {"on": "2026-01-02", "note": "Clear and calm."},
        there(Observation, note="Clear and calm."),
    ),
    "planning a training session": Deed(
        "trainer", "training-sessions/new/", SESSION, there(Event, title="Written by a tester")
    ),
    "changing a training session": Deed(
        "trainer", "training-sessions/{session}/change/", SESSION, there(Event, title="Written by a tester")
    ),
    "publishing a training session": Deed(
        "trainer",
        "training-sessions/{draft_session}/publish/",
        {},
        there(Event, title="A draft of a session", state="published"),
    ),
    "cancelling a training session": Deed(
        "trainer",
        "training-sessions/{session}/cancel/",
        {"because": "Snow."},
        there(Event, title="Published", state="cancelled"),
    ),
    "changing a saved answer": Deed(
        "coordinator",
        "group-answers/edit/{answer}/",
        {"title": "Changed by a tester", "text": "Words."},
        there(SavedAnswer, title="Changed by a tester"),
    ),
}


def election(**more: Any) -> dict[str, Any]:
    return {"announced_on": "2029-05-01", "dissolved_on": "2029-05-08", "polling_on": "2029-06-14", **more}


def letter_in(name: str, state: str) -> Callable[[Things], bool]:
    return lambda things: Letter.objects.filter(pk=things[name], state=state).exists()


def decided(name: str, deed: str, **more: Any) -> dict[str, Any]:
    return {"deed": deed, "pks": f"{{{name}}}", "note": "A tester.", **more}


TABLE = "constituency;stand;evidence\nLeeds South;opposes;By a tester."
LETTERS = {
    "close a letter action": Deed(
        "campaigner", "letter-actions/{letter_action}/close/", {}, there(LetterAction, state="closed")
    ),
    "approve a letter action": Deed(
        "approver",
        "letter-actions/{submitted_action}/approve/",
        {"now": "on"},
        there(LetterAction, slug="submitted", state="open"),
    ),
    "send a letter action back": Deed(
        "approver",
        "letter-actions/{submitted_action}/send-back/",
        {"because": "Too long."},
        there(LetterAction, slug="submitted", state="draft"),
    ),
    "delete a letter action that nobody wrote for": Deed(
        "", "letter-actions/delete/{free_action}/", {}, gone(LetterAction, "free_action")
    ),
    "release a letter": Deed(
        "campaigner", "letters/decide/", decided("held_post", "release"), letter_in("held_post", "confirmed")
    ),
    "refuse a letter": Deed(
        "campaigner",
        "letters/decide/",
        decided("held_post", "refuse", reason="abuse"),
        letter_in("held_post", "refused"),
    ),
    "hold a letter": Deed(
        "campaigner", "letters/decide/", decided("confirmed_post", "hold"), letter_in("confirmed_post", "held")
    ),
    "give a letter back": Deed(
        "campaigner", "letters/decide/", decided("came_back", "give-back"), letter_in("came_back", "expired")
    ),
    "send a letter again": Deed(
        "campaigner", "letters/decide/", decided("came_back", "send-again"), letter_in("came_back", "confirmed")
    ),
    "send a letter by post": Deed(
        "campaigner", "letters/decide/", decided("came_back", "by-post"), letter_in("came_back", "confirmed")
    ),
    "mark a letter as sent": Deed(
        "campaigner", "letters/decide/", decided("doubted", "was-sent"), letter_in("doubted", "sent")
    ),
    "take the file of a print run": Deed(
        "campaigner", "print-runs/{print_run}/file/", {}, there(AccessRecord, reason__startswith="print run")
    ),
    "mark a print run as posted": Deed(
        "campaigner", "print-runs/{print_run}/posted/", {"on": "2026-01-05"}, there(PrintRun, state="posted")
    ),
    "deal with an answer": Deed(
        "campaigner", "letter-answers/seen/", {"ticked": "{reply}"}, there(LetterAnswer, seen_at__isnull=False)
    ),
    "bring a list of supporters in": Deed(
        "campaigner",
        "supporter-lists/{supporters}/take-in/",
        {},
        there(Person, address__canonical="newcomer@example.org", name="New Sample"),
    ),
    "have the people on a list asked": Deed(
        "campaigner", "supporter-lists/{supporters_in}/ask/", {}, there(SupporterImport, asked_at__isnull=False)
    ),
    "take a list of supporters back": Deed(
        "campaigner", "supporter-lists/{supporters_in}/undo/", {}, there(SupporterImport, state="undone")
    ),
    "forget a list of supporters": Deed(
        "campaigner", "supporter-lists/{supporters}/discard/", {}, gone(SupporterImport, "supporters")
    ),
    "deal with a reply to a mail-out": Deed(
        "campaigner",
        "mail-out-replies/done/",
        {"ticked": "{mail_reply}"},
        there(MailoutReply, done_at__isnull=False),
    ),
    "record the objection of whoever replied": Deed(
        "campaigner",
        "mail-out-replies/{mail_reply}/objection/",
        {},
        there(Suppression, reason="objection", address__canonical="priya@example.org"),
    ),
    "ask whether an answer may be shown": Deed(
        "campaigner",
        "letter-answers/{reply}/ask/",
        {"text": "We have read what you write."},
        there(LetterAnswer, publication="asked"),
    ),
    "note where an MP stands": Deed(
        "campaigner",
        "positions-of-mps/new/",
        {
            "campaign": "{campaign}",
            "representative": "{member}",
            "stand": "opposes",
            "evidence": "By a tester.",
            "noted_on": "2026-01-05",
        },
        there(Position, evidence="By a tester."),
    ),
    "paste positions of MPs": Deed(
        "campaigner",
        "positions-of-mps/paste/",
        {
            "campaign": "{campaign}",
            "table": "constituency;stand;evidence\nLeeds South;opposes;By a tester.",
            "keep": "1",
        },
        there(Position, evidence="By a tester."),
    ),
    "write an election down": Deed(
        "campaigner", "elections/new/", election(), there(Election, polling_on="2029-06-14")
    ),
    "take all letters away": Deed(
        "campaigner", "letters-dashboard/csv/", {}, there(AccessRecord, reason__startswith="list of letters")
    ),
}
SERIES = {
    "hand a series in": Deed("campaigner", "series/{series}/submit/", {}, series_in("series", "in_review")),
    "approve a series": Deed(
        "approver", "series/{series_read}/approve/", {"digest": serial.digest}, series_in("series_read", "running")
    ),
    "send a series back": Deed(
        "approver", "series/{series_read}/send-back/", {"because": "Too long."}, series_in("series_read", "draft")
    ),
    "pause a series": Deed(
        "campaigner", "series/{series_running}/pause/", {"because": "A day."}, series_in("series_running", "paused")
    ),
    "end a series": Deed("campaigner", "series/{series_running}/end/", {}, series_in("series_running", "ended")),
    "try a message of a series": Deed(
        "campaigner", "series/{series}/messages/{series_message}/test/", {}, there(Delivery, kind="series", basis=None)
    ),
    "delete a message of a series": Deed(
        "campaigner",
        "series/{series}/messages/{series_message}/delete/",
        {},
        gone(SeriesStep, "series_message"),
    ),
    "say of a message of a series that it was sent": Deed(
        "campaigner",
        "series/{series_running}/settle/",
        {**serial.SETTLED, "ticked": "{series_in_doubt}"},
        lambda things: Delivery.objects.filter(pk=things["series_in_doubt"], state="accepted").exists(),
    ),
    "delete a series": Deed("", "series/delete/{series}/", {}, gone(Series, "series")),
}
MAILOUTS = {
    "delete a segment": Deed("campaigner", "segments/delete/{segment}/", {}, gone(Segment, "segment")),
    "ask whom a mail-out is for": Deed(
        "campaigner",
        "segments/look/",
        {"purpose": "campaign_news", "sample": "1"},
        there(AccessRecord, reason__contains="sample of the audience"),
    ),
    "approve a mail-out": Deed(
        "approver",
        "mail-outs/{mail_handed_in}/approve/",
        {"digest": mailing_out.digest_of_what_was_handed_in},
        there(Mailout, slug="mail-handed-in", state="approved"),
    ),
    "send a mail-out back": Deed(
        "approver",
        "mail-outs/{mail_handed_in}/send-back/",
        {"because": "Too long."},
        there(Mailout, slug="mail-handed-in", state="draft"),
    ),
    "say when a mail-out leaves": Deed(
        "campaigner",
        "mail-outs/{mail_approved}/send/",
        {"when": "at", "at": "2036-01-07 10:00"},
        there(Mailout, slug="mail-approved", state="scheduled"),
    ),
    "pause a mail-out": Deed(
        "campaigner",
        "mail-outs/{mail_leaving}/pause/",
        {"because": "A tester."},
        there(Mailout, slug="mail-that-leaves", state="paused"),
    ),
    "cancel a mail-out": Deed(
        "campaigner",
        "mail-outs/{mail_leaving}/cancel/",
        {"because": "A tester."},
        there(Mailout, slug="mail-that-leaves", state="cancelled"),
    ),
    "copy a mail-out": Deed(
        "campaigner", "mail-outs/{mail_draft}/copy/", {}, there(Mailout, title__startswith="Copy of")
    ),
    "send a mail-out to oneself": Deed(
        "campaigner", "mail-outs/{mail_draft}/test/", {}, there(Delivery, kind="mailout", context__variant="a")
    ),
    "say of a message that it was sent": Deed(
        "campaigner",
        "mail-outs/{mail_leaving}/watch/settle/",
        {**serial.SETTLED, "ticked": "{mail_in_doubt}"},
        lambda things: Delivery.objects.filter(pk=things["mail_in_doubt"], state="accepted").exists(),
    ),
    "take the figures of a mail-out": Deed(
        "campaigner approver",
        "mail-outs/{mail_leaving}/csv/",
        {},
        there(AccessRecord, reason__startswith="figures of a mail-out"),
    ),
}
AREAS = {
    "series": SERIES,
    "groups": GROUPS,
    "post room": POST_ROOM,
    "data protection": DESK,
    "pages": PAGES,
    "facts and signs": FACTS_AND_SIGNS,
    "files": FILES,
    "campaigns": CAMPAIGNS,
    "letters": LETTERS,
    "mail-outs": MAILOUTS,
    "places": PLACES,
    "settings": SETTINGS,
    "administration": ADMINISTRATION,
}
