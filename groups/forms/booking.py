from people.forms.addresses import AddressForm
from people.forms.names import NameForm


class BookingForm(NameForm, AddressForm):
    """Who would like a place at an event."""

    field_order = ("name", "email")
