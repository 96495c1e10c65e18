"""Words that stand in an address where a course's own would: no course has one of them as its slug.

Those of urls.py, and some that it may come to need.
"""

WORDS = frozenset(
    {
        "certificates",
        "codes",
        "coverage",
        "export",
        "feedback",
        "here",
        "keys",
        "lead",
        "materials",
        "mine",
        "not-so",
        "quiz",
        "quiz-code",
        "registers",
        "reminders",
        "sessions",
        "sitemap",
        "staff",
        "stop-reminders",
        "trainers",
        "updates",
        "verify",
    }
)
