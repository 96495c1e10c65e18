from collections.abc import Iterator

import pytest

from tests.places.clients.local_server import Service, serving


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service
