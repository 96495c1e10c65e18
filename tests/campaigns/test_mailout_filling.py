"""Writing down who gets a mail-out: everybody once, however often the work is cut short and by whichever way."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models import Min

from campaigns.audiences import BadAudience, parse
from campaigns.models import Mailout
from campaigns.selectors import audiences
from campaigns.services import mailout_filling
from campaigns.services.mailout_comparing import UNTIL_CHOSEN
from mail import mailings
from mail.models import Delivery
from people.enums import Ended, Purpose
from people.models import Consent, Person
from people.services import consents
from tests import factories
from tests.campaigns import agreed

pytestmark = pytest.mark.django_db
READ = ("address_id", "message_id", "domain", "kind", "stream", "priority", "purpose", "basis_id", "context", "due_at")


@pytest.fixture
def one_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another would not see what the transaction of a test holds."""
    monkeypatch.setattr(mailout_filling, "LANES", 1)


@pytest.fixture
def cast() -> list[Person]:
    return [agreed.to(f"Somebody{number}") for number in range(60)]


def fill(mailout: Mailout) -> list[dict[str, Any]]:
    assert mailout_filling.fill(mailout, seconds=60)
    return rows(mailout)


def rows(mailout: Mailout) -> list[dict[str, Any]]:
    return list(Delivery.objects.filter(mailing=mailout.mailing).order_by("address_id").values(*READ))


def by_the_slow_way(mailout: Mailout, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """As SQLite does it, on whichever database."""
    Delivery.objects.filter(mailing=mailout.mailing).delete()
    Mailout.objects.filter(pk=mailout.pk).update(filled_to=0, number=None)
    with monkeypatch.context() as patched:
        patched.setattr(mailout_filling, "write", mailout_filling.write_one_by_one)
        return fill(mailout)


def test_each_address_of_the_audience_gets_one_message_with_its_basis(cast: list[Person]) -> None:
    agreed.beside(cast[0], "Sam")
    agreed.to("Dele", Purpose.TRAINING)
    agreed.to("Asleep", confirmed_at=None)
    made = agreed.mailout()
    assert made.mailing is not None
    written = fill(made)
    assert [row["address_id"] for row in written] == [person.address_id for person in cast]
    assert made.number == len(cast)
    for row, person in zip(written, cast, strict=True):
        assert row["basis_id"] == person.consents.get().pk
        assert row["message_id"] == mailings.message_id(made.mailing.key, person.address_id)
    kinds = {(row["domain"], row["kind"], row["stream"], row["purpose"], str(row["context"])) for row in written}
    assert kinds == {("example.org", "mailout", "bulk", agreed.NEWS, "{}")}


def test_only_whoever_meets_the_conditions_gets_one(cast: list[Person]) -> None:
    petition = factories.petition()
    agreed.signed(cast[3], petition)
    percent = "100% of 'it'"
    agreed.to("Odd", form=percent)
    told = {"groups": [{"conditions": [{"is": "signed", "petition": petition.pk}]}]}
    assert [row["address_id"] for row in fill(agreed.mailout(conditions=told))] == [cast[3].address_id]


@pytest.mark.usefixtures("one_lane")
@pytest.mark.parametrize("width", [1, 7, 1000])
def test_it_makes_no_difference_in_how_many_slices_it_is_done(
    width: int, cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailout_filling, "WIDTH", width)
    made = agreed.mailout()
    turns = 0
    while not mailout_filling.fill(made, seconds=0):
        turns += 1
    assert turns == -(-len(cast) // width)
    assert len(rows(made)) == made.number == len(cast)


@pytest.mark.usefixtures("one_lane")
def test_a_slice_that_is_cut_short_is_done_again_and_nobody_is_missed_or_doubled(
    cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailout_filling, "WIDTH", 10)
    made, write, done = agreed.mailout(), mailout_filling.write, []

    def cut_short(*given: Any) -> None:
        write(*given)
        done.append(1)
        if len(done) in (2, 5):
            raise InterruptedError

    monkeypatch.setattr(mailout_filling, "write", cut_short)
    for _ in range(2):
        with pytest.raises(InterruptedError):
            mailout_filling.fill(made, seconds=60)
    assert len(fill(made)) == len(cast)


def test_filling_it_twice_adds_nobody(cast: list[Person]) -> None:
    made = agreed.mailout()
    once = fill(made)
    Mailout.objects.filter(pk=made.pk).update(filled_to=0)
    assert fill(made) == once


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"held_out_percent": 25},
        {"second_subject": "Or this", "compared_percent": 50, "compared_hours": 2},
        {"second_subject": "Or this", "compared_percent": 90, "held_out_percent": 40},
    ],
)
def test_both_ways_write_the_same_rows(
    fields: dict[str, Any], cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = agreed.mailout(**fields)
    fast = fill(made)
    assert fast == by_the_slow_way(made, monkeypatch)
    assert len(fast) > 10


def test_the_audience_is_shared_out_by_chance_and_by_the_shares_that_staff_chose(
    cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60, 400):
        cast.append(agreed.to(f"Somebody{number}"))
    made = agreed.mailout(second_subject="Or this", compared_percent=40, held_out_percent=20, compared_hours=3)
    assert made.mailing is not None
    written = fill(made)
    shares = {name: sum(row["context"] == kept for row in written) / len(cast) for name, kept in VARIANTS.items()}
    assert made.number == len(written)
    assert len(written) / len(cast) == pytest.approx(0.8, abs=0.08)
    assert shares == pytest.approx({"a": 0.2, "b": 0.2, "later": 0.4}, abs=0.08)
    waits = {(str(row["context"]), (row["due_at"] - made.mailing.created_at).total_seconds()) for row in written}
    assert waits == {("{}", UNTIL_CHOSEN.total_seconds()), ("{'variant': 'a'}", 0), ("{'variant': 'b'}", 0)}


VARIANTS: dict[str, dict[str, str]] = {"a": {"variant": "a"}, "b": {"variant": "b"}, "later": {}}


def test_a_consent_withdrawn_while_a_slice_is_written_is_not_used_and_stops_nobody_else(
    cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, within = agreed.mailout(), mailout_filling.within
    tried: list[int] = []

    def withdrawn_meanwhile(*given: Any) -> Any:
        found = within(*given)
        if not tried:
            consents.withdraw(person=cast[5], how=Ended.LINK)
            found = Consent.objects.values_list("person__address").annotate(consent=Min("pk"))
        tried.append(1)
        return found

    monkeypatch.setattr(mailout_filling, "within", withdrawn_meanwhile)
    monkeypatch.setattr(mailout_filling, "try_slice", once_more_keeping(mailout_filling.try_slice, cast[5]))
    assert cast[5].address_id not in {row["address_id"] for row in fill(made)}
    assert len(tried) == 2
    assert made.number == len(cast) - 1


def once_more_keeping(try_slice: Any, person: Person) -> Any:
    """The withdrawal belongs to another transaction, which stays when that of the slice is rolled back."""

    def tried(mailout: Mailout) -> bool:
        try:
            done: bool = try_slice(mailout)
        except DatabaseError:
            consents.withdraw(person=person, how=Ended.LINK)
            raise
        return done

    return tried


def test_conditions_that_name_what_is_gone_write_nothing(cast: list[Person]) -> None:
    made = agreed.mailout(conditions={"groups": [{"conditions": [{"is": "signed", "petition": 4000, "not": True}]}]})
    with pytest.raises(BadAudience):
        mailout_filling.fill(made, seconds=60)
    assert rows(made) == []


@pytest.mark.usefixtures("one_lane")
def test_whoever_is_written_to_by_it_does_not_rest_from_it(cast: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailout_filling, "WIDTH", 7)
    assert len(fill(agreed.mailout(rest_days=7))) == len(cast)
    assert fill(agreed.mailout(rest_days=7)) == []


def test_the_count_before_is_the_number_afterwards(cast: list[Person]) -> None:
    agreed.beside(cast[0], "Sam")
    counted = audiences.count(parse({}), agreed.NEWS).number
    made = agreed.mailout()
    assert (len(fill(made)), made.number) == (counted, counted)


def test_nothing_is_written_without_a_mailing(cast: list[Person]) -> None:
    made = Mailout.objects.create(title="News", slug="news", subject="News")
    with pytest.raises(ValueError, match="no mailing"):
        mailout_filling.fill(made, seconds=1)
    assert not Delivery.objects.exists()
