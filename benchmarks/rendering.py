"""What happens inside the site when it renders a page. Runs as a process of its own in the site's environment.

`python -m benchmarks.rendering times COUNT PATH…` prints {path: [milliseconds of each rendering]}.
`python -m benchmarks.rendering queries PATH…` prints {path: [each SQL statement of one rendering]}.
"""

import json
import sys
import time

import django
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(arguments: list[str]) -> None:
    match arguments:
        case ["times", count, *paths]:
            print(json.dumps({path: times(path, int(count)) for path in paths}))
        case ["queries", *paths]:
            print(json.dumps({path: queries(path) for path in paths}))
        case _:
            sys.exit(__doc__)


def times(path: str, count: int) -> list[float]:
    """Milliseconds from request to answer through every middleware, our whole cache emptied before each."""
    client = reader()
    get(client, path)  # templates are compiled and renditions made once in the life of a process
    return [timed(client, path) for _ in range(count)]


def timed(client: Client, path: str) -> float:
    caches["pages"].clear()
    started = time.perf_counter()
    get(client, path)
    return (time.perf_counter() - started) * 1000


def queries(path: str) -> list[str]:
    """The SQL of one rendering with our cache, the content types and the generation forgotten."""
    client = reader()
    get(client, path)  # makes the renditions
    caches["pages"].clear()
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()
    time.sleep(settings.PAGE_GENERATION_MEMORY)
    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return [query["sql"] for query in captured]


def reader() -> Client:
    """An anonymous reader, as a proxy that speaks HTTPS passes them on."""
    return Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])


def get(client: Client, path: str) -> None:
    answer = client.get(path, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} was answered with {answer.status_code}")


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
