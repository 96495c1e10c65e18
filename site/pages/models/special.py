"""Pages with a form of their own: a kind of exploitation, a story, questions, people, contact and legal pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from pages.anchors import anchors
from pages.blocks import PARAGRAPH, ContactBlock, PeopleBlock
from pages.enums import Kind
from pages.fields import BodyField
from pages.models.content import Article, PageWithBody

MOST_QUESTIONS = 60


class ExploitationPage(Article):
    """One kind of exploitation; the signs of its kind follow the body by themselves, unless they stand in it."""

    kind = models.CharField(max_length=20, choices=Kind, help_text="Whose signs are shown below the text.")

    template = "pages/exploitation_page.html"
    content_panels = [*Article.content_panels, FieldPanel("kind")]

    def has_its_signs_in_the_text(self) -> bool:
        return any(block.block_type == "signs" and block.value["kind"] == self.kind for block in self.body)


class StoryPage(Article):
    basis = models.CharField(
        max_length=200,
        help_text="Whose story it is: who agreed to it and when, or that it is made up from published patterns.",
    )

    template = "pages/story_page.html"
    search_fields = [*Article.search_fields, index.SearchField("basis")]
    content_panels = [*Article.content_panels, FieldPanel("basis")]


class QuestionsPage(PageWithBody):
    template = "pages/questions_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *PageWithBody.search_fields,
        index.RelatedFields("questions", [index.SearchField("question"), index.SearchField("answer")]),
    ]
    content_panels = [
        *PageWithBody.content_panels,
        InlinePanel("questions", label="Question", max_num=MOST_QUESTIONS),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "themes": self.themes()}

    def themes(self) -> list[tuple[str, list["Question"]]]:
        """Each theme with its questions, in the order in which the themes first appear."""
        found: dict[str, list[Question]] = {}
        questions = list(self.questions.all())
        for question, anchor in zip(questions, anchors(each.question for each in questions), strict=True):
            question.anchor = anchor
            found.setdefault(question.theme, []).append(question)
        return list(found.items())


class Question(Orderable):
    page = ParentalKey(QuestionsPage, on_delete=models.CASCADE, related_name="questions")
    theme = models.CharField(max_length=60, help_text="Questions with the same theme stand together.")
    question = models.CharField(max_length=200)
    answer = RichTextField(features=PARAGRAPH)

    anchor: str  # what follows the # in a link to it, on a page that is shown

    panels = [FieldPanel("theme"), FieldPanel("question"), FieldPanel("answer")]

    def __str__(self) -> str:
        return self.question


class PeoplePage(PageWithBody):
    """Who works here and with whom."""

    people = BodyField(PeopleBlock(required=False), blank=True)

    template = "pages/people_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*PageWithBody.search_fields, index.SearchField("people")]
    content_panels = [*PageWithBody.content_panels, FieldPanel("people")]


class ContactPage(PageWithBody):
    """Whom to write to about what. It has no form: what somebody saw happen goes to the police or the helpline."""

    contacts = BodyField(ContactBlock(required=False), blank=True)

    template = "pages/contact_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*PageWithBody.search_fields, index.SearchField("contacts")]
    content_panels = [*PageWithBody.content_panels, FieldPanel("contacts")]


class LegalPage(PageWithBody):
    """Privacy, cookies, accessibility and the like: with a table of contents and the day from which it holds."""

    in_force_from = models.DateField()

    template = "pages/legal_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*PageWithBody.content_panels, FieldPanel("in_force_from")]
