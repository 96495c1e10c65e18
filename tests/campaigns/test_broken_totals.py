"""Where totals or a log were broken: no other petition waits for it, and it can be put right."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from campaigns.models import CountryTotal, LogEntry, LogHead, Petition, PetitionTotal
from campaigns.services import checking, counting, log, log_proofs, signatures
from campaigns.services.log_proofs import LogBroken
from tests import factories
from tests.campaigns import logs
from tests.campaigns.counts import agree
from tests.campaigns.test_log import tamper
from tests.cast import MALLORY
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="tampers as PostgreSQL lets one")


@pytest.fixture
def broken() -> Petition:
    """Its totals were set to nought by hand, and then somebody withdrew."""
    petition = factories.petition()
    signature = confirmed(petition)
    counting.fold()
    PetitionTotal.objects.update(counted=0)
    CountryTotal.objects.update(counted=0)
    signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)
    return petition


def test_totals_that_can_take_no_change_keep_no_other_petition_from_being_counted(broken: Petition) -> None:
    sound = factories.petition(slug="sound")
    confirmed(sound, MALLORY)
    with pytest.raises(counting.TotalsWrong, match=str(broken.pk)):
        counting.fold()
    assert PetitionTotal.objects.get(petition=sound).counted == 1
    assert counting.fold_one(sound.pk) == 0


def test_totals_that_can_take_no_change_are_repaired(broken: Petition) -> None:
    assert {each.petition_id for each in checking.repair(reason="Set to nought by hand.")} == {broken.pk}
    assert (counting.fold(), agree()) == (1, 0)


@ON_POSTGRESQL
def test_a_log_that_lacks_a_hash_keeps_no_other_from_growing() -> None:
    petition, other = factories.petition(), factories.petition(slug="another")
    logs.grown(petition, 16 * 17)
    logs.written(petition, 16 * 16)
    logs.written(other, 2)
    tamper("DELETE FROM campaigns_lognode WHERE level = 4 AND position = 16")
    with pytest.raises(LogBroken, match=f"petition {petition.pk} lacks"):
        log.grow()
    assert (log_proofs.size(other.pk), log_proofs.size(petition.pk)) == (2, 16 * 17)
    with pytest.raises(LogBroken):
        log.sign_heads()
    assert LogHead.objects.get().petition == other


def test_a_head_that_was_signed_while_the_clock_was_wrong_keeps_no_later_one_from_being_signed() -> None:
    petition = factories.petition()
    logs.grown(petition, 2)
    head = log.sign_head(petition)
    assert head is not None
    LogHead.objects.bulk_create(
        [LogHead(petition=petition, size=1, root=log_proofs.roots(petition.pk, [1])[0], key=head.key, proof=head.proof)]
    )
    ahead = LogHead.objects.get(size=1)
    assert ahead.at > head.at - timedelta(seconds=1)
    logs.grown(petition, 1)
    for _ in range(2):
        log.sign_heads()
    assert sorted(LogHead.objects.values_list("size", flat=True)) == [1, 2, 3]


@ON_POSTGRESQL
def test_a_log_that_grows_while_it_is_checked_has_no_gap() -> None:
    """The nightly comparison complained of one, where a line got its place between two of its questions."""
    petition = factories.petition()
    confirmed(petition)

    def then_grow(execute: Any, sql: str, *statement: Any) -> Any:
        answer = execute(sql, *statement)
        asked.append(sql)
        if len(asked) == 2:
            LogEntry.objects.update(index=0)
        return answer

    asked: list[str] = []
    with connection.execute_wrapper(then_grow):
        assert log.check(petition) == []
    assert LogEntry.objects.get().index == 0
