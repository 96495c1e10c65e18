"""Sheets that come back: checked by a second person, and added to the sum once."""

from datetime import timedelta
from io import StringIO
from math import comb
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from campaigns.enums import PaperState, PetitionState
from campaigns.models import CountRepair, PaperBatch, PaperScan, Petition, PetitionTotal
from campaigns.selectors import paper as sums
from campaigns.services import confirming, overlap, paper, signing
from campaigns.services.paper import Line
from pages import waiting
from people.models import AccessRecord, User
from people.services import retention
from tests import factories
from tests.cast import MALLORY, SUZIE

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7 sheets with names on them"
PAPER = "/admin/paper/"


@pytest.fixture
def morgan() -> User:
    return factories.member_of("Campaign staff")


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def enter(petition: Petition, by: User, number: int = 20, scan: bytes = SCAN) -> PaperBatch:
    return paper.enter(petition=petition, number=number, scan=scan, by=by)


def looked_up(batch: PaperBatch, by: User, *more: Line) -> PaperBatch:
    unknown = [Line(f"Somebody Else{number}", "M1 1AA") for number in range(20 - len(more))]
    return paper.sample(batch=batch, lines=[*more, *unknown], by=by)


def signed(petition: Petition, who: dict[str, str]) -> None:
    name, email, postcode = who["name"], who["email"], who["postcode"]
    confirming.confirm(signing.sign(petition=petition, name=name, email=email, postcode=postcode))


def on_paper(petition: Petition) -> int:
    total = PetitionTotal.objects.filter(pk=petition.pk).first()
    return total.on_paper if total else 0


def test_an_approved_batch_adds_its_lines_less_the_overlap_and_only_once(
    petition: Petition, morgan: User, charlie: User
) -> None:
    signed(petition, SUZIE)
    batch = looked_up(enter(petition, morgan), charlie, Line("S. SIGNER", "LS1 4DY"), Line("S. Signer", "LS2 8JS"))
    assert (batch.sampled, batch.matched, batch.overlap) == (20, 1, 1)
    assert on_paper(petition) == 0
    paper.approve(batch=batch, by=charlie)
    assert on_paper(petition) == 19
    with pytest.raises(paper.NotPossible, match="no longer waiting"):
        paper.approve(batch=batch, by=charlie)
    assert on_paper(petition) == 19
    assert sums.of_petition(petition.pk) == (20, 1)
    assert petition.signatures.count() == 1  # nothing of the paper became a signature


def test_refusing_an_approved_batch_takes_it_from_the_sum_again(
    petition: Petition, morgan: User, charlie: User
) -> None:
    batch = looked_up(enter(petition, morgan), charlie)
    paper.approve(batch=batch, by=charlie)
    paper.refuse(batch=batch, by=charlie, reason="Counted twice.")
    assert on_paper(petition) == 0
    with pytest.raises(paper.NotPossible):
        paper.refuse(batch=batch, by=charlie, reason="Again.")
    assert on_paper(petition) == 0
    assert paper.check() == []
    enter(petition, morgan)  # the same scan, put right, may come again


def test_whoever_entered_it_can_neither_look_it_up_nor_approve_nor_refuse_it(
    petition: Petition, morgan: User, charlie: User
) -> None:
    batch = enter(petition, morgan)
    with pytest.raises(paper.NotPossible, match="somebody else"):
        looked_up(batch, morgan)
    looked_up(batch, charlie)
    for check in (paper.approve, lambda **them: paper.refuse(reason="Mine.", **them)):
        with pytest.raises(paper.NotPossible, match="somebody else"):
            check(batch=batch, by=morgan)
    with pytest.raises(IntegrityError, match="a_batch_is_checked_by_a_second_person"), transaction.atomic():
        PaperBatch.objects.update(checked_by=morgan)


def test_nothing_is_approved_before_its_lines_were_looked_up(petition: Petition, morgan: User, charlie: User) -> None:
    batch = enter(petition, morgan)
    with pytest.raises(paper.NotPossible, match="Look up the sample"):
        paper.approve(batch=batch, by=charlie)
    with pytest.raises(paper.NotPossible, match="at least 20"):
        paper.sample(batch=batch, lines=[Line("Suzie Signer", "LS1 4DY")], by=charlie)
    assert on_paper(petition) == 0


def test_check_finds_a_total_that_is_not_what_the_approved_batches_say(
    petition: Petition, morgan: User, charlie: User
) -> None:
    other = factories.petition(slug="other")
    paper.approve(batch=looked_up(enter(petition, morgan), charlie), by=charlie)
    enter(petition, morgan, scan=SCAN + b"2")  # waits: counts for nothing
    assert paper.check() == []
    PetitionTotal.objects.update(on_paper=7)
    PetitionTotal.objects.create(petition=other, on_paper=3)
    assert paper.check() == [(petition.pk, 7, 20), (other.pk, 3, 0)]


def test_the_same_scan_is_refused_and_so_is_what_is_no_scan(petition: Petition, morgan: User) -> None:
    enter(petition, morgan)
    with pytest.raises(paper.NotPossible, match="entered before"):
        enter(petition, morgan)
    with pytest.raises(paper.NotPossible, match="neither a PDF"):
        enter(petition, morgan, scan=b"<html>%PDF-")
    with pytest.raises(paper.NotPossible, match="larger than 10 MB"):
        enter(petition, morgan, scan=SCAN + bytes(paper.LARGEST))
    Petition.objects.update(state=PetitionState.HANDED_IN)
    petition.refresh_from_db()
    with pytest.raises(paper.NotPossible, match="takes no sheets"):
        enter(petition, morgan, scan=SCAN + b"late")
    assert PaperBatch.objects.count() == PaperScan.objects.count() == 1


def test_the_scan_is_sealed_on_the_disk_and_can_be_sealed_with_another_key(
    petition: Petition, morgan: User, settings: Any
) -> None:
    batch = enter(petition, morgan)
    before = stored(batch)
    assert b"names" not in before
    old, new = settings.SEALING_KEYS, Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *old]
    call_command("reseal", verbosity=0)
    assert stored(batch) != before
    settings.SEALING_KEYS = [new]
    assert PaperScan.objects.get(pk=batch.pk).content == SCAN


def stored(batch: PaperBatch) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM campaigns_paperscan WHERE batch_id = %s", [batch.pk])
        return bytes(cursor.fetchone()[0])


def test_scans_go_with_the_names_and_refused_ones_sooner_and_the_number_stays(
    petition: Petition, morgan: User, charlie: User
) -> None:
    kept = factories.petition(slug="kept", state=PetitionState.CLOSED, held_because="A court asks.")
    batches = [enter(each, morgan, scan=SCAN + str(each.pk).encode()) for each in (petition, kept)]
    refused = enter(factories.petition(slug="open"), morgan)
    paper.approve(batch=looked_up(batches[0], charlie), by=charlie)
    paper.refuse(batch=refused, by=charlie, reason="Copies.")
    long_ago = timezone.now() - timedelta(days=200)
    PaperBatch.objects.filter(pk=refused.pk).update(checked_at=long_ago)
    Petition.objects.exclude(slug="open").update(state=PetitionState.CLOSED, closed_at=long_ago)
    run = retention.carry_out()
    assert (run.forgotten["paper-scans"], run.held["paper-scans"], run.forgotten["refused-paper-scans"]) == (1, 1, 1)
    assert list(PaperScan.objects.values_list("pk", flat=True)) == [batches[1].pk]
    assert on_paper(petition) == 20
    assert run.forgotten["words-about-paper"] == 0  # none was written beside the one that is over


def test_what_staff_wrote_beside_sheets_goes_with_the_names_but_under_a_hold(petition: Petition, morgan: User) -> None:
    kept = factories.petition(slug="kept", held_because="A court asks.")
    for each in (petition, kept):
        batch = enter(each, morgan, scan=SCAN + str(each.pk).encode())
        PaperBatch.objects.filter(pk=batch.pk).update(note="Suzie Signer brought them.")
    assert retention.carry_out().forgotten["words-about-paper"] == 0
    Petition.objects.update(state=PetitionState.CLOSED, closed_at=timezone.now() - timedelta(days=200))
    run = retention.carry_out()
    assert (run.forgotten["words-about-paper"], run.held["words-about-paper"]) == (1, 1)
    assert [batch.note != "" for batch in PaperBatch.objects.order_by("petition__slug")] == [True, False]


def test_the_limits_of_the_overlap_hold_the_truth_in_95_of_100_samples() -> None:
    """Over every possible sample: of 40 lines with 10 online, 20 looked up."""
    number, truth, sampled = 40, 10, 20
    right = sum(
        comb(truth, found) * comb(number - truth, sampled - found)
        for found in range(truth + 1)
        if (limits := overlap.estimate(number=number, sampled=sampled, matched=found)).low <= truth <= limits.high
    )
    assert right / comb(number, sampled) >= 0.95
    assert overlap.estimate(number=12, sampled=12, matched=4) == (4, 4, 4)
    assert overlap.estimate(number=240, sampled=30, matched=0).high > 0


def test_nobody_chooses_the_lines_that_are_looked_up() -> None:
    drawn = overlap.lines(batch_id=1, scan_digest="ab", number=500)
    assert drawn == overlap.lines(batch_id=1, scan_digest="ab", number=500)
    assert drawn != overlap.lines(batch_id=2, scan_digest="ab", number=500)
    assert len(set(drawn)) == 30
    assert overlap.lines(batch_id=1, scan_digest="ab", number=4) == [1, 2, 3, 4]


def form(petition: Petition, **more: Any) -> dict[str, Any]:
    return {"petition": petition.pk, "number": 3, "scan": SimpleUploadedFile("suzies.pdf", SCAN), **more}


def test_two_members_of_staff_take_a_batch_from_the_scan_to_the_sum(
    client: Client, petition: Petition, morgan: User, charlie: User
) -> None:
    signed(petition, SUZIE)
    client.force_login(morgan)
    answer = client.post(f"{PAPER}new/", form(petition))
    batch = PaperBatch.objects.get()
    assert answer["Location"] == f"{PAPER}{batch.pk}/"
    assert "somebody else looks its lines up" in client.get(f"{PAPER}{batch.pk}/").content.decode()
    assert not mentioned(morgan)
    assert mentioned(charlie)
    client.force_login(charlie)
    sample = {"name_1": "Suzie Signer", "postcode_1": "ls14dy", "name_2": "A B", "postcode_2": "M1 1AA"}
    missing = client.post(f"{PAPER}{batch.pk}/sample/", sample)
    assert (missing.status_code, "at least 3" in missing.content.decode()) == (422, True)
    client.post(f"{PAPER}{batch.pk}/sample/", {**sample, "name_3": "C D", "postcode_3": "M1 1AA"})
    assert "1, between 1 and 1: 1 of 3" in client.get(f"{PAPER}{batch.pk}/").content.decode()
    client.post(f"{PAPER}{batch.pk}/approve/")
    assert on_paper(petition) == 2
    assert client.post(f"{PAPER}{batch.pk}/refuse/", {"reason": ""}).status_code == 422
    client.post(f"{PAPER}{batch.pk}/refuse/", {"reason": "Not readable."})
    batch.refresh_from_db()
    assert (batch.state, batch.reason, on_paper(petition)) == (PaperState.REFUSED, "Not readable.", 0)


def mentioned(user: User) -> bool:
    fresh = User.objects.get(pk=user.pk)
    return any("signatures on paper" in each.sentence for each in waiting.for_user(fresh))


def test_nothing_that_is_typed_of_the_sample_is_kept(petition: Petition, morgan: User, charlie: User) -> None:
    looked_up(enter(petition, morgan), charlie, Line("Mallory Meddler", MALLORY["postcode"]))
    with connection.cursor() as cursor:
        for table in ("campaigns_paperbatch", "wagtailcore_modellogentry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (names of ours)
            assert "Meddler" not in str(cursor.fetchall())


def test_taking_a_scan_is_logged_and_its_name_says_who_took_it(
    client: Client, petition: Petition, morgan: User
) -> None:
    batch = enter(petition, morgan)
    client.force_login(morgan)
    assert client.get(f"{PAPER}{batch.pk}/scan/").status_code == 405
    answer = client.post(f"{PAPER}{batch.pk}/scan/")
    record = AccessRecord.objects.get()
    file = record.reason.rpartition(" ")[2]
    assert (answer.content, record.by) == (SCAN, morgan)
    assert answer["Content-Disposition"] == f'attachment; filename="batch-{batch.pk}-{file}.pdf"'
    client.force_login(factories.member_of("Editors"))
    assert client.post(f"{PAPER}{batch.pk}/scan/").status_code == 302
    assert AccessRecord.objects.count() == 1


def test_the_nightly_check_tells_of_a_wrong_total_and_repairs_it_with_the_reason(
    petition: Petition, morgan: User, charlie: User
) -> None:
    paper.approve(batch=looked_up(enter(petition, morgan), charlie), by=charlie)
    PetitionTotal.objects.update(on_paper=7)
    with pytest.raises(CommandError, match=f"Petition {petition.pk}: 7 on paper, where .* add up to 20"):
        call_command("check_counts", stdout=StringIO())
    call_command("check_counts", "--repair", "--reason", "A test", stdout=StringIO())
    assert on_paper(petition) == 20
    repair = CountRepair.objects.get()
    assert (repair.what, repair.was, repair.now, repair.reason) == ("on paper", 7, 20, "A test")
