"""What each address answers to each role. An address without an expectation fails the walk.

Later apps add their addresses here. Statuses are of a GET with sample arguments; 302 from the admin leads to signing
in, or, for a login that may not edit, back to it.
"""

import uuid
from collections.abc import Callable
from datetime import date

from wagtail.models import Workflow, WorkflowState

from campaigns.models import (
    AllowedNetwork,
    Bill,
    CampaignPage,
    DecisionBatch,
    FraudRule,
    HandInPack,
    PaperBatch,
    Petition,
    PetitionNews,
    RuleReplay,
)
from groups.models import Activity, CommunityGroup, SavedAnswer
from groups.services import agreements, events, merging, reports
from pages.models import Fact, Record
from people.models import User
from places.enums import DataKind
from places.models import Constituency, DataImport
from tests import factories
from tests.access.attending import ATTENDING
from tests.access.awarded import AWARDED
from tests.access.brought_in import BROUGHT_IN
from tests.access.certified import CERTIFIED
from tests.access.expected import Expected, administrators_only, everybody, staff_only
from tests.access.given_to_groups import GIVEN_TO_GROUPS
from tests.access.logged import LOGGED
from tests.access.mailed import MAILED
from tests.access.mailing_out import MAILING_OUT
from tests.access.people import PEOPLE
from tests.access.quizzed import QUIZZED
from tests.access.serial import SERIAL
from tests.access.taught import TAUGHT
from tests.access.teaching import TEACHING
from tests.access.whitehall import WHITEHALL
from tests.access.written import WRITTEN
from tests.groups import applications, planned, sheets
from tests.groups import people as cast
from tests.people.deeds import signed
from training.models import Indicator


def a_petition() -> tuple[object, ...]:
    return (Petition.objects.get().pk,)


def a_petition_slug() -> tuple[object, ...]:
    return (Petition.objects.get().slug,)


def a_piece_of_news() -> tuple[object, ...]:
    made = PetitionNews.objects.create(petition=Petition.objects.get(), kind="update", subject="News", body="Some.")
    return (made.petition_id, made.pk)


def a_signature() -> tuple[object, ...]:
    return (signed(Petition.objects.get()).pk,)


def a_batch() -> tuple[object, ...]:
    made = DecisionBatch.objects.create(
        petition=Petition.objects.get(), decision="invalidated", reason="A wave.", up_to=1, total=1
    )
    return (made.pk,)


SOURCE = {"source_name": "A source", "published_on": date(2026, 4, 1), "review_by": date(2027, 4, 1)}


def a_fact() -> Record:
    return Fact.objects.create(key="a-fact", label="A fact", kind="figure", value="1", statement="One.", **SOURCE)


def a_sign() -> Record:
    return Indicator.objects.create(code="G99", kind="general", sentence="Somebody waits.", live=False, **SOURCE)


def of(record: Callable[[], Record]) -> Callable[[], tuple[object, ...]]:
    return lambda: (record().pk,)


def revision_of(record: Callable[[], Record]) -> tuple[object, ...]:
    made = record()
    return (made.pk, made.save_revision().pk)


def approval_of(record: Callable[[], Record]) -> tuple[Record, WorkflowState]:
    made = record()
    made.save_revision()
    return made, Workflow.objects.get().start(made, None)


def action_on(record: Callable[[], Record]) -> tuple[object, ...]:
    made, approval = approval_of(record)
    return (made.pk, "approve", approval.current_task_state.pk)


def approval_detail(record: Callable[[], Record]) -> tuple[object, ...]:
    made, approval = approval_of(record)
    return (made.pk, approval.pk)


def registry(name: str, record: Callable[[], Record]) -> dict[str, Expected]:
    """The screens of a registry with drafts, a history and approval."""
    screens = {
        "list": staff_only(),
        "list_results": staff_only(),
        "add": staff_only(),
        "edit": staff_only(of(record)),
        "usage": staff_only(of(record)),
        "history": staff_only(of(record)),
        "history_results": staff_only(of(record)),
        "revisions_revert": staff_only(lambda: revision_of(record)),
        "revisions_compare": staff_only(lambda: (revision_of(record)[0], "earliest", "latest")),
        "revisions_unschedule": staff_only(lambda: revision_of(record)),
        "unpublish": staff_only(of(record)),
        "workflow_action": staff_only(lambda: action_on(record)),
        "collect_workflow_action_data": staff_only(lambda: action_on(record)),
        "confirm_workflow_cancellation": staff_only(lambda: (approval_of(record)[0].pk,)),
        "workflow_history": staff_only(of(record)),
        "workflow_history_detail": staff_only(lambda: approval_detail(record)),
        "delete": administrators_only(of(record)),
    }
    return {f"{name}:{screen}": expected for screen, expected in screens.items()}


def a_constituency() -> tuple[object, ...]:
    return (Constituency.objects.get(slug="leeds-south").pk,)


def a_member() -> tuple[object, ...]:
    return (factories.representative(Constituency.objects.get(slug="leeds-south")).pk,)


def an_office() -> tuple[object, ...]:
    return (factories.office().pk,)


def a_bill() -> tuple[object, ...]:
    return (Bill.objects.create(title="A bill", slug="a-bill").pk,)


def a_bill_slug() -> tuple[object, ...]:
    a_bill()
    return ("a-bill",)


def a_campaign() -> tuple[object, ...]:
    return (CampaignPage.objects.get().pk,)


def a_petition_for_a_group() -> tuple[object, ...]:
    group = CommunityGroup(name="Leeds", slug="leeds", latitude=53.8, longitude=-1.5)
    group.save()
    return (*a_petition_slug(), group.slug)


def a_group() -> tuple[object, ...]:
    return a_petition_for_a_group()[1:]


def an_application() -> tuple[object, ...]:
    return (applications.sent_in().group_id,)


def another_group() -> object:
    return applications.approved_group().pk


def a_group_key() -> tuple[object, ...]:
    return (applications.approved_group().pk,)


def a_report() -> tuple[object, ...]:
    return (cast.reported(applications.approved_group()).pk,)


def a_stopped_sender() -> tuple[object, ...]:
    invitation = cast.reported(applications.approved_group())
    reports.stop(invitation, reason="They wrote to strangers.", by=User.objects.get(email="dele@example.org"))
    return (invitation.pk,)


def a_doubtful_event() -> tuple[object, ...]:
    made = events.draft(group=applications.approved_group(), details=planned.details(), is_doubtful=True)
    return (made.pk,)


def a_draft_agreement() -> tuple[object, ...]:
    return (agreements.draft(text="We keep people safe.", by=User.objects.get(email="morgan@example.org")).pk,)


def a_saved_answer() -> tuple[object, ...]:
    return (SavedAnswer.objects.create(title="Welcome", text="Welcome among us.").pk,)


def leaders_only(arguments: Callable[[], tuple[object, ...]]) -> Expected:
    """None of the roles leads a group: to them its pages are not there. tests/groups walks the others."""
    return Expected(302, 404, 404, 404, arguments)


def an_event() -> tuple[object, ...]:
    return (planned.event().slug,)


def of_charity() -> tuple[object, ...]:
    return (planned.event().pk,)


def a_place() -> tuple[object, ...]:
    return (planned.booked(planned.event(), "Suzie")[0].token,)


def a_planned_event() -> tuple[object, ...]:
    leeds = planned.leeds()
    return (leeds.slug, planned.event(leeds).pk)


def an_activity() -> tuple[object, ...]:
    leeds = planned.leeds()
    made = Activity.objects.create(group=leeds, kind="talk", on=date(2026, 3, 1), title="A talk")
    return (leeds.slug, made.pk)


def a_year_of_a_group() -> tuple[object, ...]:
    return (an_activity()[0], 2026)


def a_rule() -> tuple[object, ...]:
    return (FraudRule.objects.in_force()[0].pk,)


def a_replay() -> tuple[object, ...]:
    rule = FraudRule.objects.in_force()[0]
    return (RuleReplay.objects.create(rule=rule, judgement=rule.judgement, order=1).pk,)


def an_allowed_network() -> tuple[object, ...]:
    return (AllowedNetwork.objects.create(network="192.0.2.0/24", label="A school").pk,)


def a_batch_of_paper() -> tuple[object, ...]:
    return (PaperBatch.objects.create(petition=Petition.objects.get(), number=20).pk,)


def a_pack() -> tuple[object, ...]:
    return (HandInPack.objects.create(petition=Petition.objects.get()).pk,)


def an_import() -> tuple[object, ...]:
    return (DataImport.objects.create(kind=DataKind.OFFICES, source="offices.csv").pk,)


def record(
    name: str,
    arguments: Callable[[], tuple[object, ...]],
    added_by: Callable[..., Expected] = staff_only,
    changed_by: Callable[..., Expected] = staff_only,
) -> dict[str, Expected]:
    """The screens of records without drafts, which staff may look at, and administrators alone delete."""
    screens = {
        "index": staff_only(),
        "index_results": staff_only(),
        "inspect": staff_only(arguments),
        "usage": changed_by(arguments),
        "history": changed_by(arguments),
        "history_results": changed_by(arguments),
        "add": added_by(),
        "edit": changed_by(arguments),
        "delete": administrators_only(arguments),
    }
    return {f"{name}:{screen}": expected for screen, expected in screens.items()}


def kept_by_coordinators(name: str, arguments: Callable[[], tuple[object, ...]]) -> dict[str, Expected]:
    """Records of which none of the roles but administrators sees any."""
    made = record(name, arguments, administrators_only, administrators_only)
    lists = {f"{name}:index": administrators_only(), f"{name}:index_results": administrators_only()}
    return {key: expected for key, expected in (made | lists).items() if key != f"{name}:inspect"}


def screens(name: str, expected: dict[str, Expected]) -> dict[str, Expected]:
    return {f"{name}:{screen}": answer for screen, answer in expected.items()}


def a_file_of_groups() -> tuple[object, ...]:
    return (sheets.checked(sheets.as_csv(sheets.LEEDS), factories.user("importer")).pk,)


def a_merge_of_groups() -> tuple[object, ...]:
    gone = CommunityGroup.objects.create(name="Otley", slug="otley")
    kept = applications.approved_group()
    return (merging.merge(kept=kept, gone=gone, fields=[], by=factories.user("merger"), reason="").pk,)


LISTED = {"index": administrators_only(), "index_results": administrators_only()}
OURS: dict[str, Expected] = {
    "exit": everybody(303),
    "chart_csv": everybody(404, lambda: (1, "11111111-2222-4333-8444-555555555555")),
    "search": everybody(200),
    "robots": everybody(200),
    "your_area": everybody(200),
    "constituencies": everybody(200),
    "constituency": everybody(200, lambda: ("leeds-south",)),
    "places_sitemap": everybody(200),
    "sitemap": everybody(200),
    "print_signs": everybody(200),
    "print_what_to_do": everybody(404),
    **PEOPLE,
    "petitions": everybody(200),
    "petitions_feed": everybody(200),
    "petitions_sitemap": everybody(200),
    "petition": everybody(200, a_petition_slug),
    "petition_for": everybody(302, lambda: (*a_petition_slug(), "no-such-group")),
    "petition_where": everybody(200, a_petition_slug),
    "petition_comments": everybody(200, a_petition_slug),
    "petition_comments_page": everybody(404, lambda: (*a_petition_slug(), 2)),
    "petition_feed": everybody(200, a_petition_slug),
    "petition_embed": everybody(200, a_petition_slug),
    "petition_embed_look": everybody(200, lambda: (*a_petition_slug(), "dark")),
    "oembed": everybody(400),
    "petition_count": everybody(200, a_petition_slug),
    "petition_sign": everybody(200, a_petition_slug),
    "petition_challenge": everybody(204, a_petition_slug),
    "petition_sign_for": everybody(302, lambda: (*a_petition_slug(), "no-such-group")),
    "own_receipt": everybody(303, lambda: (1, 1)),
    "petition_code": everybody(200, a_petition_slug),
    "petition_send_again": everybody(200, a_petition_slug),
    "petition_check_inbox": everybody(200, a_petition_slug),
    "petition_confirm": everybody(404, lambda: (*a_petition_slug(), "no-such-token")),
    "petition_constituency": everybody(404, lambda: (*a_petition_slug(), "no-such-token")),
    "fraud_totals": everybody(200),
    "fraud_totals_csv": everybody(200),
    "petition_rules": everybody(200, a_petition_slug),
    "petition_log": everybody(200, a_petition_slug),
    "petition_log_check": everybody(200, a_petition_slug),
    "petition_log_entries": everybody(200, a_petition_slug),
    "petition_log_heads": everybody(200, a_petition_slug),
    "petition_log_keys": everybody(200),
    "petition_log_consistency": everybody(404, lambda: (*a_petition_slug(), 1, 2)),
    "petition_receipt": everybody(404, lambda: (*a_petition_slug(), 0)),
    "petition_receipt_file": everybody(404, lambda: (*a_petition_slug(), 0)),
    "petition_qr": everybody(200, a_petition_slug),
    "petition_poster": everybody(200, a_petition_slug),
    "petition_qr_for": everybody(200, a_petition_for_a_group),
    "petition_poster_for": everybody(200, a_petition_for_a_group),
    "campaign_follow": everybody(200, a_campaign),
    "campaign_follow_check_inbox": everybody(200, a_campaign),
    "campaign_follow_confirm": everybody(404, lambda: ("no-such-token",)),
    "bills": everybody(200),
    "bills_sitemap": everybody(200),
    "bill": everybody(200, a_bill_slug),
    "bill_calendar": everybody(404, a_bill_slug),
    "petition_sheet": everybody(200, a_petition_slug),
    "group_events": everybody(200),
    "group_events_calendar": everybody(200),
    "group_event": everybody(200, an_event),
    "group_event_book": everybody(200, an_event),
    "group_event_inbox": everybody(200, an_event),
    "group_event_calendar": everybody(200, an_event),
    "group_booking": everybody(200, a_place),
    "group_booking_calendar": everybody(200, a_place),
    "group_lead_events": Expected(302, 404, 404, 404, lambda: (planned.leeds().slug,)),
    "group_event_new": Expected(302, 404, 404, 404, lambda: (planned.leeds().slug,)),
    "group_event_planned": Expected(302, 404, 404, 404, a_planned_event),
    "group_event_change": Expected(302, 404, 404, 404, a_planned_event),
    "group_event_publish": Expected(302, 404, 404, 404, a_planned_event),
    "group_event_cancel": Expected(302, 404, 404, 404, a_planned_event),
    "group_event_attendance": Expected(302, 404, 404, 404, a_planned_event),
    "charity_events:index": administrators_only(),
    "charity_events:new": administrators_only(),
    "charity_events:page": administrators_only(of_charity),
    "charity_events:change": administrators_only(of_charity),
    "charity_events:publish": administrators_only(of_charity),
    "charity_events:cancel": administrators_only(of_charity),
    "charity_events:attendance": administrators_only(of_charity),
    **screens("groups_dashboard", {"index": administrators_only()}),
    **screens("community_groups", {**LISTED, **dict.fromkeys(("page", "note"), administrators_only(a_group_key))}),
    **screens("group_leaders", LISTED),
    **screens("group_imports", dict.fromkeys(("index", "upload"), administrators_only())),
    **screens(
        "group_imports",
        dict.fromkeys(("page", "match", "failing", "make", "undo", "discard"), administrators_only(a_file_of_groups)),
    ),
    "group_imports:choose": Expected(302, 302, 405, 405, a_file_of_groups),
    **screens("group_duplicates", dict.fromkeys(("index", "merges"), administrators_only())),
    "group_duplicates:merge": administrators_only(lambda: (cast.group().pk, another_group())),
    "group_duplicates:undo": administrators_only(a_merge_of_groups),
    **screens("group_steps", LISTED),
    **screens("group_reports", {"index": administrators_only()}),
    **screens("group_reports", dict.fromkeys(("dismiss", "stop"), administrators_only(a_report))),
    "group_reports:lift": administrators_only(a_stopped_sender),
    **screens("event_doubts", {"index": administrators_only()}),
    **screens("event_doubts", dict.fromkeys(("release", "refuse"), administrators_only(a_doubtful_event))),
    **screens("group_agreements", {**LISTED, "new": administrators_only()}),
    **screens("group_agreements", dict.fromkeys(("page", "change", "publish"), administrators_only(a_draft_agreement))),
    "group_calendar": everybody(200, lambda: (planned.leeds().slug,)),
    "group_register": everybody(200),
    "group_register_inbox": everybody(200),
    "group_register_back": everybody(404, lambda: ("no-such-token",)),
    "group_register_check": everybody(303, lambda: ("no-such-token",)),
    "group_register_answer": everybody(303, lambda: ("no-such-token",)),
    "group_register_step": everybody(303, lambda: ("no-such-token", "group")),
    "group_applications:index": administrators_only(),
    "group_applications:page": administrators_only(an_application),
    "group_applications:step": administrators_only(lambda: (*an_application(), "approve")),
    "group_applications:not_duplicate": administrators_only(lambda: (*an_application(), another_group())),
    **kept_by_coordinators("group_answers", a_saved_answer),
    "groups": everybody(200),
    "groups_sitemap": everybody(200),
    "group": everybody(200, a_group),
    "group_contact": everybody(200, a_group),
    "group_contact_sent": everybody(200, a_group),
    "group_join": everybody(200, a_group),
    "group_join_check_inbox": everybody(200, a_group),
    "group_join_confirm": everybody(404, lambda: ("no-such-token",)),
    "group_invitation": everybody(404, lambda: ("no-such-token",)),
    "group_invitation_report": everybody(404, lambda: ("no-such-token",)),
    "group_hand_over_answer": everybody(404, lambda: ("no-such-token",)),
    "group_lead": leaders_only(a_group),
    "group_year": everybody(200, a_year_of_a_group),
    "group_year_pdf": everybody(200, a_year_of_a_group),
    "group_activities": leaders_only(a_group),
    "group_activity_new": leaders_only(a_group),
    "group_activities_csv": leaders_only(a_group),
    "group_activity": leaders_only(an_activity),
    "group_activity_take_back": leaders_only(an_activity),
    "group_activity_put_back": leaders_only(an_activity),
    "group_people": leaders_only(a_group),
    "group_health": leaders_only(a_group),
    "group_agreement": leaders_only(a_group),
    "group_renewal": leaders_only(a_group),
    **GIVEN_TO_GROUPS,
    **MAILED,
    **MAILING_OUT,
    **ATTENDING,
    **TEACHING,
    **AWARDED,
    **CERTIFIED,
    **LOGGED,
    **QUIZZED,
    **TAUGHT,
    **WHITEHALL,
    **WRITTEN,
    "group_invite": leaders_only(a_group),
    "group_remove": leaders_only(lambda: (*a_group(), 1)),
    "group_invitation_withdraw": leaders_only(lambda: (*a_group(), 1)),
    "group_join_decide": leaders_only(lambda: (*a_group(), 1)),
    "group_leave": leaders_only(a_group),
    "group_hand_over": leaders_only(a_group),
    "group_hand_over_take_back": leaders_only(lambda: (*a_group(), 1)),
    "paper_batches:index": staff_only(),
    "paper_batches:index_results": staff_only(),
    "paper_batches:enter": staff_only(),
    "paper_batches:batch": staff_only(a_batch_of_paper),
    "paper_batches:sample": staff_only(a_batch_of_paper),
    "paper_batches:approve": Expected(302, 302, 405, 405, a_batch_of_paper),
    "paper_batches:refuse": Expected(302, 302, 405, 405, a_batch_of_paper),
    "paper_batches:scan": Expected(302, 302, 405, 405, a_batch_of_paper),
    "hand_in_packs:index": staff_only(),
    "hand_in_packs:index_results": staff_only(),
    "hand_in_packs:ask": staff_only(),
    "hand_in_packs:pack": staff_only(a_pack),
    "hand_in_packs:archive": Expected(302, 302, 405, 405, a_pack),
    "bills:index": staff_only(),
    "bills:index_results": staff_only(),
    "bills:add": staff_only(),
    "bills:edit": staff_only(a_bill),
    "bills:usage": staff_only(a_bill),
    "bills:history": staff_only(a_bill),
    "bills:history_results": staff_only(a_bill),
    "bills:delete": administrators_only(a_bill),
    "api:start": everybody(200),
    "api:api-root": everybody(200),
    "api:openapi-json": everybody(200),
    "api:constituencies": everybody(200),
    "api:constituency": everybody(200, lambda: ("E14001063",)),
    "api:layers": everybody(200),
    "api:layer": everybody(200, lambda: ("signatures",)),
    "api:petitions": everybody(200),
    "api:petition": everybody(200, a_petition_slug),
    "api:petition_constituencies": everybody(200, a_petition_slug),
    "api:petition_countries": everybody(200, a_petition_slug),
    "api:rules": everybody(200),
    "api:petition_rules": everybody(200, a_petition_slug),
    "api:petition_days": everybody(200, a_petition_slug),
    "api:nothing": everybody(404, lambda: ("no-such-address",)),
    "dev_mail": everybody(200),
    "dev_mail_message": everybody(404, lambda: ("no-such-message",)),
    "dev_style": everybody(200),
    "media": everybody(404, lambda: ("no-such-file",)),
    "petitions:index": staff_only(),
    "petitions:index_results": staff_only(),
    "petitions:add": staff_only(),
    "petitions:edit": staff_only(a_petition),
    "petitions:usage": staff_only(a_petition),
    "petitions:history": staff_only(a_petition),
    "petitions:page": staff_only(a_petition),
    "petitions:step": staff_only(lambda: (*a_petition(), "close")),
    "petitions:milestones": staff_only(a_petition),
    "petitions:news_new": staff_only(a_petition),
    "petitions:news_page": staff_only(a_piece_of_news),
    "petitions:news_look": staff_only(a_piece_of_news),
    "petitions:news_change": staff_only(a_piece_of_news),
    "petitions:news_discard": staff_only(a_piece_of_news),
    "petitions:news_send": administrators_only(a_piece_of_news),
    "signatures:index": staff_only(),
    "signatures:index_results": staff_only(),
    "signatures:page": staff_only(a_signature),
    "signatures:find": staff_only(),
    "signatures:choose": staff_only(),
    "signatures:decide": Expected(302, 302, 405, 405),
    "signatures:batches": staff_only(),
    "signatures:batch": staff_only(a_batch),
    "signatures:undo": staff_only(a_batch),
    "signatures:stop": staff_only(a_batch),
    "fraud_rules:index": staff_only(),
    "fraud_rules:change": administrators_only(a_rule),
    "fraud_rules:off": administrators_only(a_rule),
    "fraud_rules:on": administrators_only(a_rule),
    "fraud_rules:replay": administrators_only(a_rule),
    "fraud_rules:replays": administrators_only(),
    "fraud_rules:replayed": administrators_only(a_replay),
    "fraud_rules:allow": administrators_only(),
    "fraud_rules:disallow": administrators_only(an_allowed_network),
    "fraud_rules:challenges": staff_only(),
    "fraud_rules:challenge": administrators_only(a_petition),
    "fraud_rules:challenge_off": administrators_only(a_petition),
    "petition_comments:index": staff_only(),
    "petition_comments:history": staff_only(),
    "petition_comments:undo": Expected(302, 302, 405, 405, lambda: (uuid.uuid4(),)),
    "petitions:history_results": staff_only(a_petition),
    "petitions:delete": administrators_only(a_petition),
    **record("constituencies", a_constituency, added_by=administrators_only),
    **record("representatives", a_member),
    **BROUGHT_IN,
    **SERIAL,
    **record("offices", an_office),
    **record("imports", an_import, added_by=administrators_only, changed_by=administrators_only),
    "editors_guide": staff_only(),
    "facts_and_reviews": staff_only(),
    "facts_and_reviews_results": staff_only(),
    **registry("wagtailsnippets_pages_fact", a_fact),
    "wagtailsnippets_pages_fact:copy": staff_only(of(a_fact)),
    **registry("wagtailsnippets_training_indicator", a_sign),
}
# Wagtail's own public addresses, each with the reason that it is public.
PUBLIC_OF_WAGTAIL = {
    "wagtailadmin_login": "the sign-in page",
    "wagtailadmin_logout": "leads to the sign-in page",
    "wagtailadmin_password_reset": "leads to the sign-in page",
    "wagtailadmin_javascript_catalog": "translations of the admin's scripts",
    "wagtailadmin_sprite": "the admin's icons",
    "wagtail_serve": "editors' pages: drafts are not found, tests/pages walks them",
    "wagtaildocs_serve": "documents, private collections refused by Wagtail",
    "wagtaildocs_authenticate_with_password": "the password of a private collection",
    "wagtailcore_authenticate_with_password": "the password of a private page",
    "wagtailcore_login": "the sign-in page of private pages",
}
