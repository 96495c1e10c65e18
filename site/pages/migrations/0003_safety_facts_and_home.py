"""What must be there before anybody edits: the numbers that every page shows, the site generation, and a home page."""

from django.db import migrations

TOOLKIT = "Home Office First Responder Toolkit for England and Wales, April 2026, section 8"
COMMISSIONER = "Independent Anti-Slavery Commissioner, frequently asked questions"
COMMISSIONER_URL = "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/"
CHECKED, CHECK_AGAIN = "2026-11-24", "2027-05-24"
FACTS = [
    {
        "key": "emergency",
        "label": "Emergency services",
        "value": "999",
        "statement": "In danger now, or a child at risk now: call 999.",
        "source_name": COMMISSIONER,
        "source_url": COMMISSIONER_URL,
    },
    {
        "key": "police",
        "label": "Police, when it is not an emergency",
        "value": "101",
        "statement": "To tell the police when nobody is in danger now, call 101.",
        "source_name": COMMISSIONER,
        "source_url": COMMISSIONER_URL,
    },
    {
        "key": "helpline",
        "label": "Modern Slavery & Exploitation Helpline",
        "value": "08000 121 700",
        "statement": "The Modern Slavery & Exploitation Helpline, run by Unseen, is free and confidential.",
        "source_name": TOOLKIT,
        "source_url": "https://www.unseenuk.org/faqs-potential-victims/",
    },
]


def state_safety_facts(apps, schema_editor):
    fact = apps.get_model("pages", "Fact")
    for values in FACTS:
        fact.objects.create(kind="telephone", published_on=CHECKED, review_by=CHECK_AGAIN, **values)
    apps.get_model("pages", "SiteGeneration").objects.create(pk=1)


def take_back_safety_facts(apps, schema_editor):
    apps.get_model("pages", "Fact").objects.filter(key__in=[values["key"] for values in FACTS]).delete()
    apps.get_model("pages", "SiteGeneration").objects.all().delete()


def make_home(apps, schema_editor):
    """Put our home page in the place of the welcome page that Wagtail starts with."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        model="homepage", app_label="pages"
    )
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    site.objects.all().delete()
    page.objects.filter(depth=2, slug="home").delete()
    home = apps.get_model("pages", "HomePage").objects.create(
        title="ACTFORJUSTICE",
        draft_title="ACTFORJUSTICE",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale,
        heading="Learn to see it",
        lead="What human trafficking is, the signs to notice, and what to do.",
    )
    page.objects.filter(depth=1).update(numchild=1)
    site.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name="ACTFORJUSTICE")


def remove_home(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("pages", "HomePage").objects.filter(slug="home", depth=2).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_featured_campaign"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(state_safety_facts, take_back_safety_facts),
        migrations.RunPython(make_home, remove_home),
    ]
