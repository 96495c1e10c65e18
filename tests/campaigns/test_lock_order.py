"""Whoever hands a petition in locks it, then its log and the pages, so everybody takes these locks in that order."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from campaigns.enums import CommentState, PackState
from campaigns.models import HandInPack, LogEntry, Petition, Signature
from campaigns.services import confirming, counting, moderating, packs, signatures, signing
from pages.models import SiteGeneration
from people.services import erasure
from tests import factories
from tests.cast import SUZIE
from tests.people.test_lock_order import PATIENCE, in_thread, somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def show(signature: Signature) -> None:
    moderating.decide({signature.pk: moderating.Choice(CommentState.SHOWN)}, by=factories.dele())


ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
DEEDS: dict[str, Callable[[Signature], object]] = {
    "folding": lambda signature: counting.fold(),
    "moderating": show,
    "withdrawing": lambda signature: signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk),
    "erasing": lambda signature: erasure.erase(signature.person),
    "blanking": lambda signature: signatures.blank([signature.pk]),
}


def tried(deed: Callable[[Signature], object], signature: Signature) -> None:
    with transaction.atomic():
        deed(signature)
        transaction.set_rollback(True)


@ON_POSTGRESQL
def test_a_pack_that_waits_is_not_taken_up_while_words_that_it_would_hold_are_being_erased() -> None:
    signature = signing.sign(petition=factories.petition(), comment="It matters.", **SUZIE)
    packs.ask(petition=signature.petition, by=factories.dele())
    failed: list[Exception] = []
    with transaction.atomic():
        signatures.blank([signature.pk])
        thread = in_thread(packs.take, failed)
        until = time.monotonic() + PATIENCE
        while thread.is_alive() and not somebody_waits_for_a_lock() and time.monotonic() < until:
            time.sleep(0.01)
        assert thread.is_alive()
    thread.join(PATIENCE)
    assert failed == []
    assert HandInPack.objects.get().state == PackState.MAKING


@ON_POSTGRESQL
def test_whoever_waits_for_a_petition_holds_neither_its_log_nor_the_pages() -> None:
    signature = signing.sign(petition=factories.petition(), comment="It matters.", **SUZIE)
    confirming.confirm(signature)
    SiteGeneration.objects.get_or_create(pk=1)
    for name, deed in DEEDS.items():
        failed: list[Exception] = []
        with transaction.atomic():
            Petition.objects.select_for_update().get()
            thread = in_thread(partial(tried, deed, signature), failed)
            until = time.monotonic() + PATIENCE
            while thread.is_alive() and not somebody_waits_for_a_lock() and time.monotonic() < until:
                time.sleep(0.01)
            assert thread.is_alive(), f"{name} did not lock the petition: {failed}"
            SiteGeneration.objects.select_for_update(nowait=True).get()
            assert list(LogEntry.objects.select_for_update(nowait=True))
        thread.join(PATIENCE)
        assert (name, failed) == (name, [])
