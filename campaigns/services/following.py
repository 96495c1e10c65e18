"""Following a campaign: a consent to campaign news, given on its page, asleep until its giver answers our message.

Nobody has two live consents for one purpose. So of somebody who gets the news already a row beside it says that they
follow the campaign as well, asleep until they answer too.
"""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from campaigns.models import CampaignFollow, CampaignPage
from campaigns.models.follow import form_begins
from campaigns.services import publicity
from mail.models import Delivery
from people.enums import Purpose
from people.models import Consent, ConsentWording, Person
from people.services import consents, erasure, newsletter, people

ASK = "confirm_follow"


def form_of(page: CampaignPage) -> str:
    """How the consent names where it was given."""
    longest = Consent._meta.get_field("form").max_length
    return f"{form_begins(page.pk)}{page.slug}"[:longest]


def follow(*, page: CampaignPage, email: str, wording: ConsentWording) -> Delivery | None:
    """Write it down and ask its owner to confirm; None where enough went to the address in the last 24 hours.

    Whoever typed the address sees no difference, whether its owner is new, gets the news already or follows already.
    """
    return newsletter.sign_up(email=email, wording=wording, form=form_of(page), already=partial(ask, page))


def ask(page: CampaignPage, person: Person) -> Delivery | None:
    """Of somebody who gets the news. Under the lock on the person that signing up takes."""
    if does_follow(person, page):
        return newsletter.tell_so(person)
    asked, _ = CampaignFollow.objects.update_or_create(person=person, page=page, defaults={"asked_at": timezone.now()})
    path = reverse("campaign_follow_confirm", args=[asked.token])
    return newsletter.tell(person, ASK, {"follow": asked.pk, "campaign": page.title, "confirm_path": path})


def does_follow(person: Person, page: CampaignPage) -> bool:
    if CampaignFollow.objects.confirmed().filter(person=person, page=page).exists():
        return True
    return Consent.objects.live().filter(person=person, form__startswith=form_begins(page.pk)).exists()


def find(token: str) -> CampaignFollow | None:
    """What the link in a message names; None where it has ended, or never was.

    None also where they get the news no more, or the link went to another address than the news does: then the record
    was merged with one since.
    """
    theirs = CampaignFollow.objects.select_related("page", "person__address")
    found = theirs.filter(token=token, person__erased_at=None).first()
    if found is None or not messages_about([found.pk]).filter(address=found.person.address_id).exists():
        return None
    return found if consents.is_written_to(found.person, Purpose.CAMPAIGN_NEWS) else None


@transaction.atomic
def confirm(asked: CampaignFollow) -> bool:
    """They follow from now on; False where that was so already, or is over. Safe when called twice at once."""
    people.confirm_address(asked.person.address_id)  # it is locked before its people are merged, erased or stopped
    now = find(asked.token)
    if now is None:
        return False
    consents.lock([now.person_id])
    if not CampaignFollow.objects.asleep().filter(pk=now.pk).update(confirmed_at=timezone.now()):
        return False
    people.was_active(now.person_id)
    return True


@transaction.atomic
def stop(*, person: Person, follow_id: int) -> bool:
    """False where it is not theirs or is gone. Where a legal hold keeps what we have of them, it sleeps again."""
    theirs = CampaignFollow.objects.filter(pk=follow_id, person=person)
    if publicity.must_be_kept(person.pk):
        return bool(theirs.confirmed().update(confirmed_at=None))
    return bool(theirs.delete()[0])


def erase(person: Person) -> int:
    """With the messages about them, which stay with an address that somebody else uses as well."""
    keys = list(CampaignFollow.objects.filter(person=person).values_list("pk", flat=True))
    erasure.blank_deliveries(messages_about(keys).filter(address=person.address_id))
    CampaignFollow.objects.filter(pk__in=keys).delete()
    return len(keys)


def messages_about(keys: list[int]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(kind=ASK, context__follow__in=keys)
