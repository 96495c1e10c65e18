"""What a group did in a year, for everybody: a page, and the same on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups import reviews
from groups.reviews import Review
from groups.views.group import crumbs, get_group
from pages.answers import for_every_reader


@require_safe
def show(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    review = get_review(slug, year)
    context = {
        **crumbs(request, review.group),
        "group": review.group,
        "review": review,
        "figures": reviews.figures(review.impact),
        "chart": reviews.chart(review.months),
        "left_out": reviews.LEFT_OUT,
        "noindex": review.group.is_dormant or review.group.closed_at is not None,
    }
    return for_every_reader(render(request, "groups/group/year.html", context), shows_counts=True)


@require_safe
def as_pdf(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    review = get_review(slug, year)
    name = {"Content-Disposition": f'inline; filename="{review.group.slug}-{review.year}.pdf"'}
    answer = HttpResponse(reviews.pdf(review), content_type="application/pdf", headers=name)
    return for_every_reader(answer, shows_counts=True)


def get_review(slug: str, year: int) -> Review:
    review = reviews.of(get_group(slug), year)
    if review is None:
        raise Http404
    return review
