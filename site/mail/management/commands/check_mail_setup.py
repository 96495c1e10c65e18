import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mail import sender_checks, streams
from mail.sender_checks.findings import Level
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender


class Command(BaseCommand):
    help = (
        "Say, for each stream of mail, whether big mailbox providers will take what it sends: SPF, DKIM and DMARC of "
        "the sender's domain, who takes replies, the name and the encryption of the mail server, unsubscribing by one "
        "click and reports of what came back. It asks DNS and the mail server, and sends nothing. Ends with 1 if "
        "something is WRONG, which is what mail is refused for; advice, and what DNS did not answer, end with 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stream", action="append", metavar="NAME", help="only this one; may be given again")
        parser.add_argument("--selector", default="", help="of the DKIM key, instead of dkim_selector in MAIL_STREAMS")
        parser.add_argument("--server", default="", metavar="IP", help="the DNS server to ask")
        parser.add_argument("--port", type=int, default=53, help="of that server")
        parser.add_argument("--seconds", type=float, default=5, help="how long to wait for an answer of DNS")

    def handle(self, *args: Any, **options: Any) -> None:
        lookup = Lookup(server=options["server"], port=options["port"], seconds=options["seconds"])
        levels = [level for stream in chosen(options["stream"]) for level in self.report(stream, lookup, options)]
        if Level.WRONG in levels:
            self.stdout.write("\nSomething is wrong: mail will be refused until it is put right.")
            sys.exit(1)
        self.stdout.write("\nNothing is wrong.")

    def report(self, stream: streams.Stream, lookup: Lookup, options: dict[str, Any]) -> list[Level]:
        self.stdout.write(f"\n{stream.name}")
        findings = sender_checks.check(Sender(stream, options["selector"] or stream.dkim_selector), lookup)
        for finding in findings:
            self.stdout.write(f"  {finding}")
        return [finding.level for finding in findings]


def chosen(names: list[str] | None) -> list[streams.Stream]:
    try:
        return [streams.get(name) for name in names] if names else streams.all_streams()
    except streams.UnknownStream as unknown:
        raise CommandError(f"MAIL_STREAMS names no stream {unknown}") from unknown
