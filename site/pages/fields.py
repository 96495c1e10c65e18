from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks migrations don't repeat.

    To the database it is JSON whatever its blocks are, so a migration knows it as that: a new block or a better help
    text needs none, and a migration that moves data sees what is stored, not what some block made of it.
    """

    def __init__(self, block_types: Any = (), **options: Any) -> None:
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, _, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, "django.db.models.JSONField", [], options

    if TYPE_CHECKING:  # what StreamField's own descriptor takes and gives

        def __get__(self, instance: Any, owner: Any = None) -> Any: ...

        def __set__(self, instance: Any, value: Any) -> None: ...
