"""What the block picker shows: every block with a description and a sample, in the site's own looks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoDbBlocker
from wagtail.blocks import Block, StreamBlock

from pages.blocks import BodyBlock, ContactBlock, PeopleBlock
from pages.models import ContactPage, PeoplePage
from tests import factories, lasting
from tests.access import scene

pytestmark = pytest.mark.django_db
FIELDS = ((PeoplePage, "body"), (PeoplePage, "people"), (ContactPage, "contacts"))
STREAMS: list[StreamBlock] = [model._meta.get_field(name).stream_block for model, name in FIELDS]
BLOCKS = {name: block for stream in STREAMS for name, block in stream.child_blocks.items()}


def preview(client: Client, block: Block) -> BeautifulSoup:
    answer = client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scene")


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker, folder: Path) -> Iterator[dict[str, Any]]:
    with lasting.made_once(scene.make, blocker=django_db_blocker, folder=folder) as made:
        yield made


@pytest.fixture
def one_of_everything(kept: dict[str, Any], db: None, folder: Path) -> None:
    lasting.with_files(folder)


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.usefixtures("one_of_everything")
def test_an_editor_sees_a_preview_of_each_block_in_the_sites_looks(name: str, client: Client) -> None:
    client.force_login(factories.member_of("Editors"))
    block = BLOCKS[name]
    page = preview(client, block)
    assert block.is_previewable
    assert block.get_description()
    assert page.select_one('link[rel="stylesheet"][href="/static/css/actforjustice.css"]')
    main = page.main
    assert main is not None
    assert len(main.get_text(" ", strip=True)) > 20
    assert main.find(["section", "figure", "div", "blockquote", "aside", "ol", "ul"], class_=True)


def test_samples_state_no_figure_of_their_own(client: Client) -> None:
    """What looks like a number is a fact of the registry or a plainly made-up one."""
    client.force_login(factories.member_of("Editors"))
    assert "08000 121 700" in preview(client, BLOCKS["figures"]).get_text()
    assert "999" in preview(client, BLOCKS["help"]).get_text()


def test_nobody_but_staff_sees_previews(client: Client) -> None:
    address, data = "/admin/block-preview/", {"id": BLOCKS["text"].definition_prefix}
    assert client.get(address, data).status_code == 302
    client.force_login(factories.mallory())
    assert client.get(address, data).status_code == 302


def test_all_blocks_are_looked_at() -> None:
    named = {name for stream in (BodyBlock(), PeopleBlock(), ContactBlock()) for name in stream.child_blocks}
    assert set(BLOCKS) == named
