"""Whose data the pages of places show, and the licence under which they may; said at the foot of those pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from places.enums import DataKind
from places.models import DataImport, Representative

OPEN_GOVERNMENT_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
OPEN_PARLIAMENT_LICENCE = "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/"
FIND_YOUR_MP = "https://members.parliament.uk/FindYourMP"


@dataclass(frozen=True)
class Source:
    words: str | Promise
    licence: str | Promise
    url: str


# The words are those that each licence asks for.
STATISTICS = Source(
    _("Names and codes of constituencies: Office for National Statistics, licensed under the"),
    _("Open Government Licence v3.0"),
    OPEN_GOVERNMENT_LICENCE,
)
POSTCODES = Source(
    _(
        "Postcodes: contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and "
        "database right, and National Statistics data © Crown copyright and database right, under the"
    ),
    _("Open Government Licence v3.0"),
    OPEN_GOVERNMENT_LICENCE,
)
PARLIAMENT = Source(
    _("Members of Parliament: contains Parliamentary information licensed under the"),
    _("Open Parliament Licence v3.0"),
    OPEN_PARLIAMENT_LICENCE,
)


def of_page(members: list[Representative]) -> list[Source]:
    """Those of a page that shows these members."""
    postcodes = DataImport.objects.standing().filter(kind=DataKind.POSTCODES).exists()
    return [STATISTICS, *([POSTCODES] if postcodes else []), *([PARLIAMENT] if members else [])]
