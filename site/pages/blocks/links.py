"""Blocks that lead somewhere."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks.choosers import LinkBlock


class CardBlock(StructBlock):
    page = LinkBlock()
    label = CharBlock(required=False)
    text = TextBlock(required=False)
    link_text = CharBlock(required=False, help_text="The page's title is used where this is empty.")


class CardsBlock(StructBlock):
    heading = CharBlock()
    cards = ListBlock(CardBlock(), min_num=1, max_num=6)


class ActionBlock(StructBlock):
    heading = CharBlock()
    text = TextBlock(required=False)
    page = LinkBlock()
    label = CharBlock()


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock()
    title = CharBlock()
    text = TextBlock(required=False)
