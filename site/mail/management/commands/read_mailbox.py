from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from mail import inbound, mailboxes
from mail.enums import Sort

NOT_OURS, AGAIN = "for nobody here", "there twice"


class Command(BaseCommand):
    help = (
        "Read the messages of an mbox file, a Maildir or a folder of .eml files, and take those that came to addresses "
        "of ours which are for one matter alone, such as the answers to letters and what mail servers sent back. The "
        "others are passed over. Nothing in the mailbox is changed or deleted, and reading it again changes nothing "
        "here either. Says how many there were of each sort, and never what stands in them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            total = mailboxes.number_of(path)
        except (mailboxes.NoMailbox, OSError) as error:
            raise CommandError(f"There is no mailbox at {path}") from error
        found, seen = Counter[str](), set[str]()
        messages = mailboxes.messages(path, longest=inbound.MOST_READ)
        for raw in tqdm(messages, total=total, desc=path.name, disable=None, leave=False):
            found[take(raw, seen)] += 1
        self.stdout.write(f"{found.total()} messages were read.")
        for name in [*Sort.labels, AGAIN, NOT_OURS]:
            self.stdout.write(f"{found[name]:>7} {name.lower()}")


def take(raw: bytes, seen: set[str]) -> str:
    """What was done with it, in words."""
    incoming = inbound.read(raw)
    if incoming is None:
        return NOT_OURS
    if incoming.key in seen:
        return AGAIN
    seen.add(incoming.key)
    return str(incoming.kind.label) if inbound.hand_over(incoming) else NOT_OURS
