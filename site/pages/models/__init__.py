from pages.models.base import BasePage
from pages.models.content import ArticlePage, HomePage, SectionPage
from pages.models.fact import Fact
from pages.models.generation import SiteGeneration
from pages.models.media import SiteDocument, SiteImage, SiteRendition

__all__ = [
    "ArticlePage",
    "BasePage",
    "Fact",
    "HomePage",
    "SectionPage",
    "SiteDocument",
    "SiteGeneration",
    "SiteImage",
    "SiteRendition",
]
