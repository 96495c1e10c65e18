"""Lessons as readers meet them: pinned words with live facts, a scenario without scripts, and what they weigh."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.test import Client

from pages.models import Fact
from people.models import Merge
from people.services import erasure, merging, people
from tests import factories
from tests.factories import indicator
from tests.training import lessons
from training.models import CourseVersion, LessonPage, LessonRead
from training.services import courses, reading

pytestmark = pytest.mark.django_db
FIRST, SECOND = "/training/seeing-the-signs/lessons/1/", "/training/seeing-the-signs/lessons/2/"
MOST = 300 * 1024


def advice() -> Fact:
    return factories.fact(key="advice-no-confronting", label="Don't confront", statement="Confronting is dangerous.")


def in_use(text: str = lessons.TEXT) -> CourseVersion:
    pages = lessons.lesson("Seeing", text=text, summary="How to notice."), lessons.lesson("Doing")
    return lessons.in_use(*pages, critical=[advice()], indicators=[indicator("L01")])


def words_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_readers_of_a_version_see_the_words_that_it_pinned(client: Client) -> None:
    page = in_use().modules.get(number=1).lesson
    page.body = [{"type": "text", "value": "<p>Not yet taught.</p>"}]
    page.save_revision().publish()
    assert "never holds <b>their own</b> papers" in words_at(client, FIRST)
    courses.draft(course=CourseVersion.objects.get().course, by=None)
    assert "Not yet taught" not in words_at(client, FIRST)


def test_a_fact_changed_once_shows_in_the_pinned_words(client: Client) -> None:
    fact = factories.fact()
    in_use(f'<p>It was <embed embedtype="fact" id="{fact.pk}"/> people.</p>')
    assert "23,411" in words_at(client, FIRST)
    fact.value = "24,000"
    fact.save()
    assert "24,000" in words_at(client, FIRST)
    assert "23,411" not in words_at(client, FIRST)


def test_a_lesson_begins_with_its_note_and_ends_with_the_way_on(client: Client) -> None:
    in_use()
    words = words_at(client, FIRST)
    order = [
        "Lesson 1 of 2",
        "It speaks of people who are controlled.",
        "What you may notice",
        "What would you do?",
        '<summary class="accordion__summary">Ring the helpline later</summary>',
        "What L01 says.",
        "Confronting is dangerous.",
        f'href="{SECOND}"',
    ]
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert 'href="/exit/"' in words
    assert "Lesson before" not in words
    assert "Lesson before" in words_at(client, SECOND)


def test_the_own_address_of_a_lesson_leads_to_its_course(client: Client) -> None:
    page = in_use().modules.get(number=2).lesson
    assert client.get(page.url).headers["Location"] == SECOND
    free = lessons.lesson("Nobody's")
    assert client.get(free.url).headers["Location"] == "/training/"


def test_a_lesson_costs_few_queries_and_the_next_reader_none(
    client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.PAGE_GENERATION_MEMORY = 60
    in_use()
    with django_assert_max_num_queries(16):
        answer = client.get(FIRST)
    assert not answer.cookies
    with django_assert_max_num_queries(0):
        client.get(FIRST)


def test_a_lesson_weighs_at_most_300_kilobytes_with_all_that_it_loads(client: Client) -> None:
    """Of a long one: the longest of the demonstration are shorter."""
    paragraph = "<p>" + "They may not know where they are, and somebody else may speak for them. " * 6 + "</p>"
    in_use("<h2>Long</h2>" + paragraph * 40)
    html = client.get(FIRST).content
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', html.decode())
    fonts = re.findall(r'rel="preload" href="([^"]+)"', html.decode())
    pictures = re.findall(r'<img[^>]+src="([^"]+)"', html.decode())
    assert len(html) > 20_000
    assert (len(styles), len(fonts), pictures) == (1, 2, [])
    assert len(html) + sum(map(size_of, [*styles, *fonts, "/static/js/site.js", *elements()])) < MOST


def size_of(address: str) -> int:
    found = finders.find(address.removeprefix(configured.STATIC_URL))
    assert found, address
    return Path(str(found)).stat().st_size


def elements() -> list[str]:
    """The scripts that site.js imports."""
    script = Path(str(finders.find("js/site.js"))).read_text()
    return [f"/static/js/{path}" for path in re.findall(r'import "\./([^"]+)"', script)]


def test_suzie_marks_a_lesson_as_read_and_takes_it_back(client: Client) -> None:
    version = in_use()
    suzie = factories.user("suzie", person=people.meet(email="suzie@example.org", name="Suzie").person)
    client.force_login(suzie)
    assert "I have read this: on to the next" in words_at(client, FIRST)
    assert "<course-progress" not in words_at(client, FIRST)
    for _ in range(2):
        answer = client.post(f"{FIRST}read/")
        assert (answer.status_code, answer.headers["Location"]) == (303, SECOND)
    assert LessonRead.objects.get().person_id == suzie.person_id
    assert "You have read 1 of 2 lessons." in words_at(client, "/training/seeing-the-signs/")
    assert client.post(f"{SECOND}read/").headers["Location"] == "/training/seeing-the-signs/"
    client.post(f"{FIRST}read/", {"unread": "1"})
    assert [each.module.number for each in LessonRead.objects.filter(module__version=version)] == [2]


def test_marking_needs_a_login_and_a_lesson(client: Client) -> None:
    in_use()
    assert client.post(f"{FIRST}read/").headers["Location"].startswith("/account/login/")
    assert client.get(f"{FIRST}read/").status_code == 405
    client.force_login(factories.user("suzie"))
    assert client.post("/training/seeing-the-signs/lessons/9/read/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("mallory"))
    assert strict.post(f"{FIRST}read/").status_code == 403
    assert not LessonRead.objects.exists()


def test_what_was_read_moves_in_a_merge_and_goes_with_its_owner() -> None:
    version = in_use()
    first, second = version.modules.all()
    kept = people.meet(email="suzie@example.org", name="Suzie").person
    gone = people.meet(email="suzie-too@example.org", name="Suzie").person
    reading.note(person_id=kept.pk, module=first)
    for module in (first, second):
        reading.note(person_id=gone.pk, module=module)
    dele = factories.dele()
    merge: Merge = merging.merge(kept=kept, gone=gone, by=dele, reason="The same person.")
    assert LessonRead.objects.filter(person=kept).count() == 2
    merging.undo(merge, by=dele)
    assert LessonRead.objects.filter(person=gone).count() == 2
    erasure.erase(kept)
    assert not LessonRead.objects.filter(person=kept).exists()


def test_editors_preview_a_lesson_as_it_will_be_read() -> None:
    page = lessons.lesson("Seeing")
    answer = page.make_preview_request(preview_mode=page.default_preview_mode)
    answer.render()
    assert "Ring the helpline later" in answer.content.decode()
    assert LessonPage.objects.get().pk == page.pk
