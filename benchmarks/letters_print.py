"""How long a print run of 1,000 letters takes to make, and how much memory."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench, Site

LETTERS, WORDS = 1_000, 350


def make(_: Bench) -> Iterator[Figure]:
    """Seconds for one PDF of 1,000 letters of 350 words with its sheet of addresses, which reaches no database.

    The remark has the most memory that the process and the one it started can have held together, and how often it
    said how far it was.
    """
    with server.scratch_folder() as folder:
        made = Site(folder, server.production("postgresql://127.0.0.1/none", folder))
        found = json.loads(made.run("-m", "benchmarks.printing_letters", str(LETTERS), str(WORDS)))
    remark(
        f"letters.print: {found['megabytes']:.0f} MB at most, {found['size']:.1f} MB of PDF, "
        f"{found['signs']} signs of progress, the longest wait between them {found['wait']:.1f} s"
    )
    if found["letters"] != LETTERS:
        raise RuntimeError(f"{found['letters']} letters were made")
    yield Figure("letters.print", found["seconds"], "s", LETTERS)


MEASUREMENTS = (Measurement(("letters.print",), make),)
