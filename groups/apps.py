from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    label = "groups"
    verbose_name = "Community groups"

    def ready(self) -> None:
        from groups import (
            booking_messages,
            health_messages,
            holdings,
            membership_messages,
            messages,
            own_belongings,
            own_waiting,
            panels,
            posters,
            posting_messages,
            retention,
            searching,
        )
        from groups.models import CommunityGroup
        from groups.selectors import whereabouts
        from pages import generation, sitemap
        from places import areas, layers

        generation.listen_to(CommunityGroup)
        membership_messages.register_own()
        holdings.register_own()
        own_belongings.register_own()
        searching.register()
        sitemap.register("groups_sitemap")
        booking_messages.register_own()
        messages.register_own()
        health_messages.register_own()
        posting_messages.register_own()
        posters.register_own()
        retention.register_own()
        own_waiting.register()
        layers.register(
            layers.Layer(
                "groups",
                "Groups by constituency",
                "group",
                "groups",
                whereabouts.by_constituency,
                personal=False,
                order=20,
            )
        )
        areas.register(areas.Panel("Nearest groups", panels.nearest_groups, order=10))
