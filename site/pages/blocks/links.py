"""Blocks that lead somewhere."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks import samples
from pages.blocks.choosers import LinkBlock


class CardBlock(StructBlock):
    page = LinkBlock()
    label = CharBlock(required=False)
    text = TextBlock(required=False)
    link_text = CharBlock(required=False, help_text="The page's title is used where this is empty.")


class CardsBlock(StructBlock):
    heading = CharBlock()
    cards = ListBlock(CardBlock(), min_num=1, max_num=6)

    class Meta:
        description = "Pages of the site, side by side."
        preview_value = staticmethod(samples.cards)


class ActionBlock(StructBlock):
    heading = CharBlock()
    text = TextBlock(required=False)
    page = LinkBlock()
    label = CharBlock()

    class Meta:
        description = "The one thing to do next, with a button."
        preview_value = staticmethod(samples.action)


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock()
    title = CharBlock()
    text = TextBlock(required=False)

    class Meta:
        description = "A document to take away."
        preview_value = staticmethod(samples.download)
