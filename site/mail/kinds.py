"""Every kind of message that the platform sends; each app registers its own in AppConfig.ready()."""

from dataclasses import dataclass
from typing import Any

from mail.enums import Stream, WhenUncertain


@dataclass(frozen=True)
class Kind:
    name: str  # also the folder of its three templates: templates/mail/<name>/{subject.txt,body.txt,body.html}
    title: str
    sample: dict[str, Any]  # a context to preview it with
    stream: Stream = Stream.TRANSACTIONAL
    when_uncertain: WhenUncertain = WhenUncertain.HOLD


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of this name; one that no app registers any more holds its messages for a person."""
    return _kinds.get(name) or Kind(name, name, {})


def registered() -> list[Kind]:
    return list(_kinds.values())
