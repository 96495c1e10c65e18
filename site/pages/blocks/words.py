"""Blocks of words and figures."""

from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StructBlock, TextBlock, URLBlock

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


class CalloutBlock(StructBlock):
    kind = ChoiceBlock(choices=[("info", "Information"), ("warning", "Warning"), ("urgent", "Urgent")], default="info")
    heading = CharBlock()
    text = RichTextBlock(features=PARAGRAPH)


class StepBlock(StructBlock):
    title = CharBlock()
    text = RichTextBlock(features=PARAGRAPH)


class StepsBlock(StructBlock):
    heading = CharBlock()
    steps = ListBlock(StepBlock(), min_num=2)


class QuoteBlock(StructBlock):
    text = TextBlock()
    attribution = CharBlock(required=False)


class AccordionBlock(StructBlock):
    heading = CharBlock()
    items = ListBlock(StepBlock(), min_num=1)


class EventBlock(StructBlock):
    when = CharBlock(help_text='As readers see it: "29 April 2026", "April 2026" or "2003".')
    title = CharBlock()
    text = RichTextBlock(features=PARAGRAPH, required=False)
    source_name = CharBlock(required=False)
    source_url = URLBlock(required=False)


class TimelineBlock(StructBlock):
    heading = CharBlock()
    events = ListBlock(EventBlock(), min_num=2, max_num=40)


class SignsBlock(StructBlock):
    """The signs of one kind, each with its code, as the training app keeps them."""

    heading = CharBlock(required=False)
    kind = ChoiceBlock(choices=Kind.choices)


class SourceBlock(StructBlock):
    name = CharBlock()
    url = URLBlock(required=False)
    date = CharBlock(required=False)
    note = CharBlock(required=False)
