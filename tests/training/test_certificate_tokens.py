"""What QR codes hold: signed, without a name, and nothing in them can be changed."""

import io
import json
import re
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image

from pages import printing
from tests.training import certificates as made
from training import certificate_keys, certificate_pdf, certificate_tokens
from training.selectors import certificates as selectors

PROGRAM = settings.BASE_DIR / "static/verify/verify_certificate.py"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/= é"
Says = dict[str, Any]


def token(**changes: Any) -> str:
    says = {
        "number": "0123456789ABCDEF",
        "course": "Recognising the signs: “a course”",
        "version": 3,
        "completed": "2026-11-26",
        "since": "2026-11-26",
        "until": "2029-11-30",
    }
    return certificate_tokens.make(**{**says, **changes})


@pytest.fixture
def offline() -> Callable[[str], Says | None]:
    """The program's own check, as it runs without us."""
    program: dict[str, Any] = {"__name__": "verify_certificate"}
    exec(compile(PROGRAM.read_text(encoding="utf-8"), str(PROGRAM), "exec"), program)  # noqa: S102  our own
    keys = {key.name: key.public for key in certificate_keys.all_keys()}
    return lambda text: program["read"](text, keys)


def test_a_token_is_read_as_it_was_made(offline: Callable[[str], Says | None]) -> None:
    expected = {
        "c": "Recognising the signs: “a course”",
        "d": "2026-11-26",
        "f": "2026-11-26",
        "n": "0123456789ABCDEF",
        "u": "2029-11-30",
        "v": 3,
    }
    assert certificate_tokens.read(token()) == expected == offline(token())


@pytest.mark.parametrize("until", ["2029-11-30", None])
def test_each_byte_changed_fails(until: str | None, offline: Callable[[str], Says | None]) -> None:
    """Every place, in whichever part, with the next character of the alphabet, a full stop and another case."""
    right = token(until=until)
    for place, character in enumerate(right):
        following = ALPHABET[(ALPHABET.index(character) + 1) % 64]
        for other in {following, ".", character.swapcase()} - {character}:
            wrong = right[:place] + other + right[place + 1 :]
            assert certificate_tokens.read(wrong) is None, wrong
        if place % 16 == 0 or place > len(right) - 4:  # the program takes its time
            assert offline(right[:place] + following + right[place + 1 :]) is None


@how(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_token_it_fails(data: st.DataObject) -> None:
    right = token()
    start = data.draw(st.integers(0, len(right) - 1))
    end = data.draw(st.integers(start, min(start + 3, len(right))))
    put = data.draw(st.text(ALPHABET, max_size=3))
    changed = right[:start] + put + right[end:]
    assert certificate_tokens.read(changed) is None or changed == right


def test_old_keys_go_on_verifying_and_unknown_ones_do_not(settings: Any) -> None:
    old = token()
    settings.CERTIFICATE_KEYS = [urlsafe_b64encode(bytes(32)).decode(), *settings.CERTIFICATE_KEYS]
    new = token()
    assert new.split(".")[1] != old.split(".")[1]
    assert certificate_tokens.read(old)
    assert certificate_tokens.read(new)
    settings.CERTIFICATE_KEYS = settings.CERTIFICATE_KEYS[1:]
    assert certificate_tokens.read(new) is None


@pytest.mark.parametrize("name", ["CERTIFICATE_KEYS", "BADGE_KEYS"])
@pytest.mark.parametrize("keys", [[], ["c2hvcnQ="]])
def test_keys_that_can_not_sign_are_refused_at_the_start(name: str, keys: list[str], settings: Any) -> None:
    setattr(settings, name, keys)
    with pytest.raises(SystemCheckError, match="CERTIFICATE_KEYS must hold"):
        call_command("check")


@pytest.mark.django_db
def test_the_code_of_a_certificate_holds_no_name_and_fits_its_paper() -> None:
    row = made.certificate()
    says = certificate_tokens.read(row.token)
    assert says is not None
    assert says["n"] == row.number
    assert says["c"] == "Recognising the signs"
    assert "Suzie" not in json.dumps(says)
    assert len(row.token) < 400
    assert selectors.address_of(f"https://www.example.org/training/verify/#{row.token}") == row.award.token


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["Recognising the signs", "Signs " * 20])
def test_a_camera_reads_the_code_of_a_printed_certificate(title: str) -> None:
    row = made.certificate()
    long = token(course=title)
    says = {**selectors.says(row), "name": "Suzie " * 20, "course": {"title": title}}
    paper = printing.drawing("certificate", certificate_pdf.words(says, long), kind="png", dots=150)
    with Image.open(io.BytesIO(paper)) as seen:
        found = zxingcpp.read_barcodes(seen)
    assert [each.text for each in found] == [certificate_pdf.address(long)]


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", "-S", str(PROGRAM), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)


@pytest.mark.django_db
def test_the_program_checks_with_nothing_but_the_published_keys(client: Client, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(client.get("/training/keys.json").content)
    right = token()
    done = run("keys.json", f"https://www.example.org/training/verify/#{right}", cwd=tmp_path)
    assert done.returncode == 0
    assert re.match(r"right  Recognising the signs", done.stdout)
    wrong = run("keys.json", right[:-1] + ("A" if right[-1] != "A" else "Q"), cwd=tmp_path)
    assert wrong.returncode == 1
    assert wrong.stdout.startswith("WRONG")
    over = run("keys.json", token(until="2020-01-31"), cwd=tmp_path)
    assert over.returncode == 1
    assert over.stdout.startswith("OVER")
    assert run(cwd=tmp_path).returncode == 2
