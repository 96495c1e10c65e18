"""Imports a list of postcodes, as a process of its own in the site's environment, and takes it back.

`python -m benchmarks.loading FILE [ARGUMENT...]` prints {"seconds", "megabytes"}: how long import_postcodes took, and
the most memory that the process held at a time.
"""

import json
import resource
import sys
import time

import django
from django.core.management import call_command


def main(arguments: list[str]) -> None:
    started = time.perf_counter()
    call_command("import_postcodes", *arguments, stdout=sys.stderr)
    taken = time.perf_counter() - started
    print(json.dumps({"seconds": taken, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
    call_command("import_postcodes", "--undo", stdout=sys.stderr)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
