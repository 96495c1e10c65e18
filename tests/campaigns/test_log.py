"""The public log: its lines, how it grows, what is signed of it."""

import threading
from base64 import urlsafe_b64encode
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, connection, transaction

from campaigns.enums import EntryKind
from campaigns.models import LogEntry, LogHead, LogNode, Petition, Signature
from campaigns.services import log, log_checking, log_format, log_heads, log_keys, log_proofs, log_tree, signatures
from campaigns.services.log_proofs import LogBroken
from people.services import erasure
from tests import factories
from tests.campaigns import logs
from tests.cast import MALLORY
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
# The test data of Certificate Transparency (RFC 6962), whose tree is that of RFC 9162.
KNOWN_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def last_of(signature: Signature) -> LogEntry:
    entry = LogEntry.objects.filter(signature=signature).order_by("pk").last()
    assert entry is not None
    return entry


def test_the_tree_gives_the_roots_that_are_known() -> None:
    leaves = {log_tree.Node(0, place): log_tree.leaf(bytes.fromhex(text)) for place, text in enumerate(KNOWN_LEAVES)}
    roots = [log_tree.hash_of(log_tree.Range(0, size), leaves).hex() for size in range(len(KNOWN_LEAVES) + 1)]
    assert roots == KNOWN_ROOTS


def test_a_log_that_grew_in_uneven_steps_has_the_root_and_the_proofs_of_the_standard_at_each_size(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "AT_MOST", 37)
    for number in (1, 2, 13, 1, 15, 16, 100, 140):
        leaves = logs.grown(petition, number)
    size = len(leaves)
    assert size == 288
    assert log_proofs.roots(petition.pk, list(range(size + 1))) == [logs.root(leaves[:end]) for end in range(size + 1)]
    for index, of in [(0, 1), (0, 288), (5, 7), (16, 17), (15, 16), (255, 256), (256, 257), (287, 288), (100, 201)]:
        proof = log_proofs.inclusion(petition.pk, index=index, size=of)
        climbed = log_tree.root_by_inclusion(leaf=leaves[index], index=index, size=of, proof=proof)
        assert climbed == logs.root(leaves[:of])
        assert (
            climbed != log_tree.root_by_inclusion(leaf=leaves[index - 1], index=index, size=of, proof=proof) or of == 1
        )
    for old, new in [(1, 1), (1, 288), (16, 288), (17, 18), (200, 201), (255, 257), (256, 288), (287, 288)]:
        proof = log_proofs.consistency(petition.pk, old=old, new=new)
        first, second = logs.root(leaves[:old]), logs.root(leaves[:new])
        assert logs.is_consistent(old=old, new=new, first=first, second=second, proof=proof)
        assert not logs.is_consistent(old=old, new=new, first=second[::-1], second=second, proof=proof)
    assert log_checking.check(petition)[1:] == []  # its lines are nobody's, so the balance is wrong


def test_what_happens_to_a_signature_is_a_line_under_its_one_commitment(petition: Petition) -> None:
    signature = confirmed(petition)
    for kind in (EntryKind.INVALIDATED, EntryKind.RESTORED):
        with transaction.atomic():
            log.write(signature, kind)
    assert signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)
    assert log.grow() == 4
    kinds = list(LogEntry.objects.order_by("index").values_list("kind", flat=True))
    assert kinds == ["signed", "invalidated", "restored", "withdrawn"]
    assert len({bytes(entry.commitment) for entry in LogEntry.objects.all()}) == 1
    assert not LogEntry.objects.exclude(salt=None).exists()
    assert log_checking.check(petition) == []


def test_a_line_holds_the_day_and_nothing_about_the_person(petition: Petition) -> None:
    entry = last_of(confirmed(petition))
    log.grow()
    [line] = log_proofs.page(petition.pk, first=0, most=10)
    commitment = bytes(entry.commitment).hex()
    assert line == (
        f'{{"petition":{petition.pk},"index":0,"kind":"signed","commitment":"{commitment}","at":"{entry.at.date()}"}}'
    )


def test_erasing_somebody_destroys_the_salt_and_no_later_line_brings_one_back(petition: Petition) -> None:
    signature = confirmed(petition)
    log.grow()
    head = log.sign_head(petition)
    assert head is not None
    proof = log_proofs.inclusion(petition.pk, index=0, size=1)
    erasure.erase(signature.person)
    log.write(Signature.objects.get(pk=signature.pk), EntryKind.INVALIDATED)
    assert not LogEntry.objects.exclude(salt=None).exists()
    assert log_proofs.inclusion(petition.pk, index=0, size=1) == proof
    assert log_proofs.roots(petition.pk, [1]) == [bytes(head.root)]


def test_growing_that_is_interrupted_leaves_nothing_and_is_done_again(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.grown(petition, 10)
    logs.written(petition, 30)
    with monkeypatch.context() as patched:
        patched.setattr(log_tree, "completed", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log.grow()
    assert (log_proofs.size(petition.pk), LogNode.objects.count()) == (10, 0)
    assert log.grow() == 30
    assert log.grow() == 0
    assert log_proofs.roots(petition.pk, [40]) == [logs.root(logs.leaves(petition))]


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_that_write_and_grow_at_once_give_each_line_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "AT_MOST", 7)
    petitions = [factories.petition(slug=f"petition-{number}") for number in range(2)]
    failed: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(8):
                for petition in petitions:
                    logs.written(petition, 3)
                log.grow()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.grow()
    assert failed == []
    for petition in petitions:
        assert log_proofs.size(petition.pk) == LogEntry.objects.filter(petition=petition).count() == 96
        assert log_checking.check(petition)[1:] == []


CHANGES = [
    "UPDATE campaigns_logentry SET kind = 'withdrawn'",
    "UPDATE campaigns_logentry SET commitment = salt",
    "UPDATE campaigns_logentry SET at = at - interval '1 day'",
    'UPDATE campaigns_logentry SET "index" = "index" + 100',
    'UPDATE campaigns_logentry SET "index" = NULL',
    "UPDATE campaigns_logentry SET salt = commitment",
    "DELETE FROM campaigns_logentry",
    "UPDATE campaigns_lognode SET hash = hash",
    "DELETE FROM campaigns_lognode",
    "UPDATE campaigns_loghead SET size = 1",
    "DELETE FROM campaigns_loghead",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_every_other_change_of_a_log(change: str, petition: Petition) -> None:
    signature = confirmed(petition)
    logs.written(petition, 20)
    log.sign_head(petition)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert log.destroy_salts([signature.pk]) == 1  # which stays possible


def test_a_head_is_signed_over_all_that_counts_and_again_only_when_more_does(petition: Petition) -> None:
    assert log.sign_head(petition) is None
    confirmed(petition)
    first = log.sign_head(petition)
    assert first is not None
    assert (first.size, bytes(first.root)) == (1, logs.root(logs.leaves(petition)))
    assert log_keys.is_signed(log_format.head_of(first), key=first.key, proof=bytes(first.proof))
    log.sign_heads()
    assert log.sign_head(petition) == first == LogHead.objects.get()
    confirmed(petition, MALLORY)
    log.sign_heads()
    assert list(LogHead.objects.order_by("pk").values_list("size", flat=True)) == [1, 2]


def test_what_no_longer_is_what_was_signed_is_signed_no_more_and_stops_no_other_log(petition: Petition) -> None:
    other = factories.petition(slug="another")
    logs.grown(petition, 40)
    log.sign_head(petition)
    logs.written(other, 1)
    tamper("UPDATE campaigns_lognode SET hash = '\\x00'")
    logs.written(petition, 1)
    with pytest.raises(LogBroken, match=str(petition.pk)):
        log.sign_heads()
    assert LogHead.objects.get(petition=other).size == 1
    assert LogHead.objects.filter(petition=petition).count() == 1


def tamper(change: str) -> None:
    """As somebody would who has the database to themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(change)
        cursor.execute("SET LOCAL session_replication_role = origin")


TAMPERING = [
    "UPDATE campaigns_logentry SET kind = 'invalidated' WHERE \"index\" = 20",
    "UPDATE campaigns_logentry SET at = at - interval '3 days' WHERE \"index\" = 3",
    "UPDATE campaigns_logentry SET commitment = '\\x00' WHERE \"index\" = 39",
    'UPDATE campaigns_logentry SET "index" = 1000 - "index" WHERE "index" IN (5, 995)',
    'DELETE FROM campaigns_logentry WHERE "index" = 39',
    "UPDATE campaigns_lognode SET hash = '\\x00' WHERE position = 1",
    "DELETE FROM campaigns_lognode WHERE position = 0",
    "UPDATE campaigns_loghead SET root = '\\x00'",
    "UPDATE campaigns_loghead SET size = 39",
    "UPDATE campaigns_loghead SET at = at + interval '1 day'",
]


@pytest.mark.parametrize("change", TAMPERING)
def test_working_the_log_out_again_finds_any_tampering(change: str, petition: Petition) -> None:
    logs.grown(petition, 40)
    log.sign_head(petition)
    sound = log_checking.check(petition)
    tamper(change)
    assert len(log_checking.check(petition)) > len(sound)
    with pytest.raises(CommandError, match=petition.slug):
        call_command("check_logs")


def test_a_signature_that_is_confirmed_without_a_line_is_found(petition: Petition) -> None:
    confirmed(petition)
    assert log.check(petition) == []
    confirmed(petition, MALLORY)
    tamper("DELETE FROM campaigns_logentry WHERE id = (SELECT max(id) FROM campaigns_logentry)")
    assert log.check(petition) == ["The log says that 1 count, and 2 are confirmed."]


def test_signatures_that_counted_before_there_was_a_log_got_their_lines(petition: Petition) -> None:
    first, erased = confirmed(petition), confirmed(petition, MALLORY)
    tamper("DELETE FROM campaigns_logentry")
    Signature.objects.filter(pk=erased.pk).update(name="")
    import_module("campaigns.migrations.0009_public_log").write_counted(apps, None)
    assert log.check(petition) == []
    entry = last_of(first)
    assert bytes(entry.commitment) == log.commit(first, bytes(entry.salt or b""))
    assert entry.at == Signature.objects.get(pk=first.pk).confirmed_at
    assert last_of(erased).salt is None


def test_an_old_key_still_proves_what_it_signed_and_the_new_one_signs(petition: Petition, settings: Any) -> None:
    logs.written(petition, 1)
    first = log.sign_head(petition)
    settings.LOG_SIGNING_KEYS = [urlsafe_b64encode(bytes(32)).decode(), *settings.LOG_SIGNING_KEYS]
    logs.written(petition, 1)
    second = log.sign_head(petition)
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert all(
        log_keys.is_signed(log_format.head_of(head), key=head.key, proof=bytes(head.proof)) for head in (first, second)
    )
    settings.LOG_SIGNING_KEYS = settings.LOG_SIGNING_KEYS[:1]
    assert len(list(log_checking.signatures(petition.pk))) == 1


@pytest.mark.parametrize("keys", [[], ["too short"], ["AAAA"], [""]])
def test_a_key_that_is_none_is_said_when_the_site_is_checked(keys: list[str], settings: Any) -> None:
    settings.LOG_SIGNING_KEYS = keys
    with pytest.raises(SystemCheckError, match="LOG_SIGNING_KEYS must hold"):
        call_command("check")


def test_a_head_that_is_made_for_a_reader_is_not_kept(petition: Petition) -> None:
    logs.grown(petition, 3)
    assert log_heads.over(petition.pk, 2).size == 3
    assert not LogHead.objects.exists()
    kept = log.sign_head(petition)
    logs.grown(petition, 1)
    assert log_heads.over(petition.pk, 2) == kept
    assert log_heads.over(petition.pk, 3).size == 4
