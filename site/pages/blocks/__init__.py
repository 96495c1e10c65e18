from pages.blocks.body import BodyBlock
from pages.blocks.features import PARAGRAPH, PROSE
from pages.blocks.people import ContactBlock, PeopleBlock

__all__ = ["PARAGRAPH", "PROSE", "BodyBlock", "ContactBlock", "PeopleBlock"]
