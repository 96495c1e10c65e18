"""What must not stand in a log."""

import logging
import re

TOKEN = re.compile(r"(/(?:confirm|mail-choices|still-there|stop-messages)/)[^/\s]+")


class WithoutTokens(logging.Filter):
    """Takes the token out of addresses in messages: whoever reads the log could confirm or choose with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if TOKEN.search(message):
            record.msg, record.args = TOKEN.sub(r"\1…", message), ()
        return True
