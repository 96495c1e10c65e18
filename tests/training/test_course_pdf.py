"""A whole course on paper and by mail."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from mail import rendering
from mail.models import Delivery
from pages.models import Fact
from people.models import Consent
from tests import factories
from tests.factories import indicator
from tests.training import lessons
from training import course_pdf, course_text
from training.models import CourseVersion
from training.services import mailing

pytestmark = pytest.mark.django_db
COURSE = "/training/seeing-the-signs/"
PDF, MAIL = f"{COURSE}course.pdf", f"{COURSE}by-mail/"
MORE = "<h3>Begins small</h3><p>Then <b>grows</b>.</p><ul><li>One</li></ul><h2>Next</h2><ol><li>First</li></ol>"


def in_use(text: str = MORE) -> CourseVersion:
    fact = Fact.objects.get(key="helpline")
    pages = lessons.lesson("Seeing", text=text), lessons.lesson("Doing")
    return lessons.in_use(*pages, critical=[fact], indicators=[indicator("L01")])


def words(pdf: bytes) -> str:
    """Its text on one line with plain spaces."""
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_whole_course_is_one_tagged_document_with_its_lessons_in_order(client: Client) -> None:
    in_use()
    answer = client.get(PDF)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(BytesIO(answer.content))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Seeing the signs"
    text = words(answer.content)
    order = ["Version 1, in use since", "1. Seeing", "Begins small", "What would you do?", "Ring the helpline later"]
    places = [text.index(each) for each in [*order, "What L01 says."]]
    assert places == sorted(places)
    assert text.rindex("2. Doing") > text.index("What L01 says.")
    assert "08000 121 700" in text
    assert len(reader.outline) >= 1


def test_the_document_has_the_pinned_words_and_is_the_same_twice() -> None:
    version = in_use()
    before = course_pdf.pdf(version)
    page = version.modules.get(number=1).lesson
    page.body = [{"type": "text", "value": "<p>Later words.</p>"}]
    page.save_revision().publish()
    assert course_pdf.pdf(version) == before


@pytest.mark.parametrize(
    "body",
    [
        [{"type": "text", "value": "<h3>Only a small heading</h3>"}],
        [{"type": "text", "value": "<h2><b></b></h2><h3>After an empty one</h3>"}],
        [{"type": "text", "value": "<p>#show: it [evil] $x$ \\\\ *</p>"}],
        [],
    ],
)
def test_any_order_of_headings_and_any_signs_make_a_document(body: list[Any]) -> None:
    page = lessons.lesson("Seeing")
    page.body = body
    page.save_revision().publish()
    version = lessons.in_use(page, critical=[factories.fact()])
    assert course_pdf.pdf(version).startswith(b"%PDF")


def test_the_whole_course_goes_by_mail_as_plain_text(client: Client) -> None:
    in_use()
    answer = client.post(MAIL, {"email": "suzie@example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{MAIL}sent/")
    assert client.get(f"{MAIL}sent/").status_code == 200
    message = rendering.render(Delivery.objects.get(kind=mailing.KIND))
    assert str(message.subject) == "The course you asked for: Seeing the signs"
    text = str(message.body)
    for part in ("1. Seeing", "Begins small", "- One", "1 First", "Ring the helpline later", "L01 What L01 says."):
        assert part in text
    assert "<p>" not in text
    assert text.index("1. Seeing") < text.index("2. Doing")
    assert "Ring the helpline later" in str(message.alternatives[0][0])
    assert not Consent.objects.exists()


def test_an_address_gets_the_course_three_times_a_day_and_a_machine_sends_ten_an_hour(client: Client) -> None:
    in_use()
    for _ in range(5):
        assert client.post(MAIL, {"email": "suzie@example.org"}).status_code == 303
    assert Delivery.objects.filter(kind=mailing.KIND).count() == mailing.MOST_A_DAY
    for number in range(5):
        client.post(MAIL, {"email": f"friend-{number}@example.org"})
    assert client.post(MAIL, {"email": "morgan@example.org"}).status_code == 429
    assert not Delivery.objects.filter(address__canonical="morgan@example.org").exists()


def test_a_wrong_address_or_a_foreign_form_sends_nothing(client: Client) -> None:
    in_use()
    answer = client.post(MAIL, {"email": "suzie at example"})
    assert answer.status_code == 422
    assert "name@example.org" in answer.content.decode()
    assert client.post(MAIL, {"email": "suzie@gmial.com"}).status_code == 422  # asks once about the slip
    foreign = client.post(MAIL, {"email": "suzie@example.org"}, headers={"Origin": "https://evil.example.org"})
    assert foreign.status_code == 403
    assert client.post("/training/no-such/by-mail/", {"email": "suzie@example.org"}).status_code == 404
    assert not Delivery.objects.exists()
    assert not client.get(MAIL).cookies


def test_every_block_with_words_has_a_form_for_paper() -> None:
    """So that nobody who reads on paper misses what a lesson says."""
    from pages.blocks import BodyBlock

    for_screens = {"cards", "help", "image", "action", "chart", "video", "download"}
    assert set(BodyBlock().child_blocks) - for_screens == course_text.PRINTED.keys()
