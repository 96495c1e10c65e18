"""What editors are told while they work: facts past their date, facts in use, figures typed outside the registry."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.models import Page

from pages import facts, figures, named_facts, uses
from pages.blocks.chart import charts_in
from pages.models import Fact, Record

FACTS = "wagtailsnippets_pages_fact"
NAMED_AT_MOST = 10
HANDED_IN = {"action-submit", "action-workflow-action"}  # names of the editor's buttons


def links_to(stated: Iterable[Fact]) -> list[Any]:
    """Buttons of a message, which unlike links in its words can be read on its colour."""
    return [messages.button(reverse(f"{FACTS}:edit", args=[fact.pk]), fact.label) for fact in stated]


def keep_facts_in_use(request: HttpRequest, records: Collection[Model]) -> HttpResponse | None:
    """Before deleting one or many: back to where the first of them is shown, with the reason."""
    kept = [(fact, why) for fact in records if isinstance(fact, Fact) and (why := uses.why_it_stays(fact))]
    for fact, why in kept[:NAMED_AT_MOST]:
        tell_why_it_stays(request, fact, why)
    return redirect(f"{FACTS}:edit", kept[0][0].pk) if kept else None


def keep_facts_published(request: HttpRequest, record: Model) -> HttpResponse | None:
    return keep_facts_in_use(request, [record])


def tell_why_it_stays(request: HttpRequest, fact: Fact, why: str) -> None:
    places = [use for use in uses.of(fact, request.user) if use.url][: uses.NAMED_AT_MOST]
    buttons = [messages.button(use.url, use.name) for use in places]
    messages.error(request, f"Nothing was changed. {why}", buttons=buttons)


def flag_overdue_record(request: HttpRequest, record: Model) -> None:
    """On the edit view of a fact or another record with a source."""
    if request.method == "GET" and isinstance(record, Record) and record.is_due_for_review:
        say_overdue(request, record)


def flag_published_overdue(request: HttpRequest, record: Model) -> None:
    """After somebody published it without a new date."""
    if "action-publish" in request.POST and isinstance(record, Record) and record.is_due_for_review:
        say_overdue(request, record)


def say_overdue(request: HttpRequest, record: Record) -> None:
    day = date_format(record.review_by, "DATE_FORMAT")
    buttons = [messages.button(record.source_url, "Open the source", new_window=True)] if record.source_url else []
    sentence = f"“{record}” was to be checked by {day}. Check it at its source and give it a new date."
    messages.warning(request, sentence, buttons=buttons)


def flag_overdue_facts(request: HttpRequest, page: Page) -> None:
    """On the edit view of a page that shows facts past their date."""
    overdue = uses.due_on(page) if request.method == "GET" else []
    if overdue:
        sentence = "This page shows facts that are past their date. Check each at its source:"
        messages.warning(request, sentence, buttons=links_to(overdue[:NAMED_AT_MOST]))


def flag_overdue_charts(request: HttpRequest, page: Page) -> None:
    """The same for the charts of a page, which hold their date themselves."""
    charts = [chart for _, chart in charts_in(getattr(page, "body", None))] if request.method == "GET" else []
    overdue = [chart for chart in charts if chart["review_by"] and chart["review_by"] < timezone.localdate()]
    if overdue:
        names = "; ".join(f"“{chart['title']}”" for chart in overdue[:NAMED_AT_MOST])
        sentence = f"This page shows charts that are past their date: {names}. Check each at its source."
        messages.warning(request, sentence)


def keep_holes_out(request: HttpRequest, pages: Collection[Page]) -> HttpResponse | None:
    """Before publishing several pages at once, whose forms nobody sends: back to the first with a fact that is gone."""
    for page in pages:
        draft = page.get_latest_revision_as_object()
        if holes := named_facts.holes(named_facts.fields_of(draft)):
            where = "; ".join(holes[:NAMED_AT_MOST])
            messages.error(request, f"Nothing was published. “{draft.title}” names a fact that is not live: {where}.")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def note_overdue_facts(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """For the listing of pages: which of them show facts past their date, in the listing's own query."""
    overdue = [str(fact.pk) for fact in facts.due()]
    if not overdue:
        return pages
    here = Cast(OuterRef("pk"), CharField(max_length=255))
    shown = uses.references(overdue).filter(base_content_type=uses.content_type(Page), object_id=here)
    noted: QuerySet[Page] = pages.annotate(shows_overdue_facts=Exists(shown))
    return noted


def overdue_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if getattr(page, "shows_overdue_facts", False):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield ListingButton("Facts past their date", url, priority=5)


def flag_typed_figures(request: HttpRequest, page: Page) -> None:
    """After publishing: figures that will not change with the registry. Nobody is stopped."""
    typed = figures.typed_on(page)[:NAMED_AT_MOST]
    if not typed:
        return
    known = [fact for figure in typed if (fact := figures.stating(figure))]
    sentence = f"This page states figures that are not from the facts registry: {'; '.join(typed)}."
    use = " Put these facts into the text instead:" if known else " If one is a fact, add it there and use it."
    messages.warning(request, sentence + use, buttons=links_to(known))


def flag_handed_in_figures(request: HttpRequest, page: Page) -> None:
    """The same when a page is handed in or approved."""
    if HANDED_IN & request.POST.keys():
        flag_typed_figures(request, page)
