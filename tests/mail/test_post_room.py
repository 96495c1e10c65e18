from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mail import selectors, streams, wording
from mail.enums import State, SuppressionReason
from mail.models import Delivery, MessageWording, ProviderEvent, Suppression
from mail.services import deliveries, outcomes, suppressions, windows
from pages import waiting
from people.models import Address, User
from people.services import people
from tests import factories

pytestmark = pytest.mark.django_db
SAMPLE = {"name": "Suzie Signer", "petition": "Support", "confirm_path": "/petitions/support/confirm/x/"}
KIND = "/admin/messages/confirm_signature/"


@pytest.fixture
def delivery() -> Delivery:
    address = people.meet(email="suzie@example.org").address
    return deliveries.queue(kind="confirm_signature", address_id=address.pk, context=SAMPLE)


def officer() -> User:
    return factories.member_of("Data protection officers")


def publisher() -> User:
    return factories.member_of("Publishers")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def now_is(delivery: Delivery, state: State, **fields: Any) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **fields)
    delivery.refresh_from_db()


def words(**changed: str) -> dict[str, str]:
    return {"subject": "Confirm: {petition}", "opening": "Hello.", "heading": "Nearly done", "button": "Go"} | changed


def suppressed() -> Suppression:
    address = people.meet(email="suzie@example.org").address
    return suppressions.suppress(
        address_id=address.pk, canonical=address.canonical, reason=SuppressionReason.HARD_BOUNCE
    )


OVERVIEW, LISTED, ONE = "/admin/post-room/", "/admin/deliveries/", "/admin/deliveries/inspect/{pk}/"
KINDS, LOOK, BLOCKED = "/admin/messages/", KIND + "look/", "/admin/suppressions/"


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (factories.morgan, {OVERVIEW, LISTED, ONE, KINDS, KIND, LOOK, BLOCKED}),
        (publisher, {KINDS, KIND, LOOK}),
        (officer, {OVERVIEW, LISTED, ONE, BLOCKED}),
        (factories.priya, set()),
        (factories.mallory, set()),
    ],
)
def test_each_screen_is_for_those_who_look_after_it(
    who: Callable[[], User], seen: set[str], delivery: Delivery
) -> None:
    client = signed_in(who())
    for screen in (OVERVIEW, LISTED, ONE, KINDS, KIND, LOOK, BLOCKED):
        status = client.get(screen.format(pk=delivery.pk)).status_code
        assert (screen, status) == (screen, 200 if screen in seen else 302)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/admin/deliveries/{pk}/cancel/", {}),
        ("/admin/deliveries/{pk}/retry/", {}),
        ("/admin/deliveries/{pk}/send-again/", {}),
        ("/admin/deliveries/{pk}/leave/", {}),
        ("/admin/deliveries/find/", {"email": "suzie@example.org"}),
        (KIND, words()),
        (KIND + "test/", {}),
        ("/admin/suppressions/inspect/{suppression}/", {"because": "They asked"}),
    ],
)
@pytest.mark.parametrize("who", [factories.priya, factories.mallory])
def test_strangers_to_the_post_room_can_do_nothing_there(
    who: Callable[[], User], path: str, data: dict[str, str], delivery: Delivery
) -> None:
    suppression = suppressed()
    client = signed_in(who())
    client.post(path.format(pk=delivery.pk, suppression=suppression.pk), data)
    delivery.refresh_from_db()
    suppression.refresh_from_db()
    assert delivery.state == State.QUEUED
    assert Delivery.objects.count() == 1
    assert suppression.lifted_at is None
    assert not MessageWording.objects.exists()


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/", "delete/{pk}/", "copy/{pk}/"])
def test_nobody_makes_changes_or_deletes_a_message_by_hand(path: str, delivery: Delivery) -> None:
    client = signed_in(factories.dele())
    assert client.post(LISTED + path.format(pk=delivery.pk)).status_code == 404
    assert Delivery.objects.filter(pk=delivery.pk).exists()


def test_staff_say_of_an_uncertain_message_that_it_was_not_sent_and_it_leaves_once_more(delivery: Delivery) -> None:
    now_is(delivery, State.UNCERTAIN, finished_at=timezone.now(), attempts=1)
    morgan = factories.morgan()
    client = signed_in(morgan)
    assert "Perhaps sent" in client.get(LISTED).content.decode()
    client.post(f"/admin/deliveries/{delivery.pk}/send-again/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.finished_at) == (State.QUEUED, None)
    assert delivery in Delivery.objects.due()
    assert ModelLogEntry.objects.for_instance(delivery).get().user == morgan
    assert "queued again by Morgan" in client.get(ONE.format(pk=delivery.pk)).content.decode()


def test_what_left_after_staff_said_that_it_had_not_is_not_sent_by_whoever_took_it_up_since(delivery: Delivery) -> None:
    now_is(delivery, State.UNCERTAIN, attempts=1)
    assert deliveries.resolve(delivery, sent=False, by=factories.morgan())
    [other] = windows.claim(streams.get("transactional"))
    outcomes.accept(delivery, EmailMultiAlternatives())  # by a worker that was slow
    assert not outcomes.begin(other)
    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED


def test_staff_say_that_it_was_sent_and_it_never_leaves_again(delivery: Delivery) -> None:
    now_is(delivery, State.UNCERTAIN)
    client = signed_in(factories.morgan())
    client.post(f"/admin/deliveries/{delivery.pk}/leave/")
    client.post(f"/admin/deliveries/{delivery.pk}/send-again/")
    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED
    assert not Delivery.objects.due().exists()
    assert ModelLogEntry.objects.for_instance(delivery).count() == 1


def test_a_message_whose_code_is_forgotten_is_never_sent_again_without_it(delivery: Delivery) -> None:
    now_is(delivery, State.UNCERTAIN, kind="login_code", context={})
    client = signed_in(factories.morgan())
    for page in (LISTED, ONE.format(pk=delivery.pk)):
        shown = client.get(page).content.decode()
        assert "send again" not in shown
        assert "its code is of no use any more" in shown
    client.post(f"/admin/deliveries/{delivery.pk}/send-again/")
    delivery.refresh_from_db()
    assert delivery.state == State.UNCERTAIN
    client.post(f"/admin/deliveries/{delivery.pk}/leave/")
    delivery.refresh_from_db()
    assert delivery.state == State.ACCEPTED


def test_a_code_that_staff_stop_is_forgotten(delivery: Delivery) -> None:
    now_is(delivery, State.QUEUED, kind="login_code", context={"code": "314159"})
    signed_in(factories.morgan()).post(f"/admin/deliveries/{delivery.pk}/cancel/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.context) == (State.CANCELLED, {})


@pytest.mark.parametrize("state", [state for state in State if state != State.UNCERTAIN])
def test_only_what_is_uncertain_can_be_settled_by_hand(state: State, delivery: Delivery) -> None:
    now_is(delivery, state, lease_until=timezone.now())
    assert not deliveries.resolve(delivery, sent=False, by=None)
    assert not deliveries.resolve(delivery, sent=True, by=None)
    assert Delivery.objects.get().state == state


def test_what_is_to_be_tried_later_can_be_tried_now_or_stopped(delivery: Delivery) -> None:
    now_is(delivery, State.RETRY, due_at=timezone.now() + timedelta(hours=8))
    client = signed_in(factories.morgan())
    client.post(f"/admin/deliveries/{delivery.pk}/retry/")
    assert Delivery.objects.due().exists()
    client.post(f"/admin/deliveries/{delivery.pk}/cancel/")
    delivery.refresh_from_db()
    assert delivery.state == State.CANCELLED
    client.post(f"/admin/deliveries/{delivery.pk}/retry/")
    assert not Delivery.objects.due().exists()


def test_uncertain_messages_wait_for_whoever_may_settle_them(delivery: Delivery) -> None:
    now_is(delivery, State.UNCERTAIN)
    assert any("perhaps sent" in item.sentence for item in waiting.for_user(factories.morgan()))
    assert not any("perhaps sent" in item.sentence for item in waiting.for_user(officer()))


def test_addresses_are_shown_to_those_alone_who_may_see_people(delivery: Delivery) -> None:
    now_is(delivery, State.REJECTED, error='550 <suzie@example.org>, "s suzie"@example.org: Suzie is no user')
    page = ONE.format(pk=delivery.pk)
    for_staff = signed_in(factories.morgan()).get(page).content.decode()
    assert "suzie" not in for_staff.lower()
    assert "…@example.org" in for_staff
    assert "suzie@example.org" in signed_in(officer()).get(page).content.decode()


def test_an_officer_finds_what_one_address_got_without_it_standing_in_the_address_of_a_page(
    delivery: Delivery,
) -> None:
    other = people.meet(email="charlie@example.org").address
    deliveries.queue(kind="signed_before", address_id=other.pk, context=SAMPLE)
    client = signed_in(officer())
    answer = client.post("/admin/deliveries/find/", {"email": " Suzie@Example.org "})
    assert "suzie" not in answer["Location"].lower()
    found = client.get(answer["Location"]).context["object_list"]
    assert [each.pk for each in found] == [delivery.pk]
    assert client.post("/admin/deliveries/find/", {"email": "not an address"})["Location"] == LISTED
    # Whoever may not see people is not told by a number of theirs either.
    assert len(signed_in(factories.morgan()).get(answer["Location"]).context["object_list"]) == 2


def test_the_list_shows_the_last_month_and_filters(delivery: Delivery) -> None:
    now_is(delivery, State.REJECTED)
    Delivery.objects.filter(pk=delivery.pk).update(created_at=timezone.now() - timedelta(days=40))
    client = signed_in(factories.morgan())
    listed = {
        query: len(client.get(f"{LISTED}?{query}").context["object_list"])
        for query in ("", "since=all", "since=all&state=rejected", "since=all&state=queued", "since=all&kind=nothing")
    }
    assert listed == {
        "": 0,
        "since=all": 1,
        "since=all&state=rejected": 1,
        "since=all&state=queued": 0,
        "since=all&kind=nothing": 1,  # what is no kind filters nothing
    }


def test_counting_ends_where_nobody_turns_pages(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mail.viewsets.MOST_COUNTED", 2)
    for _ in range(4):
        Delivery.objects.create(kind="signed_before", address=delivery.address, stream="bulk")
    assert signed_in(factories.morgan()).get(LISTED).context["paginator"].count == 2


def test_the_life_of_a_message_is_told_in_order(delivery: Delivery) -> None:
    now = timezone.now()
    now_is(delivery, State.BOUNCED, attempts=2, finished_at=now + timedelta(minutes=5))
    ProviderEvent.objects.create(
        provider="postmark",
        event_key="1",
        type="bounced",
        reason="invalid",
        delivery=delivery.message_id,
        happened_at=now + timedelta(minutes=4),
    )
    assert [moment.sentence for moment in selectors.life_of(delivery)] == [
        "It was written down.",
        "The mail provider said: came back (invalid).",
        "Came back, after 2 attempts.",
    ]


def test_the_overview_counts_what_waits_what_left_and_what_came_back(delivery: Delivery) -> None:
    now = timezone.now()
    for state in (State.ACCEPTED, State.DELIVERED, State.BOUNCED, State.COMPLAINED, State.UNCERTAIN, State.REJECTED):
        Delivery.objects.create(
            kind="signed_before", address=delivery.address, stream="bulk", state=state, finished_at=now
        )
    assert [(queue.stream, queue.state, queue.number) for queue in selectors.queues()] == [
        ("transactional", "Queued", 1),
        ("bulk", "Perhaps sent", 1),
    ]
    hours = selectors.accepted_by_hour(now)
    assert (len(hours), hours[-1][1], sum(number for _, number in hours)) == (48, 4, 4)
    rates = selectors.rates(now)
    assert (rates.left, rates.bounce_rate, rates.complaint_rate) == (4, 0.25, 0.25)
    page = signed_in(factories.morgan()).get(OVERVIEW).content.decode()
    assert "<svg" in page
    assert "25.00%" in page


def test_an_hour_that_comes_twice_when_clocks_go_back_is_one(delivery: Delivery) -> None:
    morning = datetime(2026, 10, 25, 12, tzinfo=UTC)
    names = [name for name, _ in selectors.accepted_by_hour(morning)]
    assert len(names) == len(set(names)) == 47


@pytest.mark.parametrize("look", ["html", "dark", "text", "nonsense"])
def test_a_preview_is_shut_in_its_frame(look: str) -> None:
    answer = signed_in(factories.morgan()).get(f"{LOOK}?look={look}")
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "Confirm your signature: Support every survivor" in answer.content.decode()


@pytest.mark.parametrize(("look", "media"), [("html", "not all"), ("dark", "all")])
def test_a_look_is_light_or_dark_whatever_the_machine_of_whoever_looks_prefers(look: str, media: str) -> None:
    page = signed_in(factories.morgan()).get(f"{LOOK}?look={look}").content.decode()
    assert f"@media {media} {{" in page
    assert "prefers-color-scheme" not in page


def test_the_result_is_shown_before_it_is_saved_and_mistakes_are_said() -> None:
    client = signed_in(factories.morgan())
    draft = client.post(LOOK, words(opening="You signed {petition}, thanks."))
    assert "You signed Support every survivor, thanks." in draft.content.decode()
    wrong = client.post(LOOK, words(opening="Dear {nmae}"))
    assert (wrong.status_code, "does not know {nmae}" in wrong.content.decode()) == (422, True)
    assert not MessageWording.objects.exists()


def test_staff_save_their_words_and_go_back_to_ours() -> None:
    client = signed_in(publisher())
    assert client.post(KIND, words(heading="Nearly there")).status_code == 302
    assert "Nearly there" in client.get(LOOK).content.decode()
    refused = client.post(KIND, words(heading="Hi {nmae}"))
    assert (refused.status_code, "does not know {nmae}" in refused.content.decode()) == (422, True)
    client.post(KIND, {"go_back": "heading"})
    assert "Nearly there" not in client.get(LOOK).content.decode()
    assert MessageWording.objects.exclude(text="").filter(slot="heading").count() == 0
    assert "back to our words" in client.get(KIND).content.decode()


def test_two_who_word_a_message_at_once_do_not_undo_each_other() -> None:
    opened = signed_in(publisher()).get(KIND).context["form"]
    as_opened = {f"initial-{field.name}": field.initial for field in opened}
    now = {field.name: field.initial for field in opened}
    morgan = signed_in(factories.morgan())
    assert morgan.post(KIND, {**as_opened, **now, "heading": "Nearly there"}).status_code == 302
    # Who opened it before that leaves the heading as Morgan wrote it, and is told where both wrote the same part.
    assert morgan.post(KIND, {**as_opened, **now, "button": "Go on"}).status_code == 302
    assert wording.in_force("confirm_signature") == {"heading": "Nearly there", "button": "Go on"}
    refused = morgan.post(KIND, {**as_opened, **now, "heading": "Last step"})
    assert (refused.status_code, "Somebody else changed this" in refused.content.decode()) == (422, True)
    assert wording.in_force("confirm_signature")["heading"] == "Nearly there"


def test_a_part_that_no_message_has_can_not_go_back() -> None:
    assert signed_in(publisher()).post(KIND, {"go_back": "nothing"}).status_code == 404


def test_a_typed_telephone_number_is_saved_with_a_warning() -> None:
    page = signed_in(publisher()).post(KIND, words(opening="Ring 0113 496 0000."), follow=True).content.decode()
    assert "“0113 496 0000” is typed into this message" in page


def test_a_test_goes_to_whoever_asked_for_it_and_to_nobody_else(delivery: Delivery) -> None:
    client = signed_in(publisher())
    client.post(KIND + "test/", {"email": "suzie@example.org", "address": delivery.address_id})
    test = Delivery.objects.exclude(pk=delivery.pk).get()
    assert test.address == Address.objects.get(typed="publishers@example.org")
    assert (test.purpose, test.context["is_test"]) == ("", True)


def test_no_message_of_an_unknown_kind_has_a_screen() -> None:
    assert signed_in(factories.dele()).get("/admin/messages/nothing/").status_code == 404


def test_an_officer_lifts_a_suppression_with_a_reason() -> None:
    suppression = suppressed()
    page = f"/admin/suppressions/inspect/{suppression.pk}/"
    user = officer()
    client = signed_in(user)
    assert client.post(page, {"because": " "}).status_code == 422
    assert client.post(page, {"because": "They rang: the mailbox works again."}).status_code == 302
    suppression.refresh_from_db()
    assert (suppression.lifted_by, suppression.lifted_because) == (user, "They rang: the mailbox works again.")
    assert not Suppression.objects.in_force().exists()


def test_campaign_staff_see_suppressions_and_can_lift_none() -> None:
    suppression = suppressed()
    page = f"/admin/suppressions/inspect/{suppression.pk}/"
    client = signed_in(factories.morgan())
    assert "suzie@" not in client.get(page).content.decode()
    client.post(page, {"because": "We want to."})
    suppression.refresh_from_db()
    assert suppression.lifted_at is None
