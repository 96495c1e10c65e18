"""A course with lessons for tests: written, drafted, and in use."""

from typing import Any

from pages.models import HomePage, SectionPage
from training.models import Course, CourseVersion, LessonPage
from training.services import courses

TEXT = "<h2>What you may notice</h2><p>Somebody never holds <b>their own</b> papers.</p>"
SCENARIO = [
    {"type": "text", "value": "<p>You buy a coffee. What do you do?</p>"},
    {
        "type": "accordion",
        "value": {
            "heading": "What could you do?",
            "items": [
                {"title": "Ask the manager", "text": "<p>That may put them in danger.</p>"},
                {"title": "Ring the helpline later", "text": "<p>Yes. They know what to do.</p>"},
            ],
        },
    },
]


def section() -> SectionPage:
    found: SectionPage | None = SectionPage.objects.filter(slug="training-lessons").first()
    if found is not None:
        return found
    made = SectionPage(title="Training lessons", slug="training-lessons")
    HomePage.objects.get(depth=2).add_child(instance=made)
    return made


def lesson(title: str = "Seeing", *, text: str = TEXT, live: bool = True, **fields: Any) -> LessonPage:
    """Published, unless it shall be a draft."""
    page = LessonPage(title=title, content_note="It speaks of people who are controlled.", live=live, **fields)
    page.body = [{"type": "text", "value": text}]
    page.scenario = SCENARIO
    section().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def course(slug: str = "seeing-the-signs", **fields: Any) -> Course:
    given = {"title": "Seeing the signs", "kind": "awareness", "summary": "What to notice, and what to do."}
    return courses.add(by=None, slug=slug, **{**given, "validity_months": 36, **fields})


def draft(*lessons: LessonPage, of: Course | None = None, **modules: Any) -> CourseVersion:
    """With a module for each lesson; `modules` holds for each of them."""
    version = courses.draft(course=of or course(), by=None)
    for each in lessons or (lesson("Seeing"), lesson("Doing")):
        courses.add_module(version=version, lesson=each, **modules)
    return version


def in_use(*lessons: LessonPage, of: Course | None = None, **modules: Any) -> CourseVersion:
    return courses.publish(version=draft(*lessons, of=of, **modules), by=None)
