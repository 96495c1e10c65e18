"""How long a certificate takes to make, alone and among a thousand."""

import json
from collections.abc import Iterator

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Bench

BATCH, ALONE = 1000, 20


def make(_: Bench) -> Iterator[Figure]:
    """Seconds from wanting a certificate to its row: words, PDF, signature and digest; the slowest of 20, each of
    another holder, after the first, which waits until the addresses of the site are loaded, as the first page does.
    The remark has how long the job took for a batch of 1,000.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.making_training", "fill", str(2 * (BATCH + ALONE)))
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        found = json.loads(made.run("-m", "benchmarks.making_certificates", str(ALONE), str(BATCH)))
    remark(f"training.certificate: the first in {found['first']:.2f} s; a batch of {BATCH} in {found['batch']:.0f} s")
    if found["made"] != ALONE + 1 + BATCH:
        raise RuntimeError(f"{found['made']} certificates were made")
    yield Figure("training.certificate", found["slowest"], "s", ALONE)


MEASUREMENTS = (Measurement(("training.certificate",), make),)
