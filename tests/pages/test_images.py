import io

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks.media import DescribedImageBlock
from pages.models import SiteImage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> SiteImage:
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "#16183a").save(file, "PNG")
    made: SiteImage = SiteImage.objects.create(title="A picture", file=ImageFile(file, name="picture.png"))
    return made


def test_a_picture_comes_in_light_formats_and_several_widths(image: SiteImage, client: Client) -> None:
    value = {"image": image.pk, "alt": "A dark blue field", "decorative": False, "caption": ""}
    article = factories.article(slug="an-article", body=[{"type": "image", "value": value}])
    html = client.get(article.url).content.decode()
    for part in (
        "<picture",
        'type="image/avif"',
        'type="image/webp"',
        "srcset=",
        " 400w",
        " 800w",
        'alt="A dark blue field"',
    ):
        assert part in html
    assert client.get(article.url).content.decode() == html


def test_a_picture_without_words_for_it_is_refused_unless_it_only_decorates(image: SiteImage) -> None:
    block = DescribedImageBlock()
    value = {"image": image, "alt": "", "decorative": False, "caption": ""}
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({**value, "image": image.pk}))
    assert block.clean(block.to_python({**value, "image": image.pk, "decorative": True}))["decorative"]
