"""The demonstration shows every screen of petitions alive, and sends nobody anything."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from campaigns.enums import PackState, PaperState, PetitionState
from campaigns.models import HandInPack, PaperBatch, Petition, Signature
from campaigns.selectors import dashboard
from campaigns.services import checking, news, reminding
from config.demo import loader
from mail.models import Delivery
from people.models import User

pytestmark = pytest.mark.django_db


def test_every_queue_of_the_demonstration_has_something_in_it_and_every_count_is_true(client: Client) -> None:
    call_command("demo", verbosity=0)
    petition = Petition.objects.get(slug="support-every-survivor")
    assert petition.opened_at is not None
    seen = dashboard.of(petition)
    assert seen["total"].counted == loader.SIGNATURES
    assert 0 < seen["rate"].rate < 100
    numbers = seen["held"].number, seen["comments"].number, seen["came_back"], news.count_readers(petition)
    assert all(numbers), numbers
    assert {PaperState.ENTERED, PaperState.APPROVED} == set(PaperBatch.objects.values_list("state", flat=True))
    pack = HandInPack.objects.get()
    assert (pack.state, pack.petition.state) == (PackState.READY, PetitionState.ANSWERED)
    checking.insist()
    assert not Delivery.objects.filter(mailing=None).exists()
    assert not reminding.due().exists()
    client.force_login(User.objects.get(email=loader.DELE))
    shown = [
        *(reverse("petitions:page", args=[each.pk]) for each in Petition.objects.all()),
        reverse("signatures:batch", args=[petition.batches.get().pk]),
        reverse("signatures:page", args=[Signature.objects.held()[0].pk]),
        reverse("hand_in_packs:pack", args=[pack.pk]),
        *(reverse("paper_batches:batch", args=[each.pk]) for each in PaperBatch.objects.all()),
    ]
    assert {client.get(address).status_code for address in shown} == {200}
