import hashlib
import io
import json
import zipfile
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from mail.models import Delivery
from people.models import Person
from people.services import erasure, merging
from tests import factories
from tests.groups import people as cast
from tests.training import certificates as made
from training import certificate_numbers, certificate_pdf
from training.models import Award, Certificate, Course, CourseVersion
from training.selectors import certificates as selectors
from training.services import awards, certificate_batches, certificates

pytestmark = pytest.mark.django_db


def test_a_certificate_is_made_once_and_says_what_the_award_says() -> None:
    award = made.award()
    first = certificates.issue(award)
    assert certificates.issue(award).pk == first.pk
    says = selectors.says(first)
    assert (says["name"], says["course"]["title"], says["version"]) == ("Suzie Signer", "Recognising the signs", 1)
    assert says["completed_on"] == award.issued_on.isoformat()
    assert says["valid_until"] == made.end_of(award).isoformat()
    assert first.digest == hashlib.sha256(bytes(first.payload)).hexdigest()
    assert bytes(first.pdf).startswith(b"%PDF")
    assert bytes(first.payload) == json.dumps(says, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_old_certificates_are_the_same_bytes_after_name_template_course_and_syllabus_change() -> None:
    award = made.award()
    old = certificates.issue(award)
    Person.objects.filter(pk=award.person_id).update(name="Suzie Changed")
    Course.objects.update(title="Another title", summary="Another summary.")
    CourseVersion.objects.update(number=9)
    awards.extend(award=award, until=made.end_of(award) + timedelta(days=90), reason="Snow.", by=None)
    with patch.object(certificate_pdf, "pdf", return_value=b"%PDF another template"):
        again = certificates.issue(award)
    for field in ("number", "digest", "token", "at"):
        assert getattr(again, field) == getattr(old, field), field
    for field in ("payload", "pdf"):
        assert bytes(getattr(again, field)) == bytes(getattr(old, field)), field
    assert b"Suzie Changed" not in bytes(again.payload)


@pytest.mark.parametrize("change", [{"pdf": b"%PDF other"}, {"digest": "0" * 64}, {"payload": b"{}"}, {"number": "1"}])
def test_the_database_refuses_to_rewrite_a_certificate(change: dict[str, object]) -> None:
    row = made.certificate()
    with pytest.raises(DatabaseError, match="stays as it was issued"), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(**change)


def test_one_revoked_or_nameless_gets_none() -> None:
    revoked = made.award(slug="revoked")
    awards.revoke(award=revoked, reason="Not there.", by=None)
    nameless = made.award(cast.person("charlie"), "nameless")
    awards.forget_these([nameless.pk])
    for award in (revoked, nameless):
        with pytest.raises(certificates.NotPossible):
            certificates.issue(award)
    assert not Certificate.objects.exists()


def test_erasing_its_holder_deletes_what_names_them_and_keeps_number_dates_and_fingerprint() -> None:
    row = made.certificate()
    certificates.show_name(row, is_shown=True)
    erasure.erase(row.award.person)
    left = Certificate.objects.get()
    assert (bytes(left.pdf), left.salt, left.shows_name) == (b"", "", False)
    says = selectors.says(left)
    assert says["name"] == ""
    assert b"Suzie" not in bytes(left.payload)
    assert (left.number, left.digest, says["completed_on"]) == (
        row.number,
        row.digest,
        row.award.issued_on.isoformat(),
    )


def test_an_erasure_while_one_is_drawn_leaves_no_certificate() -> None:
    award = made.award()
    drawn = certificates.draw(award)
    erasure.erase(award.person)
    with patch.object(certificates, "draw", return_value=drawn), pytest.raises(certificates.NotPossible):
        certificates.issue(award)
    assert not Certificate.objects.exists()


def test_merging_its_holder_with_another_leaves_it_as_it_is() -> None:
    row = made.certificate()
    other = cast.person("charlie")
    merging.merge(gone=row.award.person, kept=other, by=factories.user("officer"), reason="The same.")
    left = Certificate.objects.select_related("award").get()
    assert (bytes(left.pdf), left.award.person_id) == (bytes(row.pdf), other.pk)


def test_a_number_misheard_in_one_place_is_noticed() -> None:
    number = certificate_numbers.make()
    assert certificate_numbers.read(certificate_numbers.shown(number).lower()) == number
    for place, right in enumerate(number):
        for wrong in set(certificate_numbers.ALPHABET) - {right}:
            assert not certificate_numbers.read(number[:place] + wrong + number[place + 1 :])


def many(count: int, slug: str = "batch") -> Course:
    version = factories.course_version(factories.course(slug))
    for number in range(count):
        made.of(made.learner(number), version)
    return version.course


def test_a_batch_that_is_killed_goes_on_and_makes_and_tells_nothing_twice() -> None:
    course = many(5)
    batch = certificate_batches.ask(by=factories.user("priya"), course=course, tells=True)
    real, calls = certificates.issue, []

    def dies(award: Award, *, tells: bool) -> Certificate:
        calls.append(award)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(award, tells=tells)

    with patch.object(certificate_batches, "SLICE", 2):
        with patch.object(certificates, "issue", dies), pytest.raises(KeyboardInterrupt):
            certificate_batches.make_all()
        batch.refresh_from_db()
        assert (batch.done, batch.total, Certificate.objects.count()) == (2, 5, 3)
        certificate_batches.make_all()
    batch.refresh_from_db()
    assert (batch.done, Certificate.objects.count()) == (5, 5)
    assert batch.finished_at
    assert Delivery.objects.filter(kind="certificate_ready").count() == 5
    assert not certificate_batches.wait()


def test_a_batch_is_one_file_without_those_erased_since() -> None:
    course = many(3)
    batch = certificate_batches.ask(by=factories.user("priya"), course=course, since=timezone.localdate())
    certificate_batches.make_all()
    erasure.erase(made.learner(1))
    with zipfile.ZipFile(io.BytesIO(certificate_batches.archive(batch).read())) as packed:
        names = packed.namelist()
        assert packed.read(names[0]).startswith(b"%PDF")
    assert [name.split("-")[0] for name in names] == ["learner0", "learner2"]


def test_a_batch_of_nothing_is_refused() -> None:
    course = many(1)
    with pytest.raises(certificate_batches.NotPossible, match="nothing to make"):
        certificate_batches.ask(
            by=factories.user("priya"), course=course, until=timezone.localdate() - timedelta(days=1)
        )
