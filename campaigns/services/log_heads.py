"""Signed heads: the root of a log at one size, which whoever has it can hold us to."""

from django.utils import timezone

from campaigns.models import LogHead
from campaigns.services import log_format, log_keys, log_proofs
from campaigns.services.log_proofs import LogBroken


def latest(petition_id: int) -> LogHead | None:
    """By its size, since the clock may have gone back."""
    return LogHead.objects.filter(petition_id=petition_id).order_by("-size").first()


def make(petition_id: int, size: int) -> LogHead:
    """Signed, and not saved. Raises LogBroken where the last one would not be its beginning."""
    last = latest(petition_id)
    root, before = log_proofs.roots(petition_id, [size, last.size if last else 0])
    if last and before != bytes(last.root):
        raise LogBroken(f"The log of petition {petition_id} is not what was signed at {last.size} lines.")
    at = timezone.now().replace(microsecond=0)
    key, proof = log_keys.sign(log_format.statement(petition_id=petition_id, size=size, root=root, at=at))
    return LogHead(petition_id=petition_id, size=size, root=root, at=at, key=key, proof=proof)


def over(petition_id: int, index: int) -> LogHead:
    """The last signed head that a line lies under; where there is none yet one that is made now and not kept."""
    last = latest(petition_id)
    return last if last and last.size > index else make(petition_id, log_proofs.size(petition_id))
