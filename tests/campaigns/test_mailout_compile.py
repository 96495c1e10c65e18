"""What a mail-out becomes for mail programs: HTML with its styles in it, and text, from the same blocks."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.blocks.struct_block import StructBlockValidationError

from campaigns.mailout_blocks import MailBodyBlock
from campaigns.mailout_compile import Compiled, compile_
from campaigns.mailout_enums import SeriesStart
from campaigns.models import PetitionTotal, Series, SeriesStep
from people.enums import Purpose
from tests import factories
from tests.campaigns import composed

pytestmark = pytest.mark.django_db
CUT_BY_GMAIL = 102 * 1024  # octets
ADDRESSES = re.compile(r"""(?:src|href|background|action)\s*=\s*["']([^"']*)|url\(([^)]*)\)|@import\s*([^;]*)""")


def every(**fields: Any) -> Compiled:
    return compile_(composed.mailout(*composed.every_block(), **fields))


def soup(compiled: Compiled) -> BeautifulSoup:
    return BeautifulSoup(compiled.html, "html.parser")


def test_every_block_says_the_same_in_html_and_in_text() -> None:
    compiled = every()
    html, text = soup(compiled).get_text(" ", strip=True), compiled.text
    for words in (
        "We handed it in",
        "Dear {{first_name|friend}},",
        "What comes next",
        "the report",
        "23,411",
        "people were referred",
        "Source: Home Office",
        "Drawn by hand",
        "Sign the petition",
        "Write a letter",
        "Come to it",
        "Read more",
        "1,234 signatures",
        "of 2,000",
        date_format(timezone.localdate(), "j F Y"),
        "It changed my life.",
        "A supporter",
        "Left",
    ):
        assert words in html, words
        assert words in text, words
    assert "Picture: A field of hexagons" in text
    assert "- One\n- Two" in text
    assert "the report (https://www.example.org/report?a=1&b=2)" in text


def test_there_is_one_title_and_headings_below_it() -> None:
    found = soup(every())
    assert [title.get_text() for title in found.find_all("h1")] == ["We handed it in"]
    assert [title.get_text() for title in found.find_all("h2")] == ["What comes next"]


def test_every_picture_has_its_words_and_every_table_is_there_for_looks_alone() -> None:
    found = soup(every())
    assert {picture["alt"] for picture in found.find_all("img")} == {"A field of hexagons"}
    assert all(table.get("role") == "presentation" for table in found.find_all("table"))


def test_nothing_is_fetched_from_anywhere_but_our_own_site() -> None:
    """mrml by itself asks another company for fonts."""
    html = every().html
    fetched = [picture["src"] for picture in BeautifulSoup(html, "html.parser").find_all(src=True)]
    assert fetched
    assert {urlsplit(str(each)).netloc for each in fetched} == {urlsplit(settings.SITE_URL).netloc}
    assert "<link" not in html
    assert "<script" not in html
    assert not re.search(r"url\(|@import|@font-face", html)
    assert "fonts.googleapis" not in html


def test_no_address_leads_elsewhere_but_those_that_staff_typed() -> None:
    compiled = every()
    ours = urlsplit(settings.SITE_URL).netloc
    elsewhere = {url for match in ADDRESSES.finditer(compiled.html) for url in match.groups() if url}
    typed = {"https://www.example.org/report?a=1&amp;b=2", "https://www.example.org/more"}
    assert {url for url in elsewhere if urlsplit(url).netloc != ours} == {*typed, "{{choices_url}}"}


def test_styles_stand_at_each_tag_and_dark_colours_are_kept() -> None:
    html = every().html
    assert re.search(r'<h1 style="[^"]*color:#16183a', html)
    assert "@media (prefers-color-scheme: dark)" in html
    assert "@media only screen and (min-width:480px)" in html


def test_it_stays_far_below_where_gmail_cuts() -> None:
    compiled = every()
    assert compiled.weight == len(compiled.html.encode())
    assert compiled.weight < CUT_BY_GMAIL / 2


def test_the_frame_has_the_imprint_the_basis_the_way_out_and_what_to_do_in_danger() -> None:
    composed.charity()
    compiled = every(purpose=Purpose.TRAINING)
    for words in (
        "Promoted by Act Example, 1 Example Road, Leeds",
        "Registered charity 1000000",
        "{{basis|You get this because you agreed to messages of this kind: Training and events.}}",
        "{{choices_url}}",
        f"{settings.SITE_URL}/emails/handed-in/",
        "08000 121 700",
        "999",
    ):
        assert words in compiled.text, words
        assert words in compiled.html, words


def test_one_that_is_not_in_the_archive_offers_no_page() -> None:
    compiled = every(in_archive=False)
    assert "/emails/" not in compiled.html + compiled.text


def test_its_links_are_told_once_each_with_their_words() -> None:
    links = every().links
    assert [link.label for link in links] == [
        "the report",
        "Sign the petition",
        "Write a letter",
        "Come to it",
        "Read more",
    ]
    assert links[1].url == f"{settings.SITE_URL}/petitions/support-every-survivor/"
    assert links[0].url == "https://www.example.org/report?a=1&b=2"


def test_the_fields_that_it_needs_are_told() -> None:
    assert every().fields == {"first_name", "constituency", "basis"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{{first_name}}", "{{first_name}}"),
        ("{{first_name|}}", "{{first_name|"),
        ("{{shoe_size|nine}}", "{{shoe_size|nine}}"),
        ("{{ first_name|friend }}", "{{ first_name|friend "),
        ("{{", "{{"),
    ],
)
def test_what_would_stay_open_is_told_as_it_was_typed(typed: str, found: str) -> None:
    in_text = compile_(composed.mailout(composed.block("text", f"<p>{typed}</p>"), slug="in-text"))
    in_subject = compile_(composed.mailout(subject=typed, slug="in-subject"))
    assert any(each.startswith(found) for each in in_text.missing_fallbacks)
    assert any(each.startswith(found) for each in in_subject.missing_fallbacks)


def test_a_field_with_markup_in_it_is_told_too() -> None:
    """In the text part it would look right."""
    compiled = compile_(composed.mailout(composed.block("text", "<p>{{first<b>_name</b>|friend}}</p>")))
    assert compiled.missing_fallbacks


def test_whatever_has_its_fallback_is_complete() -> None:
    assert every().missing_fallbacks == ()


def test_what_is_gone_leaves_a_gap_and_breaks_nothing() -> None:
    compiled = compile_(
        composed.mailout(
            composed.button(to="petition:999999"),
            composed.button(to="nonsense"),
            composed.button(to="letter:x"),
            composed.button(page=999_999),
            composed.block("progress", {"petition": "999999"}),
            composed.block("progress", {"petition": ""}),
            composed.block("fact", {"fact": 999_999, "sentence": "nobody counts"}),
            composed.block("image", {"image": 999_999, "alt": "Gone", "caption": ""}),
            composed.block("columns", {"left": [composed.button(to="event:999999")], "right": []}),
            composed.block("text", "<p>Still here</p>"),
        )
    )
    assert compiled.links == ()
    assert "Still here" in compiled.text
    assert "nobody counts" not in compiled.html


def test_a_draft_of_a_petition_is_no_target() -> None:
    petition = factories.petition(state="draft")
    compiled = compile_(composed.mailout(composed.button(to=f"petition:{petition.pk}")))
    assert compiled.links == ()


def test_what_was_typed_stays_text() -> None:
    compiled = compile_(
        composed.mailout(
            composed.block("heading", '<script>alert("1")</script> & {% now "Y" %}'),
            composed.block(
                "quote", {"text": "</mj-text><mj-image src='https://evil.example/'/>", "attribution": '"<b>'}
            ),
            subject='Fish & "chips" <b>',
            preheader="</mj-preview><img src=x>",
        )
    )
    found = soup(compiled)
    assert found.find("script") is None
    assert found.find("img") is None
    assert found.h1 is not None
    assert found.h1.get_text() == '<script>alert("1")</script> & {% now "Y" %}'
    assert compiled.subject == 'Fish & "chips" <b>'
    assert found.title is not None
    assert found.title.get_text() == 'Fish & "chips" <b>'
    assert '<script>alert("1")</script>' in compiled.text


def test_the_second_subject_is_that_of_the_second_variant() -> None:
    mailout = composed.mailout(composed.block("text", "<p>Same</p>"), second_subject="Four people, one door")
    assert compile_(mailout, variant="b").subject == "Four people, one door"
    assert compile_(mailout).subject == "We handed it in, {{first_name|friend}}"


def test_what_is_approved_does_not_change_with_every_signature() -> None:
    mailout = composed.mailout(*composed.every_block())
    before, shown = compile_(mailout, live=False).digest, compile_(mailout).digest
    PetitionTotal.objects.update(counted=1_300)
    assert compile_(mailout, live=False).digest == before
    assert compile_(mailout).digest != shown


def test_what_is_approved_changes_with_a_fact_that_it_states() -> None:
    mailout = composed.mailout(*composed.every_block())
    before = compile_(mailout, live=False).digest
    fact = mailout.body[4].value["fact"]
    fact.value = "25,000"
    fact.save()
    assert compile_(type(mailout).objects.get(pk=mailout.pk), live=False).digest != before


def test_a_step_of_a_series_is_compiled_alike() -> None:
    series = Series.objects.create(title="Welcome", purpose=Purpose.CAMPAIGN_NEWS, start=SeriesStart.AGREED)
    step = SeriesStep.objects.create(
        series=series, subject="Welcome, {{first_name|friend}}", body=composed.every_block()
    )
    compiled = compile_(step)
    assert compiled.subject == "Welcome, {{first_name|friend}}"
    assert "agreed to messages of this kind: Campaign news" in compiled.html
    assert "/emails/" not in compiled.html


def test_two_columns_stand_beside_each_other_where_there_is_room() -> None:
    assert every().html.count("mj-column-per-50") >= 2


@pytest.mark.parametrize("name", MailBodyBlock.base_blocks)
def test_each_block_shows_itself_to_whoever_chooses_one(name: str) -> None:
    composed.every_block()
    block = MailBodyBlock().child_blocks[name]
    assert block.is_previewable
    assert block.get_description()
    shown = block.get_preview_context(block.get_preview_value())["message"]
    assert shown.startswith("<!DOCTYPE html>")
    assert "{{" not in shown


def test_a_button_leads_to_one_place() -> None:
    block = MailBodyBlock().child_blocks["button"]
    petition = factories.petition()
    one = {"label": "Go", "to": f"petition:{petition.pk}", "page": None, "url": ""}
    assert block.clean(block.to_python(one))["to"] == one["to"]
    for wrong in ({**one, "to": ""}, {**one, "url": "https://www.example.org/"}):
        with pytest.raises(StructBlockValidationError, match="Validation error") as refused:
            block.clean(block.to_python(wrong))
        assert refused.value.block_errors


def test_a_picture_is_always_described() -> None:
    block = MailBodyBlock().child_blocks["image"]
    with pytest.raises(Exception, match="Validation error"):
        block.clean(block.to_python({**composed.image()["value"], "alt": ""}))


def test_text_without_html_keeps_lists_links_and_breaks() -> None:
    from campaigns.mailout_writing import Writing, rich

    writing = Writing()
    _, text = rich(
        "<p>One<br/>two</p><ol><li>a <b>b</b></li></ol><p><a>no link</a> <a href='tel:999'>ring</a></p>", writing
    )
    assert text == "One\ntwo\n\n- a b\n\nno link ring"
    assert writing.links == {}
