"""The program that checks a log and receipts without us. It runs by itself, as those run it who trust nobody."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.test import Client

from campaigns.enums import EntryKind
from campaigns.models import Petition
from campaigns.services import log, signatures
from tests import factories
from tests.campaigns import logs
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed

PROGRAM = settings.BASE_DIR / "static/verify/verify_petition_log.py"
LOG = "/petitions/support-every-survivor/log/"
PRIYA = {**SUZIE, "name": "Priya Teacher", "email": "priya@example.org"}


class Files:
    """What somebody fetched from the site, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str | bytes) -> None:
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text())

    def lines(self) -> list[str]:
        return (self.folder / "entries.jsonl").read_text().splitlines()

    def verify(self, *names: str) -> "subprocess.CompletedProcess[str]":
        """With nothing but the standard library."""
        return subprocess.run(
            [sys.executable, "-I", "-S", str(PROGRAM), *(names or sorted(file.name for file in self.folder.iterdir()))],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def files(db: None, tmp_path: Path, client: Client) -> Files:
    """A log of 30 lines in which Suzie counts, Mallory withdrew and Priya was invalidated, and Suzie's receipt."""
    petition = factories.petition()
    suzie, mallory, priya = (confirmed(petition, who) for who in (SUZIE, MALLORY, PRIYA))
    log.write(priya, EntryKind.INVALIDATED)
    logs.grown(petition, 9)
    log.sign_head(petition)
    signatures.withdraw(person_id=mallory.person_id, signature_id=mallory.pk)
    logs.grown(petition, 16)
    log.sign_head(petition)
    folder = tmp_path / "fetched"
    folder.mkdir()
    made = Files(folder)
    for name, path in {"entries.jsonl": LOG, "heads.json": LOG, "log-keys.json": "/petitions/"}.items():
        made.write(name, client.get(path + name).content)
    made.write("receipt.json", json.dumps(log.receipt_file(suzie)))
    return made


def test_a_log_that_is_right_is_found_right(files: Files) -> None:
    done = files.verify()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "30 lines follow from one another. By them 26 signatures count." in done.stdout
    assert "the receipt's secret fits its line and suzie@example.org" in done.stdout
    assert done.stdout.count("signed by key") == 3
    assert "WRONG" not in done.stdout
    assert len(PROGRAM.read_text().splitlines()) < 200


def test_the_receipt_of_somebody_who_was_erased_is_still_right(files: Files, client: Client) -> None:
    petition = Petition.objects.get()
    signatures.blank(list(petition.signatures.values_list("pk", flat=True)))
    files.write("entries.jsonl", client.get(f"{LOG}entries.jsonl").content)
    assert files.verify().returncode == 0


def test_a_receipt_alone_is_checked_as_far_as_that_goes(files: Files) -> None:
    done = files.verify("receipt.json")
    assert done.returncode == 0
    assert "nobody checked who signed it" in done.stdout
    assert files.verify("log-keys.json").returncode == 2


def of_lines(change: Callable[[list[str]], list[str]]) -> Callable[[Files], None]:
    return lambda files: files.write("entries.jsonl", "".join(f"{line}\n" for line in change(files.lines())))


def numbered(lines: list[str]) -> list[str]:
    """With places that hide that one is missing, added or moved."""
    entries = [{**json.loads(line), "index": index} for index, line in enumerate(lines)]
    return [json.dumps(entry, separators=(",", ":")) for entry in entries]


def of_receipt(*path: str, value: Any) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        receipt = files.read("receipt.json")
        part = receipt
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        files.write("receipt.json", json.dumps(receipt))

    return change


def of_head(number: int, **changes: Any) -> Callable[[Files], None]:
    """Of what it states; by a key of ours nobody can sign that."""

    def change(files: Files) -> None:
        heads = files.read("heads.json")
        statement = {**json.loads(heads["heads"][number]["statement"]), **changes}
        heads["heads"][number]["statement"] = json.dumps(statement, separators=(",", ":"))
        files.write("heads.json", json.dumps(heads))

    return change


def forged_head(files: Files) -> None:
    """Signed, over other lines, by somebody who says that the key is ours."""
    of_lines(lambda lines: numbered(lines[:-1]))(files)
    heads = files.read("heads.json")
    statement = {**json.loads(heads["heads"][0]["statement"]), "size": 29}
    text = json.dumps(statement, separators=(",", ":"))
    signature = Ed25519PrivateKey.generate().sign(text.encode()).hex()
    files.write("heads.json", json.dumps({"heads": [{**heads["heads"][0], "statement": text, "signature": signature}]}))


def replaced(index: int, old: str, new: str) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        assert old in lines[index]
        return [*lines[:index], lines[index].replace(old, new), *lines[index + 1 :]]

    return change


TAMPERING: dict[str, Callable[[Files], None]] = {
    "a row is missing": of_lines(lambda lines: lines[:7] + lines[8:]),
    "a row is missing and the rest numbered anew": of_lines(lambda lines: numbered(lines[:7] + lines[8:])),
    "the last row is missing": of_lines(lambda lines: lines[:-1]),
    "all rows are missing": of_lines(lambda lines: []),
    "a row is there twice": of_lines(lambda lines: numbered([*lines[:5], lines[4], *lines[5:]])),
    "two rows changed places": of_lines(lambda lines: [lines[1], lines[0], *lines[2:]]),
    "two rows changed places and numbers": of_lines(
        lambda lines: numbered([*lines[:6], lines[8], lines[7], lines[6], *lines[9:]])
    ),
    "a row says another kind": of_lines(replaced(5, "signed", "restored")),
    "a withdrawal is taken for a signature": of_lines(replaced(13, "withdrawn", "signed")),
    "a row has another commitment": of_lines(replaced(9, '"commitment":"', '"commitment":"00')),
    "a row has another day": of_lines(replaced(9, '"at":"2', '"at":"1')),
    "a row is of another petition": of_lines(replaced(9, '"petition":', '"petition":1')),
    "a row has a space": of_lines(replaced(9, '"kind":', '"kind": ')),
    "a row is no JSON": of_lines(lambda lines: [*lines[:3], "{", *lines[4:]]),
    "a head has another root": of_head(0, root="00" * 32),
    "a head has another size": of_head(1, size=12),
    "a head has another day": of_head(1, at="2020-01-01T00:00:00Z"),
    "a head is of more lines than there are": of_head(0, size=31),
    "a head is signed by a stranger": forged_head,
    "the salt is another": of_receipt("opening", "salt", value="00" * 32),
    "the address is another": of_receipt("opening", "address", value=MALLORY["email"]),
    "the number is another": of_receipt("opening", "signature", value=1_000_000),
    "the proof is another": of_receipt("proof", value=["00" * 32] * 5),
    "the proof is missing": of_receipt("proof", value=[]),
    "the commitment is another": of_receipt("commitment", value="00" * 32),
    "the receipt's head is signed by nobody": of_receipt("head", "signature", value="00" * 64),
    "the receipt's line is gone": of_receipt("entry", value="{}"),
}


@pytest.mark.parametrize("what", sorted(TAMPERING))
def test_it_finds_tampering(what: str, files: Files) -> None:
    TAMPERING[what](files)
    done = files.verify()
    assert done.returncode == 1, done.stdout
    assert "WRONG" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def keys_changed(files: Files) -> None:
    keys = files.read("log-keys.json")
    files.write("log-keys.json", json.dumps({"keys": [{**key, "public": "00" * 32} for key in keys["keys"]]}))


def rootless(files: Files) -> None:
    """By nobody's key, so that all that is left to check is a proof that leads to nothing, as its head has no root."""
    for name in ("log-keys.json", "heads.json", "entries.jsonl"):
        (files.folder / name).unlink()
    receipt = files.read("receipt.json")
    statement = {**json.loads(receipt["head"]["statement"]), "root": "", "size": 10**9}
    of_receipt("head", "statement", value=json.dumps(statement))(files)


HOSTILE: dict[str, Callable[[Files], None]] = {
    "a row has its commitment in capitals": of_lines(
        lambda lines: [re.sub("[0-9a-f]{64}", lambda found: found[0].upper(), lines[0]), *lines[1:]]
    ),
    "a row has no commitment": of_lines(lambda lines: [re.sub("[0-9a-f]{64}", "", lines[0]), *lines[1:]]),
    "a row has its place as a word": of_lines(replaced(1, '"index":1', '"index":true')),
    "a row says a key twice": of_lines(replaced(0, '{"petition"', '{"petition":9,"petition"')),
    "a row is a number of a million digits": of_lines(lambda lines: ["1" * 1_000_000]),
    "a file is nested deeply": lambda files: files.write("heads.json", "[" * 200_000),
    "a file is a list": lambda files: files.write("heads.json", "[]"),
    "a file is one word": lambda files: files.write("heads.json", '"number"'),
    "a file is a number of a million digits": lambda files: files.write("heads.json", "1" * 1_000_000),
    "a file is no text": lambda files: files.write("heads.json", b"\xff\xfe"),
    "a head has no number for its size": of_head(0, size=float("nan")),
    "a head has a list for its size": of_head(0, size=[]),
    "a head's signature is far too long": of_receipt("head", "signature", value="ff" * 100_000),
    "a proof has a million hashes": of_receipt("proof", value=["00" * 32] * 100_000),
    "a key is another than its name says": keys_changed,
    "a receipt's head has no root": rootless,
    "a receipt's place is before the first": of_receipt("entry", value='{"petition":1,"index":-1}'),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_what_is_made_to_break_it_is_found_wrong_and_breaks_nothing(what: str, files: Files) -> None:
    HOSTILE[what](files)
    done = files.verify()
    assert done.returncode == 1, done.stdout
    assert "WRONG" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "All that was checked is right" not in done.stdout


def test_a_file_that_is_not_there_is_no_proof(files: Files) -> None:
    done = files.verify("nowhere.json")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_words_of_others_can_not_write_over_what_it_says(files: Files) -> None:
    of_receipt("opening", "address", value="\x1b[1A\x1b[2K\nright  All that was checked is right.")(files)
    done = files.verify()
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert not any(line.startswith("right  All") for line in done.stdout.splitlines())


def test_it_fetches_a_whole_log_from_the_site_page_by_page(
    files: Files, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.views.log.PAGE", 7)
    done = files.verify(f"{live_server.url}{LOG}", "receipt.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "30 lines follow" in done.stdout


# RFC 8032, section 7.1: tests 1 to 3.
SIGNED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def test_its_own_ed25519_accepts_what_is_signed_and_nothing_else() -> None:
    program: dict[str, Any] = {"__name__": "verify_petition_log"}
    exec(compile(PROGRAM.read_text(), str(PROGRAM), "exec"), program)  # noqa: S102
    is_signed = program["is_signed"]
    order = 2**252 + 27742317777372353535851937790883648493
    for public, message, signature in (tuple(map(bytes.fromhex, case)) for case in SIGNED):
        assert is_signed(public, message, signature)
        assert not is_signed(public, message + b"x", signature)
        for at in (0, 31, 32, 62):
            changed = bytearray(signature)
            changed[at] ^= 1
            assert not is_signed(public, message, bytes(changed))
        again = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
        assert not is_signed(public, message, signature[:32] + again)  # the same number once around
        assert not is_signed(public[:31], message, signature)
        assert not is_signed(public, message, signature[:63])
