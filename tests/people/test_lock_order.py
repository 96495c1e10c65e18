"""Everybody locks an address before its people, and people before what they did, so that nobody waits for ever."""

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pytest
from django.db import connection, transaction

from campaigns.models import CampaignFollow, Petition, Signature
from campaigns.services import confirming, following, signatures, signing
from people import own_retention
from people.enums import Purpose
from people.models import Address, Consent, ConsentWording, Person, User
from people.services import choices, consents, desk, erasure, merging, newsletter, people
from tests import factories
from tests.campaigns.people import follows
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PATIENCE = 20  # seconds
NEWS = Purpose.CAMPAIGN_NEWS


class Scene(NamedTuple):
    """Suzie, whose address is confirmed, has a consent that is live, and some that sleep."""

    address: Address
    person: Person
    other: Person
    officer: User
    petition: Petition
    signature: Signature
    words: ConsentWording
    asleep: Consent
    follow: CampaignFollow


@pytest.fixture
def scene() -> Scene:
    words, petition = wording(), factories.petition()
    signature = signing.sign(agreed=(words,), petition=petition, **SUZIE)
    people.confirm_address(signature.address_id)
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    person = signature.person
    consents.confirm([consents.give(person=person, wording=wording(Purpose.TRAINING), form="a test")])
    return Scene(
        address=Address.objects.get(),
        person=person,
        other=people.meet(email="suzie@work.example.org").person,
        officer=factories.member_of("Data protection officers"),
        petition=petition,
        signature=signature,
        words=words,
        asleep=person.consents.get(form=newsletter.FORM),
        follow=follows(person, factories.campaign(), confirmed_at=None),
    )


def agreed(scene: Scene) -> set[str]:
    return {ticked.token for ticked in signing.ticked_with(scene.signature)}


@transaction.atomic
def forget_asleep(scene: Scene) -> None:
    own_retention.forget_asleep([scene.asleep])


@transaction.atomic
def ask(scene: Scene) -> None:
    own_retention.ask([scene.person])


def merge(scene: Scene) -> None:
    merging.merge(kept=scene.other, gone=scene.person, by=scene.officer, reason="The same")


DEEDS: dict[str, Callable[[Scene], object]] = {
    "signing": lambda scene: signing.sign(agreed=(scene.words,), petition=scene.petition, **SUZIE),
    "confirming a signature": lambda scene: confirming.confirm(scene.signature, agreed=agreed(scene)),
    "withdrawing a signature": lambda scene: signatures.withdraw(
        person_id=scene.person.pk, signature_id=scene.signature.pk
    ),
    "signing up": lambda scene: newsletter.sign_up(email=SUZIE["email"], wording=scene.words),
    "confirming a sign-up": lambda scene: newsletter.confirm(scene.asleep),
    "following a campaign": lambda scene: following.follow(
        page=scene.follow.page, email=SUZIE["email"], wording=scene.words
    ),
    "confirming that one follows": lambda scene: following.confirm(scene.follow),
    "stopping": lambda scene: choices.stop(scene.address, purpose=Purpose.TRAINING),
    "stopping everything": lambda scene: choices.stop_everything(scene.address),
    "undoing": lambda scene: choices.undo(scene.address),
    "objecting": lambda scene: desk.record_objection(person=scene.person, by=scene.officer),
    "erasing": lambda scene: erasure.erase(scene.person),
    "merging": merge,
    "forgetting what sleeps": forget_asleep,
    "asking whether to keep": ask,
}
RACING = [name for name in DEEDS if name not in ("erasing", "merging")]


def in_thread(work: Callable[[], object], failed: list[Exception]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def somebody_waits_for_a_lock() -> bool:
    """By pg_locks, since what pg_stat_activity shows stands still within a transaction."""
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(waiting)
        return cursor.fetchone() is not None


def tried(deed: Callable[[Scene], object], scene: Scene) -> None:
    with transaction.atomic():
        deed(scene)
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
def test_whoever_waits_for_an_address_holds_nobody_and_no_signature(scene: Scene) -> None:
    for name, deed in DEEDS.items():
        failed: list[Exception] = []
        with transaction.atomic():
            list(Address.objects.select_for_update().filter(pk=scene.address.pk))
            thread = in_thread(partial(tried, deed, scene), failed)
            until = time.monotonic() + PATIENCE
            while thread.is_alive() and not somebody_waits_for_a_lock() and time.monotonic() < until:
                time.sleep(0.01)
            assert thread.is_alive(), f"{name} did not lock the address: {failed}"
            list(Person.objects.select_for_update(nowait=True).filter(pk__in=[scene.person.pk, scene.other.pk]))
            list(Signature.objects.select_for_update(nowait=True))
            list(Consent.objects.select_for_update(nowait=True))
        thread.join(PATIENCE)
        assert (name, failed) == (name, [])


def test_whatever_is_done_at_once_nobody_waits_for_ever_and_nothing_contradicts(scene: Scene) -> None:
    chance, failed = random.Random(5), list[Exception]()  # noqa: S311  not for secrets
    people.confirm_address(scene.other.address_id)
    for _ in range(4):
        deeds = [DEEDS[chance.choice(RACING)] for _ in range(8)]
        threads = [in_thread(partial(deed, scene), failed) for deed in deeds]
        for thread in threads:
            thread.join(PATIENCE)
    assert failed == []
    choices.stop_everything(scene.address)
    assert not Consent.objects.filter(withdrawn_at=None).exists()
