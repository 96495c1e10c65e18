"""What this app holds about somebody who wrote a letter."""

from typing import Any

from django.db.models import QuerySet

from campaigns import letter_life
from campaigns.letter_enums import Publication
from campaigns.models import Letter, LetterAnswer, LetterStep, Questionnaire
from campaigns.services import letter_keeping, letters
from people import holdings
from people.models import Person

MOVES_BACK = letter_life.MOVES["withdraw"].since


def written_by(person: Person) -> QuerySet[Letter]:
    related = ("office", "seat", "action", "group", "constituency_found", "constituency_chosen")
    return Letter.objects.filter(person=person).select_related(*related).order_by("-pk")


def export_letter(row: Any) -> dict[str, Any]:
    return {
        "to": row.to_whom,
        "went_to": row.sent_to,
        "about": row.action.title,
        "name": row.name,
        "postcode": row.postcode,
        "town": row.town,
        "postal_address": row.postal_address,
        "constituency_looked_up": row.constituency_found.name if row.constituency_found else "",
        "constituency_chosen": row.constituency_chosen.name if row.constituency_chosen else "",
        "by_the_link_of_group": row.group.name if row.group else "",
        "subject": row.subject,
        "text": row.body,
        "language": row.get_language_display(),
        "state": row.get_state_display(),
        "held_because": row.get_held_because_display(),
        "written_at": row.created_at,
        "times_asked_to_confirm": row.asked,
        "confirmed_at": row.confirmed_at,
        "sent_by": row.get_channel_display(),
        "sent_with_letters_like_it": row.in_digest,
        "sent_at": row.sent_at,
    }


def export_answer(row: Any) -> dict[str, Any]:
    return {
        "to_your_letter_about": row.letter.action.title,
        "kind": row.get_sort_display(),
        "from_the_domain": row.domain,
        "subject": row.subject,
        "text": row.text,
        "attachments_left_out": row.attachments,
        "received_at": row.received_at,
        "passed_on_to_you_at": row.passed_on_at,
        "shown_publicly": row.get_publication_display(),
        "text_that_is_shown": row.published_text,
    }


def links_of(row: Any, number: int) -> list[holdings.Link]:
    links = [holdings.Link("What this letter was about", row.action.get_absolute_url())]
    if row.body:
        links.append(holdings.Link("What became of this letter", row.get_confirm_path()))
    return links


def take_down(person: Person, key: int) -> bool:
    return letter_keeping.take_back_answer(person_id=person.pk, answer_id=key)


def register() -> None:
    register_letters()
    register_answers()
    register_what_became_of_them()


def register_letters() -> None:
    holdings.register(
        holdings.Holding(
            model=Letter,
            title="Letters",
            why="To send each to the right person once, and to tell you what came of it.",
            retention=(
                "Unconfirmed: 30 days. Confirmed: the text and the postal address until 60 days after it left, name "
                "and postcode for 2 years."
            ),
            stays="Those that left stay counted, with no name, address, postcode or text.",
            rows=written_by,
            export=export_letter,
            erase=lambda person: letter_keeping.erase_letters(person.pk),
            moves="person",
            withdrawal=holdings.Withdrawal(
                label="Withdraw this letter",
                may=lambda row: row.state in MOVES_BACK,
                do=lambda person, key: letters.withdraw(person_id=person.pk, letter_id=key),
                warning="It does not leave, and counts no more. One that is being sent this moment may still leave.",
            ),
            links=links_of,
        )
    )


def register_answers() -> None:
    holdings.register(
        holdings.Holding(
            model=LetterAnswer,
            title="Answers to your letters",
            why="To pass them on to you, and to say publicly how often we are answered.",
            retention="A year after they came; a text that is shown publicly until you or we take it down.",
            stays="That an answer came and when, without what it said.",
            rows=lambda person: LetterAnswer.objects.filter(letter__person=person).select_related("letter__action"),
            export=export_answer,
            erase=lambda person: 0,  # with the letters that they answer
            deeds=(
                holdings.Deed(
                    "take_down",
                    "Show this answer no more",
                    may=lambda row: row.publication == Publication.PUBLISHED,
                    do=take_down,
                ),
            ),
        )
    )


def register_what_became_of_them() -> None:
    holdings.register(
        holdings.Holding(
            model=LetterStep,
            title="What became of your letters",
            why="To show when each letter moved on and why, and that you were told.",
            retention="As long as the letter is counted; what staff noted until the text of the letter goes.",
            stays="Which steps there were and when, without any notes.",
            rows=lambda person: LetterStep.objects.filter(letter__person=person).select_related("letter__action"),
            export=lambda row: {
                "letter_about": row.letter.action.title,
                "what": letter_life.MOVES[row.move].before if row.move in letter_life.MOVES else row.move,
                "note": row.note,
                "at": row.at,
                "you_were_told_at": row.told_at,
            },
            erase=lambda person: 0,  # with the letters that they are about
        ),
        holdings.Holding(
            model=Questionnaire,
            title="What you told us of answers",
            why="To say publicly how often letters are answered.",
            retention="As long as the letter is counted.",
            stays="Whether there was an answer, of nobody.",
            rows=lambda person: Questionnaire.objects.filter(letter__person=person).select_related("letter__action"),
            export=lambda row: {
                "letter_about": row.letter.action.title,
                "times_asked": row.asked,
                "asked_at": row.asked_at,
                "outcome": row.get_outcome_display(),
                "answered_at": row.answered_at,
            },
            erase=lambda person: 0,  # what was said stays, of nobody
        ),
    )
