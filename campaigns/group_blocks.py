"""What campaigns show of a group: signatures by its link and on its sheets, and the link for its leaders to pass on."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from campaigns.models import Petition
from campaigns.selectors import of_group, petitions
from campaigns.selectors.of_group import Shown
from groups import blocks
from groups.blocks import ByYear, Figure
from groups.models import CommunityGroup

MOST = 5  # petitions


def figures(group: CommunityGroup) -> ByYear:
    found: dict[int | None, list[Figure]] = {}
    for year, figure in (*labelled(of_group.by_link(group)), *labelled(of_group.on_paper(group), on_paper=True)):
        found.setdefault(year, []).append(figure)
    return found


def labelled(numbers: Shown, *, on_paper: bool = False) -> Iterator[tuple[int | None, Figure]]:
    for year, number in numbers.items():
        if on_paper:
            label = ngettext("signature on paper", "signatures on paper", number or 0)
        else:
            label = ngettext("signature by its link", "signatures by its link", number or 0)
        yield year, Figure(label, number)


def home(group: CommunityGroup) -> str:
    counts = of_group.by_petition(group)
    open_ones = petitions.open_first(Petition.objects.open())[:MOST]
    rows = [
        {
            "petition": petition,
            "count": counts.get(petition.pk, 0),
            "link": f"{settings.SITE_URL}{reverse('petition_for', args=[petition.slug, group.slug])}",
        }
        for petition in open_ones
    ]
    return render_to_string("campaigns/group_links.html", {"rows": rows, "group": group}) if rows else ""


def register() -> None:
    blocks.register(blocks.Block("Signatures by your link", figures, home, order=10))
