"""Every kind of message that the platform sends; each app registers its own in AppConfig.ready()."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mail.composed import Composed
from mail.enums import WhenUncertain
from mail.streams import TRANSACTIONAL, Limit

if TYPE_CHECKING:
    from mail.models import Delivery, Mailing


@dataclass(frozen=True)
class Kind:
    name: str  # also the folder of its three templates: templates/mail/<name>/{subject.txt,body.txt,body.html}
    title: str
    sample: dict[str, Any]  # a context to preview it with
    stream: str = TRANSACTIONAL
    when_uncertain: WhenUncertain = WhenUncertain.HOLD
    purpose: str = ""  # of people.enums.Purpose where it is marketing; then it needs a live record for it
    way_out: str = ""  # what its context calls the path that one click posts to, of a service message with a way out
    keeps_secret: bool = False  # what fills it is forgotten once it is settled: a code, for example
    together: int = 1  # so many are marked as being sent at once; so many may be in doubt where a worker dies
    # Asked at each attempt for what is not written down with the message; it may raise composed.NotNow.
    compose: "Callable[[Delivery], Composed] | None" = None
    # Asked before, with those that one connection is about to carry, so that it may read at once what each needs.
    prepare: "Callable[[Sequence[Delivery]], None] | None" = None
    # Asked with those that are about to leave for these fields, which the words of their mailing leave open.
    personal: "Callable[[Sequence[Delivery], Collection[str]], dict[int, dict[str, str]]] | None" = None
    # Asked for limits that bind a mailing besides those of its provider, by the key of their buckets.
    limits: "Callable[[Mailing], dict[str, Limit]] | None" = None


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    _kinds.update({kind.name: kind for kind in kinds})


def get(name: str) -> Kind:
    """The kind of this name; one that no app registers any more holds its messages for a person."""
    return _kinds.get(name) or Kind(name, name, {})


def registered() -> list[Kind]:
    return list(_kinds.values())
