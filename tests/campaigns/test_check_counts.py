"""The proof that every total is right: it finds any that is not, and puts it right with a reason."""

import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from campaigns.enums import EntryKind
from campaigns.models import (
    ConstituencyTotal,
    CountRepair,
    CountryTotal,
    GroupTotal,
    HourTotal,
    Petition,
    PetitionTotal,
    Signature,
)
from campaigns.services import checking, confirming, counting, log, signing
from config import jobs
from groups.models import CommunityGroup
from places.models import Constituency
from tests import factories
from tests.campaigns.counts import agree
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db


def counted_everywhere() -> Petition:
    """A petition that has a total of every kind above nought."""
    petition = factories.petition()
    leeds = CommunityGroup.objects.create(name="Leeds", slug="leeds")
    signature = signing.sign(petition=petition, name=SUZIE["name"], email=SUZIE["email"], group=leeds)
    confirming.choose_constituency(signature=signature, constituency=Constituency.objects.current()[0])
    confirming.confirm(signature)
    confirmed(petition, MALLORY)
    counting.fold()
    agree()
    return petition


def check(*arguments: str) -> str:
    output = StringIO()
    call_command("check_counts", *arguments, stdout=output)
    return output.getvalue()


def test_every_petition_is_checked_also_one_that_is_new() -> None:
    counted_everywhere()
    factories.petition(slug="new")
    assert "2 petitions checked, 2 signatures count" in check()


WRONG: list[tuple[str, Any, dict[str, Any]]] = [
    ("all", PetitionTotal, {"counted": F("counted") + 1}),
    ("constituency none", PetitionTotal, {"without_constituency": F("without_constituency") + 3}),
    ("group none", PetitionTotal, {"without_group": 0}),
    ("country GB", CountryTotal, {"counted": 7}),
    ("constituency", ConstituencyTotal, {"counted": F("counted") + 1}),
    ("group", GroupTotal, {"counted": 0}),
    ("hour", HourTotal, {"change": F("change") - 1}),
]


@pytest.mark.parametrize(("what", "model", "change"), WRONG, ids=[what for what, *_ in WRONG])
def test_any_total_that_is_wrong_is_found_and_repaired_with_a_reason(what: str, model: Any, change: Any) -> None:
    petition = counted_everywhere()
    model.objects.filter(petition=petition).update(**change)
    with pytest.raises(CommandError, match=f"Not everything agrees(.|\n)* {what}"):
        check()
    assert "1 totals repaired" in check("--repair", "--reason", "A test broke it.")
    assert agree() == 2
    kept = CountRepair.objects.get()
    assert kept.what.startswith(what)
    assert (kept.petition, kept.reason, kept.was == kept.now) == (petition, "A test broke it.", False)


def test_totals_that_are_gone_and_totals_of_nothing_are_put_right() -> None:
    petition = counted_everywhere()
    for model in (ConstituencyTotal, CountryTotal, GroupTotal, HourTotal, PetitionTotal):
        model.objects.all().delete()
    CountryTotal.objects.create(petition=petition, country="FR", counted=5)
    with pytest.raises(CommandError, match="country FR"):
        check()
    check("--repair", "--reason", "A table was lost.")
    assert agree() == 2


def test_nothing_is_repaired_without_a_reason() -> None:
    petition = counted_everywhere()
    PetitionTotal.objects.update(counted=9)
    with pytest.raises(CommandError, match="Say why"):
        check("--repair", "--reason", " ")
    assert PetitionTotal.objects.get(petition=petition).counted == 9


def test_what_waits_to_be_folded_is_no_difference_and_a_repair_counts_it_once() -> None:
    petition = counted_everywhere()
    confirmed(petition, {**SUZIE, "email": "dele@example.org"})
    assert "1 changes wait" in check()
    PetitionTotal.objects.update(counted=F("counted") + 4)
    check("--repair", "--reason", "A test broke it.")
    assert agree() == 3


def test_a_log_with_a_line_too_many_is_found() -> None:
    petition = counted_everywhere()
    log.write(Signature.objects.all()[0], EntryKind.SIGNED)
    with pytest.raises(CommandError, match=f"Petition {petition.pk}: The log says that 3 count, and 2 are confirmed"):
        check()


def test_the_schedule_checks_every_night_and_its_run_fails_where_a_count_is_wrong() -> None:
    job = jobs.find("check_counts")
    assert job is not None
    counted_everywhere()
    job.do()
    PetitionTotal.objects.update(counted=9)
    with pytest.raises(checking.CountsDiffer, match="1 totals"):
        job.do()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_check_and_a_repair_see_one_moment_while_people_sign_and_counts_are_folded() -> None:
    petition = counted_everywhere()
    over, failed = threading.Event(), []

    def sign_and_fold(name: str) -> None:
        try:
            for number in range(30):
                confirmed(petition, {**SUZIE, "email": f"{name}-{number}@example.org"})
                counting.fold()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_and_fold, args=(name,)) for name in ("charlie", "priya")]
    for thread in threads:
        thread.start()
    found = []
    while not over.is_set():
        if not any(thread.is_alive() for thread in threads):
            over.set()
        found += checking.check().differences + checking.repair(reason="Nothing is wrong.")
    counting.fold()
    assert (failed, found) == ([], [])
    assert agree() == 62 == Signature.objects.count()
