"""What the addresses of resources and messages of groups answer to each role."""

from groups.models import CommunityGroup, GroupMessage, Resource
from tests.access.expected import Expected, administrators_only, everybody
from tests.groups import people as cast
from tests.groups import writing


def a_slug() -> tuple[object, ...]:
    return (cast.group().slug,)


def a_slug_and_key() -> tuple[object, ...]:
    return (*a_slug(), 1)


def a_message() -> tuple[object, ...]:
    return (GroupMessage.objects.create(subject="Come", body="On Thursday.").pk,)


def a_held_message() -> tuple[object, ...]:
    leeds: CommunityGroup = cast.group()
    writing.leader(leeds)
    return (writing.to_members(leeds).pk,)


def a_resource() -> tuple[object, ...]:
    made = Resource.objects.create(title="Toolkit")
    made.versions.create(number=1)
    return (made.pk,)


OF_LEADERS = {
    **dict.fromkeys(
        ("group_resources", "group_lead_resources", "group_messages", "group_message_new"),
        Expected(302, 404, 404, 404, a_slug),
    ),
    **dict.fromkeys(
        ("group_resource", "group_message", "group_message_read", "group_message_own", "group_message_stop"),
        Expected(302, 404, 404, 404, a_slug_and_key),
    ),
    "group_resource_made": Expected(302, 404, 404, 404, lambda: (*a_slug_and_key(), "page", "pdf")),
}
OF_STAFF = {
    **{f"messages_to_groups:{name}": administrators_only() for name in ("index", "new")},
    **{
        f"messages_to_groups:{name}": administrators_only(a_message)
        for name in ("page", "look", "change", "discard", "try", "send", "stop")
    },
    **{f"messages_to_groups:{name}": administrators_only(a_held_message) for name in ("approve", "refuse")},
    **{f"resources_of_groups:{name}": administrators_only() for name in ("index", "new", "new_made")},
    **{
        f"resources_of_groups:{name}": administrators_only(a_resource)
        for name in ("page", "csv", "version", "change", "withdraw", "bring_back")
    },
}
GIVEN_TO_GROUPS: dict[str, Expected] = {
    **OF_LEADERS,
    **OF_STAFF,
    "group_stop_messages": everybody(404, lambda: ("leeds", "no-such-token")),
}
