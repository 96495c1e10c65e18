"""What this app itself, and the post room below it, hold about a person."""

from mail.models import Delivery
from people import services
from people.holdings import Holding, register
from people.models import Address, Person, User

AS_LONG_AS_ANYTHING = "As long as anything else here is kept about the person."
OWN = [
    Holding(
        model=Person,
        title="Name",
        retention=AS_LONG_AS_ANYTHING,
        rows=lambda person: Person.objects.filter(pk=person.pk),
        export=lambda row: {"name": row.name, "known_since": row.created_at},
        erase=services.blank_name,
    ),
    Holding(
        model=Address,
        title="Email address",
        retention=AS_LONG_AS_ANYTHING,
        rows=lambda person: Address.objects.filter(pk=person.address_id),
        export=lambda row: {"email": row.typed, "confirmed_at": row.confirmed_at},
        erase=services.blank_address,
    ),
    Holding(
        model=User,
        title="Login",
        retention="Until the account is closed.",
        rows=lambda person: User.objects.filter(person=person),
        export=lambda row: {"email": row.email, "joined": row.date_joined, "last_login": row.last_login},
        erase=services.close_login,
    ),
    Holding(
        model=Delivery,
        title="Messages sent",
        retention="13 months.",
        rows=lambda person: Delivery.objects.to_address(person.address_id),
        export=lambda row: {"message": row.kind, "state": row.state, "written_at": row.created_at},
        erase=services.blank_messages,
    ),
]


def register_own() -> None:
    for holding in OWN:
        register(holding)
