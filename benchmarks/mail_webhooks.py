"""How many events of a mail provider are stored a second, over HTTP."""

import dataclasses
import json
import subprocess
from base64 import b64encode
from collections.abc import Iterator

from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import AS_PROXY, CONNECTIONS, HOST, ROOT, WRK_THREADS, Bench, Load, Site

SECONDS = 10
SECRET = "provider:only-for-this-run"  # noqa: S105
COUNT = "from mail.models import ProviderEvent; print(ProviderEvent.objects.count())"
BATCH = 100  # SendGrid posts arrays of what happened in a second or so


def webhooks(bench: Bench) -> Iterator[Figure]:
    """Events a second that are committed and answered with 200, posted as SendGrid does: JSON arrays of 100.

    Every event is another one, with the fields and the length of real ones. A remark says how many a second are stored
    when each comes alone, as Postmark and Mailgun post them.
    """
    own = {"MAIL_WEBHOOKS": "sendgrid", "ANYMAIL": f"WEBHOOK_SECRET={SECRET}"}
    site = dataclasses.replace(bench.site, environment={**bench.site.environment, **own})
    with site.serving() as port:
        alone = stored(site, port, 1)
        together = stored(site, port, BATCH)
    remark(f"mail.webhooks: {alone:.0f} events/s where each comes alone, {together:.0f} in arrays of {BATCH}")
    yield Figure("mail.webhooks", together, "events/s", round(together * SECONDS))


def stored(site: Site, port: int, batch: int) -> float:
    """Of what was answered with 200 within the time; raises where a call failed or fewer rows are there."""
    before = rows(site)
    load = post(port, batch)
    if load.errors:
        raise RuntimeError(f"{load.errors} calls of the webhook failed")
    if rows(site) - before < load.requests * batch:
        raise RuntimeError("Less is stored than was answered with 200")
    return load.requests * batch / load.seconds


def rows(site: Site) -> int:
    return int(site.run("manage.py", "shell", "--verbosity=0", "-c", COUNT))


def post(port: int, batch: int) -> Load:
    headers = {**AS_PROXY, "Authorization": f"Basic {b64encode(SECRET.encode()).decode()}"}
    named = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    sizes = [f"-t{WRK_THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s"]
    url = f"http://{HOST}:{port}/mail/webhooks/sendgrid/"
    command = ["wrk", *sizes, *named, "-s", str(ROOT / "benchmarks/events.lua"), url, "--", str(batch)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Load(**json.loads(output.splitlines()[-1]))


MEASUREMENTS = (Measurement(("mail.webhooks",), webhooks),)
