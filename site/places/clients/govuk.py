"""GOV.UK's list of organisations, in the shape in which it was recorded."""

from collections.abc import Iterable

from pydantic import ConfigDict, TypeAdapter

from places.clients.errors import Unexpected
from places.clients.http import MOST_ITEMS, Client
from places.clients.shapes import Shape

CLOSED = frozenset({"closed", "devolved"})  # "exempt", "joining" and "transitioning" say only where its website is


class Organisations(Shape):
    model_config = ConfigDict(alias_generator=None)  # GOV.UK writes snake_case


class Details(Organisations):
    slug: str
    govuk_status: str


class Organisation(Organisations):
    title: str
    details: Details

    @property
    def is_closed(self) -> bool:
        return self.details.govuk_status in CLOSED


class OrganisationPage(Organisations):
    results: tuple[Organisation, ...]
    total: int | None = None
    next_page_url: str | None = None


PAGE = TypeAdapter(OrganisationPage)


class GovUkClient(Client):
    home = "https://www.gov.uk"

    def organisations(self) -> Iterable[Organisation]:
        """Those that ever were, closed ones included; raises Unexpected where pages go in a circle or stop early."""
        address: str | None = self.address("/api/organisations", page=1)
        seen: set[str] = set()
        count = 0
        while address:
            seen.add(address)
            page = self.get(address, PAGE)
            count += len(page.results)
            yield from page.results
            following = page.next_page_url
            if following and (following in seen or not page.results or count > MOST_ITEMS):
                raise Unexpected(address, "its pages have no end")
            if not following and page.total not in (None, count):
                raise Unexpected(address, f"promises {page.total} organisations, and gave {count}")
            address = str(self.within(address, following)) if following else None
