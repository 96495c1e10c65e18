from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template, TemplateSyntaxError
from django.utils.html import strip_tags

from campaigns.services.letter_windows import LETTERS
from mail import kinds, rendering, wording
from mail.models import MessageWording
from mail.selectors import history_of_wordings
from mail.services import wordings
from mail.wording import Slot
from tests import factories

pytestmark = pytest.mark.django_db
KIND = kinds.get("confirm_signature")
# Letters are in their writers' words, and what a mailing says stands in the mailing.
OURS = [kind for kind in kinds.registered() if kind.name not in LETTERS and kind.personal is None]


def slot(name: str) -> Slot:
    return next(slot for slot in wording.slots_of(KIND) if slot.name == name)


def write(name: str, text: str, by: Any = None) -> MessageWording:
    return wordings.write(kind=KIND, slot=slot(name), text=text, by=by)


def parts() -> tuple[str, str, str]:
    message = rendering.render(rendering.sample(KIND))
    return str(message.subject), str(message.body), str(message.alternatives[0][0])


def test_the_slots_of_a_message_are_found_in_its_templates() -> None:
    assert [(slot.name, slot.is_line, slot.placeholders) for slot in wording.slots_of(KIND)] == [
        ("subject", True, ("petition",)),
        ("heading", True, ()),
        ("opening", False, ("petition",)),
        ("button", True, ()),
    ]
    assert slot("subject").default == "Confirm your signature: {petition}"
    assert slot("opening").default.startswith("Thank you for signing “{petition}”.")


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_our_own_words_of_each_slot_are_ones_that_staff_could_save(kind: kinds.Kind) -> None:
    slots = wording.slots_of(kind)
    assert {"subject", "heading"} <= {each.name for each in slots}
    for each in slots:
        assert each.default
        assert len(each.name) <= 40
        wording.check(each, each.default)


@pytest.mark.parametrize("name", LETTERS)
def test_nobody_but_its_writer_words_a_letter(name: str) -> None:
    assert wording.slots_of(kinds.get(name)) == []


def test_words_of_staff_stand_in_all_three_parts_with_their_paragraphs() -> None:
    write("subject", "Please confirm: {petition}")
    write("opening", "You signed {petition}.\nThank you.\n\nOne thing is left to do.")
    subject, text, html = parts()
    assert subject == "Please confirm: Support every survivor"
    assert "You signed Support every survivor.\nThank you.\n\nOne thing is left to do." in text
    assert ">You signed Support every survivor.<br>\nThank you.</p>" in html
    assert ">One thing is left to do.</p>" in html
    assert "Thank you for signing" not in text + html


OF_PETITIONS = ("petition_milestone", "petition_handed_in", "petition_response", "petition_update")
FARES = ["/groups/leeds/lead/health/", "Now: 1 activity. Needed: 2 activities in 12 months.", "dormant on 26 May 2027"]
PLACE = ["How to spot the signs", "Thursday 10 December 2026, 19:00 to 21:00", "/groups/bookings/sample/"]
STAYS = {
    "training_reminder": [
        "Recognising the signs",
        "counts until 31 January 2027",
        "/training/recognising-the-signs/",
        "/training/stop-reminders/sample/",
    ],
    "training_digest": [
        "Suzie Signer: Recognising the signs, until 31 January 2027",
        "Priya Teacher: Recognising the signs, 31 October 2026",
        "Morgan Editor: Recognising the signs",
        "/groups/leeds/lead/training/",
        "because you lead ACTFORJUSTICE Leeds",
    ],
    "training_logged": [
        "on 26 November 2026",
        "/training/not-so/sample/",
        "If it is not so, tell us.",
        "for no news or appeals",
    ],
    "training_log_refused": [
        "Why: The trainer you name tells us that the evening was called off.",
        "It counts no more for anybody it names",
        "/groups/leeds/lead/training/",
    ],
    "award_revoked": ["Why: The session it was given for was called off.", "If you think this is a mistake"],
    "award_reinstated": ["Why: The session it was given for was called off.", "You need to do nothing."],
    "letter_news": ["/letters/ask-for-a-year/", "I help at a drop-in in Leeds.", "/your-data/"],
    "confirm_signature": [
        "/petitions/support-every-survivor/confirm/sample/",
        "/petitions/support-every-survivor/code/",
        "If you did not sign, do nothing.",
    ],
    "remind_signature": [
        "/petitions/support-every-survivor/confirm/sample/",
        "/petitions/support-every-survivor/code/",
        "If you did not sign, or have changed your mind, do nothing.",
    ],
    "mailout_reply": [
        "Thank you. When is the next meeting in Leeds?",
        "From suzie@example.org. We have not checked that it is from them.",
        "/admin/mail-out-replies/1/",
    ],
    "letter_answer": [
        "Thank you for your letter. We are looking at how long support lasts.",
        "We do not pass files on",
        "/letters/how-was-it/sample/",
        "We show this answer to nobody unless you agree.",
    ],
    "letter_answer_asked": [
        "Thank you for your letter. We are looking at how long support lasts.",
        "/letters/answers/sample/",
        "It is shown only if you agree.",
        "If you do nothing, it stays private.",
    ],
    "letter_questionnaire": [
        "/letters/how-was-it/sample/",
        "/letters/how-was-it/more/",
        "We ask at most twice.",
    ],
    "confirm_letter": [
        "/letters/confirm/sample/",
        "/letters/ask-for-a-year/code/",
        "If you did not write, do nothing.",
    ],
    "letter_before": ["Secretary of State for Examples", "/your-data/", "No second letter is sent."],
    "signed_before": ["/petitions/support-every-survivor/confirm/sample/"],
    "still_there": ["/still-there/sample/", "by 26 May 2027", "If you do nothing, we delete your name and address"],
    "confirm_subscription": [
        "/newsletter/confirm/sample/",
        "Yes, write to me about your campaigns.",
        "Until then we send nothing more.",
        "If it was not you, do nothing.",
    ],
    "subscribed_before": [],
    "confirm_follow": ["/follow/confirm/sample/", "Until then nothing changes.", "If it was not you, do nothing."],
    "entry_code": ["314159", "It works once, for ten minutes", "Give it to nobody.", "If you did not ask for it"],
    "login_code": ["123456", "within 10 minutes", "Give it to nobody", "If you did not ask for it, do nothing."],
    "password_reset_code": ["123456", "within 10 minutes", "Give it to nobody", "If you did not ask for it"],
    "address_code": ["123456", "within 10 minutes", "Give it to nobody", "If you did not ask for it, do nothing."],
    "account_notice": ["A passkey was added.", "Set a new password at once", "/account/password/reset/"],
    "request_received": ["DP-7KQ4-XM2", "answers you by 26 January 2027", "If you did not send it, tell us."],
    "complaint_received": ["DP-7KQ4-XM2", "By 26 January 2027 a person confirms", "If you did not send it, tell us."],
    "confirm_registration": ["/groups/register/sample/", "If you did not ask for this, do nothing.", "after 30 days"],
    "resume_registration": ["/groups/register/sample/", "If you did not ask for this, do nothing.", "after 30 days"],
    "registration_received": ["/groups/register/sample/", "Give this link to nobody"],
    "registration_question": ["/groups/register/sample/", "In which town does your group meet?", "link to nobody"],
    "registration_reminder": [
        "/groups/register/sample/",
        "In which town does your group meet?",
        "answer by 26 May 2027",
        "link to nobody",
    ],
    "registration_unanswered": ["/groups/register/", "after 6 months"],
    "registration_approved": ["/groups/leeds/", "Welcome.", "Sign in with your address to lead it."],
    "registration_rejected": ["/groups/register/sample/", "It has the aims of a political party.", "after 6 months"],
    "event_words_decided": ["/groups/leeds/lead/events/", "It tells of somebody in danger.", "10 December 2026"],
    "group_closed": ["/groups/leeds/", "Nobody leads it any more.", "we can open it again"],
    "group_reopened": ["/groups/leeds/"],
    "group_merged": ["tell us within 30 days", "Welcome."],
    "group_invitation": ["/groups/invitations/sample/", "/groups/invitations/sample/report/", "until 26 May 2027"],
    "group_join_confirm": ["/groups/join/sample/", "If it was not you, do nothing.", "we delete it after 30 days"],
    "group_member_before": ["/groups/leeds/"],
    "group_join_requested": ["/groups/leeds/lead/people/"],
    "group_join_decided": [
        "You are a member of ACTFORJUSTICE Leeds now.",
        "/groups/leeds/",
        "You can leave at any time",
    ],
    "group_hand_over": ["/groups/hand-over/sample/", "You lead it once you say so too.", "until 26 May 2027"],
    "group_handed_over": ["Priya Teacher leads ACTFORJUSTICE Leeds now.", "If you did not hand it over, tell us"],
    "group_removed": ["You asked us to, at the last meeting.", "If you think that this is wrong, tell us."],
    "leaders_message": ["You get this because you lead ACTFORJUSTICE Leeds.", "We meet on Thursday at seven."],
    "members_message": [
        "From your group ACTFORJUSTICE Leeds, sent by its leader through us.",
        "You get this because you are a member of ACTFORJUSTICE Leeds.",
        "/groups/leeds/stop-messages/sample/",
        "We meet on Thursday at seven.",
    ],
    "members_message_refused": ["It names somebody who may be exploited.", "/groups/leeds/lead/messages/"],
    "group_contact": ["When do you meet?", "suzie@example.org", "We have not checked that it is theirs."],
    "group_warned": FARES,
    "group_reminded": FARES,
    "group_dormant": [*FARES[:2], "You get this because you lead ACTFORJUSTICE Leeds."],
    "group_agreement_asked": ["/groups/leeds/lead/agreement/", "by 26 May 2027"],
    "group_renewal_asked": ["/groups/leeds/lead/renewal/", "by 26 May 2027"],
    "quiz_code": ["314159", "It works once, for ten minutes", "Give it to nobody.", "If you did not ask for it"],
    "certificate_ready": ["/training/certificates/sample/", "six-digit code", "valid until 30 November 2029"],
    "update_asked": ["/training/signs/quiz/news/1/", "The helpline has a new number.", "stays as it is"],
    "course_by_mail": ["/training/seeing-the-signs/", "Somebody typed your address on our site"],
    "session_feedback": ["/training/feedback/sample/", "not even the trainer", "You need not answer."],
    "booking_confirm": [*PLACE, "If you did not ask for a place, do nothing."],
    "booking_booked": [*PLACE, "https://meet.example.org/signs", "please give your place back"],
    "booking_waiting": PLACE,
    "booking_offered": [*PLACE, "You have until Wednesday 9 December 2026, 19:00."],
    "booking_expired": [*PLACE[:2], "/groups/events/how-to-spot-the-signs/", "no longer on the waiting list"],
    "booking_cancelled": [*PLACE[:2], "/groups/events/how-to-spot-the-signs/"],
    "event_changed": [*PLACE, "https://meet.example.org/signs", "please give your place back"],
    "event_cancelled": [*PLACE[:2], "/groups/events/", "The hall has no heating."],
    "event_reminder": [*PLACE, "https://meet.example.org/signs"],
    **{key: ["/petitions/support-every-survivor/", "asked to hear what comes of it"] for key in OF_PETITIONS},
}
BELOW_EACH = ["08000 121 700", "999", "/mail-choices/sample/"]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_what_the_law_or_safety_asks_for_stays_whatever_staff_write(kind: kinds.Kind) -> None:
    message = rendering.render(
        rendering.sample(kind), wordings={each.name: "Our own" for each in wording.slots_of(kind)}
    )
    assert message.subject == "Our own"
    html = str(message.alternatives[0][0])
    for part in (str(message.body), html + unescape(strip_tags(html))):
        shown = " ".join(part.split())
        assert [words for words in STAYS[kind.name] + BELOW_EACH if words not in shown] == []


def test_markup_and_template_syntax_of_staff_are_words_like_others() -> None:
    write("opening", "<b>Hello</b> & %(name)s")
    _, text, html = parts()
    assert "<b>Hello</b> & %(name)s" in text
    assert "&lt;b&gt;Hello&lt;/b&gt; &amp; %(name)s" in html


def test_a_value_that_looks_like_a_placeholder_is_not_filled_again() -> None:
    write("opening", "You signed {petition}.")
    delivery = rendering.sample(KIND)
    delivery.context = {**delivery.context, "petition": "{petition} <i>{name}</i>"}
    message = rendering.render(delivery)
    assert "You signed {petition} <i>{name}</i>." in message.body
    assert "You signed {petition} &lt;i&gt;{name}&lt;/i&gt;." in str(message.alternatives[0][0])


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("opening", "Dear {nmae}", "does not know {nmae}. You can use {petition}"),
        ("opening", "{confirm_path}", "does not know {confirm_path}"),
        ("opening", "{petition.delete}", "does not know {petition.delete}"),
        ("heading", "Hello {petition}", "Nothing can be filled in here"),
        ("subject", "One\nTwo", "one line"),
    ],
)
def test_words_that_could_not_be_filled_are_refused(name: str, text: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says.replace("{", r"\{").replace("}", r"\}")):
        write(name, text)
    assert wording.in_force(KIND.name) == {}


def test_going_back_to_our_words_keeps_who_changed_what() -> None:
    dele = factories.dele()
    write("heading", "Nearly done", by=dele)
    wordings.go_back(kind=KIND, slot=slot("heading"), by=dele)
    assert wording.in_force(KIND.name) == {}
    assert "One step left" in parts()[2]
    entries = history_of_wordings(KIND.name)
    assert [(entry.data["before"], entry.data["after"]) for entry in entries] == [
        ("Nearly done", ""),
        ("", "Nearly done"),
    ]
    assert {entry.user for entry in entries} == {dele}


def test_saving_our_own_words_or_the_same_words_again_changes_nothing() -> None:
    write("heading", slot("heading").default)
    assert wording.in_force(KIND.name) == {}
    write("heading", "Nearly done")
    write("heading", "  Nearly done \r\n")
    assert len(history_of_wordings(KIND.name)) == 1


def test_words_of_one_message_stand_in_no_other() -> None:
    write("heading", "Nearly done")
    other = rendering.render(rendering.sample(kinds.get("signed_before")))
    assert "Nearly done" not in str(other.alternatives[0][0])


def test_a_placeholder_is_filled_as_our_own_words_fill_it() -> None:
    template = Template(
        '{% load i18n mail_wording %}{% wording "when" line %}'
        "{% blocktranslate with day=then|upper %}Come on {{ day }}{% endblocktranslate %}, "
        "{{ name|lower }}{% endwording %}"
    )
    context = {"then": "monday", "name": "SUZIE", "wordings": {"when": "{name}: {day}"}}
    assert template.render(Context(context)) == "suzie: MONDAY"
    assert template.render(Context({**context, "wordings": {}})) == "Come on MONDAY, suzie"


def test_a_slot_has_a_name() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load mail_wording %}{% wording %}Words{% endwording %}")
