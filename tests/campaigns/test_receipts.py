"""The pages and files of a public log, receipts, and checking one on the site."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.enums import PetitionState
from campaigns.models import Petition, Signature
from campaigns.services import log, log_proofs, log_receipts, log_tree, signatures
from tests import factories
from tests.campaigns import logs
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
LOG = "/petitions/support-every-survivor/log/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def signature(petition: Petition) -> Signature:
    """Suzie's, with two lines before it and twenty after, three of them after the last signed head."""
    logs.grown(petition, 2)
    made = confirmed(petition)
    logs.grown(petition, 17)
    log.sign_head(petition)
    logs.grown(petition, 3)
    return made


def receipt_of(signature: Signature) -> dict[str, Any]:
    """As its owner has it: through JSON and back."""
    made: dict[str, Any] = json.loads(json.dumps(log.receipt_file(signature)))
    return made


def checked(client: Client, receipt: dict[str, Any] | str) -> Any:
    text = receipt if isinstance(receipt, str) else json.dumps(receipt)
    return client.post(f"{LOG}check/", {"text": text})


def wrongs(answer: Any) -> list[str]:
    return [finding.sentence for finding in answer.context["findings"] if not finding.is_right]


def test_the_log_page_tells_its_size_its_root_and_what_it_does_not_prove(signature: Signature, client: Client) -> None:
    answer = client.get(LOG)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert logs.root(logs.leaves(signature.petition)).hex() in text
    assert "What it does not prove" in text
    assert answer.context["size"] == 23
    assert "verify_petition_log" in text
    assert not answer.cookies


def test_an_empty_log_says_when_its_first_line_comes(petition: Petition, client: Client) -> None:
    assert b"the log is empty" in client.get(LOG).content


@pytest.mark.parametrize("path", ["", "0/", "0.json", "entries.jsonl", "heads.json", "check/", "consistency-1-1.json"])
def test_the_log_of_a_draft_is_not_found(path: str, petition: Petition, client: Client) -> None:
    logs.grown(petition, 1)
    assert client.get(LOG + path).status_code == 200
    petition.state = PetitionState.DRAFT
    petition.save()
    assert client.get(LOG + path).status_code == 404


def test_the_page_of_a_line_tells_nothing_about_who_signed(signature: Signature, client: Client) -> None:
    page, file = client.get(f"{LOG}2/"), client.get(f"{LOG}2.json")
    entry = log.receipt(signature)
    assert entry is not None
    assert entry.index == 2
    assert bytes(entry.commitment).hex() in page.content.decode()
    salt = bytes(entry.salt or b"").hex()
    for secret in ("suzie", "Signer", "LS1", salt):
        assert secret not in page.content.decode()
        assert secret not in file.content.decode()
    assert "noindex" in page.content.decode()
    assert client.get(f"{LOG}23/").status_code == client.get(f"{LOG}{10**30}.json").status_code == 404


@pytest.mark.parametrize("index", [0, 2, 18, 19, 22])
def test_each_line_comes_with_its_proof_up_to_a_signed_head(index: int, signature: Signature, client: Client) -> None:
    receipt = client.get(f"{LOG}{index}.json").json()
    statement = json.loads(receipt["head"]["statement"])
    assert statement["size"] == (20 if index < 20 else 23)
    root = log_tree.root_by_inclusion(
        leaf=log_tree.leaf(receipt["entry"].encode()),
        index=index,
        size=statement["size"],
        proof=[bytes.fromhex(each) for each in receipt["proof"]],
    )
    assert root is not None
    assert root.hex() == statement["root"] == logs.root(logs.leaves(signature.petition)[: statement["size"]]).hex()
    assert wrongs(checked(client, receipt)) == []


def test_the_owner_of_a_signature_can_show_that_a_line_is_theirs(signature: Signature, client: Client) -> None:
    receipt = receipt_of(signature)
    assert receipt["opening"]["address"] == "suzie@example.org"
    answer = checked(client, receipt)
    assert answer.status_code == 200
    assert len(answer.context["findings"]) == 5
    assert wrongs(answer) == []
    assert b"The receipt is right" in answer.content
    by_file = client.post(f"{LOG}check/", {"file": SimpleUploadedFile("r.json", json.dumps(receipt).encode())})
    assert wrongs(by_file) == []
    assert Signature.objects.count() == 1


def test_a_receipt_from_before_the_line_had_a_place_finds_it(petition: Petition, client: Client) -> None:
    receipt = receipt_of(confirmed(petition))
    assert "entry" not in receipt
    assert "waits for its place" in checked(client, receipt).content.decode()
    logs.grown(petition, 3)
    answer = checked(client, receipt)
    assert wrongs(answer) == []
    assert "Line 1 of our log" in answer.content.decode()
    receipt["opening"]["address"] = MALLORY["email"]
    assert len(wrongs(checked(client, receipt))) == 1


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
def test_a_receipt_is_right_after_its_owner_is_gone_and_we_can_make_no_other(
    how: str, signature: Signature, client: Client
) -> None:
    receipt = receipt_of(signature)
    if how == "withdrawn":
        signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)
        assert client.get(f"{LOG}2.json").json()["commitment"] == receipt["commitment"]
    else:
        signatures.blank([signature.pk])
        assert "opening" not in receipt_of(signature)
    log.grow()
    assert wrongs(checked(client, receipt)) == []


CHANGED: list[tuple[str, Any, int]] = [
    ("number", 999, 1),
    ("commitment", "00" * 32, 1),
    ("entry", '{"petition":%s,"index":3,"kind":"signed","commitment":"%s","at":"2026-01-01"}', 3),
    ("proof", ["00" * 32], 1),
    ("opening", {"salt": "00" * 32, "signature": 1, "address": SUZIE["email"]}, 1),
]


@pytest.mark.parametrize(("part", "value", "number"), CHANGED)
def test_a_receipt_that_was_changed_is_wrong(
    part: str, value: Any, number: int, signature: Signature, client: Client
) -> None:
    receipt = receipt_of(signature)
    if part == "entry":
        value %= (signature.petition_id, receipt["commitment"][::-1])
    answer = checked(client, {**receipt, part: value})
    assert len(wrongs(answer)) == number
    assert b"The receipt is right" not in answer.content


def test_a_head_that_we_never_signed_or_whose_root_we_never_had_is_wrong(
    signature: Signature, client: Client, settings: Any
) -> None:
    receipt = receipt_of(signature)
    forged = json.loads(receipt["head"]["statement"])
    forged["root"] = "ab" * 32
    receipt["head"]["statement"] = json.dumps(forged, separators=(",", ":"))
    assert len(wrongs(checked(client, receipt))) == 3  # the proof, the signature, and our log at that size


BROKEN = [
    "no receipt",
    "{}",
    "[" * 15_000,
    '{"number": ' + "9" * 15_000,
    "\u202e{<script>alert(1)</script>}",
    "x" * 50_000,
]


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_what_is_no_receipt_is_said_clearly(number: int, signature: Signature, client: Client) -> None:
    answer = checked(client, BROKEN[number])
    assert answer.status_code == 422
    assert b"This is not a receipt" in answer.content


@pytest.mark.parametrize("entry", ["{}", "[]", '{"petition":1}', "x"])
def test_a_receipt_whose_parts_are_broken_is_none(entry: str, signature: Signature, client: Client) -> None:
    assert checked(client, {**receipt_of(signature), "entry": entry}).status_code == 422


def test_nothing_sent_far_too_much_and_another_sites_form_are_refused(petition: Petition, client: Client) -> None:
    assert client.post(f"{LOG}check/", {}).status_code == 422
    assert client.post(f"{LOG}check/", {"text": "x" * 3_000_000}).status_code == 413
    big = SimpleUploadedFile("r.json", b"x" * 30_000)
    assert client.post(f"{LOG}check/", {"file": big}).status_code == 422
    assert client.post(f"{LOG}check/", {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_lines_are_given_out_page_by_page(
    signature: Signature, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.views.log.PAGE", 10)
    first, last = client.get(f"{LOG}entries.jsonl"), client.get(f"{LOG}entries.jsonl?from=20")
    assert first.content.decode().splitlines() == log_proofs.page(signature.petition_id, first=0, most=10)
    assert "immutable" in first.headers["Cache-Control"]
    assert "from=10" in first.headers["Link"]
    assert len(last.content.splitlines()) == 3
    assert "immutable" not in last.headers["Cache-Control"]
    assert client.get(f"{LOG}entries.jsonl?from=23").content == b""
    assert client.get(f"{LOG}entries.jsonl?from=-1").status_code == 400
    assert client.get(f"{LOG}entries.jsonl?from=" + "9" * 30).status_code == 400


def test_one_root_is_shown_to_be_the_beginning_of_another(signature: Signature, client: Client) -> None:
    leaves = logs.leaves(signature.petition)
    answer = client.get(f"{LOG}consistency-20-23.json").json()
    assert (answer["old"]["root"], answer["new"]["root"]) == (logs.root(leaves[:20]).hex(), logs.root(leaves).hex())
    proof = [bytes.fromhex(each) for each in answer["proof"]]
    assert logs.is_consistent(old=20, new=23, first=logs.root(leaves[:20]), second=logs.root(leaves), proof=proof)
    for impossible in ("0-3", "5-4", "1-24", f"1-{10**30}"):
        assert client.get(f"{LOG}consistency-{impossible}.json").status_code == 404


def test_heads_and_keys_are_public(signature: Signature, client: Client) -> None:
    [head] = client.get(f"{LOG}heads.json").json()["heads"]
    [key] = client.get("/petitions/log-keys.json").json()["keys"]
    assert head["key"] == key["key"]
    assert json.loads(head["statement"])["size"] == 20


def test_a_proof_asks_the_database_a_few_times_whatever_the_size(
    signature: Signature, client: Client, django_assert_max_num_queries: Any
) -> None:
    entry = log.receipt(signature)
    assert entry is not None
    logs.grown(entry.petition, 300)
    log.sign_head(entry.petition)
    with django_assert_max_num_queries(3):
        assert len(log_receipts.of_line(entry).proof) == 9
