"""Receipts: what proves, to whoever has it, that a line stands in a log. And checking one that somebody brings."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, ValidationError

from campaigns.models import LogEntry, LogHead, Petition
from campaigns.services import log_format, log_heads, log_keys, log_proofs, log_tree

LARGEST = 2**53  # of a number, as in JSON everywhere
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=0, le=LARGEST, strict=True)]


class Entry(BaseModel):
    petition: Number
    index: Number
    kind: str
    commitment: Digest
    at: str


class Statement(BaseModel):
    petition: Number
    size: Number
    root: Digest


class Head(BaseModel):
    statement: str = Field(max_length=300)
    key: str = Field(max_length=16)
    signature: str = Field(pattern=r"^[0-9a-f]{128}$")


class Opening(BaseModel):
    """What only its owner has: without it nobody can tell whose line it is."""

    salt: Digest
    signature: Number
    address: str = Field(max_length=254)


class Receipt(BaseModel):
    """Entry, head and proof are missing while the line waits for its place."""

    format: Literal["actforjustice-petition-receipt-v1"] = "actforjustice-petition-receipt-v1"
    petition: str = Field(max_length=500)
    number: Number
    log: str = Field(max_length=500)
    commitment: Digest
    entry: str | None = Field(default=None, max_length=300)
    head: Head | None = None
    proof: list[Digest] = Field(default=[], max_length=64)
    opening: Opening | None = None


class Unreadable(Exception):
    """It is no receipt."""


class Finding(NamedTuple):
    is_right: bool
    sentence: str


def of_line(entry: LogEntry, *, head: LogHead | None = None) -> Receipt:
    """Anybody's: it holds nothing about a person. Up to the head given, else the last. Raises LogBroken."""
    receipt = Receipt(
        petition=entry.petition.title,
        number=entry.petition_id,
        log=address_of(entry.petition),
        commitment=bytes(entry.commitment).hex(),
    )
    if entry.index is not None:
        head = head or log_heads.over(entry.petition_id, entry.index)
        proof = log_proofs.inclusion(entry.petition_id, index=entry.index, size=head.size)
        receipt.entry = line(entry)
        receipt.head = file_of(head)
        receipt.proof = [each.hex() for each in proof]
    return receipt


def of_owner(entry: LogEntry) -> Receipt:
    """With what shows that the line is theirs, unless that was destroyed."""
    receipt = of_line(entry)
    if entry.signature and entry.salt:
        receipt.opening = Opening(
            salt=bytes(entry.salt).hex(),
            signature=entry.signature.pk,
            address=entry.signature.address.canonical,
        )
    return receipt


def address_of(petition: Petition) -> str:
    return settings.SITE_URL + reverse("petition_log", args=[petition.slug])


def file_of(head: LogHead) -> Head:
    return Head(statement=log_format.head_of(head), key=head.key, signature=bytes(head.proof).hex())


def line(entry: LogEntry) -> str:
    row = log_format.Row(entry.index or 0, entry.kind, bytes(entry.commitment), entry.at)
    return log_format.entry(entry.petition_id, row)


def read(text: str) -> Receipt:
    """Raises Unreadable."""
    try:
        return Receipt.model_validate_json(text)
    except ValidationError as error:
        raise Unreadable from error


def check(petition: Petition, receipt: Receipt) -> list[Finding]:
    """What is right and what is wrong with a receipt, as far as our log and our keys tell. Raises Unreadable."""
    try:
        return list(findings(petition, receipt))
    except ValidationError as error:
        raise Unreadable from error


def findings(petition: Petition, receipt: Receipt) -> Iterator[Finding]:
    if receipt.entry is None or receipt.head is None:
        yield from of_waiting(petition, receipt)
        return
    entry = Entry.model_validate_json(receipt.entry)
    statement = Statement.model_validate_json(receipt.head.statement)
    if {receipt.number, entry.petition, statement.petition} != {petition.pk}:
        yield Finding(False, _("It is a receipt for another petition."))
        return
    yield stands_in_log(petition, entry, receipt)
    yield leads_to_root(entry, statement, receipt)
    yield is_signed(receipt.head)
    yield is_root_of_log(petition, statement)
    if receipt.opening:
        yield opens(petition, receipt.opening, entry.commitment)


def stands_in_log(petition: Petition, entry: Entry, receipt: Receipt) -> Finding:
    ours = LogEntry.objects.filter(petition=petition, index=entry.index).first()
    words = {"number": entry.index + 1}
    if ours and line(ours) == receipt.entry and entry.commitment == receipt.commitment:
        return Finding(True, _("Line %(number)s of our log is the line in the receipt.") % words)
    return Finding(False, _("Line %(number)s of our log is not the line in the receipt.") % words)


def leads_to_root(entry: Entry, statement: Statement, receipt: Receipt) -> Finding:
    root = log_tree.root_by_inclusion(
        leaf=log_tree.leaf((receipt.entry or "").encode()),
        index=entry.index,
        size=statement.size,
        proof=[bytes.fromhex(each) for each in receipt.proof],
    )
    if root == bytes.fromhex(statement.root):
        return Finding(True, _("Its proof leads from the line to the root in the signed head."))
    return Finding(False, _("Its proof does not lead from the line to the root in the signed head."))


def is_signed(head: Head) -> Finding:
    if log_keys.is_signed(head.statement, key=head.key, proof=bytes.fromhex(head.signature)):
        return Finding(True, _("The head is signed by our key %(key)s.") % {"key": head.key})
    return Finding(False, _("The head is signed by none of our keys."))


def is_root_of_log(petition: Petition, statement: Statement) -> Finding:
    words = {"size": statement.size}
    if statement.size <= log_proofs.size(petition.pk):
        [root] = log_proofs.roots(petition.pk, [statement.size])
        if root.hex() == statement.root:
            return Finding(True, _("Our log still has that root at %(size)s lines.") % words)
    return Finding(False, _("Our log does not have that root at %(size)s lines.") % words)


def opens(petition: Petition, opening: Opening, commitment: str) -> Finding:
    text = log_format.committed(petition_id=petition.pk, signature_id=opening.signature, address=opening.address)
    made = hmac.digest(bytes.fromhex(opening.salt), text, hashlib.sha256).hex()
    if made == commitment:
        return Finding(True, _("The secret in the receipt shows that the line is that of the address in it."))
    return Finding(False, _("The secret in the receipt does not fit the line: it is not that of the address in it."))


def of_waiting(petition: Petition, receipt: Receipt) -> Iterator[Finding]:
    """A receipt from before the log had grown to the line, which is found by the number of the signature."""
    if receipt.opening is None:
        raise Unreadable
    opening = receipt.opening
    fits = opens(petition, opening, receipt.commitment)
    yield fits
    if not fits.is_right:
        return  # nor is anybody told which line a number of a signature belongs to
    commitment = bytes.fromhex(receipt.commitment)
    lines = LogEntry.objects.filter(petition=petition, signature=opening.signature).order_by("pk")
    ours = next((each for each in lines if bytes(each.commitment) == commitment), None)
    if ours is None:
        yield Finding(False, _("No line of our log is known by this receipt. Was the signature withdrawn?"))
    elif ours.index is None:
        yield Finding(True, _("The line waits for its place in our log, which it gets within a minute."))
    else:
        yield Finding(True, _("Line %(number)s of our log is the line in the receipt.") % {"number": ours.index + 1})
