from django.db import models
from django.db.models import F, Q

from places.enums import OfficeKind, Source


class GovernmentOfficeQuerySet(models.QuerySet["GovernmentOffice"]):
    def current(self) -> "GovernmentOfficeQuerySet":
        return self.filter(valid_to=None)


class GovernmentOffice(models.Model):
    """A post in government that letters are written to: letters go to the post, whoever holds it."""

    kind = models.CharField(max_length=20, choices=OfficeKind, default=OfficeKind.MINISTER)
    department = models.CharField(max_length=150)
    department_slug = models.SlugField(max_length=150, help_text="As in the department's address on GOV.UK.")
    abbreviation = models.CharField(max_length=20, blank=True)
    post = models.CharField(max_length=200, help_text="Secretary of State for the Home Department.")
    salutation = models.CharField(max_length=120, help_text="Dear Home Secretary")
    address = models.TextField("postal address", blank=True, help_text="A line each, without the postcode.")
    postcode = models.CharField(max_length=8, blank=True)
    email = models.EmailField(blank=True)
    contact_form = models.URLField(blank=True)
    holder = models.CharField(max_length=120, blank=True, help_text="Who holds the post, where that is known.")
    holder_since = models.DateField(null=True, blank=True)
    is_vacant = models.BooleanField(
        "nobody holds the post", default=False, help_text="Letters to it wait until somebody does."
    )
    valid_from = models.DateField(null=True, blank=True, help_text="Since when the post exists, where that is known.")
    valid_to = models.DateField(null=True, blank=True, help_text="The last day; empty while the post exists.")
    source = models.CharField(max_length=20, choices=Source, default=Source.BY_HAND)
    source_note = models.CharField(max_length=300, blank=True, help_text="Where the address was found.")
    checked_at = models.DateTimeField(help_text="When this was last compared with its source.")

    objects = GovernmentOfficeQuerySet.as_manager()

    class Meta:
        ordering = ("department", "post")
        constraints = [
            models.UniqueConstraint(
                fields=("department_slug", "post"),
                condition=Q(valid_to=None),
                name="each_current_post_of_a_department_is_listed_once",
                violation_error_message="This department has that post in the list already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_post_ends_after_it_begins",
                violation_error_message="The end lies before the start.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.department}"
