"""What every record of a registry has: a source, a day of review, somebody who keeps it right, drafts and a history."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Revision, RevisionMixin, WorkflowMixin, WorkflowState
from wagtail.search import index

from pages.panels import GoLivePanel


class Record(WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """Editors draft a change, publishers publish it, and readers see what is live."""

    source_name = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(help_text="The day its source said it.")
    review_by = models.DateField(help_text="The day by which somebody checks it again.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who checks it, and is told when it is due.",
    )
    _revisions = GenericRelation(Revision, content_type_field="base_content_type", object_id_field="object_id")
    workflow_states = GenericRelation(
        WorkflowState, content_type_field="base_content_type", object_id_field="object_id", for_concrete_model=False
    )

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.QuerySet[Revision]:
        found: models.QuerySet[Revision] = self._revisions.all()
        return found

    def save_revision(self, *args: Any, **options: Any) -> Revision:
        """What went live without a revision gets one first: or a schedule would take it off the site till its time."""
        if self.pk and self.live and self.live_revision_id is None:
            self.live_revision = self.first_revision()
        return super().save_revision(*args, **options)

    def first_revision(self) -> Revision:
        """What readers see now, as the beginning of its history."""
        stated = type(self)._default_manager.get(pk=self.pk)
        revision = Revision.objects.create(
            content_object=stated,
            base_content_type=self.get_base_content_type(),
            content=stated.serializable_data(),
            object_str=str(stated),
        )
        type(self)._default_manager.filter(pk=self.pk).update(live_revision=revision, latest_revision=revision)
        return revision

    @property
    def is_due_for_review(self) -> bool:
        return self.review_by < timezone.localdate()


SOURCE_PANELS = [
    MultiFieldPanel([FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("published_on")], "Source"),
    MultiFieldPanel([FieldRowPanel([FieldPanel("review_by"), FieldPanel("owner")])], "Keeping it right"),
    GoLivePanel(),
]
