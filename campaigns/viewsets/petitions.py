from django.core.exceptions import PermissionDenied
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.models import Petition


class PetitionDeleteView(DeleteView):
    def delete_action(self) -> None:
        if self.object.signatures.exists():
            raise PermissionDenied("A petition that people have signed is kept. Close it instead.")
        super().delete_action()


class PetitionViewSet(ModelViewSet):
    model = Petition
    icon = "edit"
    menu_label = "Petitions"
    list_display = ["title", "addressee", Column("count", label="Signatures"), "state", "closes_on"]
    list_filter = ["state"]
    search_fields = ["title", "wording", "addressee"]
    delete_view_class = PetitionDeleteView
    copy_view_enabled = False  # a copy would carry the wording but none of the signatures under it
