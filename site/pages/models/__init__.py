from pages.models.base import BasePage
from pages.models.content import ArticlePage, HomePage, SectionPage
from pages.models.fact import Fact
from pages.models.generation import SiteGeneration
from pages.models.library import Resource, ResourceLibraryPage
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.news import NewsIndexPage, NewsPage
from pages.models.record import Record
from pages.models.routes import SafetyRoutes
from pages.models.special import (
    ContactPage,
    ExploitationPage,
    LegalPage,
    PeoplePage,
    Question,
    QuestionsPage,
    StoryPage,
)

__all__ = [
    "ArticlePage",
    "BasePage",
    "ContactPage",
    "ExploitationPage",
    "Fact",
    "HomePage",
    "LegalPage",
    "NewsIndexPage",
    "NewsPage",
    "PeoplePage",
    "Question",
    "QuestionsPage",
    "Record",
    "Resource",
    "ResourceLibraryPage",
    "SafetyRoutes",
    "SectionPage",
    "SiteDocument",
    "SiteGeneration",
    "SiteImage",
    "SiteRendition",
    "StoryPage",
]
