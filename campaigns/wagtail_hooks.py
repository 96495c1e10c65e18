from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks

from campaigns.views import letter_look
from campaigns.viewsets import CampaignsViewSetGroup

ON_PAPER = {
    "paper.entered": ("Enter sheets", "Sheets entered"),
    "paper.sampled": ("Look lines up", "Lines looked up"),
    "paper.approved": ("Approve sheets", "Sheets approved"),
    "paper.refused": ("Refuse sheets", "Sheets refused"),
}
OF_PETITIONS = {
    "petition.submit": ("Hand in for approval", "Handed in for approval"),
    "petition.approve": ("Approve", "Approved"),
    "petition.send_back": ("Send back", "Sent back"),
    "petition.back_to_draft": ("Back to draft", "Back to a draft: its words changed"),
    "petition.open": ("Open", "Opened for signatures"),
    "petition.pause": ("Pause", "Paused"),
    "petition.resume": ("Go on", "Opened again"),
    "petition.close": ("Close", "Closed"),
    "petition.hand_in": ("Hand in", "Handed in"),
    "petition.answer": ("Publish the answer", "Answer published"),
    "petition.archive": ("Archive", "Archived"),
    "petition.correct": ("Correct", "Correction published"),
    "petition.milestones": ("Change milestones", "Milestones changed"),
    "petition.challenge": ("Ask for a proof of work", "A proof of work was asked for"),
    "petition.challenge_off": ("Ask for no proof of work", "No proof of work was asked for any more"),
    "petition_news.draft": ("Write news", "News drafted"),
    "petition_news.change": ("Change news", "News changed"),
    "petition_news.discard": ("Delete news", "Draft of news deleted"),
    "petition_news.send": ("Send news", "News sent"),
}

OF_LETTERS = {
    "letter_action.submit": ("Hand in for approval", "Handed in for approval"),
    "letter_action.approve": ("Approve", "Approved"),
    "letter_action.send_back": ("Send back", "Sent back"),
    "letter_action.look_again": ("Look again", "With a second person again: its words changed"),
    "letter_action.open": ("Open", "Opened"),
    "letter_action.pause": ("Pause", "Paused"),
    "letter_action.resume": ("Go on", "Opened again"),
    "letter_action.close": ("Close", "Closed"),
    "letter_answer.ask": ("Ask whether it may be shown", "Whoever wrote the letter was asked"),
    "letter_answer.publish": ("Publish the answer", "Answer published"),
    "letter_answer.take_down": ("Take the answer down", "Answer taken down"),
    "position.paste": ("Paste positions", "Positions of MPs pasted"),
}

OF_MAILOUTS = {
    "mailout.submit": ("Hand in for approval", "Handed in for approval"),
    "mailout.approve": ("Approve", "Approved"),
    "mailout.send_back": ("Send back", "Sent back"),
    "mailout.revoke": ("Revoke the approval", "Back to a draft: something in it changed"),
    "mailout.schedule": ("Say when it leaves", "It was said when it leaves"),
    "mailout.unschedule": ("Take its time back", "Its time was taken back"),
    "mailout.begin": ("Begin", "Begun: its words are frozen"),
    "mailout.send": ("Send", "The first messages were written down"),
    "mailout.choose": ("Choose a subject", "The subject for the rest was chosen by clicks"),
    "mailout.pause": ("Pause", "Paused"),
    "mailout.resume": ("Go on", "Let go on"),
    "mailout.finish": ("Finish", "Finished"),
    "mailout.cancel": ("Cancel", "Cancelled"),
    "mailout.copy": ("Copy", "Copied"),
    "mailout.test": ("Send a test", "Test messages sent"),
    "mailout.were_sent": ("Settle as sent", "Perhaps sent, settled as sent"),
    "mailout.send_again": ("Settle as not sent", "Perhaps sent, settled as not sent"),
}


OF_SERIES = {
    "series.change": ("Change", "Changed"),
    "series.change_step": ("Change a message", "A message was changed"),
    "series.submit": ("Hand in for approval", "Handed in for approval"),
    "series.approve": ("Approve", "Approved: it runs"),
    "series.send_back": ("Send back", "Sent back"),
    "series.revoke": ("Revoke the approval", "Back to a draft: something in it changed"),
    "series.pause": ("Pause", "Paused"),
    "series.resume": ("Go on", "Let go on"),
    "series.end": ("End", "Ended"),
    "series.test": ("Send a test", "Test messages sent"),
    "series.were_sent": ("Settle as sent", "Perhaps sent, settled as sent"),
    "series.send_again": ("Settle as not sent", "Perhaps sent, settled as not sent"),
}

OF_SUPPORTERS = {
    "supporter_import.take_in": ("Bring the list in", "Brought in"),
    "supporter_import.ask": ("Have them asked", "They were asked to confirm"),
    "supporter_import.undo": ("Take the list back", "Taken back"),
    "mailout_reply.done": ("Say that it is dealt with", "Dealt with"),
    "mailout_reply.reopen": ("Open again", "Opened again"),
    "mailout_reply.object": ("Record that they object", "Their objection was recorded"),
}


@hooks.register("register_log_actions")
def register_mailouts(actions: Any) -> None:
    for name, (label, message) in {**OF_MAILOUTS, **OF_SERIES, **OF_SUPPORTERS}.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_life(actions: Any) -> None:
    for name, (label, message) in OF_PETITIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_paper(actions: Any) -> None:
    for name, (label, message) in ON_PAPER.items():
        actions.register_action(name, label, message)


@hooks.register("register_log_actions")
def register_letters(actions: Any) -> None:
    for name, (label, message) in OF_LETTERS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def register_letter_look() -> list[URLPattern]:
    return [path("letter-actions/<int:pk>/look/", letter_look.look, name="letter_action_look")]


@hooks.register("register_admin_viewset")
def register_campaigns() -> CampaignsViewSetGroup:
    return CampaignsViewSetGroup()
