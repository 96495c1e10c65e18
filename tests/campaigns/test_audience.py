"""Who an audience is: each condition, how conditions are joined, and who is never in one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from campaigns import audiences
from campaigns.audiences import BadAudience, homes, tree
from campaigns.enums import SignatureState
from campaigns.models import Petition
from campaigns.selectors import audiences as selectors
from groups.enums import Left, Role
from mail.enums import State, SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people.enums import Access, Ended, Purpose
from people.models import AccessRecord, Consent, Person
from people.services import erasure, merging
from places.models import Constituency, Outcode
from tests import factories
from tests.campaigns import agreed, written
from tests.campaigns.people import follows
from tests.groups import people as grouped

pytestmark = pytest.mark.django_db


def condition(kind: str, *, turned: bool = False, **told: Any) -> dict[str, Any]:
    return {"is": kind, **told} | ({"not": True} if turned else {})


def of(*conditions: dict[str, Any], join: str = "all") -> audiences.Audience:
    return audiences.parse({"groups": [{"join": join, "conditions": list(conditions)}]}) if conditions else everybody()


def everybody() -> audiences.Audience:
    return audiences.parse({})


def names(audience: audiences.Audience, purpose: str = agreed.NEWS, rest_days: int = 0) -> set[str]:
    found = selectors.people_of(audience, purpose, rest_days)
    listed = sorted(found.values_list("person__name", flat=True))
    assert selectors.count(audience, purpose, rest_days).number == len(listed)
    assert selectors.count_in_one(audience, purpose, rest_days) == len(listed)
    return set(listed)


def both_ways(kind: str, **told: Any) -> tuple[set[str], set[str]]:
    return names(of(condition(kind, **told))), names(of(condition(kind, turned=True, **told)))


@pytest.fixture
def cast() -> dict[str, Person]:
    return {name: agreed.to(name) for name in ("Suzie", "Dele", "Priya")}


def test_only_whoever_confirmed_their_consent_to_this_purpose_and_has_not_withdrawn_it_is_in() -> None:
    agreed.to("Suzie")
    agreed.to("Dele", Purpose.TRAINING)
    agreed.to("Asleep", confirmed_at=None)
    agreed.to("Gone", withdrawn_at=timezone.now(), withdrawn_how=Ended.LINK)
    assert names(everybody()) == {"Suzie"}
    assert names(everybody(), Purpose.TRAINING) == {"Dele"}


def test_nobody_is_in_whose_address_is_suppressed_for_whatever_reason(cast: dict[str, Person]) -> None:
    for name, reason in (("Dele", SuppressionReason.OBJECTION), ("Priya", SuppressionReason.HARD_BOUNCE)):
        address = cast[name].address
        suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=reason)
    assert names(everybody()) == {"Suzie"}


def test_nobody_is_in_who_was_erased_or_found_to_be_somebody_else(cast: dict[str, Person]) -> None:
    erasure.erase(cast["Dele"])
    merging.merge(kept=cast["Suzie"], gone=cast["Priya"], by=factories.morgan(), reason="The same person.")
    assert Consent.objects.live().filter(person=cast["Priya"]).exists()
    assert names(everybody()) == {"Suzie"}


def test_an_address_that_two_people_share_counts_once() -> None:
    agreed.beside(agreed.to("Suzie"), "Sam")
    assert Person.objects.count() == 2
    assert names(everybody()) == {"Suzie"}


def test_where_only_the_second_of_an_address_meets_the_conditions_it_is_written_to() -> None:
    petition = factories.petition()
    agreed.signed(agreed.beside(agreed.to("Suzie"), "Sam"), petition)
    assert names(of(condition("signed", petition=petition.pk))) == {"Sam"}


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DELIVERED, State.QUEUED, State.UNCERTAIN])
def test_whoever_got_a_mailout_in_the_last_days_rests(state: State, cast: dict[str, Person]) -> None:
    written_to(cast["Dele"], state)
    assert names(everybody(), rest_days=7) == {"Suzie", "Priya"}
    assert names(everybody()) == {"Suzie", "Dele", "Priya"}


@pytest.mark.parametrize("state", [State.CANCELLED, State.REJECTED, State.BOUNCED])
def test_what_never_arrived_is_no_reason_to_rest(state: State, cast: dict[str, Person]) -> None:
    written_to(cast["Dele"], state)
    assert names(everybody(), rest_days=7) == {"Suzie", "Dele", "Priya"}


def test_rest_ends_after_its_days(cast: dict[str, Person]) -> None:
    sent = written_to(cast["Dele"], State.ACCEPTED)
    Delivery.objects.filter(pk=sent.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert names(everybody(), rest_days=7) == {"Suzie", "Dele", "Priya"}


def written_to(person: Person, state: str) -> Delivery:
    mailing = agreed.mailout().mailing
    assert mailing is not None
    return Delivery.objects.create(
        mailing=mailing,
        address=person.address,
        kind="mailout",
        stream="bulk",
        purpose=mailing.purpose,
        basis=person.consents.get(),
        state=state,
        finished_at=None if state in (State.QUEUED, State.UNCERTAIN) else timezone.now(),
    )


def test_a_signature_counts_once_it_is_confirmed(cast: dict[str, Person]) -> None:
    petition, other = factories.petition(), factories.petition(slug="other")
    agreed.signed(cast["Suzie"], petition)
    agreed.signed(cast["Dele"], petition, state=SignatureState.PENDING, confirmed_at=None)
    agreed.signed(cast["Priya"], other)
    assert both_ways("signed", petition=petition.pk) == ({"Suzie"}, {"Dele", "Priya"})


def test_a_letter_counts_once_its_writer_confirmed_it(cast: dict[str, Person]) -> None:
    action = factories.letter_action(factories.office(email="minister@example.org"))
    written.confirmed(action)
    written.to_confirm(action, name="Dele", email="dele@example.org")
    assert both_ways("wrote", action=action.pk) == ({"Suzie"}, {"Dele", "Priya"})


def test_a_campaign_is_followed_by_whoever_agreed_on_its_page() -> None:
    page = factories.campaign()
    agreed.to("Suzie", form=f"campaign {page.pk} {page.slug}")
    agreed.to("Dele", form=f"campaign {page.pk}1 another")
    assert both_ways("follows", campaign=page.pk) == ({"Suzie"}, {"Dele"})


def test_a_campaign_is_followed_by_whoever_got_the_news_already_and_confirmed_that_they_follow(
    cast: dict[str, Person],
) -> None:
    page, other = factories.campaign(), factories.campaign(slug="other")
    agreed.to("Charlie", form=f"campaign {page.pk} {page.slug}")
    follows(cast["Suzie"], page)
    follows(cast["Dele"], page, confirmed_at=None)
    follows(cast["Priya"], other)
    assert both_ways("follows", campaign=page.pk) == ({"Suzie", "Charlie"}, {"Dele", "Priya"})
    assert both_ways("follows", campaign=other.pk) == ({"Priya"}, {"Suzie", "Charlie", "Dele"})


def test_following_a_campaign_is_no_permission_to_write(cast: dict[str, Person]) -> None:
    page = factories.campaign()
    for name in ("Suzie", "Dele"):
        follows(cast[name], page)
    Consent.objects.filter(person=cast["Dele"]).update(withdrawn_at=timezone.now(), withdrawn_how=Ended.LINK)
    assert names(of(condition("follows", campaign=page.pk))) == {"Suzie"}


def test_another_purpose_that_somebody_agreed_to_can_be_asked_for(cast: dict[str, Person]) -> None:
    agreed.consent(cast["Suzie"], Purpose.TRAINING)
    agreed.consent(cast["Dele"], Purpose.TRAINING, confirmed_at=None)
    assert both_ways("agreed", purpose="training") == ({"Suzie"}, {"Dele", "Priya"})


def test_a_group_and_a_role_in_it_are_those_held_today(cast: dict[str, Person]) -> None:
    leeds, york = grouped.group(), grouped.group("York")
    for person, group, role in (("Suzie", leeds, Role.LEADER), ("Dele", leeds, Role.MEMBER)):
        group.memberships.create(person=cast[person], role=role)
    york.memberships.create(person=cast["Priya"], role=Role.MEMBER, until=timezone.now(), left=Left.LEFT)
    assert both_ways("group", group=leeds.pk) == ({"Suzie", "Dele"}, {"Priya"})
    assert both_ways("group", group=leeds.pk, role="leader") == ({"Suzie"}, {"Dele", "Priya"})
    assert both_ways("group", role="member") == ({"Dele"}, {"Suzie", "Priya"})
    assert names(of(condition("group", group=york.pk))) == set()


def test_training_is_held_runs_out_or_was_never_had(cast: dict[str, Person]) -> None:
    course = factories.course()
    version = factories.course_version(course)
    held = factories.award(cast["Suzie"], version)
    assert held.valid_until is not None
    factories.award(cast["Dele"], version, completed_on=timezone.localdate() - timedelta(days=6 * 365))
    until_end = (held.valid_until - timezone.localdate()).days
    assert both_ways("training", course=course.pk, standing="held") == ({"Suzie"}, {"Dele", "Priya"})
    assert names(of(condition("training", course=course.pk, standing="never"))) == {"Priya"}
    if until_end <= 730:
        lapsing = condition("training", standing="lapsing", days=until_end)
        assert names(of(lapsing)) == {"Suzie"}
    assert names(of(condition("training", course=course.pk, standing="lapsing", days=1))) == set()


def test_last_active_is_told_by_the_day_in_london(cast: dict[str, Person]) -> None:
    midnight = timezone.localtime().replace(year=2026, month=6, day=1, hour=0, minute=0, second=0, microsecond=0)
    for name, moment in (("Suzie", midnight), ("Dele", midnight - timedelta(seconds=1))):
        Person.objects.filter(pk=cast[name].pk).update(active_at=moment)
    assert both_ways("active", when="before", day="2026-06-01") == ({"Dele"}, {"Suzie", "Priya"})
    assert names(of(condition("active", when="since", day="2026-06-01"))) == {"Suzie", "Priya"}


def test_a_mailout_was_got_by_those_whose_mail_server_took_it(cast: dict[str, Person]) -> None:
    got = written_to(cast["Suzie"], State.DELIVERED)
    assert got.mailing is not None
    for name, state in (("Dele", State.BOUNCED), ("Priya", State.CANCELLED)):
        Delivery.objects.filter(pk=written_to(cast[name], state).pk).update(mailing=got.mailing)
    assert both_ways("got", mailout=got.mailing.mailout.pk) == ({"Suzie"}, {"Dele", "Priya"})


def test_people_live_where_they_said_last_and_a_choice_counts_before_a_find(cast: dict[str, Person]) -> None:
    leeds, cardiff = agreed.seat("leeds-south"), agreed.seat("cardiff-west")
    first, second = factories.petition(), factories.petition(slug="second")
    long_ago = timezone.now() - timedelta(days=400)
    agreed.signed(cast["Suzie"], first, at=long_ago, constituency_found=cardiff)
    agreed.signed(cast["Suzie"], second, constituency_found=cardiff, constituency_chosen=leeds)
    agreed.signed(cast["Dele"], first, at=long_ago, constituency_found=leeds)
    agreed.signed(cast["Dele"], second, constituency_found=cardiff)
    agreed.signed(cast["Priya"], first)
    assert both_ways("constituency", constituency=leeds.pk) == ({"Suzie"}, {"Dele", "Priya"})
    assert names(of(condition("constituency", constituency=cardiff.pk))) == {"Dele"}
    assert names(of(condition("region", region="yorkshire-and-the-humber"))) == {"Suzie"}
    assert names(of(condition("region", region="wales"))) == {"Dele"}
    assert homes.constituencies([person.pk for person in cast.values()]) == {
        cast["Suzie"].pk: leeds.pk,
        cast["Dele"].pk: cardiff.pk,
    }


def test_how_far_somebody_lives_is_told_by_the_middle_of_their_outcode(cast: dict[str, Person]) -> None:
    first, second = factories.petition(), factories.petition(slug="second")
    Outcode.objects.filter(code__in=["LS1", "BD1", "CF10"]).delete()
    for code, north, east in (("LS1", 53.797, -1.546), ("BD1", 53.794, -1.752), ("CF10", 51.477, -3.179)):
        Outcode.objects.create(code=code, latitude=north, longitude=east)
    agreed.signed(cast["Suzie"], first, postcode="BD1 1AA")
    agreed.signed(cast["Dele"], first, postcode="LS1 4DY", at=timezone.now() - timedelta(days=3))
    agreed.signed(cast["Dele"], second, postcode="CF10 1AA")
    agreed.signed(cast["Priya"], first)
    assert both_ways("near", postcode="ls14dy", km=20) == ({"Suzie"}, {"Dele", "Priya"})
    assert names(of(condition("near", postcode="LS1 4DY", km=5))) == set()
    assert names(of(condition("near", postcode="CF10 1AA", km=5))) == {"Dele"}


def test_conditions_are_joined_by_and_or_and_not(cast: dict[str, Person]) -> None:
    first, second = factories.petition(), factories.petition(slug="second")
    for name, petition in (("Suzie", first), ("Suzie", second), ("Dele", first)):
        agreed.signed(cast[name], petition)
    one, other = condition("signed", petition=first.pk), condition("signed", petition=second.pk)
    assert names(of(one, other)) == {"Suzie"}
    assert names(of(one, {**other, "not": True})) == {"Dele"}
    assert names(of(other, {**one, "not": True}, join="any")) == {"Suzie", "Priya"}
    groups = [{"join": "all", "conditions": [one, other]}, {"conditions": [{**one, "not": True}]}]
    assert names(audiences.parse({"join": "any", "groups": groups})) == {"Suzie", "Priya"}
    assert names(audiences.parse({"join": "all", "groups": groups})) == set()


def test_what_is_kept_is_read_back_as_it_was() -> None:
    first = [condition("signed", petition=3, turned=True), condition("near", postcode="LS1 4DY", km=5)]
    second = [condition("active", when="since", day="2026-06-01")]
    told = {"join": "any", "groups": [{"join": "all", "conditions": first}, {"join": "any", "conditions": second}]}
    assert audiences.parse(told).as_json() == told
    assert audiences.parse({}).as_json() == {}


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"groups": "all"},
        {"groups": [{"conditions": [{"is": "rich"}]}]},
        {"groups": [{"conditions": [{"is": "signed"}]}]},
        {"groups": [{"conditions": [{"is": "signed", "petition": "1 OR 1=1"}]}]},
        {"groups": [{"conditions": [{"is": "signed", "petition": True}]}]},
        {"groups": [{"conditions": [{"is": "active", "when": "before", "day": "2026-02-31"}]}]},
        {"groups": [{"join": "none", "conditions": [{"is": "signed", "petition": 1}]}]},
        {"groups": [{"conditions": [{"is": "signed", "petition": 1}] * (tree.MOST_IN_A_GROUP + 1)}]},
        {"groups": [{"conditions": [{"is": "signed", "petition": 1}]}] * (tree.MOST_GROUPS + 1)},
    ],
)
def test_what_is_no_audience_is_refused(told: Any) -> None:
    with pytest.raises(BadAudience):
        audiences.parse(told)


@pytest.mark.parametrize(
    "told",
    [
        condition("signed", petition=4000, turned=True),
        condition("wrote", action=4000),
        condition("follows", campaign=4000),
        condition("group", group=4000),
        condition("got", mailout=4000, turned=True),
        condition("training", course=4000, standing="never"),
        condition("region", region="atlantis"),
        condition("near", postcode="ZZ1 1ZZ", km=5),
    ],
)
def test_conditions_that_name_what_is_gone_choose_nobody_but_are_refused(told: dict[str, Any]) -> None:
    agreed.to("Suzie")
    for ask in (lambda: names(of(told)), lambda: audiences.sentence(of(told))):
        with pytest.raises(BadAudience):
            ask()


def test_an_audience_is_said_in_a_sentence() -> None:
    petition, course = factories.petition(title="Support every survivor"), factories.course(title="The signs")
    day = timezone.localdate()
    either = [condition("signed", petition=petition.pk), condition("active", when="since", day=day.isoformat())]
    untrained = condition("training", course=course.pk, standing="held", turned=True)
    groups = [{"join": "any", "conditions": either}, {"conditions": [untrained]}]
    said = audiences.sentence(audiences.parse({"groups": groups}), purpose=agreed.NEWS, rest_days=7)
    assert said == (
        "Everybody who agreed to “Campaign news” and who (signed the petition “Support every survivor” or who was last "
        f"active on or after {date_format(day, 'DATE_FORMAT')}) and who is not trained in “The signs”. Left out: "
        "whoever was sent a mail-out, or a message of a series, in the last 7 days. Never: addresses that want no mail "
        "or don't work, and records that were erased or merged."
    )


@pytest.mark.parametrize("kind", sorted(tree.KINDS))
def test_every_condition_is_said_both_ways(kind: str) -> None:
    told = every(kind)
    said = [audiences.sentence(of(condition(kind, turned=turned, **told))) for turned in (False, True)]
    assert len(set(said)) == 2
    assert all(" and who " in each for each in said)


def every(kind: str) -> dict[str, Any]:
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "signed": lambda: {"petition": factories.petition().pk},
        "wrote": lambda: {"action": factories.letter_action().pk},
        "follows": lambda: {"campaign": factories.campaign().pk},
        "constituency": lambda: {"constituency": Constituency.objects.current()[0].pk},
        "region": lambda: {"region": "wales"},
        "near": lambda: {"postcode": "LS1 4DY", "km": 20},
        "group": lambda: {"group": grouped.group().pk, "role": "leader"},
        "training": lambda: {"standing": "lapsing", "days": 30},
        "active": lambda: {"when": "before", "day": "2026-06-01"},
        "got": lambda: {"mailout": agreed.mailout().pk},
        "agreed": lambda: {"purpose": "training"},
    }
    return made[kind]()


@pytest.mark.parametrize(
    ("kind", "reveals"), [("signed", True), ("wrote", True), ("follows", True), ("group", False), ("active", False)]
)
def test_what_reveals_an_opinion_needs_a_purpose_that_covers_it(kind: str, reveals: bool) -> None:
    audience = of(condition(kind, turned=True, **every(kind)))
    assert audience.reveals_opinion is reveals
    assert bool(audiences.refusal(audience, Purpose.FUNDRAISING)) is reveals
    assert audiences.refusal(audience, Purpose.CAMPAIGN_NEWS) == ""


def test_that_somebody_was_shown_in_a_sample_is_written_down(cast: dict[str, Person]) -> None:
    morgan = factories.morgan()
    shown = selectors.sample(everybody(), agreed.NEWS, by=morgan, number=2)
    records = AccessRecord.objects.filter(action=Access.VIEWED, by=morgan)
    assert len(shown) == 2
    assert {person.pk for person in shown} == set(records.values_list("person_id", flat=True))


def test_a_sample_is_never_long() -> None:
    for number in range(selectors.MOST_SHOWN + 3):
        agreed.to(f"Somebody{number}")
    assert len(selectors.sample(everybody(), agreed.NEWS, by=factories.morgan(), number=500)) == selectors.MOST_SHOWN


def test_a_petition_that_nobody_signed_chooses_nobody(cast: dict[str, Person]) -> None:
    petition: Petition = factories.petition()
    assert both_ways("signed", petition=petition.pk) == (set(), {"Suzie", "Dele", "Priya"})
