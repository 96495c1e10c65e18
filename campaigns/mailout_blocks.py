"""What a mail-out's body is made of: blocks for mail programs, which know less than browsers do.

Each has two templates in templates/campaigns/mailouts/blocks/, one for MJML and one for plain text. `in_mail` says what
they are filled with: None where there is nothing to show any more, such as a petition that was deleted.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import mark_safe
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StaticBlock, StreamBlock, StructBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from campaigns import mailout_samples as samples
from campaigns import mailout_targets
from pages.blocks import PARAGRAPH
from pages.blocks.choosers import FactChooserBlock, LinkBlock, PictureChooserBlock
from pages.blocks.words import QuoteBlock

if TYPE_CHECKING:
    from campaigns.mailout_writing import Writing

PICTURE = "width-1104|format-jpeg|jpegquality-75|bgcolor-ffffff"  # every mail program shows JPEG
WIDEST = 552  # pixels of the column: a picture has twice as many, for sharp screens


class InMail:
    """A block of a mail-out."""

    look = ""  # what its templates are called

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        return {"value": value}

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        """A whole document of its own: a message that holds nothing else."""
        return "campaigns/mailouts/block_preview.html"

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from campaigns import mailout_compile

        return {**(parent_context or {}), "message": mailout_compile.preview(self, value)}


class HeadingBlock(InMail, CharBlock):
    look = "heading"

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any]:
        """The first one is the title of the message."""
        is_title, writing.has_title = not writing.has_title, True
        return {"value": value, "is_title": is_title}

    class Meta:
        icon = "title"
        description = "A heading. The first one is the title of the message."
        preview_value = samples.TITLE


class TextBlock(InMail, RichTextBlock):
    look = "text"

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any]:
        from campaigns.mailout_writing import rich

        html, text = rich(value.source, writing)
        return {"html": mark_safe(html), "text": text}  # noqa: S308  Wagtail cleaned it when it was saved

    class Meta:
        icon = "pilcrow"
        description = "Paragraphs, with lists, links and facts. {{first_name|friend}} becomes the reader's first name."
        preview_value = samples.TEXT


class FactBlock(InMail, StructBlock):
    look = "fact"
    fact = FactChooserBlock("pages.Fact")
    sentence = CharBlock(max_length=200, help_text="What the figure counts, after the figure itself.")

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        return {"fact": value["fact"], "sentence": value["sentence"]} if value["fact"] else None

    class Meta:
        icon = "order"
        description = "A fact of the registry, shown large with its source."
        preview_value = staticmethod(samples.fact)


class ImageBlock(InMail, StructBlock):
    """Always described: many mail programs show no pictures at first."""

    look = "image"
    image = PictureChooserBlock()
    alt = CharBlock(max_length=200, label="Text for people who don't see it")
    caption = CharBlock(max_length=200, required=False)

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        from campaigns.mailout_writing import absolute

        if not value["image"]:
            return None
        picture = value["image"].get_rendition(PICTURE)
        width = min(WIDEST, picture.width)
        return {"url": absolute(picture.url), "width": width, "alt": value["alt"], "caption": value["caption"]}

    class Meta:
        icon = "image"
        description = "A picture, with words for people who don't see it."
        preview_value = staticmethod(samples.image)


class ButtonBlock(InMail, StructBlock):
    look = "button"
    label = CharBlock(max_length=60, help_text='What happens, for example "Sign the petition".')
    to = ChoiceBlock(choices=mailout_targets.choices, required=False, label="Petition, letter, event or course")
    page = LinkBlock(required=False, label="Or a page of the site")
    url = URLBlock(max_length=500, required=False, label="Or an address elsewhere")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        chosen = [name for name in ("to", "page", "url") if cleaned[name]]
        if len(chosen) != 1:
            wrong = ValidationError("Say where it leads: choose one of the three.")
            raise StructBlockValidationError({chosen[-1] if chosen else "to": wrong})
        return cleaned

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        url = self.leads_to(value)
        return {"label": value["label"], "url": writing.link(url, value["label"])} if url else None

    def leads_to(self, value: Any) -> str:
        """Empty where what was chosen is gone."""
        if value["to"]:
            found = mailout_targets.find(value["to"])
            return found.url if found else ""
        page = value["page"]
        return str(page.full_url or "") if page and page.live else value["url"] or ""

    class Meta:
        icon = "arrow-right"
        description = "A button to a petition, a letter, an event, a course, a page or an address elsewhere."
        preview_value = staticmethod(samples.button)


class ProgressBlock(InMail, StructBlock):
    look = "progress"
    petition = ChoiceBlock(choices=mailout_targets.petition_choices)

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        from campaigns.models import Petition

        chosen: Any = value["petition"] or None
        petition = Petition.objects.published().with_total().filter(pk=chosen).first()
        if petition is None:
            return None
        url = writing.link(petition.get_absolute_url(), petition.title)
        if not writing.live:
            return {"petition": petition, "url": url, "count": 0, "percent": 0, "on": None}
        percent = min(100, 100 * petition.count // petition.goal)
        return {
            "petition": petition,
            "url": url,
            "count": petition.count,
            "percent": percent,
            "on": timezone.localdate(),
        }

    class Meta:
        icon = "order-up"
        description = "How far a petition has come, on the day when the mail-out leaves."
        preview_value = staticmethod(samples.progress)


class MailQuoteBlock(InMail, QuoteBlock):
    look = "quote"

    class Meta:
        icon = "openquote"


class DividerBlock(InMail, StaticBlock):
    look = "divider"

    class Meta:
        icon = "horizontalrule"
        admin_text = "A line across the message."
        description = "A line across the message."
        preview_value = None


class ColumnBlock(StreamBlock):
    text = TextBlock(features=PARAGRAPH)
    image = ImageBlock()
    button = ButtonBlock()

    class Meta:
        min_num = 1
        max_num = 3


class ColumnsBlock(InMail, StructBlock):
    """Two, which stand below each other on a telephone."""

    look = "columns"
    left = ColumnBlock()
    right = ColumnBlock()

    def in_mail(self, value: Any, writing: "Writing") -> dict[str, Any] | None:
        from campaigns import mailout_compile

        columns = [mailout_compile.parts(value[side], writing) for side in ("left", "right")]
        return {"columns": [column for column in columns if column]} if any(columns) else None

    class Meta:
        icon = "grip"
        description = "Two columns of text, pictures and buttons. On a telephone they stand below each other."
        preview_value = staticmethod(samples.columns)


class MailBodyBlock(StreamBlock):
    heading = HeadingBlock(max_length=120)
    text = TextBlock(features=PARAGRAPH)
    fact = FactBlock()
    image = ImageBlock()
    button = ButtonBlock()
    progress = ProgressBlock()
    quote = MailQuoteBlock()
    divider = DividerBlock()
    columns = ColumnsBlock()
