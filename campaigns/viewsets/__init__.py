from wagtail.admin.viewsets.model import ModelViewSetGroup

from campaigns.viewsets.petitions import PetitionViewSet


class CampaignsViewSetGroup(ModelViewSetGroup):
    menu_label = "Campaigns"
    menu_icon = "openquote"
    menu_order = 240
    items = (PetitionViewSet("petitions", url_prefix="petitions"),)
