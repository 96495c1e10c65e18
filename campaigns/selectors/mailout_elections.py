"""Mail-outs that name who stands, before an election: what was approved earlier is looked at again by a person."""

from datetime import UTC, date, datetime

from django.db.models import Max
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns import letter_words, mailout_compile, mailout_digest
from campaigns.models import Election, Mailout, SeriesStep
from campaigns.selectors import elections
from places.models import Representative

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
OWN_MP = "mp"  # the field that becomes the name of each reader's own


def names_somebody(message: Mailout | SeriesStep) -> bool:
    """A party, somebody who sits or sat in Parliament, or each reader's own MP: most of them stand again."""
    compiled = [mailout_compile.compile_(message, variant=each) for each in mailout_digest.variants(message)]
    if any(OWN_MP in each.fields for each in compiled):
        return True
    text = "\n".join(f"{each.subject}\n{each.text}" for each in compiled)
    return letter_words.names_party(text, [*known("party"), *known("name")])


def known(field: str) -> list[str]:
    values = Representative.objects.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
    return list(values.distinct())


def to_look_at(mailout: Mailout, *, election: Election | None = None) -> bool:
    """Whether it names somebody, an election is on, and nobody has looked at it since that was announced."""
    election = election or elections.in_campaign()
    if election is None or looked_at(mailout) >= election.announced_on:
        return False
    return names_somebody(mailout)


def looked_at(mailout: Mailout) -> date:
    """The day on which it was approved, or last let go on after a pause."""
    resumed = ModelLogEntry.objects.for_instance(mailout).filter(action="mailout.resume")
    last: datetime | None = resumed.aggregate(last=Max("timestamp"))["last"]
    return timezone.localdate(max(moment for moment in (mailout.approved_at, last, NEVER) if moment))
