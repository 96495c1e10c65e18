"""What each kind of rule against fraud is called and why it exists, in words for everybody: no limit, no list."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Judgement, RuleKind


class Words(NamedTuple):
    title: str | Promise
    what: str | Promise
    why: str | Promise


KINDS = {
    RuleKind.IP_RATE: Words(
        _("Many from one internet address"),
        _("Finds something when many sign one petition from the same internet address within a short time."),
        _("One person with a program signs again and again from one place. A family or an office signs a few times."),
    ),
    RuleKind.NETWORK_RATE: Words(
        _("Many from one network"),
        _("The same, for addresses that lie next to each other and mostly belong to one company."),
        _("Whoever rents many addresses to hide behind them mostly gets them side by side."),
    ),
    RuleKind.DOMAIN_RATE: Words(
        _("Many from one e-mail provider"),
        _("Finds something when many sign within a short time with addresses that end in the same, after the @."),
        _(
            "Whoever owns a domain can make any number of addresses. The large providers, where most people have their "
            "mail, are left out."
        ),
    ),
    RuleKind.NAME_RATE: Words(
        _("One name many times"),
        _("Finds something when the same name signs one petition many times within a short time."),
        _("Simple programs change the address and forget the name. People who share a name sign days apart."),
    ),
    RuleKind.DOMAIN_LIST: Words(
        _("Throw-away mailboxes"),
        _("Finds addresses of services that give anybody a mailbox for a few minutes."),
        _("A confirmation from there says nothing about a person."),
    ),
    RuleKind.NO_SUCH_POSTCODE: Words(
        _("Postcodes that cannot exist"),
        _("Finds postcodes of an area that we know, with a district that it does not have."),
        _("Made-up addresses have made-up postcodes. A new postcode in a district that exists is no reason."),
    ),
    RuleKind.COUNTRY: Words(
        _("Countries"),
        _("Finds signatures from countries that our staff have named. For most of the time there is none."),
        _("An attack may come from one country that has nothing to do with the petition."),
    ),
    RuleKind.ATTACK: Words(
        _("A petition under attack"),
        _(
            "Stops nobody itself. When many signatures on one petition are held within minutes, we ask the device of "
            "each person who signs there to work for a second or two."
        ),
        _("A person does not notice. A program that signs ten thousand times does. Without the work, we hold it."),
    ),
}
DOES = {
    Judgement.PASSED: _("Let through"),
    Judgement.HELD: _("Held for a check"),
    Judgement.REFUSED: _("Refused"),
}
