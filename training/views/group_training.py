"""For those who lead a group: what its people are trained in, and writing down what they learnt elsewhere."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.forms.words import looks_like_a_report
from groups.models import CommunityGroup
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from groups.views.lead import of_leader, person
from training.forms.logging import LogForm, log_form
from training.selectors import group_training as selectors
from training.services import training_logs

ON_A_PAGE, MOST_LOGS = 50, 20


@of_leader
@require_safe
def every(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(selectors.people_of(group), ON_A_PAGE).get_page(request.GET.get("page"))
    held = selectors.held_by([each.pk for each in page], on=today)
    logs = list(selectors.logs(group)[:MOST_LOGS])
    context = {
        "group": group,
        "numbers": selectors.numbers(group, on=today),
        "page_of_list": page,
        "rows": [(each, held.get(each.pk, [])) for each in page],
        "logs": [(log, training_logs.may_be_taken_back(log)) for log in logs],
        "can_log": selectors.loggable().exists(),
        **PRIVATE,
    }
    return render(request, "training/lead/training.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    form = log_form(group)(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return ask(request, group, form)
    values = form.cleaned_data
    try:
        log = training_logs.take(
            group=group,
            by=person(request),
            key=values["key"],
            details=form.details,
            members=list(values["members"]),
            others=values["others"],
        )
    except (training_logs.NotEligible, training_logs.NobodyNew, training_logs.TooMany) as refusal:
        form.add_error(None, why(refusal))
        return ask(request, group, form)
    number = log.people.count()
    said = ngettext("{number} person is written down", "{number} people are written down", number)
    messages.success(request, f"{said.format(number=number)}. {_('It counts at once, and each of them is told.')}")
    return see("training_of_group", group.slug)


def why(refusal: Exception) -> str:
    if isinstance(refusal, training_logs.NotEligible):
        who = "; ".join(f"{name}: {reason}" for name, reason in refusal.refused)
        return _("Nothing was kept, since it can't count for some of them. {who}").format(who=who)
    if isinstance(refusal, training_logs.NobodyNew):
        return _("This is written down already for everybody you named.")
    return _("Your group named many people today. Go on tomorrow.")


@of_leader
@require_POST
def take_back(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    log = get_object_or_404(group.training_logs, pk=pk)
    try:
        training_logs.take_back(log)
    except training_logs.WrongState:
        messages.error(request, _("It can't be taken back any more. Write to us if it is wrong."))
    else:
        messages.success(request, _("It is taken back, and counts for nobody."))
    return see("training_of_group", group.slug)


def ask(request: HttpRequest, group: CommunityGroup, form: LogForm) -> HttpResponse:
    is_report = form.is_bound and looks_like_a_report(form)
    context = {"group": group, "form": form, "is_report": is_report, **PRIVATE}
    return render(request, "training/lead/log.html", context, status=UNPROCESSABLE if form.is_bound else 200)
