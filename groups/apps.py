from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    label = "groups"
    verbose_name = "Community groups"

    def ready(self) -> None:
        from groups import panels, selectors
        from groups.models import CommunityGroup
        from pages import generation
        from places import areas, layers

        generation.listen_to(CommunityGroup)
        layers.register(
            layers.Layer(
                "groups",
                "Groups by constituency",
                "group",
                "groups",
                selectors.by_constituency,
                personal=False,
                order=20,
            )
        )
        areas.register(areas.Panel("Nearest groups", panels.nearest_groups, order=10))
