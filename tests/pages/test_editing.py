"""What editors may not do to the site by accident, and what they see of what they do."""

import pytest
from django.core.files.images import ImageFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from campaigns.models import Petition
from campaigns.services import signing
from pages import facts, generation, outline
from pages.models import SiteImage
from tests import factories
from tests.access import scene
from tests.access.deeds import PUBLISH, article
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan(client: Client) -> Client:
    client.force_login(factories.morgan())
    return client


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_home_page_can_be_neither_unpublished_nor_deleted(action: str, client: Client) -> None:
    client.force_login(factories.dele())
    answer = client.post(f"/admin/pages/{factories.home().pk}/{action}/", follow=True)
    assert "The home page is the site" in answer.content.decode()
    assert Client().get("/").status_code == 200


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_nor_in_bulk(action: str, client: Client) -> None:
    client.force_login(factories.dele())
    home, other = factories.home(), factories.article(slug="an-article")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    answer = client.post(f"{address}?id={home.pk}&id={other.pk}", follow=True)
    assert "The home page is the site" in answer.content.decode()
    assert Client().get("/").status_code == 200
    assert Client().get("/an-article/").status_code == 200


def test_there_is_one_home_page(morgan: Client) -> None:
    assert morgan.get("/admin/pages/add/pages/homepage/1/").status_code == 302


def test_a_page_is_not_moved_to_an_address_that_the_site_uses(morgan: Client) -> None:
    page = factories.article(factories.section(slug="learn"), slug="groups")
    answer = morgan.post(f"/admin/pages/{page.pk}/move/{factories.home().pk}/confirm/", follow=True)
    assert "an address that the site itself uses" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).url_path == "/home/learn/groups/"


def test_several_pages_are_not_moved_there_either(morgan: Client) -> None:
    pages = [factories.article(factories.section(slug=f"{slug}-section"), slug=slug) for slug in ("fine", "groups")]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    data = {"chooser": str(factories.home().pk)}
    answer = morgan.post(f"{address}?id={pages[0].pk}&id={pages[1].pk}", data, follow=True)
    assert "an address that the site itself uses" in answer.content.decode()
    for page in pages:
        assert Page.objects.get(pk=page.pk).url_path == page.url_path


def test_a_page_is_not_copied_to_an_address_that_the_site_uses(morgan: Client) -> None:
    page = factories.article(slug="an-article")
    data = {"new_title": "Groups", "new_slug": "groups", "new_parent_page": str(factories.home().pk)}
    answer = morgan.post(f"/admin/pages/{page.pk}/copy/", data, follow=True)
    assert "an address that the site itself uses" in answer.content.decode()
    assert not Page.objects.filter(slug="groups").exists()


def test_a_petition_that_people_signed_is_kept(client: Client) -> None:
    petition = factories.petition()
    signing.sign(petition=petition, **SUZIE)
    client.force_login(factories.dele())
    client.post(f"/admin/petitions/delete/{petition.pk}/")
    assert Petition.objects.exists()


def test_a_private_campaign_is_not_shown_on_the_home_page(client: Client) -> None:
    campaign = factories.campaign(factories.petition(), slug="a-campaign", title="For members alone")
    home = factories.home()
    home.featured_campaign = campaign
    home.save_revision().publish()
    assert "For members alone" in client.get("/").content.decode()
    PageViewRestriction.objects.create(page=campaign, restriction_type=PageViewRestriction.LOGIN)
    assert "For members alone" not in client.get("/").content.decode()


def test_an_alias_shows_at_once(client: Client) -> None:
    section = factories.section(slug="learn")
    elsewhere = factories.section(slug="elsewhere", title="Elsewhere")
    article = factories.article(elsewhere, slug="an-article", title="An article with a twin")
    assert "An article with a twin" not in client.get("/learn/").content.decode()
    article.create_alias(parent=section, update_slug="twin")
    assert "An article with a twin" in client.get("/learn/").content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_not_committed_is_remembered_nowhere() -> None:
    article = factories.article(title="First words")
    outline.forget()
    before = generation.current()
    with transaction.atomic():
        article.title = "Never said"
        article.save_revision().publish()
        assert outline.current().pages[article.pk].title == "Never said"
        facts.by_key()
        transaction.set_rollback(True)
    assert generation.current() == before
    assert outline.current().pages[article.pk].title == "First words"


def posted(body: dict[str, str], **more: str) -> dict[str, str]:
    """A page whose body has one block."""
    stream = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", **body}
    return {**article(**PUBLISH), **stream, **more}


def picture(**words: str) -> dict[str, str]:
    image = SiteImage.objects.create(title="DSC_0042", file=ImageFile(scene.picture(), "a.png"), description="")
    value = {"image": str(image.pk), "alt": "", "caption": "", **words}
    return {"body-0-type": "image", **{f"body-0-value-{name}": words for name, words in value.items()}}


@pytest.mark.parametrize("button", ["action-publish", "action-submit", "a draft"])
@pytest.mark.parametrize("alt", ["", "   "])
def test_an_image_without_words_can_not_be_published(alt: str, button: str, morgan: Client) -> None:
    data = {**posted(picture(alt=alt)), button: "1"}
    if button != "action-publish":
        del data["action-publish"]
    answer = morgan.post(f"/admin/pages/add/pages/articlepage/{factories.home().pk}/", data)
    assert "Describe the picture, or tick that it is decorative." in answer.content.decode()
    assert not Page.objects.filter(title="Written by a tester").exists()


@pytest.mark.parametrize(
    ("words", "alt"), [({"alt": "Two people talk"}, "Two people talk"), ({"decorative": "on"}, "")]
)
def test_an_image_with_words_or_marked_as_decorative_is_published(
    words: dict[str, str], alt: str, morgan: Client
) -> None:
    morgan.post(f"/admin/pages/add/pages/articlepage/{factories.home().pk}/", posted(picture(**words)))
    html = Client().get("/written/").content.decode()
    assert f'alt="{alt}"' in html
    assert "DSC_0042" not in html


def test_the_picture_for_sharing_has_a_description(morgan: Client) -> None:
    image = SiteImage.objects.create(title="DSC_0042", file=ImageFile(scene.picture(), "a.png"), description="")
    address = f"/admin/pages/add/pages/articlepage/{factories.home().pk}/"
    data = article(**PUBLISH, social_image=str(image.pk))
    assert "Describe the picture first, under Images" in morgan.post(address, data).content.decode()
    SiteImage.objects.filter(pk=image.pk).update(description="A field of hexagons")
    morgan.post(address, data)
    html = Client().get("/written/").content.decode()
    assert '<meta property="og:image:alt" content="A field of hexagons">' in html
