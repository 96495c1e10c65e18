"""Charts."""

from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, StructBlock, TextBlock, URLBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock


class ChartBlock(StructBlock):
    """Figures drawn by the server, with the same figures as a table."""

    title = CharBlock(help_text="What it shows, as a reader would say it.")
    description = TextBlock(help_text="What can be seen in it, for those who don't see it.")
    kind = ChoiceBlock(choices=[("line", "Line"), ("bar", "Bars"), ("stacked", "Stacked bars")], default="bar")
    unit = CharBlock(help_text='What is counted, for example "people referred".')
    table = TableBlock(
        required=False,
        help_text="The first row names the columns; the first column names the points. The others hold figures.",
    )
    file = DocumentChooserBlock(required=False, help_text="Or a CSV file: its figures fill the table when you save.")
    source_name = CharBlock()
    source_url = URLBlock(required=False)
    published_on = DateBlock(help_text="The day its source said it.")
    review_by = DateBlock(help_text="The day by which somebody checks it again.")
    note = CharBlock(required=False, help_text="What a reader must know, such as a break in the series.")
