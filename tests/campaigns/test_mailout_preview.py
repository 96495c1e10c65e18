"""A mail-out is looked at as it arrives: in every light, and as somebody of its audience, which is written down."""

from typing import Any

import pytest
from django.test import Client

from campaigns.admin_views import previewing
from campaigns.models import Mailout
from people.enums import Access
from people.models import AccessRecord, User
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import mailout

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def staff(client: Client, morgan: User) -> Client:
    client.force_login(morgan)
    return client


def look(client: Client, made: Mailout, name: str, **data: str) -> Any:
    return client.get(f"/admin/mail-outs/{made.pk}/look/{name}/", data)


def test_every_look_is_a_frame_that_runs_nothing(staff: Client) -> None:
    made = mailout()
    page = staff.get(f"/admin/mail-outs/{made.pk}/preview/").content.decode()
    assert page.count("<iframe") == len(previewing.LOOKS)
    assert page.count(" sandbox ") == len(previewing.LOOKS)
    assert 'width="640"' in page
    assert 'width="360"' in page
    for name in previewing.NAMES:
        answer = look(staff, made, name)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert "We met the minister" in answer.content.decode()
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_without_images_the_frame_may_load_none(staff: Client) -> None:
    made = mailout()
    assert "img-src" not in look(staff, made, "images-off").headers["Content-Security-Policy"]
    assert "img-src 'self'" in look(staff, made, "phone").headers["Content-Security-Policy"]


def test_dark_colours_show_in_the_dark_alone_whatever_the_machine_likes(staff: Client) -> None:
    made = mailout()
    light, dark = (look(staff, made, name).content.decode() for name in ("desktop", "dark"))
    assert "prefers-color-scheme" not in light + dark
    assert "@media not all" in light
    assert "@media all" in dark


def test_plain_text_holds_no_tag(staff: Client) -> None:
    text = look(staff, mailout(), "text").content.decode()
    assert "Dear friend," in text.replace("&#x27;", "'")
    assert "&lt;p" not in text


def test_it_is_shown_as_a_reader_who_was_found_and_that_is_written_down(staff: Client, morgan: User) -> None:
    suzie = mailed.supporter("suzie@example.org", name="Suzie Signer")
    made = mailout(subject="News, {{first_name|friend}}")
    path = f"/admin/mail-outs/{made.pk}/preview"
    assert "News, friend" in staff.get(f"{path}/").content.decode()
    found = staff.post(f"{path}/reader/", {"words": "suzie@example.org"}).content.decode()
    assert f'name="reader" value="{suzie.pk}"' in found
    assert staff.post(f"{path}/as/", {"reader": suzie.pk}).headers["Location"] == f"{path}/"
    assert "News, Suzie" in staff.get(f"{path}/").content.decode()
    assert "Dear Suzie," in look(staff, made, "phone").content.decode()
    assert set(AccessRecord.objects.filter(by=morgan).values_list("action", "person")) == {
        (Access.SEARCHED, None),
        (Access.VIEWED, suzie.pk),
    }
    staff.post(f"{path}/as/", {})
    assert "News, friend" in staff.get(f"{path}/").content.decode()


def test_a_hostile_name_is_a_name(staff: Client) -> None:
    mallory = mailed.supporter("mallory@example.org", name="<script>alert(1)</script>{{name|x}} Mallory")
    made = mailout(body=[("text", "<p>Dear {{name|friend}},</p>")])
    staff.post(f"/admin/mail-outs/{made.pk}/preview/as/", {"reader": mallory.pk})
    html = look(staff, made, "desktop").content.decode()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{name|x}} Mallory" in html


def test_nobody_outside_its_audience_is_found_or_chosen(staff: Client) -> None:
    other = mailed.supporter("priya@example.org", name="Priya Person", purpose="training")
    made = mailout()
    path = f"/admin/mail-outs/{made.pk}/preview"
    assert "Nobody like that" in staff.post(f"{path}/reader/", {"words": "Priya"}).content.decode()
    staff.post(f"{path}/as/", {"reader": other.pk})
    assert "somebody of whom we know nothing" in staff.get(f"{path}/").content.decode()
    assert not AccessRecord.objects.filter(person=other).exists()


def test_some_readers_are_shown_by_chance_and_logged(staff: Client, morgan: User) -> None:
    mailed.supporters(3)
    page = staff.post(f"/admin/mail-outs/{mailout().pk}/preview/reader/", {"some": "yes"}).content.decode()
    assert page.count("Look at it as them") == 3
    assert AccessRecord.objects.filter(by=morgan, action=Access.VIEWED).count() == 3


def test_a_search_for_too_little_finds_nothing_and_is_not_logged(staff: Client) -> None:
    answer = staff.post(f"/admin/mail-outs/{mailout().pk}/preview/reader/", {"words": "a"})
    assert answer.status_code == 422
    assert not AccessRecord.objects.exists()


def test_a_reader_of_one_mailout_is_not_carried_to_another(staff: Client) -> None:
    suzie = mailed.supporter("suzie@example.org", name="Suzie Signer")
    first, second = mailout(), mailout(slug="second", subject="Hello, {{first_name|friend}}")
    staff.post(f"/admin/mail-outs/{first.pk}/preview/as/", {"reader": suzie.pk})
    assert "Hello, friend" in staff.get(f"/admin/mail-outs/{second.pk}/preview/").content.decode()


def test_the_second_subject_has_a_preview_too(staff: Client) -> None:
    made = mailout(second_subject="The minister met us")
    page = staff.get(f"/admin/mail-outs/{made.pk}/preview/", {"variant": "b"}).content.decode()
    assert "<dd>The minister met us</dd>" in page
    assert "?variant=b" in page
