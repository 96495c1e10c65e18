"""Who works here, with whom, and how to reach them."""

from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock, URLBlock
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks.choosers import FactChooserBlock


class PersonBlock(StructBlock):
    name = CharBlock()
    role = CharBlock()
    text = TextBlock(required=False)
    picture = ImageChooserBlock(required=False)


class PartnerBlock(StructBlock):
    name = CharBlock()
    text = TextBlock()
    url = URLBlock(required=False)
    logo = ImageChooserBlock(required=False)


class PeopleGroupBlock(StructBlock):
    heading = CharBlock()
    people = ListBlock(PersonBlock(), min_num=1, max_num=60)


class PartnersBlock(StructBlock):
    heading = CharBlock()
    partners = ListBlock(PartnerBlock(), min_num=1, max_num=60)


class PeopleBlock(StreamBlock):
    people = PeopleGroupBlock(icon="group", template="pages/blocks/people.html")
    partners = PartnersBlock(icon="site", template="pages/blocks/partners.html")


class ContactRowBlock(StructBlock):
    about = CharBlock(help_text='What for: "The press", "Your data".')
    text = TextBlock(required=False)
    facts = ListBlock(FactChooserBlock("pages.Fact"), help_text="Addresses and numbers, from the facts registry.")


class ContactBlock(StreamBlock):
    contact = ContactRowBlock(icon="mail", template="pages/blocks/contact.html")
