from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import Fact


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "clipboard-list"
    menu_label = "Facts"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["label", "value", "kind", "review_by", BooleanColumn("is_due_for_review", label="Due for review")]
    list_filter = ["kind", "review_by"]
    search_fields = ["key", "label", "value", "statement"]
