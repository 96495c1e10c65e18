"""A camera reads the QR codes, small as on a sheet, and finds the address that is printed beside them."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from campaigns import posters
from campaigns.models import Petition
from groups.models import CommunityGroup

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
SMALL: ViewportSize = {"width": 150, "height": 150}


@pytest.mark.parametrize("way", ["", "for/{slug}/"])
def test_a_camera_reads_where_a_petitions_code_leads(way: str, page: Page, live_server: LiveServer) -> None:
    petition = Petition.objects.get(slug="support-every-survivor")
    group = CommunityGroup.objects.order_by("pk").first()
    assert group is not None
    page.set_viewport_size(SMALL)
    page.goto(f"{live_server.url}/petitions/{petition.slug}/{way.format(slug=group.slug)}qr.svg")
    with Image.open(io.BytesIO(page.screenshot())) as seen:
        found = zxingcpp.read_barcodes(seen)
    assert [each.text for each in found] == [posters.address(petition, group if way else None)]
