"""What is kept of replies to mail-outs, of lists of supporters and of whoever came by one: how long, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.mailout_enums import ImportState
from campaigns.models import MailoutReply, SupporterImport, SupporterLine
from people.models import Consent, LegalHold, Person
from people.services import erasure, merging, retention
from tests import factories
from tests.campaigns.people import named_by_a_mailout
from tests.campaigns.serial import agreed, signed
from tests.campaigns.test_keeping import dump, traces
from tests.cast import SUZIE
from tests.groups import people as cast

pytestmark = pytest.mark.django_db


def forgotten(name: str) -> int:
    found: int = retention.carry_out().forgotten[name]
    return found


def hold(person: Person) -> None:
    LegalHold.objects.create(person=person, reason="A court asks.", placed_by=factories.dele())


def brought_in(days_ago: float, name: str = "suzie", *, made: bool = True) -> SupporterLine:
    """By a list; they have done nothing since."""
    moment = timezone.now() - timedelta(days=days_ago)
    _, line = named_by_a_mailout(cast.person(name))
    MailoutReply.objects.all().delete()
    SupporterLine.objects.filter(pk=line.pk).update(made_person=made)
    SupporterImport.objects.update(state=ImportState.DONE, finished_at=moment)
    Person.objects.update(active_at=moment)
    line.refresh_from_db()
    return line


def test_what_somebody_answered_goes_after_a_year_and_that_they_did_stays() -> None:
    reply, _ = named_by_a_mailout(cast.person("suzie"))
    MailoutReply.objects.update(arrived_at=timezone.now() - timedelta(days=364))
    assert forgotten("mailout-replies") == 0
    MailoutReply.objects.update(arrived_at=timezone.now() - timedelta(days=366))
    assert forgotten("mailout-replies") == 1
    reply.refresh_from_db()
    assert (reply.sender, reply.subject, reply.text, reply.address) == ("", "", "", None)
    assert forgotten("mailout-replies") == 0


def test_a_list_that_nobody_brought_in_goes_after_thirty_days_with_its_lines() -> None:
    named_by_a_mailout(cast.person("suzie"))
    SupporterLine.objects.update(person=None)
    SupporterImport.objects.update(created_at=timezone.now() - timedelta(days=29))
    assert forgotten("supporter-lists") == 0
    SupporterImport.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert forgotten("supporter-lists") == 1
    assert not SupporterLine.objects.exists()


def test_what_a_list_says_goes_thirty_days_after_it_was_brought_in_and_which_it_was_stays() -> None:
    line = brought_in(29)
    assert forgotten("supporter-lines") == 0
    SupporterImport.objects.update(finished_at=timezone.now() - timedelta(days=31))
    assert forgotten("supporter-lines") == 1
    line.refresh_from_db()
    assert (line.cells, line.fingerprint, line.person) == ([], "", cast.person("suzie"))


def test_whoever_came_by_a_list_alone_and_agreed_to_nothing_is_erased_after_half_a_year() -> None:
    line = brought_in(182)
    assert forgotten("supporter-people") == 0
    SupporterImport.objects.update(finished_at=timezone.now() - timedelta(days=184))
    Person.objects.update(active_at=timezone.now() - timedelta(days=184))
    assert forgotten("supporter-people") == 1
    line.refresh_from_db()
    assert line.person is not None
    assert line.person.erased_at is not None
    assert traces(SUZIE, dump()) == []


@pytest.mark.parametrize("since", ["agreed", "signed", "known", "active", "held"])
def test_whoever_did_anything_else_here_stays(since: str) -> None:
    line = brought_in(200, made=since != "known")
    suzie = cast.person("suzie")
    if since == "agreed":
        agreed("suzie")
    if since == "signed":
        signed(factories.petition(), "suzie")
    Person.objects.update(active_at=timezone.now() - timedelta(days=1 if since == "active" else 200))
    if since == "held":
        hold(suzie)
    assert forgotten("supporter-people") == 0
    line.refresh_from_db()
    assert (line.person, Person.objects.get(pk=suzie.pk).erased_at) == (suzie, None)


def test_having_been_on_a_list_keeps_nobody_here_whose_signature_has_no_name_any_more() -> None:
    brought_in(200, made=False)
    signature = signed(factories.petition(), "suzie")
    type(signature).objects.update(name="", postcode="", comment="")
    Consent.objects.all().delete()
    Person.objects.update(active_at=timezone.now() - timedelta(days=200))
    assert forgotten("petition-people") == 1


def test_a_hold_keeps_what_was_answered_and_what_a_list_says() -> None:
    reply, line = named_by_a_mailout(cast.person("suzie"))
    hold(cast.person("suzie"))
    long_ago = timezone.now() - timedelta(days=800)
    MailoutReply.objects.update(arrived_at=long_ago)
    SupporterImport.objects.update(created_at=long_ago)
    run = retention.carry_out()
    assert (run.held["mailout-replies"], run.held["supporter-lists"]) == (1, 1)
    SupporterImport.objects.update(state=ImportState.DONE, finished_at=long_ago)
    run = retention.carry_out()
    assert run.held["supporter-lines"] == 1
    reply.refresh_from_db()
    line.refresh_from_db()
    assert reply.text.startswith("Well done.")
    assert line.cells == ["Suzie Signer", "suzie@example.org"]


def test_erasing_blanks_what_was_answered_and_what_lists_say() -> None:
    named_by_a_mailout(cast.person("suzie"))
    assert traces(SUZIE, dump())
    erasure.erase(cast.person("suzie"))
    assert traces(SUZIE, dump()) == []
    assert (MailoutReply.objects.count(), SupporterLine.objects.count()) == (1, 1)


def test_merging_two_records_moves_the_lines_of_lists_and_undoing_it_moves_them_back() -> None:
    _, line = named_by_a_mailout(cast.person("mallory"))
    suzie, mallory = cast.person("suzie"), cast.person("mallory")
    merge = merging.merge(kept=suzie, gone=mallory, by=factories.dele(), reason="One person.")
    assert SupporterLine.objects.get(pk=line.pk).person == suzie
    merging.undo(merge, by=factories.user("another"))
    assert SupporterLine.objects.get(pk=line.pk).person == mallory
