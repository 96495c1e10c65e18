from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="lock")
class Controller(BaseSiteSetting):
    """Who answers for what is held here, and on which grounds they may write to people."""

    name = models.CharField(
        "name of the charity", max_length=120, blank=True, help_text="As it stands below messages and on exports."
    )
    postal_address = models.CharField(max_length=300, blank=True, help_text="Stands below every message.")
    charity_number = models.CharField(max_length=20, blank=True, help_text="Only for a registered charity.")
    soft_opt_in = models.BooleanField(
        "charitable-purpose soft opt-in",
        default=False,
        help_text=(
            "Only for a registered charity: lets forms offer to opt out instead of in, for news that furthers its "
            "charitable purposes, as regulation 22(3A) of PECR allows since 5 February 2026. Ask your data protection "
            "officer first."
        ),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The privacy notice. Its words are kept with each consent.",
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("postal_address"), FieldPanel("privacy_page")], "Controller"),
        MultiFieldPanel([FieldPanel("charity_number"), FieldPanel("soft_opt_in")], "Registered charity"),
    ]

    class Meta:
        verbose_name = "Data protection"

    def __str__(self) -> str:
        return self.name or "the charity"

    def clean(self) -> None:
        super().clean()
        if self.soft_opt_in and not self.charity_number.strip():
            raise ValidationError(
                {"soft_opt_in": "Enter the charity number first: only a registered charity may use it."}
            )
