from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pages import answers, outline, paper
from pages.models.content import PageWithBody
from training import sheets


@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    return answer(sheets.signs(), "signs-to-notice.pdf")


@require_safe
def what_to_do(request: HttpRequest) -> HttpResponse:
    """The page that is one step from every page for somebody who is worried, as long as it is live and public."""
    known = outline.current()
    chosen = getattr(known.site, "safetyroutes", None)
    found = known.pages.get(chosen.if_you_are_worried_id or 0) if chosen else None
    page = found.specific if found else None
    if not isinstance(page, PageWithBody):
        raise Http404
    return answer(paper.of_page(page), "what-to-do.pdf")


def answer(pdf: bytes, name: str) -> HttpResponse:
    shown_here = {"Content-Disposition": f'inline; filename="{name}"'}
    return answers.for_every_reader(HttpResponse(pdf, content_type="application/pdf", headers=shown_here))
