from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pages.sitemap import OnTheOneAddress
from training.models import CourseVersion
from training.selectors import courses


class TrainingSitemap(OnTheOneAddress, Sitemap[str]):
    """The list of courses, the page of each, and its lessons."""

    def items(self) -> list[str]:
        found = [reverse("training")]
        for course, version in courses.listed():
            found.append(course.get_absolute_url())
            found += lessons_of(version)
        return found

    def location(self, item: str) -> str:
        return item


def lessons_of(version: CourseVersion) -> list[str]:
    numbers = version.modules.values_list("number", flat=True)
    return [reverse("training_lesson", args=[version.course.slug, number]) for number in numbers]
