"""Writing a letter from its first points until it is sent: what is kept, what is refused, and what is shown."""

from typing import Any

import pytest
from django.test import Client

from campaigns import letter_forms
from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterAction, LetterDraft
from campaigns.services import letter_drafts, sketches
from campaigns.services.letter_drafts import Content
from campaigns.views import letter_sending
from mail.models import Delivery
from people.models import Address, Person
from places.models import Constituency
from tests import factories
from tests.campaigns.written import BODY

pytestmark = pytest.mark.django_db
PAGE = "/letters/ask-for-a-year/"
SUZIE = {"name": "Suzie Signer", "email": "suzie@example.org", "town": "Leeds", "postcode": "LS1 4DY"}
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
WRITTEN = {"subject": "A year of support", "text": BODY, "language": "en"}


@pytest.fixture
def action() -> LetterAction:
    return factories.letter_action(factories.office(holder="Alex Sample", email="office@example.org"))


@pytest.fixture
def to_mps() -> LetterAction:
    return factories.letter_action()


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def begin(client: Client, action: LetterAction, **more: Any) -> str:
    """The path of the draft."""
    sent = {"points": [point.pk for point in action.points.all()], "language": "en", **more}
    answer = client.post(f"{PAGE}write/", sent)
    assert answer.status_code == 303, html(answer)
    path: str = answer.headers["Location"]
    return path


def begun(action: LetterAction, **fields: Any) -> str:
    """A draft that is ready to be sent."""
    offices = tuple(action.offices.values_list("pk", flat=True))
    content = Content(**{"offices": offices, "subject": "A year of support", "text": BODY, **fields})
    return f"/letters/drafts/{letter_drafts.start(action=action, group=None, content=content)}/"


def content_at(path: str) -> Content:
    opened = letter_drafts.open_with(path.split("/")[3])
    assert opened is not None
    return opened.content


def sent(client: Client, path: str, **more: Any) -> Any:
    return client.post(f"{path}send/", {**SUZIE, **more})


def nothing_is_written() -> bool:
    return not any(model.objects.exists() for model in (Letter, Person, Address, Delivery))


def test_ticked_points_become_a_draft_with_room_for_ones_own_words(action: LetterAction, client: Client) -> None:
    path = begin(client, action)
    text = content_at(path).text
    assert text.split("\n\n")[::2] == [point.text for point in action.points.all()]
    assert text.count("[") == 2
    assert "Dear" not in text
    page = html(client.get(path))
    assert "Support should last for at least a year." in page
    assert "Dear Secretary of State<" in page


def test_nobody_with_the_database_alone_can_read_a_draft(action: LetterAction, client: Client) -> None:
    path = begun(action, text="Nobody must read this before I say so.", postcode="LS1 4DY")
    row = LetterDraft.objects.values().get()
    token = path.split("/")[3]
    for secret in (b"Nobody must read", b"LS1 4DY", token.encode()):
        assert secret not in bytes(row["content"]) + str(row).encode()
    assert letter_drafts.unseal(f"{token[:-1]}!", bytes(row["content"])) is None


def test_another_secret_opens_no_draft(action: LetterAction, client: Client, settings: Any) -> None:
    path = begun(action)
    settings.FINGERPRINT_KEY = "another"
    assert client.get(path).status_code == 404


def test_it_is_kept_as_it_is_saved_and_found_again_by_its_link(action: LetterAction, client: Client) -> None:
    path = begin(client, action)
    answer = client.post(path, {**WRITTEN, "do": "later"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}?kept=link")
    page = html(Client().get(f"{path}?kept=link"))
    assert "Your letter is saved" in page
    assert f"http://localhost:8000{path}" in page
    assert BODY.split("\n")[0] in page
    assert not answer.cookies


def test_a_point_ticked_later_stands_at_the_end(action: LetterAction, client: Client) -> None:
    first, second = action.points.all()
    path = begin(client, action, points=[first.pk])
    assert second.title in html(client.get(path))
    client.post(path, {**WRITTEN, "points": [second.pk], "do": "add"})
    content = content_at(path)
    assert content.text.startswith(BODY)
    assert second.text in content.text
    assert content.points == (first.pk, second.pk)


@pytest.mark.parametrize("way", ["save", "overlap"])
def test_what_looks_like_a_report_is_not_kept_and_its_writer_is_told_whom_to_ring(
    way: str, action: LetterAction, client: Client
) -> None:
    path = begun(action)
    if way == "overlap":
        said = client.post(f"{path}overlap.json", {**WRITTEN, "text": REPORT}).json()
        assert (said["saved"], said["report"]) == (False, True)
    else:
        answer = client.post(path, {**WRITTEN, "text": REPORT})
        assert answer.status_code == 422
        for words in ("Is somebody in danger?", REPORT.split(",")[0], "help-panel"):
            assert words in html(answer)
    assert content_at(path).text == BODY


def test_a_report_in_the_subject_is_one_too(action: LetterAction, client: Client) -> None:
    path = begun(action)
    subject = "Girl locked in the flat above us, they took her passport, she cries"
    assert client.post(path, {**WRITTEN, "subject": subject}).status_code == 422
    assert content_at(path).subject == "A year of support"


def test_whoever_says_that_it_is_about_nobody_goes_on_and_it_is_held_for_staff(
    action: LetterAction, client: Client
) -> None:
    path = begun(action)
    assert client.post(path, {**WRITTEN, "text": REPORT, "no_report": "1"}).status_code == 303
    assert content_at(path).text == REPORT
    assert 'name="no_report" value="1" checked' in html(client.get(path))
    sent(client, path)
    letter = Letter.objects.get()
    client.post(letter.get_confirm_path())
    letter.refresh_from_db()
    assert (letter.state, letter.held_because) == (LetterState.HELD, "report")


def test_the_points_of_the_action_are_nobodys_report(action: LetterAction, client: Client) -> None:
    action.points.create(order=3, title="A case", text=REPORT)
    path = begin(client, action)
    assert REPORT in content_at(path).text
    assert client.post(path, {**WRITTEN, "text": f"{REPORT}\n\nPlease act."}).status_code == 303


def test_it_says_how_long_it_is_and_how_much_is_ones_own(action: LetterAction, client: Client) -> None:
    path = begun(action)
    said = client.post(f"{path}overlap.json", WRITTEN).json()
    assert said["saved"]
    assert said["words"] == len(BODY.split())
    assert said["own"] == 100
    assert "Saved at" in said["message"]
    sketches.keep_template(action)
    copied = "\n\n".join(point.text for point in action.points.all())
    said = client.post(f"{path}overlap.json", {**WRITTEN, "text": copied}).json()
    assert said["score"] > 0.5
    assert said["prompts"]


def test_our_own_words_in_square_brackets_are_nobodys_own(action: LetterAction, client: Client) -> None:
    sketches.keep_template(action)
    path = begun(action, text=letter_drafts.begun_with(action.points.all()))
    points = " ".join(point.text for point in action.points.all())
    said = client.post(f"{path}overlap.json", {**WRITTEN, "text": content_at(path).text}).json()
    assert said["words"] == len(points.split())
    assert said["own"] <= 20  # what remains are the joints between two points


def test_a_preview_on_paper_opens_no_draft(action: LetterAction, client: Client) -> None:
    path = begun(action)
    paper = html(client.get(f"{path}preview/")).partition("footer__paper")[2]
    assert "In danger now?" in paper
    assert path not in paper


def test_a_measure_never_shows_another_letters_words(action: LetterAction, client: Client) -> None:
    other = "Only this one letter speaks of marmalade, of trombones and of the long road to Example Town."
    sent(client, begun(action, text=other))
    path = begun(action)
    said = client.post(f"{path}overlap.json", {**WRITTEN, "text": other}).content.decode()
    assert "marmalade" not in said


def test_another_site_can_save_nothing(action: LetterAction, client: Client) -> None:
    path = begun(action)
    for where in (path, f"{path}overlap.json", f"{path}send/"):
        answer = client.post(where, {**WRITTEN, "text": "Mine now."}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert content_at(path).text == BODY


def test_a_letter_of_a_megabyte_is_refused_and_all_of_it_still_stands_there(
    action: LetterAction, client: Client
) -> None:
    path = begun(action)
    long = "word " * 200_000
    answer = client.post(path, {**WRITTEN, "text": long})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "20000 is the most" in page
    assert page.count("word word word word") > 40_000
    assert client.post(f"{path}overlap.json", {**WRITTEN, "text": long}).json()["saved"] is False
    assert content_at(path).text == BODY


def test_what_is_larger_still_leaves_the_letter_as_it_was_saved(action: LetterAction, client: Client) -> None:
    path = begun(action)
    for where in (path, f"{path}overlap.json"):
        answer = client.post(where, {**WRITTEN, "text": "word " * 800_000})
        assert answer.status_code == 413
    assert content_at(path).text == BODY


def test_what_is_pasted_from_a_word_processor_is_kept_as_paragraphs(action: LetterAction, client: Client) -> None:
    path = begun(action)
    pasted = "<p class=MsoNormal>I am a nurse.<o:p></o:p></p>\n<p class=MsoNormal>Please&nbsp;act.</p>"
    client.post(path, {**WRITTEN, "text": pasted})
    assert content_at(path).text == "I am a nurse.\n\nPlease act."


def test_a_draft_that_nobody_began_is_not_there(client: Client) -> None:
    for where in ("", "preview/", "send/", "constituency/"):
        assert client.get(f"/letters/drafts/no-such-token/{where}").status_code == 404
    assert client.post("/letters/drafts/no-such-token/overlap.json", WRITTEN).status_code == 404


def test_no_page_of_a_draft_is_kept_by_anybody(action: LetterAction, client: Client) -> None:
    path = begun(action)
    for where in ("", "preview/", "send/"):
        answer = client.get(f"{path}{where}")
        assert "no-store" in answer.headers["Cache-Control"]
        assert "X-Accel-Expires" not in answer.headers
        assert 'name="robots" content="noindex"' in answer.content.decode()


def test_the_preview_has_whom_it_is_to_the_greeting_and_the_closing(action: LetterAction, client: Client) -> None:
    page = html(client.get(f"{begun(action)}preview/"))
    for said in ("Alex Sample", "Dear Secretary of State<", "A year of support", "Please act.", "Yours sincerely<"):
        assert said in page


def test_the_greeting_is_each_readers_own(action: LetterAction, client: Client) -> None:
    action.offices.add(factories.office(post="Commissioner for Tests", salutation="Dear Commissioner"))
    page = html(client.get(f"{begun(action)}preview/"))
    assert page.index("Dear Commissioner<") != page.index("Dear Secretary of State<")


def test_a_letter_in_welsh_is_marked_as_such(to_mps: LetterAction, client: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    factories.representative(seat, address_as="Ms Sample")
    page = html(client.get(f"{begun(to_mps, constituency=seat.code, language='cy')}preview/"))
    assert 'lang="cy"' in page
    assert "Ms Sample" in page


def test_ones_own_mp_is_shown_and_another_seat_can_be_chosen(to_mps: LetterAction, client: Client) -> None:
    seat, other = Constituency.objects.get(slug="leeds-south"), Constituency.objects.get(slug="leeds-east")
    factories.representative(seat, address_as="Ms Sample")
    path = begun(to_mps, constituency=seat.code)
    assert "Dear Ms Sample<" in html(client.get(path))
    assert client.post(f"{path}constituency/", {"constituency": "nonsense"}).status_code == 422
    assert client.post(f"{path}constituency/", {"constituency": other.code}).status_code == 303
    content = content_at(path)
    assert (content.constituency, content.is_chosen) == (other.code, True)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"subject": ""}, "Say in a few words what your letter is about"),
        ({"text": ""}, "Write your letter first"),
        ({"text": f"Hello\n\n{letter_drafts.GAPS[0]}"}, "where the [square brackets] are"),
    ],
)
def test_a_letter_that_is_not_finished_cannot_be_sent(
    fields: dict[str, str], says: str, action: LetterAction, client: Client
) -> None:
    path = begun(action, **fields)
    for answer in (
        client.get(f"{path}send/"),
        sent(client, path),
        client.post(path, {**WRITTEN, **fields, "do": "send"}),
    ):
        assert answer.status_code == 422
        assert says in html(answer)
    assert nothing_is_written()


def test_it_is_sent_to_be_confirmed_and_its_draft_is_gone(action: LetterAction, client: Client) -> None:
    path = begun(action)
    answer = sent(client, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}check-your-inbox/")
    letter = Letter.objects.get()
    assert (letter.state, letter.subject, letter.body) == (LetterState.TO_CONFIRM, "A year of support", BODY)
    assert (letter.name, letter.town, letter.postcode) == ("Suzie Signer", "Leeds", "LS1 4DY")
    assert not LetterDraft.objects.exists()
    assert sent(client, path).status_code == 404
    assert Letter.objects.count() == 1


def test_a_second_letter_to_the_same_reader_gets_the_same_answer_and_is_not_written(
    action: LetterAction, client: Client
) -> None:
    first = sent(client, begun(action))
    client.post(Letter.objects.get().get_confirm_path())
    second = sent(client, begun(action, text="Something else."))
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    assert Letter.objects.get().body == BODY
    assert Delivery.objects.filter(kind="letter_before").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Suzie\r\nBcc: mallory@example.org"),
        ("name", "Suzie <mallory@example.org>"),
        ("email", "suzie@example.org\nBcc: mallory@example.org"),
        ("email", "suzie@example.org, mallory@example.org"),
        ("town", "Leeds\r\nReply-To: mallory@example.org"),
        ("town", "x" * 81),
        ("postcode", "SW1A OAA 99"),
    ],
)
def test_nothing_can_be_put_into_the_head_of_a_message(
    field: str, value: str, action: LetterAction, client: Client
) -> None:
    sent(client, begun(action), **{field: value})
    written = Letter.objects.first()
    assert written is None or "\n" not in written.name + written.town
    assert written is None or written.name == "Suzie Bcc: mallory@example.org"
    assert not Address.objects.filter(canonical__contains="mallory").exists()


@pytest.mark.parametrize("subject", ["A year\r\nBcc: mallory@example.org", "A year\u2028of it", "\u202eA year"])
def test_a_subject_is_one_line_that_can_be_shown(subject: str, action: LetterAction, client: Client) -> None:
    path = begun(action)
    answer = client.post(path, {**WRITTEN, "subject": subject})
    assert answer.status_code == 422
    assert 'href="#id_subject"' in html(answer)
    assert content_at(path).subject == "A year of support"


def test_a_slip_in_the_address_is_asked_about_once(action: LetterAction, client: Client) -> None:
    path = begun(action)
    answer = sent(client, path, email="suzie@gmial.com")
    assert "Did you mean suzie@gmail.com?" in html(answer)
    assert nothing_is_written()


def test_an_address_is_asked_for_only_where_the_reader_needs_it(action: LetterAction, client: Client) -> None:
    path = begun(action)
    assert "id_postal_address" not in html(client.get(f"{path}send/"))
    LetterAction.objects.update(needs_address=True)
    page = html(client.get(f"{path}send/"))
    assert "id_postal_address" in page
    assert "We keep it encrypted, and delete it 60 days after your letter has left." in page
    assert sent(client, path).status_code == 422
    assert sent(client, path, postal_address="1 Example Street\nLeeds").status_code == 303
    assert Letter.objects.get().postal_address == "1 Example Street\nLeeds"


def test_a_report_in_the_place_of_an_address_is_not_kept(action: LetterAction, client: Client) -> None:
    LetterAction.objects.update(needs_address=True)
    assert sent(client, begun(action), postal_address=REPORT).status_code == 422
    assert nothing_is_written()


def test_a_report_in_the_place_of_a_town_is_not_kept(action: LetterAction, client: Client) -> None:
    said = "A girl is locked in the flat above, they took her passport"
    page = html(sent(client, begun(action), town=said))
    assert "Put only the name of your town here." in page
    assert nothing_is_written()


def test_a_letter_to_ones_own_mp_goes_to_the_seat(to_mps: LetterAction, client: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    path = begun(to_mps, constituency=seat.code, postcode="LS1 4DY", is_chosen=True)
    assert 'value="LS1 4DY"' in html(client.get(f"{path}send/"))
    assert sent(client, path, postal_address="1 Example Street").status_code == 303
    letter = Letter.objects.get()
    assert (letter.seat, letter.constituency) == (seat, seat)


def test_a_flood_from_one_machine_is_stopped_and_the_letter_stays(
    action: LetterAction, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(letter_sending, "MOST_SENT", 1)
    sent(client, begun(action))
    path = begun(action)
    assert sent(client, path, email="charlie@example.org").status_code == 429
    assert content_at(path).text == BODY


def test_the_longest_time_that_texts_are_kept_is_what_the_form_says(settings: Any) -> None:
    assert letter_forms.days_kept() == settings.KEEP_DAYS["letter_texts"]
