"""What campaigns show of a group: signatures and letters by its links, sheets of paper, and links to pass on."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from campaigns.models import LetterAction, Petition
from campaigns.selectors import letter_writers, of_group, petitions
from campaigns.selectors.of_group import Shown
from groups import blocks
from groups.blocks import ByYear, Figure
from groups.models import CommunityGroup

MOST = 5  # petitions, and letter actions


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


def letter_figures(group: CommunityGroup) -> ByYear:
    return {year: [Figure(said(number), number)] for year, number in letter_writers.by_link(group).items()}


def said(number: int | None) -> str:
    return ngettext("person who wrote letters by its link", "people who wrote letters by its link", number or 0)


def letters_home(group: CommunityGroup) -> str:
    actions = list(LetterAction.objects.open()[:MOST])
    if not actions:
        return ""
    counts = letter_writers.by_action(group)
    rows = [
        {
            "action": action,
            "count": counts.get(action.pk, 0),
            "link": f"{settings.SITE_URL}{reverse('letter_action_for', args=[action.slug, group.slug])}",
        }
        for action in actions
    ]
    return render_to_string("campaigns/letters/group_links.html", {"rows": rows, "group": group})


def register() -> None:
    blocks.register(blocks.Block("Signatures by your link", figures, home, order=10))
    blocks.register(blocks.Block("Letters by your link", letter_figures, letters_home, order=11))
