"""What each address answers to each role. An address without an expectation fails the walk.

Later apps add their addresses here. Statuses are of a GET with sample arguments; 302 from the admin leads to signing
in, or, for a login that may not edit, back to it.
"""

from collections.abc import Callable
from datetime import date

from wagtail.models import Workflow, WorkflowState

from campaigns.models import Petition
from pages.models import Fact, Record
from places.enums import DataKind
from places.models import Constituency, DataImport
from tests import factories
from tests.access.expected import Expected, administrators_only, everybody, staff_only
from tests.access.people import PEOPLE
from training.models import Indicator


def a_petition() -> tuple[object, ...]:
    return (Petition.objects.get().pk,)


def a_petition_slug() -> tuple[object, ...]:
    return (Petition.objects.get().slug,)


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
    "petition_sign": everybody(200, a_petition_slug),
    "petition_check_inbox": everybody(200, a_petition_slug),
    "petition_confirm": everybody(404, lambda: (*a_petition_slug(), "no-such-token")),
    "petition_constituency": everybody(404, lambda: (*a_petition_slug(), "no-such-token")),
    "api:start": everybody(200),
    "api:api-root": everybody(200),
    "api:openapi-json": everybody(200),
    "api:constituencies": everybody(200),
    "api:constituency": everybody(200, lambda: ("E14001063",)),
    "api:layers": everybody(200),
    "api:layer": everybody(200, lambda: ("signatures",)),
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
    "petitions:history_results": staff_only(a_petition),
    "petitions:delete": administrators_only(a_petition),
    **record("constituencies", a_constituency, added_by=administrators_only),
    **record("representatives", a_member),
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
