from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from training.models import Indicator
from training.viewsets import TrainingViewSetGroup

register_snippet(TrainingViewSetGroup)


@hooks.register("before_delete_snippet")
def keep_signs_that_readers_have_seen(request: HttpRequest, records: Sequence[Model]) -> HttpResponse | None:
    """With the record its code would be free for another sign, and what was written about the old one would lie."""
    kept = [record.code for record in records if isinstance(record, Indicator) and record.was_shown]
    if not kept:
        return None
    messages.error(request, f"{', '.join(kept)}: its code stays taken, so unpublish it instead of deleting it.")
    return redirect("wagtailsnippets_training_indicator:list")
