"""A small mail server for tests: writes down what it accepted, on disk, before it says so, and can misbehave.

`python -m tests.mail.smtp_sink PORT FILE [SECONDS]` runs it by itself, taking so long for each message. How it treats a
recipient is said by the address's first word: see BEHAVIOURS.
"""

import json
import os
import re
import socket
import socketserver
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple

STALLS = 3.0  # seconds
END = b".\r\n"  # of a message: what ends without it was given up


class Accepted(NamedTuple):
    at: float  # seconds since 1970
    sender: str  # of the envelope
    recipient: str
    message_id: str  # of its header, without the brackets
    origin: str  # its From header
    peer: int = 0  # the port of whoever handed it over: one a connection


class Session(socketserver.StreamRequestHandler):
    server: "Sink"

    def handle(self) -> None:
        self.say("220 sink")
        self.sender = self.recipient = ""
        for line in self.rfile:
            command, _, argument = line.decode("latin-1").strip().partition(" ")
            if command.upper() == "QUIT":
                self.say("221 bye")
                return
            if not self.obey(command.upper(), argument):
                return

    def obey(self, command: str, argument: str) -> bool:
        """False where the connection ends here."""
        if command == "MAIL":
            self.sender = between(argument)
        if command == "RCPT":
            self.recipient = between(argument)
            refusal = self.behaviour("rcpt")
            self.say(refusal or "250 fine")
            self.recipient = "" if refusal else self.recipient
        elif command == "DATA" and not self.recipient:
            self.say("503 to nobody")
        elif command == "DATA":
            self.say("354 go on")
            content = self.body()
            return content.endswith(END) and self.take(content.removesuffix(END))
        elif command == "EHLO" and self.server.pipelining:
            self.say("250-sink\r\n250 PIPELINING")
        else:
            self.say("250 fine")
        return True

    def body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (END, b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join([*lines, line])

    def take(self, content: bytes) -> bool:
        if refusal := self.behaviour("data"):
            self.say(refusal)
            return True
        silent = self.behaviour("silent")
        time.sleep(self.server.delay / 2)
        if silent not in ("lost", "reset"):
            self.server.keep(self.sender, self.recipient, content, peer=self.client_address[1])
        time.sleep(self.server.delay / 2)
        if silent == "stall":
            time.sleep(STALLS)
        if silent.startswith("reset"):
            self.reset()
        if not silent:
            self.say("250 taken")
        return not silent

    def reset(self) -> None:
        """End the connection as a machine does that knows nothing of it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def behaviour(self, when: str) -> str:
        return BEHAVIOURS.get(self.recipient.partition("-")[0], {}).get(when, "")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


BEHAVIOURS: dict[str, dict[str, str]] = {
    "unknown": {"rcpt": "550 5.1.1 no such user"},
    "greylisted": {"rcpt": "451 4.7.1 try later"},
    "spam": {"data": "554 5.7.1 not here"},
    "busy": {"data": "421 4.3.2 too busy"},
    "dropped": {"silent": "kept"},  # kept, and the connection ends before it says so
    "lost": {"silent": "lost"},  # not kept, and the connection ends all the same
    "stalled": {"silent": "stall"},  # kept, and no word of it
    "reset": {"silent": "reset"},  # not kept, and the connection is reset
    "reset_later": {"silent": "reset_later"},  # kept, and the connection is reset
}


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, file: Path, port: int = 0, *, delay: float = 0) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.port: int = self.server_address[1]
        self.file, self.delay, self.pipelining = file, delay, True
        self.file.touch()
        self.writing = threading.Lock()

    def keep(self, sender: str, recipient: str, content: bytes, *, peer: int) -> None:
        message = message_from_bytes(content)
        message_id = str(message["Message-ID"]).strip("<>").partition("@")[0]
        line = json.dumps(Accepted(time.time(), sender, recipient, message_id, str(message["From"]), peer))
        with self.writing, self.file.open("a") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def accepted(self) -> list[Accepted]:
        return read(self.file)

    def handle_error(self, *_: Any) -> None:
        """A client that was killed is what it is here for."""


def read(file: Path) -> list[Accepted]:
    return [Accepted(*json.loads(line)) for line in file.read_text().splitlines()]


def between(argument: str) -> str:
    found = re.search(r"<(.*)>", argument)
    return found[1] if found else ""


@contextmanager
def running(file: Path) -> Iterator[Sink]:
    with Sink(file) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()


if __name__ == "__main__":
    with Sink(Path(sys.argv[2]), int(sys.argv[1]), delay=float(sys.argv[3]) if len(sys.argv) > 3 else 0) as served:
        served.serve_forever()
