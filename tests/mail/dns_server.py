"""A DNS server of the tests: answers over UDP on loopback, from a dict, and asks nobody."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

SILENT = "silent"  # in place of records: no answer at all
Records = dict[tuple[str, str], list[str]]


@contextmanager
def answering(records: Records) -> Iterator[int]:
    """Gives its port. `records`: (name, type) -> the records as a zone file writes them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=answer_all, args=(listener, records))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.sendto(b"", listener.getsockname())
            thread.join()


def answer_all(listener: socket.socket, records: Records) -> None:
    """Until an empty packet comes."""
    while True:
        packet, sender = listener.recvfrom(4096)
        if not packet:
            return
        if (answer := answer_to(dns.message.from_wire(packet), records)) is not None:
            listener.sendto(answer.to_wire(), sender)


def answer_to(query: dns.message.Message, records: Records) -> dns.message.Message | None:
    [question] = query.question
    name, kind = str(question.name).rstrip("."), dns.rdatatype.to_text(question.rdtype)
    found = records.get((name, kind), [])
    if SILENT in found:
        return None
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.RA
    if found:
        answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *found))
    elif not any(known == name for known, _ in records):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer
