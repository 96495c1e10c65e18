"""Blocks of words and figures."""

from typing import Any

from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StructBlock, TextBlock, URLBlock

from pages.blocks import samples
from pages.blocks.choosers import FactChooserBlock
from pages.blocks.features import PARAGRAPH
from pages.enums import Kind


class FigureBlock(StructBlock):
    fact = FactChooserBlock("pages.Fact")
    sentence = CharBlock(help_text="What the figure counts, after the figure itself.")


class ExplainerPartBlock(StructBlock):
    label = CharBlock(help_text='For example "What they do".')
    title = CharBlock(help_text='For example "The act".')
    text = RichTextBlock(features=PARAGRAPH)
    examples = RichTextBlock(features=PARAGRAPH, required=False)


class ExplainerBlock(StructBlock):
    heading = CharBlock()
    parts = ListBlock(ExplainerPartBlock(), min_num=2, max_num=4)
    note = RichTextBlock(features=PARAGRAPH, required=False)

    class Meta:
        description = "Two to four parts that make up one thing, such as act, means and purpose."
        preview_value = samples.EXPLAINER


class CalloutBlock(StructBlock):
    kind = ChoiceBlock(choices=[("info", "Information"), ("warning", "Warning"), ("urgent", "Urgent")], default="info")
    heading = CharBlock()
    text = RichTextBlock(features=PARAGRAPH)

    class Meta:
        description = "Words set apart: information, a warning, or something urgent."
        preview_value = {"kind": "warning", "heading": samples.TITLE, "text": samples.TEXT}


class StepBlock(StructBlock):
    title = CharBlock()
    text = RichTextBlock(features=PARAGRAPH)


class StepsBlock(StructBlock):
    heading = CharBlock()
    steps = ListBlock(StepBlock(), min_num=2)

    class Meta:
        description = "What to do, one thing after another."
        preview_value = {"heading": samples.TITLE, "steps": samples.STEPS}


class QuoteBlock(StructBlock):
    text = TextBlock()
    attribution = CharBlock(required=False)

    class Meta:
        description = "What somebody said or wrote, word for word."
        preview_value = {"text": samples.SENTENCE, "attribution": "Who said it"}


class AccordionBlock(StructBlock):
    heading = CharBlock()
    items = ListBlock(StepBlock(), min_num=1)

    class Meta:
        description = "Headings that open to show more. Not for what every reader must see."
        preview_value = {"heading": samples.TITLE, "items": samples.STEPS}


class EventBlock(StructBlock):
    when = CharBlock(help_text='As readers see it: "29 April 2026", "April 2026" or "2003".')
    title = CharBlock()
    text = RichTextBlock(features=PARAGRAPH, required=False)
    source_name = CharBlock(required=False)
    source_url = URLBlock(required=False)


class TimelineBlock(StructBlock):
    heading = CharBlock()
    events = ListBlock(EventBlock(), min_num=2, max_num=40)

    class Meta:
        description = "What happened when, in order."
        preview_value = samples.TIMELINE


class SignsBlock(StructBlock):
    """The signs of one kind, each with its code, as the training app keeps them."""

    heading = CharBlock(required=False)
    kind = ChoiceBlock(choices=Kind.choices)

    class Meta:
        description = "The signs of one kind with their codes, as Signs has them."
        preview_value = {"heading": samples.TITLE, "kind": Kind.GENERAL}


class SourceBlock(StructBlock):
    name = CharBlock()
    url = URLBlock(required=False)
    date = CharBlock(required=False)
    note = CharBlock(required=False)

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: a page is not about what its sources are called."""
        return []
