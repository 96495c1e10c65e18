"""What is pasted becomes paragraphs as their writer saw them, and no word is lost on the way."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import pasted
from pages import plain_text

WORD_PROCESSOR = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Word 15">
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head><body lang=EN-GB>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<p class=MsoNormal>I am a nurse in <span style='mso-spacerun:yes'>\u00a0</span>Leeds.&nbsp; I have worked
here for ten years.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]><span style='font-family:Symbol'>\u00b7<span>
&nbsp;&nbsp;&nbsp;&nbsp;</span></span><![endif]>Support <b>every</b> survivor</p>
<p class=MsoListParagraph><span>\u00b7&nbsp;&nbsp;</span>Don\u2019t stop after six weeks</p>
</body></html>"""
MAIL = """<div dir="ltr">Hello,<div><br></div><div>please read
<a href="https://example.org/report">this report</a>.</div>
<div>It says: &quot;R&amp;D&quot; &lt;soon&gt;</div></div>"""


def test_a_letter_from_a_word_processor_is_its_paragraphs_and_bullets() -> None:
    assert pasted.clean(WORD_PROCESSOR) == (
        "I am a nurse in Leeds. I have worked here for ten years.\n\n"
        "- Support every survivor\n\n- Don\u2019t stop after six weeks"
    )


def test_mail_keeps_its_lines_and_the_address_of_a_link() -> None:
    assert pasted.clean(MAIL) == (
        'Hello,\n\nplease read this report (https://example.org/report).\n\nIt says: "R&D" <soon>'
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One\r\n\r\n\r\n\r\nTwo\r\n", "One\n\nTwo"),
        ("One\rTwo", "One\nTwo"),
        ("One\u2028Two\x0bThree", "One\nTwo\nThree"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("traf\u00adfick\u200bing\ufeff", "trafficking"),
        ("\u202eabc\u202c", "abc"),
        ("\u2022 one\n\u25aa\ttwo\no\tthree\n\uf0b7 four", "- one\n- two\n- three\n- four"),
        ("It\x92s \x93so\x94 \x96 yes", "It\u2019s \u201cso\u201d \u2013 yes"),
        ("\u201cQuoted\u201d and \u2018quoted\u2019", "\u201cQuoted\u201d and \u2018quoted\u2019"),
        ("Caffe\u0301", "Caff\u00e9"),
        ("I think 2 < 3 and <you> know", "I think 2 < 3 and <you> know"),
        ("Only <b>bold</b>\nand <i>slanted</i>", "Only bold\nand slanted"),
        ("&nbsp;AT&amp;T &pound;5 &#163;5 Q&A; fish&chips", "AT&T \u00a35 \u00a35 Q&A; fish&chips"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>begun <!-- and never ended", "begun <!-- and never ended"),
        ("Mae'r t\u0177 yn \u0175yl i Si\u00e2n", "Mae'r t\u0177 yn \u0175yl i Si\u00e2n"),
        ("", ""),
    ],
)
def test_what_was_meant_is_kept(typed: str, kept: str) -> None:
    assert pasted.clean(typed) == kept


WORDS = st.lists(
    st.sampled_from(["I", "o", "know", "T\u0177", "caff\u00e9", "na\u00efve", "R2", "it"]), min_size=1, max_size=9
)
TAGS = ("p", "div", "span", "b", "li", "td", "o:p", "h2")


@given(st.lists(st.tuples(WORDS, st.sampled_from(TAGS)), min_size=1, max_size=8))
def test_no_word_between_tags_is_lost_and_their_order_stays(parts: list[tuple[list[str], str]]) -> None:
    typed = " ".join(f"<{tag} class=\"x\" style='a:b'>{' '.join(words)}</{tag}>" for words, tag in parts)
    words = [word for words, _ in parts for word in words]
    assert re.findall(r"[^\W_]+", pasted.clean(typed)) == re.findall(r"[^\W_]+", pasted.tidied(" ".join(words)))


@given(st.text(max_size=300))
def test_whatever_is_typed_has_its_words_afterwards_and_cleaning_twice_changes_nothing(typed: str) -> None:
    typed = typed.replace("<", " ").replace("&", " ")
    cleaned = pasted.clean(typed)
    assert pasted.clean(cleaned) == cleaned
    assert letters(cleaned) == letters(typed)
    assert plain_text.can_be_shown(cleaned) or plain_text.has_towers(cleaned)


def letters(text: str) -> str:
    same = unicodedata.normalize("NFC", text.translate(pasted.WINDOWS | pasted.BREAKS | pasted.NOTHING))
    return "".join(sign for sign in pasted.SECOND_BULLET.sub("", same) if sign.isalpha())


@pytest.mark.parametrize(
    "typed", ["<!--" * 50_000, "<p " * 60_000, "<p '" * 50_000, '<p "' * 50_000, "<style" * 50_000, "&" * 200_000]
)
def test_no_markup_takes_long(typed: str) -> None:
    start = time.perf_counter()
    pasted.clean(typed)
    assert time.perf_counter() - start < 3


def test_what_is_far_too_long_is_left_alone() -> None:
    typed = "<p>word</p>" * 100_000
    assert pasted.clean(typed) == typed
