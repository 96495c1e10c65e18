"""Choosing a fact or a page, from what the site keeps of them anyway."""

from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class FactChooserBlock(SnippetChooserBlock):
    """Takes facts from the registry's own cache, where templates have them from."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        from pages import facts

        stated = {fact.pk: fact for fact in facts.by_key().values()}
        return [stated.get(value) if value else None for value in values]


class LinkBlock(PageChooserBlock):
    """A page from the site's outline, at no query; one that is not in it from the database."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        from pages import outline

        known = outline.current().pages
        if all(value is None or value in known for value in values):
            return [known.get(value) if value else None for value in values]
        found: list[Any] = super().bulk_to_python(values)
        return found


class PictureChooserBlock(ImageChooserBlock):
    """With what was rendered of each picture, so that sixty faces cost as many queries as one."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        found: list[Any] = super().bulk_to_python(values)
        prefetch_related_objects([picture for picture in found if picture], "renditions")
        return found
