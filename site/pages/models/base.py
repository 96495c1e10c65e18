from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.search import index

from pages import answers, slugs


class BasePageQuerySet(PageQuerySet["BasePage"]):
    def for_serving(self) -> "BasePageQuerySet":
        """With what base.html shows of every page."""
        found: BasePageQuerySet = self.select_related("social_image", "locale")
        return found


class BasePageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in cleaned and self.parent_page:
            try:
                slugs.refuse_taken(cleaned["slug"], depth=self.parent_page.depth + 1)
            except ValidationError as error:
                self.add_error(None, error)
        picture = cleaned.get("social_image")
        if picture and not picture.description:
            self.add_error("social_image", "Describe the picture first, under Images: some people are read it aloud.")
        self.refuse_expiry_of_mainstays(cleaned)
        if not self.is_deferred_validation:  # a draft may wait for its facts
            self.refuse_holes(cleaned)
        return cleaned

    def refuse_expiry_of_mainstays(self, cleaned: dict[str, Any]) -> None:
        from pages import mainstays

        if cleaned.get("expire_at") and self.instance.pk:
            _, reason = mainstays.first_of([self.instance], and_below=False) or (None, "")
            if reason:
                self.add_error("expire_at", reason)

    def refuse_holes(self, cleaned: dict[str, Any]) -> None:
        from pages import named_facts

        if holes := named_facts.holes([*self.filled(cleaned)]):
            places = "; ".join(holes)
            self.add_error(None, f"A fact that is not live is named in {places}. Choose another, or publish it first.")

    def filled(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """What was written into the fields of the page and into its questions and so on."""
        yield from ((str(self.fields[name].label or name), value) for name, value in cleaned.items())
        for formset in self.formsets.values():
            for form in formset.forms if formset.is_valid() else ():
                if form not in formset.deleted_forms:
                    yield from ((str(form.instance), value) for value in form.cleaned_data.values())


class BasePage(Page):
    """What every page of the site has: a summary, a picture for sharing, a day of review and somebody who cares."""

    summary = models.TextField(
        max_length=220, blank=True, help_text="One or two sentences: under the title, in lists and in search results."
    )
    social_image = models.ForeignKey(
        "pages.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown when shared.",
    )
    reviewed_on = models.DateField(null=True, blank=True, help_text="The day somebody last checked every sentence.")
    review_by = models.DateField(null=True, blank=True, help_text="The day by which it is checked again.")
    hides_its_title = models.BooleanField(
        "neutral title",
        default=False,
        help_text='The tab and the list of visited pages say only "Information". For pages that a controlled '
        "person may read on a watched phone.",
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()

    og_type: ClassVar[str] = "website"
    shows_counts: ClassVar[bool] = False  # a page with a live count is rendered again when counts are folded
    stands_alone: ClassVar[bool] = True  # False: readers meet it elsewhere, so the sitemap leaves its address out

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                FieldPanel("show_in_menus"),
                FieldPanel("hides_its_title"),
            ],
            "How it is found and shared",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")]), FieldPanel("owner")],
            "Keeping it right",
        ),
    ]

    class Meta:
        abstract = True

    base_form_class = BasePageForm

    def clean(self) -> None:
        super().clean()
        if self.depth:  # a page that is being created has none yet: its form knows the parent
            slugs.refuse_taken(self.slug, depth=self.depth)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return answers.for_every_reader(response, shows_counts=self.shows_counts)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        from pages import outline

        known = outline.current()
        elsewhere = current_site is not None and current_site != known.site
        return (None if elsewhere else known.address(self)) or super().get_url(request, current_site)

    url = property(get_url)

    def get_view_restrictions(self) -> Any:
        """None for a page of the outline, which holds public pages alone: that saves two queries a page."""
        from pages import outline

        return (
            PageViewRestriction.objects.none() if outline.current().address(self) else super().get_view_restrictions()
        )

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        """On the one address that the site is known by, whatever host this request or Wagtail's site record names."""
        path = self.get_url(request)
        return f"{settings.SITE_URL}{path}" if path and path.startswith("/") else path

    full_url = property(get_full_url)

    @property
    def is_due_for_review(self) -> bool:
        return self.review_by is not None and self.review_by < timezone.localdate()
