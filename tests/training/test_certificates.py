import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from mail.models import Delivery
from pages import printing
from people.models import Person
from people.services import erasure, merging, people
from tests import factories
from tests.groups import people as cast
from tests.training import certificates as made
from tests.training import quizzing
from training import certificate_numbers, certificate_pdf
from training.enums import Method, VersionState
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


def test_old_certificates_are_the_same_bytes_after_name_template_course_and_syllabus_change(tmp_path: Path) -> None:
    award = made.award()
    old = certificates.issue(award)
    before = bytes(certificate_pdf.pdf(selectors.says(old), old.token))
    assert before == bytes(old.pdf)
    Person.objects.filter(pk=award.person_id).update(name="Suzie Changed")
    Course.objects.update(title="Another title", summary="Another summary.")
    CourseVersion.objects.update(state=VersionState.RETIRED, number=9)
    factories.course_version(Course.objects.get(), 10)
    awards.extend(award=award, until=made.end_of(award) + timedelta(days=90), reason="Snow.", by=None)
    template = (printing.FOLDER / "certificate.typ").read_text(encoding="utf-8")
    (tmp_path / "certificate.typ").write_text(template.replace("16183a", "000000"), encoding="utf-8")
    with patch.object(printing, "FOLDER", tmp_path):
        assert bytes(certificate_pdf.pdf(selectors.says(old), old.token)) != before
        again = certificates.issue(Award.objects.get(pk=award.pk))
    for field in ("number", "digest", "token", "at"):
        assert getattr(again, field) == getattr(old, field), field
    for field in ("payload", "pdf"):
        assert bytes(getattr(again, field)) == bytes(getattr(old, field)), field
    assert b"Suzie Changed" not in bytes(again.payload)


SUZIE_ON_PAPER = {
    "Suzie Signer": "Suzie Signer",
    "Llŷr Gruffydd-Ŵyn": "Llŷr Gruffydd-Ŵyn",
    "Nguyễn Thị Phương": "Nguyễn Thị Phương",
    "Suzie \N{SUNFLOWER} Signer": "Suzie Signer",
    "\u738b\u5c0f\u660e": "",
    "\N{SUNFLOWER}": "",
}


@pytest.mark.parametrize("name", SUZIE_ON_PAPER)
def test_a_name_with_letters_that_no_font_has_is_printed_without_pictures_or_left_to_be_written(name: str) -> None:
    row = made.certificate(name=name)
    assert selectors.says(row)["name"] == name
    nearest = {**selectors.says(row), "name": SUZIE_ON_PAPER[name]}
    assert bytes(row.pdf) == printing.pdf("certificate", certificate_pdf.words(nearest, row.token))
    assert b"/Type/Pages/Count 1/" in bytes(row.pdf)


@pytest.mark.parametrize("name", ["Maximiliana Featherstonehaugh " * 7, "W" * 200])
def test_the_longest_name_is_held_whole_and_fits_on_its_page(name: str) -> None:
    person = people.meet(email="suzie@example.org", name=name[:200].strip()).person
    row = made.certificate(person)
    assert row.award.name == selectors.says(row)["name"] == person.name == name[:200].strip()
    assert b"/Type/Pages/Count 1/" in bytes(row.pdf)
    picture = printing.drawing(
        "certificate", certificate_pdf.words(selectors.says(row), row.token), kind="png", dots=72
    )
    with Image.open(io.BytesIO(picture)) as page:
        outside = page.convert("L").crop((page.width - 25, 200, page.width, page.height))
        assert outside.getextrema() == (255, 255)


def test_who_passed_a_quiz_is_told_then_and_not_again_when_certificates_are_made_for_many() -> None:
    version = quizzing.version("signs")
    quizzing.passed(quizzing.somebody(), version)
    made.of(made.learner(1), version, method=Method.SESSION)
    certificate_batches.ask(by=factories.user("priya"), course=version.course, tells=True)
    certificate_batches.make_all()
    assert Certificate.objects.count() == 2
    told = Delivery.objects.filter(kind="certificate_ready").order_by("pk")
    assert [each.address.canonical for each in told] == ["suzie@example.org", "learner1@example.org"]
    assert Delivery.objects.exclude(kind__in=["certificate_ready", "quiz_code"]).count() == 0


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
        made.of(made.learner(number), version, method=Method.SESSION)
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
    assert not certificate_batches.under_way().exists()


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
