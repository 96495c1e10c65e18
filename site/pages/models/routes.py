from django.db import models
from wagtail.admin.panels import PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page


@register_setting(icon="help", name="safety-routes")
class SafetyRoutes(BaseSiteSetting):
    """The two pages that stand one step from every page."""

    if_this_is_you = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="For a reader who may be controlled by somebody.",
    )
    if_you_are_worried = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="For a reader who has seen something.",
    )

    panels = [PageChooserPanel("if_this_is_you"), PageChooserPanel("if_you_are_worried")]

    class Meta:
        verbose_name = "Safety routes"

    def __str__(self) -> str:
        return "The two pages one step from every page"
