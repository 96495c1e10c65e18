from typing import Any

from django import template

from pages.charts import chart
from pages.charts.drawing import at
from pages.charts.figures import BadFigures, Kind

register = template.Library()


@register.simple_tag
def chart_of(kind: Kind, table: dict[str, Any] | None) -> chart.Chart | None:
    """None for a table that can't be drawn, as in a draft that somebody has only begun."""
    try:
        return chart.of((table or {}).get("data") or [], kind)
    except BadFigures:
        return None


@register.filter
def place(value: float) -> str:
    """For an attribute of SVG, which no language writes with a comma."""
    return at(value)
