"""How long registers name whoever came without a booking. Those who booked are named as long as their place is kept."""

from people.retention import Rule, of_person, register
from training.services import marks

DAYS = "bookings"  # a key of settings.KEEP_DAYS


def register_own() -> None:
    register(
        Rule(
            name="past-walk-ins",
            policy="Who came to a session without a booking is deleted {period} after it; that somebody came stays.",
            days=DAYS,
            overdue=marks.past_walk_ins,
            forget=marks.forget_walk_ins,
            held=of_person(),
        )
    )
