"""What this app holds about somebody who answered a mail-out, or whom a list of supporters names."""

from typing import Any

from django.db.models import QuerySet

from campaigns.models import MailoutReply, SupporterLine
from campaigns.services import mailout_keeping
from people import holdings
from people.models import Person


def replies_of(person: Person) -> QuerySet[MailoutReply]:
    return MailoutReply.objects.filter(address=person.address_id).select_related("mailout", "step").order_by("-pk")


def export_reply(row: Any) -> dict[str, Any]:
    answered = row.mailout or row.step
    return {
        "to_our_message": answered.subject if answered else "",
        "kind": row.get_sort_display(),
        "from": row.sender,
        "subject": row.subject,
        "text": row.text,
        "attachments_left_out": row.attachments,
        "received_at": row.arrived_at,
        "dealt_with_at": row.done_at,
    }


def export_line(row: Any) -> dict[str, Any]:
    return {
        "list": row.batch.file_name,
        "line": row.number,
        "what_it_said": row.cells,
        "outcome": row.get_state_display(),
        "what_it_says_you_agreed_to": row.batch.get_purpose_display() if row.batch.purpose else "",
        "how_you_agreed": row.batch.evidence,
        "received_at": row.batch.created_at,
        "brought_in_at": row.batch.finished_at,
    }


def register() -> None:
    holdings.register(
        holdings.Holding(
            model=MailoutReply,
            title="What you answered to our messages",
            why="To read what you wrote, and to do what you ask.",
            retention="A year after it came.",
            stays="That an answer came and when, without what it said or by whom.",
            rows=replies_of,
            export=export_reply,
            erase=lambda person: mailout_keeping.erase_replies(person.address_id),
        ),
        holdings.Holding(
            model=SupporterLine,
            title="Lists of supporters that name you",
            why="To know who told us of you, and what is to show that you agreed.",
            retention=(
                "What the list says of you: 30 days after it was brought in. Which list it was: as long as anything "
                "else here is kept about you."
            ),
            stays="That a list had a line, of nobody.",
            rows=lambda person: SupporterLine.objects.filter(person=person).select_related("batch").order_by("-pk"),
            export=export_line,
            erase=lambda person: mailout_keeping.erase_lines(person.pk),
            moves="person",
        ),
    )
