"""Who works here, with whom, and how to reach them."""

from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock, URLBlock

from pages.blocks import samples
from pages.blocks.choosers import FactChooserBlock, PictureChooserBlock


class PersonBlock(StructBlock):
    name = CharBlock()
    role = CharBlock()
    text = TextBlock(required=False)
    picture = PictureChooserBlock(required=False)


class PartnerBlock(StructBlock):
    name = CharBlock()
    text = TextBlock()
    url = URLBlock(required=False)
    logo = PictureChooserBlock(required=False)


class PeopleGroupBlock(StructBlock):
    heading = CharBlock()
    people = ListBlock(PersonBlock(), min_num=1, max_num=60)

    class Meta:
        description = "Who works here: name, role, a few words."
        preview_value = {"heading": samples.TITLE, "people": [samples.PERSON, samples.PERSON]}


class PartnersBlock(StructBlock):
    heading = CharBlock()
    partners = ListBlock(PartnerBlock(), min_num=1, max_num=60)

    class Meta:
        description = "With whom we work."
        preview_value = {
            "heading": samples.TITLE,
            "partners": [{"name": "Name of a partner", "text": samples.SENTENCE, "url": ""}],
        }


class PeopleBlock(StreamBlock):
    people = PeopleGroupBlock(icon="group", template="pages/blocks/people.html")
    partners = PartnersBlock(icon="site", template="pages/blocks/partners.html")


class ContactRowBlock(StructBlock):
    about = CharBlock(help_text='What for: "The press", "Your data".')
    text = TextBlock(required=False)
    facts = ListBlock(FactChooserBlock("pages.Fact"), help_text="Addresses and numbers, from the facts registry.")

    class Meta:
        description = "What somebody may write or call about, and where."
        preview_value = staticmethod(samples.contact)


class ContactBlock(StreamBlock):
    contact = ContactRowBlock(icon="mail", template="pages/blocks/contact.html")
