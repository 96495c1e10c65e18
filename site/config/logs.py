"""What must not stand in a log."""

import logging
import re

WORDS = (
    "answers bookings certificates confirm drafts feedback hand-over how-was-it invitations join mail-choices "
    "materials not-so quiz quiz-code register still-there stop-messages stop-reminders"
)
TOKEN = re.compile(rf"(/(?:{WORDS.replace(' ', '|')})/)[^/\s]+")  # whatever stands behind one of the words


class WithoutTokens(logging.Filter):
    """Takes the token out of addresses in messages: whoever reads the log could confirm or choose with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if TOKEN.search(message):
            record.msg, record.args = TOKEN.sub(r"\1…", message), ()
        return True
