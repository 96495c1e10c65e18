"""Courses and their versions: what may be published, what never changes, and what editors and readers see of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from pages import generation, mainstays, uses
from pages.models import Fact
from pages.models.fact import FactInUse
from tests import factories
from tests.factories import indicator
from tests.training import lessons
from training import reserved, urls
from training.enums import VersionState
from training.models import Course, CourseVersion, LessonPage, Module
from training.selectors import courses as selectors
from training.selectors import fact_uses, syllabus
from training.services import courses

pytestmark = pytest.mark.django_db


def critical(**fields: Any) -> Fact:
    return factories.fact(**{"key": "advice-no-confronting", "label": "Don't confront", **fields})


def published() -> CourseVersion:
    return lessons.in_use(critical=[critical()], indicators=[indicator("L01")])


def lesson_of(version: CourseVersion) -> LessonPage:
    """What readers of a version see of its first lesson."""
    revision = version.modules.get(number=1).revision
    assert revision is not None
    page: LessonPage = revision.as_object()
    return page


def test_publishing_pins_each_lesson_and_retires_the_version_before() -> None:
    first = published()
    page = first.modules.get(number=1).lesson
    assert [module.revision_id for module in first.modules.all()] == [
        module.lesson.live_revision_id for module in first.modules.select_related("lesson")
    ]
    page.title = "Seeing better"
    page.save_revision().publish()
    second = courses.draft(course=first.course, by=None)
    courses.set_rules(version=second, by=None, what_changed="The first lesson is clearer.")
    before = generation.current().published
    second = courses.publish(version=second, by=factories.morgan())
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (VersionState.RETIRED, VersionState.PUBLISHED, 2)
    assert CourseVersion.objects.in_use().get() == second
    assert str(second.published_by) == "Morgan"
    assert generation.current().published > before
    assert lesson_of(first).title == "Seeing"
    assert lesson_of(second).title == "Seeing better"


def test_a_published_version_is_never_changed() -> None:
    version = published()
    module = version.modules.get(number=1)
    kept: dict[str, Any] = {
        "lesson": module.lesson,
        "title": "Other",
        "minutes": 1,
        "indicators": [],
        "facts": [],
        "critical": [],
    }
    with pytest.raises(courses.Published):
        courses.set_rules(version=version, by=None, pass_mark=1)
    with pytest.raises(courses.Published):
        courses.add_module(version=version, lesson=module.lesson)
    with pytest.raises(courses.Published):
        courses.change_module(module=module, **kept)
    with pytest.raises(courses.Published):
        courses.remove_module(module=module)
    with pytest.raises(courses.Published):
        courses.move_up(module=version.modules.get(number=2))
    with pytest.raises(courses.Published):
        courses.discard(version=version, by=factories.morgan())
    with pytest.raises(courses.Published):
        courses.publish(version=version, by=None)
    assert [(each.number, each.title) for each in version.modules.all()] == [(1, "Seeing"), (2, "Doing")]


def test_publishing_says_everything_that_is_missing() -> None:
    gone = indicator("L09", live=False)
    sourceless, dead = critical(source_name=""), critical(key="dead", label="Dead advice", live=False)
    version = lessons.draft(lessons.lesson("Seeing", live=False), indicators=[gone], critical=[sourceless, dead])
    assert syllabus.missing(version) == [
        "Module 1, Seeing: its lesson is not published.",
        "Module 1, Seeing: the sign L09 is not live.",
        "Module 1, Seeing: the fact “Dead advice” is not live.",
        "Module 1, Seeing: the fact “Don't confront” has no source.",
    ]
    with pytest.raises(courses.Incomplete, match="not published"):
        courses.publish(version=version, by=None)
    assert not CourseVersion.objects.in_use().exists()


def test_a_course_without_modules_or_without_a_statement_to_sign_off_is_not_published() -> None:
    empty = courses.draft(course=lessons.course(), by=None)
    assert syllabus.missing(empty) == ["It has no module yet."]
    courses.add_module(version=empty, lesson=lessons.lesson())
    assert syllabus.missing(empty) == ["No statement is marked for sign-off by the safeguarding lead."]


def test_a_lesson_that_names_a_fact_which_is_gone_is_not_published() -> None:
    text = f'<p>It was <embed embedtype="fact" id="{factories.fact(live=False).pk}"/>.</p>'
    version = lessons.draft(lessons.lesson(text=text), critical=[critical()])
    assert syllabus.missing(version) == ["Module 1, Seeing: its lesson names a fact that is not live."]


def test_the_next_version_has_to_say_what_changed_and_shows_how_it_differs() -> None:
    first = published()
    page = first.modules.get(number=1).lesson
    page.body = [{"type": "text", "value": "<p>Quite other words.</p>"}]
    page.save_revision().publish()
    second = courses.draft(course=first.course, by=None)
    assert syllabus.missing(second) == ["Say what changed since the version before."]
    courses.set_rules(version=second, by=None, pass_mark=90)
    doing = second.modules.get(number=2)
    known = list(doing.critical.all())
    courses.change_module(
        module=doing,
        lesson=doing.lesson,
        title="Doing right",
        minutes=10,
        indicators=[indicator("L02")],
        facts=[],
        critical=known,
    )
    courses.add_module(version=second, lesson=lessons.lesson("Afterwards"))
    second.refresh_from_db()
    assert syllabus.differences(second) == [
        "Pass mark: 90 instead of 80.",
        "Module 1: its lesson was rewritten.",
        "Module 2 is called “Doing right” instead of “Doing”.",
        "Module 2 has more signs: L02.",
        "Module 2 leaves out signs: L01.",
        "Module 3 is new: Afterwards.",
    ]
    courses.move_up(module=second.modules.get(number=2))
    courses.remove_module(module=second.modules.get(number=2))
    assert "Module 1 was module 2: Doing right." in syllabus.differences(second)
    assert "Module 1 is left out: Seeing." in syllabus.differences(second)


def test_a_draft_begins_as_a_copy_and_there_is_one_at_most() -> None:
    first = published()
    second = courses.draft(course=first.course, by=None)
    copied = second.modules.get(number=1)
    assert (copied.revision, copied.title) == (None, "Seeing")
    assert [sign.code for sign in copied.indicators.all()] == ["L01"]
    with pytest.raises(courses.HasDraft):
        courses.draft(course=first.course, by=None)
    courses.discard(version=second, by=factories.morgan())
    assert Module.objects.count() == 2
    assert courses.draft(course=first.course, by=None).number == 2


def test_modules_move_and_close_up_when_one_is_taken_out() -> None:
    version = lessons.draft(lessons.lesson("A"), lessons.lesson("B"), lessons.lesson("C"))
    courses.move_up(module=version.modules.get(title="C"))
    courses.move_up(module=version.modules.get(title="A"))
    assert [module.title for module in version.modules.all()] == ["A", "C", "B"]
    courses.remove_module(module=version.modules.get(title="A"))
    assert [(module.number, module.title) for module in version.modules.all()] == [(1, "C"), (2, "B")]


def test_a_sign_off_is_asked_for_again_once_the_draft_changes() -> None:
    version = lessons.draft(critical=[critical()])
    assert "The safeguarding lead has not signed off the safety-critical statements." in syllabus.doubts(version)
    assert courses.sign_off(version=version, by=factories.dele())
    assert not courses.sign_off(version=version, by=factories.morgan())
    version.refresh_from_db()
    assert str(version.signed_off_by) == "Dele"
    assert not any("signed off" in doubt for doubt in syllabus.doubts(version))
    courses.remove_module(module=version.modules.get(number=2))
    version.refresh_from_db()
    assert version.signed_off_at is None


def test_publishing_writes_down_every_fact_that_a_lesson_shows() -> None:
    shown = factories.fact()
    text = f'<p>It was <embed embedtype="fact" id="{shown.pk}"/>.</p>'
    version = lessons.in_use(lessons.lesson(text=text), critical=[critical()])
    assert {fact.key for fact in version.modules.get().facts.all()} == {"nrm-2025", "advice-no-confronting"}


def test_a_fact_that_a_course_teaches_says_so_and_stays() -> None:
    version = published()
    fact = Fact.objects.get(key="advice-no-confronting")
    ReferenceIndex.objects.all().delete()
    assert [str(use) for use in uses.of(fact)] == ["course “Seeing the signs, version 1, module 1: Seeing”"]
    with pytest.raises(FactInUse, match="Seeing the signs"):
        fact.delete()
    CourseVersion.objects.filter(pk=version.pk).update(state=VersionState.RETIRED)
    assert uses.of(fact) == []


def test_a_sign_says_where_it_is_taught() -> None:
    version = published()
    sign = version.modules.get(number=1).indicators.get()
    found = fact_uses.of_sign(sign, factories.dele())
    assert [use.name for use in found] == [
        "Seeing the signs, version 1, module 1: Seeing",
        "Seeing the signs, version 1, module 2: Doing",
    ]
    assert found[0].url == f"/admin/training-courses/versions/{version.pk}/"


def test_a_lesson_that_a_version_teaches_can_not_be_deleted(client: Client) -> None:
    page = published().modules.get(number=1).lesson
    kept, reason = mainstays.first_of([page.get_parent()], and_below=True) or (None, "")
    assert kept is not None
    assert kept.pk == page.pk
    assert reason.startswith("“Seeing” is a lesson of “Seeing the signs”, version 1, so it stays.")
    client.force_login(factories.dele())
    client.post(f"/admin/pages/{page.pk}/delete/")
    client.post(f"/admin/pages/{page.pk}/unpublish/")
    assert LessonPage.objects.get(pk=page.pk).live
    free = lessons.lesson("Nobody's")
    assert mainstays.first_of([Page.objects.get(pk=free.pk)], and_below=True) is None


def test_readers_see_courses_in_use_that_anybody_may_take() -> None:
    published()
    lessons.in_use(lessons.lesson("Inner"), of=lessons.course("inner", is_public=False), critical=[critical(key="a")])
    lessons.course("not-yet")
    assert [course.slug for course, _ in selectors.listed()] == ["seeing-the-signs"]
    by = factories.morgan()
    shown = Course.objects.get(slug="seeing-the-signs")
    assert courses.retire(course=shown, by=by)
    assert not courses.retire(course=shown, by=by)
    assert selectors.listed() == []
    assert selectors.in_use("seeing-the-signs") is None
    assert courses.bring_back(course=shown, by=by)
    assert selectors.in_use("seeing-the-signs") is not None


def test_the_page_of_a_course_says_all_there_is_to_it(
    client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.PAGE_GENERATION_MEMORY = 60
    trainers = lessons.course("for-trainers", title="Teaching others")
    course = lessons.course(taught_by=trainers)
    version = lessons.in_use(
        of=course, critical=[critical()], indicators=[indicator("L01"), indicator("S01", kind="sexual")]
    )
    courses.change(course=trainers, by=None, title="Teaching others", prerequisites=[course])
    client.get("/training/seeing-the-signs/")
    with django_assert_max_num_queries(12):
        answer = client.get("/training/seeing-the-signs/", {"fresh": "1"})
    text = " ".join(answer.content.decode().split())
    for words in (
        "A quiz of 15 questions: 80 % right, and every question about safety.",
        "36 months, to the end of that month",
        "10 questions, from 90 days before the end to 6 months after it",
        "Nothing: begin here",
        "valid award of “Teaching others”",
        "What L01 says.",
        "What S01 says.",
        'href="/training/seeing-the-signs/lessons/1/"',
        'href="/training/seeing-the-signs/course.pdf"',
    ):
        assert words in text
    assert version.what_changed == ""
    assert "What changed" not in text


def test_the_list_of_courses_is_kept_for_the_next_reader_until_one_is_published(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    assert "There is no course yet." in client.get("/training/").content.decode()
    published()
    answer = client.get("/training/")
    assert "Seeing the signs" in answer.content.decode()
    assert not answer.cookies
    with django_assert_max_num_queries(1):  # whether something was published
        client.get("/training/")


@pytest.mark.parametrize(
    "path", ["/training/no-such-course/", "/training/inner/", "/training/seeing-the-signs/lessons/9/"]
)
def test_what_is_not_there_for_readers_is_not_found(path: str, client: Client) -> None:
    published()
    lessons.in_use(lessons.lesson("Inner"), of=lessons.course("inner", is_public=False), critical=[critical(key="a")])
    assert client.get(path).status_code == 404


def test_search_and_sitemap_lead_to_courses_and_lessons_where_readers_take_them(client: Client) -> None:
    version = published()
    lessons.lesson("Nobody teaches me")
    found = client.get("/search/", {"q": "seeing"}).content.decode()
    assert 'href="/training/seeing-the-signs/"' in found
    assert 'href="/training/seeing-the-signs/lessons/1/"' in found
    assert "Nobody teaches me" not in client.get("/search/", {"q": "nobody teaches"}).content.decode()
    map_of_training = client.get("/training/sitemap.xml").content.decode()
    assert "/training/seeing-the-signs/lessons/2/" in map_of_training
    assert version.modules.get(number=1).lesson.url not in client.get("/sitemap.xml").content.decode()
    assert "/training/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_morgan_writes_a_course_in_the_admin(client: Client) -> None:
    client.force_login(factories.user("morgan", groups=("Trainers",)))
    new = {"slug": "drivers", "title": "For drivers", "kind": "awareness", "summary": "On the road.", "order": "5"}
    new |= {"validity_months": "24", "grace_months": "6", "is_public": "on"}
    assert client.post("/admin/training-courses/new/", {**new, "slug": "quiz"}).status_code == 422
    assert client.post("/admin/training-courses/new/", new).status_code == 302
    version = CourseVersion.objects.get(course__slug="drivers")
    base = f"/admin/training-courses/versions/{version.pk}/"
    page, fact, sign = lessons.lesson("On the road"), critical(), indicator("G01")
    module = {"lesson": page.pk, "minutes": "8", "indicators": [sign.pk], "critical": [fact.pk]}
    assert client.post(f"{base}modules/new/", module).status_code == 302
    assert "On the road" in client.get(f"{base}preview/1/").content.decode()
    assert "can be published" in client.get(f"{base}publish/").content.decode()
    assert client.get("/training/drivers/").status_code == 404
    assert client.post(f"{base}publish/").status_code == 302
    assert "On the road" in client.get("/training/drivers/").content.decode()
    assert client.post(f"{base}rules/", {"minutes": "1"}).status_code == 422
    screen = client.get(base).content.decode()
    assert "Published on" in screen
    assert "Don&#x27;t confront" in screen


def test_a_ring_of_courses_that_ask_for_one_another_is_refused(client: Client) -> None:
    first = lessons.course("first")
    second = lessons.course("second", prerequisites=[first])
    client.force_login(factories.dele())
    values = {"title": "First", "kind": "awareness", "summary": "x", "order": "1", "grace_months": "6"}
    answer = client.post(f"/admin/training-courses/{first.pk}/change/", {**values, "prerequisites": [second.pk]})
    assert answer.status_code == 422
    assert "asks for this course itself" in answer.content.decode()
    assert not first.prerequisites.exists()


def test_a_fact_due_for_review_is_worth_a_look() -> None:
    version = lessons.draft(critical=[critical(review_by=timezone.localdate() - timedelta(days=1))])
    assert "Module 1: the fact “Don't confront” is due for review." in syllabus.doubts(version)


def test_no_course_takes_an_address_of_the_site() -> None:
    routes = [str(pattern.pattern).split("/") for pattern in urls.urlpatterns]
    fixed = {parts[1] for parts in routes if parts[0] == "training" and len(parts) > 2 and "<" not in parts[1]}
    assert {"quiz", "sessions"} <= fixed
    assert fixed <= reserved.WORDS
