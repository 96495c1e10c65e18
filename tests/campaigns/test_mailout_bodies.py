"""The words of a mail-out as they are set down, and what they say of each reader."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from campaigns import mailout_fields
from campaigns.mailout_enums import SeriesStart
from campaigns.models import MailoutLink, PetitionTotal, Series, SeriesStep, Signature
from campaigns.services import mailout_bodies
from groups.enums import Role
from groups.models import Membership
from mail import kinds, tokens
from mail.models import MailingBody
from people.enums import Basis, Purpose
from people.models import Consent
from places.models import Constituency
from tests import factories
from tests.campaigns import composed
from tests.groups.people import group
from tests.mail.queueing import in_mailing

pytestmark = pytest.mark.django_db


def frozen(**fields: Any) -> list[MailingBody]:
    mailout = composed.mailout(*composed.every_block(), **fields)
    return mailout_bodies.freeze(message=mailout, mailing=composed.mailing(mailout))


def test_each_link_counts_under_its_own_number_the_same_for_everybody() -> None:
    (body,) = frozen()
    links = list(MailoutLink.objects.all())
    assert len(links) == 5
    for link in links:
        address = f"{settings.SITE_URL}/emails/go/{link.pk}-a/"
        assert address in body.html
        assert address in body.text
    assert 'href="https://www.example.org' not in body.html
    assert 'href="http://testserver/petitions' not in body.html


def test_the_way_out_and_the_page_are_no_counted_links() -> None:
    (body,) = frozen()
    assert 'href="{{choices_url}}"' in body.html
    assert f'href="{settings.SITE_URL}/emails/handed-in/"' in body.html


def test_a_second_subject_makes_a_second_body_whose_links_are_told_apart() -> None:
    first, second = frozen(second_subject="Four people, one door")
    assert (first.variant, second.variant) == ("a", "b")
    assert second.subject == "Four people, one door"
    assert MailoutLink.objects.count() == 5
    assert "-b/" in second.html
    assert "-a/" not in second.html


def test_doing_it_again_changes_nothing() -> None:
    mailout = composed.mailout(*composed.every_block())
    mailing = composed.mailing(mailout)
    before = mailout_bodies.freeze(message=mailout, mailing=mailing)
    PetitionTotal.objects.update(counted=1_900)
    assert mailout_bodies.freeze(message=mailout, mailing=mailing) == before
    assert MailingBody.objects.count() == 1
    assert "1,234" in MailingBody.objects.get().html


def test_answers_go_to_an_address_of_the_mailing_where_we_read_them(settings: Any) -> None:
    settings.LETTER_ANSWERS_DOMAIN = "answers.example.org"
    (body,) = frozen(from_name="Priya at ACTFORJUSTICE")
    assert body.reply_to == f"reply-{body.mailing.key.hex}@answers.example.org"
    assert body.from_name == "Priya at ACTFORJUSTICE"


def test_a_step_of_a_series_is_set_down_alike() -> None:
    series = Series.objects.create(title="Welcome", purpose=Purpose.CAMPAIGN_NEWS, start=SeriesStart.AGREED)
    step = SeriesStep.objects.create(series=series, subject="Welcome", body=composed.every_block())
    mailing = composed.mailing(composed.mailout())
    (body,) = mailout_bodies.freeze(message=step, mailing=mailing)
    assert MailoutLink.objects.filter(step=step).count() == 5
    assert body.subject == "Welcome"


def test_both_kinds_are_known_to_the_post_room() -> None:
    for name in ("mailout", "series"):
        kind = kinds.get(name)
        assert kind.stream == "bulk"
        assert kind.purpose == Purpose.CAMPAIGN_NEWS
        assert kind.personal is mailout_fields.personal


def test_nobody_is_looked_up_further_than_the_words_need(django_assert_num_queries: Any) -> None:
    mailout = composed.mailout(composed.block("text", "<p>Dear {{first_name|friend}},</p>"))
    mailing = composed.mailing(mailout)
    mailout_bodies.freeze(message=mailout, mailing=mailing)
    rows = [in_mailing(mailing, f"{name}@example.org") for name in ("suzie", "priya")]
    needed = tokens.fields(MailingBody.objects.get().text)
    with django_assert_num_queries(1):
        values = mailout_fields.personal(rows, needed)
    assert [values[row.pk]["first_name"] for row in rows] == ["Suzie", "Priya"]


def test_whoever_did_not_tick_a_box_is_told_why_they_get_it() -> None:
    mailing = composed.mailing(composed.mailout())
    agreed, did_not = in_mailing(mailing, "suzie@example.org"), in_mailing(mailing, "priya@example.org")
    Consent.objects.filter(pk=did_not.basis_id or 0).update(basis=Basis.SOFT_OPT_IN)
    values = mailout_fields.personal([agreed, did_not], ())
    assert "basis" not in values[agreed.pk]
    assert values[did_not.pk]["basis"].startswith("You get this because you supported our work and did not say no")


def test_where_they_live_who_speaks_for_them_and_their_group() -> None:
    seat = Constituency.objects.order_by("pk").first()
    assert seat is not None
    factories.representative(seat, name="Alex Sample")
    mailout = composed.mailout(
        composed.block("text", "<p>{{constituency|here}} {{mp|your MP}} {{group|your group}} {{name|you}}</p>")
    )
    mailing = composed.mailing(mailout)
    mailout_bodies.freeze(message=mailout, mailing=mailing)
    known, unknown = in_mailing(mailing, "suzie@example.org"), in_mailing(mailing, "priya@example.org")
    person = known.basis.person if known.basis else None
    assert person is not None
    signed = {"petition": factories.petition(), "state": "confirmed", "confirmed_at": timezone.now(), "token": "x"}
    Signature.objects.create(person=person, address=known.address, constituency_found=seat, **signed)
    Membership.objects.create(group=group(), person=person, role=Role.MEMBER)
    values = mailout_fields.personal([known, unknown], mailout_fields.FIELDS)
    about = {"constituency": seat.name, "mp": "Alex Sample", "group": "ACTFORJUSTICE Leeds"}
    assert values[known.pk] == {**about, "name": "Suzie", "first_name": "Suzie"}
    assert values[unknown.pk] == {**dict.fromkeys(about, ""), "name": "Priya", "first_name": "Priya"}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Suzie Signer", "Suzie"),
        ("Dr Suzie Signer", "Suzie"),
        ("S. Signer", ""),
        ("", ""),
        ("Mrs", ""),
        ("Zoë-Ann de la Cruz", "Zoë-Ann"),
        ("王小明", "王小明"),
    ],
)
def test_the_first_name_is_told_where_it_can_be(name: str, first: str) -> None:
    assert mailout_fields.first_name(name) == first
