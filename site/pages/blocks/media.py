"""Pictures and films."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import BooleanBlock, CharBlock, RichTextBlock, StructBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks.choosers import PictureChooserBlock
from pages.blocks.features import PARAGRAPH


class DescribedImageBlock(StructBlock):
    """An image with words for those who don't see it, or the editor's word that it only decorates.

    Drafts are held to it too: what was saved once can be published later, with others, without being checked again.
    """

    image = PictureChooserBlock()
    alt = CharBlock(required=False, label="Text for people who don't see it")
    decorative = BooleanBlock(required=False, help_text="It adds nothing that the words around it don't say.")
    caption = CharBlock(required=False)

    class Meta:
        description = "A picture, with words for people who don't see it."
        preview_template = "pages/block_previews/image.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["image"] and not cleaned["alt"] and not cleaned["decorative"]:
            say_it = ValidationError("Describe the picture, or tick that it is decorative.")
            raise StructBlockValidationError({"alt": say_it})
        return cleaned


def is_file(document: Any, *extensions: str) -> bool:
    return document.file_extension.lower() in extensions


class VideoBlock(StructBlock):
    """A film of our own, or a plain link to one elsewhere: nothing is fetched before the reader asks for it."""

    title = CharBlock()
    poster = PictureChooserBlock(help_text="The still that is shown until somebody presses play.")
    film = DocumentChooserBlock(
        required=False, help_text="An MP4 or WebM file of our own. Whatever its collection, it is public."
    )
    captions = DocumentChooserBlock(required=False, help_text="A WebVTT file with what is said and heard.")
    link = URLBlock(required=False, help_text="Or the address of the film on another website.")
    length = CharBlock(required=False, help_text='For example "2 minutes".')
    transcript = RichTextBlock(features=PARAGRAPH, help_text="For those who don't hear or don't watch it.")

    class Meta:
        description = "A film of our own, or a link to one elsewhere; it plays when somebody asks for it."
        preview_template = "pages/block_previews/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if wrong := {**self.wrong_source(cleaned), **self.wrong_captions(cleaned)}:
            raise StructBlockValidationError({name: ValidationError(words) for name, words in wrong.items()})
        return cleaned

    def wrong_source(self, video: Any) -> dict[str, str]:
        if video["film"] and video["link"]:
            return {"link": "Either a film of our own or one elsewhere, not both."}
        if not video["film"] and not video["link"]:
            return {"film": "Choose a film of our own, or give the address of one elsewhere below."}
        if video["film"] and not is_file(video["film"], "mp4", "webm"):
            return {"film": "This is not an MP4 or WebM file."}
        return {}

    def wrong_captions(self, video: Any) -> dict[str, str]:
        if video["film"] and not video["captions"]:
            return {"captions": "A film of our own needs captions, for those who don't hear it."}
        if video["captions"] and not is_file(video["captions"], "vtt"):
            return {"captions": "This is not a WebVTT file (.vtt)."}
        return {}
