from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from groups.models import SavedAnswer


class SavedAnswerViewSet(ModelViewSet):
    """Words that staff use again and again."""

    model = SavedAnswer
    icon = "comment"
    menu_label = "Saved answers"
    form_fields = ["title", "text"]
    list_display = [TitleColumn("title", url_name="group_answers:edit")]
    search_fields = ["title", "text"]
    copy_view_enabled = False
    inspect_view_enabled = False
