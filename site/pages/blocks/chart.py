"""Charts: an editor types figures into a table or chooses a file that fills it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, StructBlock, TextBlock, URLBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue
from wagtail.contrib.table_block.blocks import TableBlock, TableInput
from wagtail.documents.blocks import DocumentChooserBlock

from pages.charts import figures, sheets

HEADERS = {"table_header_choice": "both", "first_row_is_table_header": True, "first_col_is_header": True}
SAMPLE = {
    "title": "Sample: the green team made more every year",
    "description": "Made-up figures, to show what a chart looks like. Green rises from 20 to 45, blue falls a little.",
    "kind": "line",
    "unit": "things made, in thousands",
    "table": {
        **HEADERS,
        "data": [["Year", "Green team", "Blue team"], ["2021", "20", "31"], ["2022", "28", "30"], ["2023", "45", "27"]],
    },
    "source_name": "A sample source",
    "source_url": "",
    "published_on": date(2026, 11, 24),
    "review_by": date(2027, 11, 24),
    "note": "",
}


class FiguresInput(TableInput):
    @property
    def media(self) -> forms.Media:
        media: forms.Media = super().media + forms.Media(css={"all": [versioned_static("editors/figures.css")]})
        return media


class FiguresBlock(TableBlock):
    """A table whose first row and first column are always headings: Wagtail's own asks about them each time."""

    @cached_property
    def field(self) -> forms.Field:
        return forms.CharField(widget=FiguresInput(table_options=self.table_options), **self.field_options)

    def clean(self, value: Any) -> Any:
        return super().clean({**value, **HEADERS} if value else value)

    class Meta:
        default = {**HEADERS, "data": [["", "", ""] for _ in range(6)]}
        form_classname = "figures"


class ChartBlock(StructBlock):
    """Figures drawn by the server, with the same figures as a table."""

    title = CharBlock(help_text="What it shows, as a reader would say it.")
    description = TextBlock(help_text="What can be seen in it, for those who don't see it.")
    kind = ChoiceBlock(choices=[("line", "Line"), ("bar", "Bars"), ("stacked", "Stacked bars")], default="bar")
    unit = CharBlock(help_text='What is counted, for example "people referred".')
    table = FiguresBlock(
        required=False,
        table_options={"rowHeaders": True, "language": "en-US"},  # the only language that Wagtail's copy of it speaks
        help_text="The first row names the columns; the first column names the points. The others hold figures. "
        "Leave a cell empty where nobody knows: the chart shows a gap.",
    )
    file = DocumentChooserBlock(
        required=False, help_text="Or a CSV file: when you save, its figures replace those in the table."
    )
    source_name = CharBlock()
    source_url = URLBlock(required=False)
    published_on = DateBlock(help_text="The day its source said it.")
    review_by = DateBlock(help_text="The day by which somebody checks it again.")
    note = CharBlock(required=False, help_text="What a reader must know, such as a break in the series.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["file"]:
            cleaned["table"] = {**HEADERS, "data": self.figures_of(cleaned["file"], cleaned["kind"])}
            cleaned["file"] = None
        elif not self.is_only_begun(cleaned["table"]):
            self.refuse_bad_figures("table", rows_of(cleaned["table"]), cleaned["kind"])
        return cleaned

    def is_only_begun(self, table: Any) -> bool:
        """A draft may wait for its figures, as it may for anything else that is required."""
        return self.is_deferred_validation and not figures.tidy(rows_of(table))

    def figures_of(self, document: Any, kind: figures.Kind) -> list[list[str]]:
        """The rows of a file that can be drawn; the table stays as it is where they can't."""
        try:
            with document.open_file() as file:
                rows = sheets.rows_of(file)
        except figures.BadFigures as wrong:
            raise refusal("file", wrong) from wrong
        except OSError as error:
            raise refusal("file", figures.BadFigures(["The file can't be read. Upload it again."])) from error
        self.refuse_bad_figures("file", rows, kind)
        return [row.cells for row in figures.tidy(rows)]

    def refuse_bad_figures(self, field: str, rows: Any, kind: figures.Kind) -> None:
        try:
            figures.read(rows, kind)
        except figures.BadFigures as wrong:
            raise refusal(field, wrong) from wrong

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """With `identity`, the id of the block in its stream: what its CSV address and the ids in its markup need."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        child = context.get("block")
        context["identity"] = getattr(child, "id", "") if getattr(child, "value", None) is value else ""
        return context

    class Meta:
        description = "Figures as lines, bars or stacked bars, with the same figures as a table."
        preview_value = SAMPLE


def charts_in(value: Any) -> Iterator[tuple[str, Any]]:
    """The id and the value of every chart in a stream, however deep."""
    if isinstance(value, StructValue):
        for inner in value.values():
            yield from charts_in(inner)
    elif isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            if isinstance(child.block, ChartBlock):
                yield child.id, child.value
            else:
                yield from charts_in(child.value)


def rows_of(table: Any) -> Any:
    return (table or {}).get("data") or []


def refusal(field: str, wrong: figures.BadFigures) -> StructBlockValidationError:
    return StructBlockValidationError({field: ValidationError(wrong.problems)})
