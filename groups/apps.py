from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    label = "groups"
    verbose_name = "Community groups"

    def ready(self) -> None:
        from groups import holdings, own_belongings, own_waiting, posters, retention, searching
        from groups.models import CommunityGroup
        from pages import generation, sitemap

        generation.listen_to(CommunityGroup)
        holdings.register_own()
        own_belongings.register_own()
        searching.register()
        sitemap.register("groups_sitemap")
        posters.register_own()
        retention.register_own()
        own_waiting.register()
        register_messages()
        register_places()


def register_messages() -> None:
    from groups import booking_messages, health_messages, membership_messages, messages, posting_messages

    for each in (membership_messages, booking_messages, messages, health_messages, posting_messages):
        each.register_own()


def register_places() -> None:
    from groups import panels
    from groups.selectors import whereabouts
    from places import areas, layers

    found = whereabouts.by_constituency
    layers.register(
        layers.Layer("groups", "Groups by constituency", "group", "groups", found, personal=False, order=20)
    )
    areas.register(areas.Panel("Nearest groups", panels.nearest_groups, order=10))
