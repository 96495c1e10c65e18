"""A hand-in pack is made once, whatever is killed, and kept no longer than it may be."""

import hashlib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.enums import CommentState, PackState, PetitionState
from campaigns.models import HandInPack, PackArchive, Petition, Signature
from campaigns.services import (
    confirming,
    counting,
    log,
    pack_archive,
    pack_snapshot,
    packs,
    publicity,
    signatures,
    signing,
)
from campaigns.services.pack_snapshot import Snapshot
from config import jobs
from people.models import AccessRecord, User
from people.services import retention
from tests import factories
from tests.campaigns import folded, logs

pytestmark = pytest.mark.django_db
PACKS = "/admin/hand-in-packs/"


@pytest.fixture
def morgan() -> User:
    return factories.member_of("Campaign staff")


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def long_ago(pack: HandInPack) -> None:
    HandInPack.objects.filter(pk=pack.pk).update(taken_at=timezone.now() - packs.LEASE - timedelta(seconds=1))


def kept(pack: HandInPack) -> bool:
    return PackArchive.objects.filter(pk=pack.pk).exists()


def test_asking_twice_makes_one_pack_and_asking_later_another(petition: Petition, morgan: User) -> None:
    first = packs.ask(petition=petition, by=morgan)
    assert packs.ask(petition=petition, by=morgan) == first
    job = jobs.find("make_packs_and_replays")
    assert job is not None
    assert job.is_due()
    job.do()
    assert not job.is_due()
    assert packs.ask(petition=petition, by=morgan) != first
    Petition.objects.update(state=PetitionState.DRAFT)
    petition.refresh_from_db()
    with pytest.raises(packs.NotPossible, match="isn't published"):
        packs.ask(petition=petition, by=morgan)


def test_what_a_killed_maker_left_is_taken_up_once_its_lease_is_over(petition: Petition, morgan: User) -> None:
    asked = packs.ask(petition=petition, by=morgan)
    killed = packs.take()
    assert killed == asked
    assert packs.take() is None  # it may still be alive
    long_ago(asked)
    assert packs.make_all() == 1
    asked.refresh_from_db()
    assert (asked.state, asked.tries, kept(asked)) == (PackState.READY, 2, True)


def test_a_maker_that_was_overtaken_writes_nothing(petition: Petition, morgan: User) -> None:
    asked = packs.ask(petition=petition, by=morgan)
    slow = packs.take()
    assert slow is not None
    long_ago(asked)
    fast = packs.take()
    packs.make(slow)
    asked.refresh_from_db()
    assert (asked.state, asked.tries, kept(asked)) == (PackState.MAKING, 2, False)
    assert fast is not None
    packs.make(fast)
    asked.refresh_from_db()
    assert (asked.state, kept(asked)) == (PackState.READY, True)


def test_what_ends_three_makers_is_given_up(petition: Petition, morgan: User) -> None:
    asked = packs.ask(petition=petition, by=morgan)
    for _ in range(packs.TRIES):
        assert packs.take() == asked
        long_ago(asked)
    assert packs.take() is None
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (PackState.FAILED, "Its makers ended before it was done.")
    assert not packs.waiting().exists()


def test_an_error_is_told_to_whoever_waits_and_by_the_job(
    petition: Petition, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(snapshot: Snapshot, alive: Any) -> bytes:
        raise OSError("no room for Suzie's comment")

    monkeypatch.setattr(pack_archive, "build", broken)
    asked = packs.ask(petition=petition, by=morgan)
    with pytest.raises(OSError, match="no room"):
        packs.make_all()
    asked.refresh_from_db()
    assert asked.state == PackState.FAILED
    assert "OSError" in asked.error
    assert "Suzie" not in asked.error


def test_progress_is_told_while_the_sheets_are_made(petition: Petition, morgan: User) -> None:
    folded.fold(petition, {"leeds-south": 9, "leeds-east": 12})
    logs.written(petition, 21)
    packs.ask(petition=petition, by=morgan)
    seen: list[int] = []
    snapshot = pack_snapshot.take(petition)
    pack_archive.build(snapshot, alive=seen.append)
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def spoken(petition: Petition, name: str = "Suzie Signer") -> Signature:
    signature = folded.confirmed(petition, name, comment="Because.", comment_state=CommentState.SHOWN, is_public=True)
    folded.fold(petition, {}, elsewhere=petition.signatures.count())
    logs.written(petition, 1)
    return signature


def ready(petition: Petition, by: User) -> HandInPack:
    made = packs.ask(petition=petition, by=by)
    packs.make_all()
    made.refresh_from_db()
    assert made.state == PackState.READY
    return made


@pytest.mark.parametrize("step", ["erase", "hide", "remove", "withdraw"])
def test_whoever_takes_back_what_they_said_takes_the_file_that_holds_it_away(
    petition: Petition, morgan: User, step: str
) -> None:
    other = factories.petition(slug="other")
    spoken(other, "Charlie Leader")
    signature = spoken(petition)
    elsewhere, made = ready(other, morgan), ready(petition, morgan)
    whose = {"person_id": signature.person_id, "signature_id": signature.pk}
    if step == "erase":
        signatures.blank_signatures(signature.person_id)
    else:
        {"hide": publicity.hide, "remove": publicity.remove_comment, "withdraw": signatures.withdraw}[step](**whose)
    assert (kept(made), kept(elsewhere)) == (False, True)
    made.refresh_from_db()
    assert made.digest != ""


def test_a_pack_in_the_making_begins_again_without_what_was_taken_back(petition: Petition, morgan: User) -> None:
    signature = spoken(petition)
    asked = packs.ask(petition=petition, by=morgan)
    maker = packs.take()
    assert maker is not None
    snapshot = pack_snapshot.take(petition)
    signatures.blank_signatures(signature.person_id)
    with pytest.raises(packs.Overtaken):
        packs.finish(maker, snapshot, pack_archive.build(snapshot, alive=lambda done: None))
    assert packs.make_all() == 1
    asked.refresh_from_db()
    assert (asked.state, asked.comments) == (PackState.READY, 0)


def test_files_go_with_the_names_or_with_the_archived_petition_and_their_numbers_stay(morgan: User) -> None:
    before = timezone.now() - timedelta(days=200)
    says = factories.petition(slug="says")
    spoken(says)
    empty, old = factories.petition(slug="empty"), factories.petition(slug="old")
    made = {each.slug: ready(each, morgan) for each in (says, empty, old)}
    Petition.objects.update(state=PetitionState.CLOSED, closed_at=before)
    Petition.objects.filter(pk=old.pk).update(state=PetitionState.ARCHIVED, archived_at=before)
    retention.carry_out()
    assert {slug for slug, pack in made.items() if kept(pack)} == {"empty"}
    assert HandInPack.objects.exclude(digest="").count() == 3


def test_staff_make_one_in_one_click_see_it_grow_and_take_it_away(
    client: Client, petition: Petition, morgan: User
) -> None:
    client.force_login(morgan)
    assert f'value="{petition.pk}" selected' in client.get(f"{PACKS}new/?petition={petition.pk}").content.decode()
    page = client.post(f"{PACKS}new/", {"petition": petition.pk})["Location"]
    waiting = client.get(page)
    assert (waiting["Refresh"], "Waits to be made" in waiting.content.decode()) == ("4", True)
    assert client.post(f"{page}archive/").status_code == 404
    packs.make_all()
    made, done = HandInPack.objects.get(), client.get(page)
    assert made.digest in done.content.decode()
    assert "Refresh" not in done
    assert client.get(f"{page}archive/").status_code == 405
    file = client.post(f"{page}archive/")
    assert hashlib.sha256(file.content).hexdigest() == made.digest
    record = AccessRecord.objects.get()
    assert (record.by, record.reason.startswith(f"hand-in pack {made.pk}, file ")) == (morgan, True)
    assert record.reason.rpartition(" ")[2] in file["Content-Disposition"]


def test_approvers_may_take_a_pack_and_make_none_and_others_neither(client: Client, petition: Petition) -> None:
    made = ready(petition, factories.dele())
    client.force_login(factories.member_of("Approvers"))
    assert client.post(f"{PACKS}{made.pk}/archive/").status_code == 200
    assert client.post(f"{PACKS}new/", {"petition": petition.pk}).status_code == 302
    client.force_login(factories.member_of("Editors"))
    assert client.post(f"{PACKS}{made.pk}/archive/").status_code == 302
    assert HandInPack.objects.count() == AccessRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_others_confirm_the_count_is_that_of_the_head_each_time() -> None:
    petition = factories.petition()
    waiting = [
        signing.sign(petition=petition, name=f"Suzie Signer{number}", email=f"suzie{number}@example.org")
        for number in range(40)
    ]
    errors: list[Exception] = []

    def confirm(mine: list[Signature | None]) -> None:
        try:
            for signature in mine:
                assert signature is not None
                confirming.confirm(signature)
                counting.fold()
                log.grow()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(waiting[part::2],)) for part in range(2)]
    for thread in threads:
        thread.start()
    seen = []
    while any(thread.is_alive() for thread in threads):
        counted = pack_snapshot.count(petition.pk)
        size = counted.head.size if counted.head else 0
        assert pack_snapshot.balance_of(pack_snapshot.lines_of_log(petition.pk, size)) == counted.number
        assert counted.origins.total == counted.number
        seen.append(counted.number)
    for thread in threads:
        thread.join()
    assert errors == []
    assert pack_snapshot.count(petition.pk).number == 40
    assert seen == sorted(seen)
