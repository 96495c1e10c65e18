"""A group as everybody sees it: its page, writing to it, asking to join it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups import reviews
from groups.enums import Aim, Health
from groups.forms.contact import ContactForm
from groups.forms.membership import JoinForm
from groups.forms.words import looks_like_a_report
from groups.models import CommunityGroup
from groups.selectors import activities, directory, impact
from groups.services import contacting, membership
from groups.views.answers import PRIVATE, TOO_BIG, TOO_MANY, is_readable, refused, see, status_of
from groups.views.merged import leads_on
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from places.views import shown

NEXT_EVENTS = LATEST = 5


def get_group(slug: str) -> CommunityGroup:
    """One that has a page: approved, or closed, which its page says."""
    related = ("constituency__region", "constituency__country", "outcode")
    return get_object_or_404(CommunityGroup.objects.with_page().select_related(*related), slug=slug)


def approved(slug: str) -> CommunityGroup:
    return get_object_or_404(CommunityGroup.objects.approved(), slug=slug)


def crumbs(request: HttpRequest, group: CommunityGroup | None = None) -> dict[str, object]:
    below = [{"title": _("Groups"), "url": reverse("groups")}]
    return shown.head(request, *below, *([{"title": group.name, "url": group.get_absolute_url()}] if group else []))


@leads_on("group")
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_group(slug)
    by_year = impact.by_year(group)
    context = {
        **crumbs(request),
        "group": group,
        "aims": [Aim(aim).label for aim in group.aims if aim in Aim.values],
        "place": directory.place_of(group.constituency),
        "events": group.events.to_come()[:NEXT_EVENTS],
        "figures": reviews.figures(by_year[None]),
        "years": reviews.years(by_year),
        "chart": reviews.chart(reviews.lately(group)),
        "latest": activities.with_photos(activities.of(group))[:LATEST],
        "left_out": reviews.LEFT_OUT,
        "has_readers": group.memberships.leading().exists(),
        "noindex": group.health == Health.DORMANT or group.closed_at is not None,
    }
    return for_every_reader(render(request, "groups/group/page.html", context), shows_counts=True)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """The message goes to whoever leads the group; no address of theirs is shown, here or in the answer."""
    group = approved(slug)
    if request.method != "POST":
        return for_every_reader(ask(request, group, ContactForm(), "contact"))
    if not is_readable(request):
        return ask(request, group, refused(ContactForm({})), "contact", status=TOO_BIG)
    form = ContactForm(request.POST)
    status = status_of(request, form, limit="group_contact")
    if status != 200:
        return ask(request, group, form, "contact", status=status)
    try:
        given = {name: form.cleaned_data[name] for name in ("name", "email", "message")}
        contacting.write(group=group, **given)
    except contacting.NobodyReads:
        return ask(request, group, refused(form, _("Nobody leads this group just now.")), "contact", status=TOO_MANY)
    except contacting.TooMany:
        form.add_error(None, _("This group got many messages today. Try again tomorrow."))
        return ask(request, group, form, "contact", status=TOO_MANY)
    return see("group_contact_sent", group.slug)


@require_safe
def contact_sent(request: HttpRequest, slug: str) -> HttpResponse:
    context = {**crumbs(request), "group": approved(slug), **PRIVATE}
    return for_every_reader(render(request, "groups/group/contact_sent.html", context))


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer is the same for whoever is new, waits, or is a member already."""
    group = approved(slug)
    if request.method != "POST" or not group.can_be_joined:
        return for_every_reader(ask(request, group, JoinForm(), "join"))
    if not is_readable(request):
        return ask(request, group, refused(JoinForm({})), "join", status=TOO_BIG)
    form = JoinForm(request.POST)
    status = status_of(request, form, limit="group_join")
    if status != 200:
        return ask(request, group, form, "join", status=status)
    given = {name: form.cleaned_data[name] for name in ("name", "email", "note")}
    try:
        membership.ask_to_join(group=group, is_adult=form.is_adult, **given)
    except membership.TooYoung:
        form.refuse_age()
        return ask(request, group, form, "join", status=422)
    return see("group_join_check_inbox", group.slug)


@require_safe
def join_check_inbox(request: HttpRequest, slug: str) -> HttpResponse:
    context = {**crumbs(request), "group": approved(slug), **PRIVATE}
    return for_every_reader(render(request, "groups/group/check_inbox.html", context))


def ask(request: HttpRequest, group: CommunityGroup, form: forms.Form, what: str, *, status: int = 200) -> HttpResponse:
    context = {
        **crumbs(request, group),
        "group": group,
        "form": form,
        "is_report": form.is_bound and looks_like_a_report(form),
        **PRIVATE,
    }
    return render(request, f"groups/group/{what}.html", context, status=status)
