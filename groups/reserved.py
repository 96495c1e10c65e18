"""Words that stand in an address where a group's own would: no group has one of them as its slug.

Those of urls.py, and some that it may come to need.
"""

WORDS = frozenset(
    {
        "bookings",
        "calendar",
        "events",
        "export",
        "feed",
        "find",
        "hand-over",
        "invitations",
        "join",
        "lead",
        "map",
        "merge",
        "messages",
        "nearest",
        "new",
        "register",
        "resources",
        "search",
        "sitemap",
        "sitemap.xml",
        "staff",
        "year",
    }
)
