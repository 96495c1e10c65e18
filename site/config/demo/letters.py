"""Letters to Whitehall in the demonstration: actions, letters in every part of their life, answers. Sends nobody any.

The rows are written as the services would leave them, since weeks of sending can't be waited for. Each letter's writer
was told of all that became of it, and asked what came of it where that is due.
"""

from datetime import date, timedelta

from django.utils import timezone

from campaigns.letter_enums import LetterActionState, Stand
from campaigns.models import CampaignPage, Election, LetterAction, Position, TalkingPoint
from campaigns.services import sketches
from config.demo import letters_answers, letters_written
from config.demo.letters_words import ACTIONS, EVIDENCE, IN_REVIEW, MEMBERS, OFFICES, YEAR, Action
from people.models import User
from places.models import Constituency, GovernmentOffice, Representative

CAMPAIGN = "support-every-survivor"
OPEN_FOR = timedelta(days=80)
# The general election of that year: https://www.parliament.uk/about/how/elections-and-voting/general/
ELECTION = {
    "announced_on": date(2024, 5, 22),
    "dissolved_on": date(2024, 5, 30),
    "polling_on": date(2024, 7, 4),
    "returned_on": date(2024, 7, 9),
}


def make(*, author: User, approver: User) -> None:
    """Safe to repeat: where there is an action, nothing is added."""
    if LetterAction.objects.exists():
        return
    offices = make_offices()
    members = make_members()
    campaign = CampaignPage.objects.filter(slug=CAMPAIGN).first()
    actions = {each.slug: open_one(each, offices, campaign, author, approver) for each in ACTIONS}
    waiting = make_action(IN_REVIEW, offices, campaign, state=LetterActionState.IN_REVIEW, submitted_by=author)
    TalkingPoint.objects.bulk_create(points_of(IN_REVIEW, waiting))
    Election.objects.create(**ELECTION)
    if campaign is not None:
        note_positions(campaign, members, author)
    made = letters_written.write(actions, offices, members, by=author)
    letters_answers.write(made)


def make_offices() -> dict[str, GovernmentOffice]:
    now = timezone.now()
    return {
        office.key: GovernmentOffice.objects.create(
            kind=office.kind,
            department=office.department,
            department_slug=office.department.lower().replace(" ", "-"),
            post=office.post,
            salutation=office.salutation,
            source_note="Made up for this demonstration.",
            checked_at=now,
            **office.fields,
        )
        for office in OFFICES
    }


def make_members() -> list[Representative]:
    """Made-up MPs, in constituencies that have a group."""
    seats = Constituency.objects.current().filter(pk__in=letters_written.of_groups()).order_by("code")
    now, today = timezone.now(), timezone.localdate()
    return Representative.objects.bulk_create(
        Representative(
            constituency=seat,
            name=name,
            party=party,
            email=f"{name.lower().replace(' ', '.')}@example.org",
            started_on=today - timedelta(days=500),
            checked_at=now,
        )
        for seat, (name, party) in zip(seats[: len(MEMBERS)], MEMBERS, strict=False)
    )


def open_one(
    each: Action,
    offices: dict[str, GovernmentOffice],
    campaign: CampaignPage | None,
    author: User,
    approver: User,
) -> LetterAction:
    opened_at = timezone.now() - OPEN_FOR
    made = make_action(
        each,
        offices,
        campaign,
        state=LetterActionState.OPEN,
        submitted_by=author,
        approved_by=approver,
        opened_at=opened_at,
        closes_on=timezone.localdate() + timedelta(days=90) if each.slug == YEAR else None,
    )
    TalkingPoint.objects.bulk_create(points_of(each, made))
    sketches.keep_template(made)
    return made


def make_action(
    each: Action, offices: dict[str, GovernmentOffice], campaign: CampaignPage | None, **fields: object
) -> LetterAction:
    made = LetterAction.objects.create(
        campaign=campaign,
        title=each.title,
        slug=each.slug,
        to=each.to,
        purpose=each.purpose,
        background=each.background,
        tone=each.tone,
        **fields,
    )
    made.offices.set([offices[key] for key in each.offices])
    return made


def points_of(each: Action, action: LetterAction) -> list[TalkingPoint]:
    return [
        TalkingPoint(action=action, order=order, title=title, text=text)
        for order, (title, text) in enumerate(each.points, 1)
    ]


def note_positions(campaign: CampaignPage, members: list[Representative], by: User) -> None:
    today = timezone.localdate()
    Position.objects.bulk_create(
        Position(
            campaign=campaign,
            representative=member,
            stand=Stand(stand),
            evidence=evidence,
            noted_on=today - timedelta(days=10 + place),
            noted_by=by,
        )
        for place, (member, (stand, evidence)) in enumerate(zip(members, EVIDENCE + EVIDENCE[:1], strict=False))
    )
