"""The blocks that a page's body is made of; each has its template in templates/pages/blocks/."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PARAGRAPH = ["bold", "italic", "link", "ul", "ol"]
PROSE = ["h2", "h3", *PARAGRAPH, "document-link"]


class FactChooserBlock(SnippetChooserBlock):
    """Takes facts from the registry's own cache, where templates have them from."""

    def deconstruct(self) -> tuple[str, Any, Any]:
        """As the class it extends, so that no migration imports ours."""
        _, arguments, options = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", arguments, options

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        from pages import facts

        stated = {fact.pk: fact for fact in facts.by_key().values()}
        return [stated.get(value) if value else None for value in values]


class LinkBlock(PageChooserBlock):
    """A page from the site's outline, at no query; one that is not in it from the database."""

    def deconstruct(self) -> tuple[str, Any, Any]:
        """As the class it extends, so that no migration imports ours."""
        _, arguments, options = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", arguments, options

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        from pages import outline

        known = outline.current().pages
        if all(value is None or value in known for value in values):
            return [known.get(value) if value else None for value in values]
        found: list[Any] = super().bulk_to_python(values)
        return found


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


class CardBlock(StructBlock):
    page = LinkBlock()
    label = CharBlock(required=False)
    text = TextBlock(required=False)
    link_text = CharBlock(required=False, help_text="The page's title is used where this is empty.")


class CardsBlock(StructBlock):
    heading = CharBlock()
    cards = ListBlock(CardBlock(), min_num=1, max_num=6)


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


class DescribedImageBlock(StructBlock):
    """An image with words for those who don't see it, or the editor's word that it only decorates."""

    image = ImageChooserBlock()
    alt = CharBlock(required=False, label="Text for people who don't see it")
    decorative = BooleanBlock(required=False, help_text="It adds nothing that the words around it don't say.")
    caption = CharBlock(required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["alt"] and not cleaned["decorative"]:
            say_it = ValidationError("Describe the picture, or tick that it is decorative.")
            raise StructBlockValidationError({"alt": say_it})
        return cleaned


class AccordionBlock(StructBlock):
    heading = CharBlock()
    items = ListBlock(StepBlock(), min_num=1)


class ActionBlock(StructBlock):
    heading = CharBlock()
    text = TextBlock(required=False)
    page = LinkBlock()
    label = CharBlock()


class SourceBlock(StructBlock):
    name = CharBlock()
    url = URLBlock(required=False)
    date = CharBlock(required=False)
    note = CharBlock(required=False)


class BodyBlock(StreamBlock):
    text = RichTextBlock(features=PROSE, icon="pilcrow", template="pages/blocks/text.html")
    figures = ListBlock(FigureBlock(), min_num=1, max_num=4, icon="order", template="pages/blocks/figures.html")
    explainer = ExplainerBlock(icon="help", template="pages/blocks/explainer.html")
    cards = CardsBlock(icon="grip", template="pages/blocks/cards.html")
    callout = CalloutBlock(icon="warning", template="pages/blocks/callout.html")
    help = StaticBlock(
        icon="mobile-alt",
        template="pages/blocks/help.html",
        admin_text="Where to get help now. The numbers come from the facts registry.",
    )
    steps = StepsBlock(icon="list-ol", template="pages/blocks/steps.html")
    quote = QuoteBlock(icon="openquote", template="pages/blocks/quote.html")
    image = DescribedImageBlock(icon="image", template="pages/blocks/image.html")
    accordion = AccordionBlock(icon="collapse-down", template="pages/blocks/accordion.html")
    action = ActionBlock(icon="arrow-right", template="pages/blocks/action.html")
    sources = ListBlock(SourceBlock(), icon="link", template="pages/blocks/sources.html")
