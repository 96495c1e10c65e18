"""Following a campaign as somebody who gets our news already: a row beside their consent, once they press a button."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignFollow, CampaignPage, Signature
from campaigns.services import following
from mail.models import Delivery
from mail.services import drain
from people.enums import Ended
from people.models import Consent, ConsentWording, LegalHold, Person
from people.services import choices, consents, erasure, merging, newsletter, people, retention
from tests import factories
from tests.campaigns import agreed
from tests.campaigns.people import follows
from tests.campaigns.test_signing import in_threads
from tests.cast import SUZIE
from tests.people.deeds import opened, wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def words() -> ConsentWording:
    return wording()


@pytest.fixture
def campaign() -> CampaignPage:
    return factories.campaign(slug="a-year")


@pytest.fixture
def suzie(words: ConsentWording) -> Person:
    """She gets the news already, by the newsletter."""
    person = people.meet(email=SUZIE["email"], name=SUZIE["name"]).person
    consents.confirm([consents.give(person=person, wording=words, form="newsletter")])
    return person


def follow(campaign: CampaignPage, words: ConsentWording) -> Delivery | None:
    return following.follow(page=campaign, email=SUZIE["email"], wording=words)


def link() -> str:
    path: str = Delivery.objects.filter(kind="confirm_follow").latest("pk").context["confirm_path"]
    return path


def filled(words: ConsentWording) -> dict[str, str]:
    return {"email": SUZIE["email"], "wording": str(words.pk)}


def test_suzie_who_gets_the_news_follows_by_a_button_and_her_consent_stays_as_it_was(
    campaign: CampaignPage, suzie: Person, words: ConsentWording, client: Client
) -> None:
    client.post(f"/follow/{campaign.pk}/", filled(words))
    drain.send_due()
    [message] = outbox.outbox
    assert link() in message.body
    assert campaign.title in message.body
    for _ in range(3):
        assert "One press and you follow this campaign" in client.get(link()).content.decode()
        client.head(link())
    assert not CampaignFollow.objects.confirmed().exists()
    assert "You follow this campaign from now on" in client.post(link()).content.decode()
    confirmed_at = CampaignFollow.objects.get(person=suzie, page=campaign).confirmed_at
    assert confirmed_at is not None
    for again in (client.post(link()), client.get(link())):
        assert "You follow this campaign already" in again.content.decode()
    assert CampaignFollow.objects.get().confirmed_at == confirmed_at
    assert Consent.objects.get().form == "newsletter"


def test_the_page_of_the_button_names_nobody_and_is_kept_by_nobody(
    campaign: CampaignPage, suzie: Person, words: ConsentWording, client: Client
) -> None:
    follow(campaign, words)
    answer = client.get(link())
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert 'content="noindex' in answer.content.decode()
    assert "Suzie" not in answer.content.decode()
    assert SUZIE["email"] not in answer.content.decode()


def test_whoever_types_the_address_sees_no_difference_and_as_many_messages_leave(
    campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    people_known = {"new": "new@example.org", "reader": "reader@example.org", "follower": "follower@example.org"}
    for name in ("reader", "follower"):
        person = people.meet(email=people_known[name]).person
        consents.confirm([consents.give(person=person, wording=words, form="newsletter")])
    follows(person, campaign)
    answers = [
        client.post(f"/follow/{campaign.pk}/", {"email": email, "wording": str(words.pk)})
        for email in people_known.values()
    ]
    assert len({(answer.status_code, answer.headers["Location"], answer.content) for answer in answers}) == 1
    kinds = Delivery.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["confirm_subscription", "confirm_follow", "subscribed_before"]


def test_whoever_follows_already_is_told_that_they_get_the_news(
    campaign: CampaignPage, suzie: Person, words: ConsentWording
) -> None:
    follows(suzie, campaign)
    sent = follow(campaign, words)
    assert sent is not None
    assert sent.kind == "subscribed_before"
    other = follow(factories.campaign(slug="other"), words)
    assert other is not None
    assert other.kind == "confirm_follow"


def test_asking_again_keeps_one_row_whose_month_begins_anew(
    campaign: CampaignPage, suzie: Person, words: ConsentWording
) -> None:
    follow(campaign, words)
    first = link()
    CampaignFollow.objects.update(asked_at=timezone.now() - timedelta(days=29))
    follow(campaign, words)
    assert (link(), CampaignFollow.objects.count()) == (first, 1)
    assert CampaignFollow.objects.get().asked_at > timezone.now() - timedelta(hours=1)


def test_all_messages_that_somebody_can_have_sent_to_an_address_count_together(
    campaign: CampaignPage, suzie: Person, words: ConsentWording
) -> None:
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    for number in range(6):
        follow(factories.campaign(slug=f"other-{number}"), words)
    newsletter.sign_up(email=SUZIE["email"], wording=words)
    assert Delivery.objects.count() == newsletter.MOST_MESSAGES_A_DAY


Over = Callable[[Person, CampaignPage], None]


def stop_the_news(suzie: Person, campaign: CampaignPage) -> None:
    choices.stop_everything(suzie.address)


def erase(suzie: Person, campaign: CampaignPage) -> None:
    erasure.erase(suzie)


def merge(suzie: Person, campaign: CampaignPage) -> None:
    kept = agreed.to("Work")
    people.confirm_address(kept.address_id)
    merging.merge(kept=kept, gone=suzie, by=factories.dele(), reason="The same")


def hide(suzie: Person, campaign: CampaignPage) -> None:
    PageViewRestriction.objects.create(page=campaign, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("over", [stop_the_news, erase, merge, hide])
def test_a_link_that_is_over_says_so_and_changes_nothing(
    over: Over, campaign: CampaignPage, suzie: Person, words: ConsentWording, client: Client
) -> None:
    follow(campaign, words)
    path, asked = link(), CampaignFollow.objects.select_related("person").get()
    over(suzie, campaign)
    for answer in (client.get(path), client.post(path), client.post("/follow/confirm/no-such-token/")):
        assert answer.status_code == 404
        assert "Nothing was changed." in answer.content.decode()
    if over is not hide:
        assert not following.confirm(asked)  # as read before
    assert not CampaignFollow.objects.confirmed().exists()


def test_a_form_from_another_site_confirms_nothing(
    campaign: CampaignPage, suzie: Person, words: ConsentWording, client: Client
) -> None:
    follow(campaign, words)
    assert client.post(link(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not CampaignFollow.objects.confirmed().exists()


def test_erasing_forgets_it_and_what_the_message_said_also_where_two_share_the_address(
    campaign: CampaignPage, suzie: Person, words: ConsentWording
) -> None:
    agreed.beside(suzie, "Sam")
    follow(campaign, words)
    erasure.erase(suzie)
    assert not CampaignFollow.objects.exists()
    assert Delivery.objects.filter(kind="confirm_follow", context={}, state="cancelled").count() == 1


def test_merging_two_records_moves_what_they_follow_and_undoing_it_moves_it_back(
    campaign: CampaignPage, suzie: Person
) -> None:
    other, both = people.meet(email="suzie@work.example.org").person, factories.campaign(slug="both")
    mine, theirs = follows(suzie, both), follows(other, both)
    moving = follows(other, campaign)
    merge = merging.merge(kept=suzie, gone=other, by=factories.dele(), reason="One person.")
    owners = dict(CampaignFollow.objects.values_list("pk", "person"))
    assert owners == {mine.pk: suzie.pk, theirs.pk: other.pk, moving.pk: suzie.pk}
    merging.undo(merge, by=factories.user("another"))
    assert CampaignFollow.objects.get(pk=moving.pk).person == other


def test_what_was_never_confirmed_goes_after_a_month_and_a_hold_keeps_it(campaign: CampaignPage, suzie: Person) -> None:
    asked = follows(suzie, campaign, confirmed_at=None, asked_at=timezone.now() - timedelta(days=29))
    assert retention.carry_out().forgotten["unconfirmed-follows"] == 0
    CampaignFollow.objects.update(asked_at=timezone.now() - timedelta(days=31))
    hold = LegalHold.objects.create(person=suzie, reason="A court asks.", placed_by=factories.dele())
    run = retention.carry_out()
    assert (run.forgotten["unconfirmed-follows"], run.held["unconfirmed-follows"]) == (0, 1)
    LegalHold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    confirmed = follows(suzie, factories.campaign(slug="x"), asked_at=timezone.now() - timedelta(days=900))
    assert retention.carry_out().forgotten["unconfirmed-follows"] == 1
    assert list(CampaignFollow.objects.all()) == [confirmed]
    assert asked.pk != confirmed.pk


def test_suzie_stops_following_where_she_sees_what_we_hold_and_still_gets_the_news(
    campaign: CampaignPage, suzie: Person
) -> None:
    follows(suzie, campaign)
    others = follows(people.meet(email="charlie@example.org").person, campaign)
    browser = opened()
    page = browser.get("/your-data/yours/").content.decode()
    assert "Campaigns you follow" in page
    assert not following.stop(person=suzie, follow_id=others.pk)
    address = "/your-data/yours/1/held/campaigns-you-follow/"
    shown = browser.get(address).content.decode()
    assert campaign.title in shown
    assert "Stop following this campaign" in shown
    mine = CampaignFollow.objects.get(person=suzie)
    browser.post(address, {"person": suzie.pk, "row": mine.pk})
    assert list(CampaignFollow.objects.all()) == [others]
    assert Consent.objects.live().filter(person=suzie).exists()


def test_stopping_under_a_hold_counts_it_no_more_and_deletes_nothing(campaign: CampaignPage, suzie: Person) -> None:
    row = follows(suzie, campaign)
    LegalHold.objects.create(person=suzie, reason="A court asks.", placed_by=factories.dele())
    assert following.stop(person=suzie, follow_id=row.pk)
    assert list(CampaignFollow.objects.asleep()) == [row]


def test_having_followed_keeps_nobody_here_whose_signature_has_no_name_any_more(campaign: CampaignPage) -> None:
    person = agreed.to("Suzie", withdrawn_at=timezone.now(), withdrawn_how=Ended.LINK)
    agreed.signed(person, factories.petition())
    follows(person, campaign)
    Signature.objects.update(name="", postcode="", comment="")
    Person.objects.update(active_at=timezone.now() - timedelta(days=200))
    assert retention.carry_out().forgotten["petition-people"] == 1
    assert not CampaignFollow.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_asking_and_confirming_many_times_at_once_leave_one_row_that_counts() -> None:
    words, page = wording(), factories.campaign(slug="a-year")
    person = people.meet(email=SUZIE["email"]).person
    consents.confirm([consents.give(person=person, wording=words, form="newsletter")])
    in_threads(lambda: follow(page, words), 8)
    assert Delivery.objects.filter(kind="confirm_follow").count() == newsletter.MOST_MESSAGES_A_DAY
    asked = CampaignFollow.objects.select_related("person").get()
    taken: list[bool] = []
    in_threads(lambda: taken.append(following.confirm(asked)), 8)
    assert sorted(taken) == [False] * 7 + [True]
    assert CampaignFollow.objects.confirmed().count() == 1
