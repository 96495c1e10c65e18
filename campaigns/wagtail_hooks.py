from wagtail import hooks

from campaigns.viewsets import CampaignsViewSetGroup


@hooks.register("register_admin_viewset")
def register_campaigns() -> CampaignsViewSetGroup:
    return CampaignsViewSetGroup()
