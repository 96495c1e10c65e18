from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from mail.models import Delivery
        from people import holdings, services
        from people.models import Address, Person, User

        holdings.register(
            holdings.Holding(
                model=Person,
                title="Name",
                retention="As long as anything else here is kept about the person.",
                rows=lambda person: Person.objects.filter(pk=person.pk),
                export=lambda row: {"name": row.name, "known_since": row.created_at},
                erase=services.blank_name,
            )
        )
        holdings.register(
            holdings.Holding(
                model=Address,
                title="Email address",
                retention="As long as anything else here is kept about the person.",
                rows=lambda person: Address.objects.filter(pk=person.address_id),
                export=lambda row: {"email": row.typed, "confirmed_at": row.confirmed_at},
                erase=services.blank_address,
            )
        )
        holdings.register(
            holdings.Holding(
                model=User,
                title="Login",
                retention="Until the account is closed.",
                rows=lambda person: User.objects.filter(person=person),
                export=lambda row: {"email": row.email, "joined": row.date_joined, "last_login": row.last_login},
                erase=services.close_login,
            )
        )
        holdings.register(
            holdings.Holding(
                model=Delivery,
                title="Messages sent",
                retention="13 months.",
                rows=lambda person: Delivery.objects.to_address(person.address_id),
                export=lambda row: {
                    "message": row.kind,
                    "state": row.state,
                    "written_at": row.created_at,
                },
                erase=services.blank_messages,
            )
        )
