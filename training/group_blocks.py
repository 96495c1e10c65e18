"""What training shows of a group: how many are trained, and a part of its leaders' home."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from groups import blocks
from groups.blocks import ByYear, Figure
from groups.models import CommunityGroup
from places.disclosure import LEAST
from training.selectors import group_training

TITLE = "Training"


def figures(group: CommunityGroup) -> ByYear:
    """Of all time: whoever is in it and trained today. Of a year: whoever it brought to an award in that year."""
    numbers = group_training.trained(group, on=timezone.localdate())
    return {year: [figure(number)] for year, number in numbers.items()}


def figure(number: int) -> Figure:
    label = ngettext("person trained", "people trained", number)
    return Figure(label, number if number == 0 or number >= LEAST else None)


def home(group: CommunityGroup) -> str:
    numbers = group_training.numbers(group, on=timezone.localdate())
    return render_to_string("training/lead/block.html", {"group": group, "numbers": numbers})


def register() -> None:
    blocks.register(blocks.Block(TITLE, figures, home, order=20))
