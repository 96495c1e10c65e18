"""Campaign staff keep MPs and offices right; others who work with places see them. Importers alone write the rest."""

from django.db import migrations

SEEN = {
    ("places", "constituency"): ["view_constituency"],
    ("places", "representative"): ["view_representative"],
    ("places", "governmentoffice"): ["view_governmentoffice"],
    ("places", "dataimport"): ["view_dataimport"],
}
GRANTS = {
    "Campaign staff": {
        ("places", "constituency"): ["view_constituency", "change_constituency"],
        ("places", "representative"): ["view_representative", "add_representative", "change_representative"],
        ("places", "governmentoffice"): ["view_governmentoffice", "add_governmentoffice", "change_governmentoffice"],
        ("places", "dataimport"): ["view_dataimport"],
    },
    "Approvers": SEEN,
    "Group coordinators": SEEN,
    "Publishers": SEEN,
}


def permission(apps, app_label, model, codename):
    """Django makes permissions after all migrations have run, so a migration that needs one makes it."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.partition('_')[0]} {model}"},
    )
    return found


def each(apps):
    """The groups that still stand, each with what it should hold: administrators may have removed some."""
    for name, permissions in GRANTS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        if group is not None:
            codenames = [(*model, codename) for model, names in permissions.items() for codename in names]
            yield group, [permission(apps, *of) for of in codenames]


def grant(apps, schema_editor):
    for group, permissions in each(apps):
        group.permissions.add(*permissions)


def take_back(apps, schema_editor):
    for group, permissions in each(apps):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0004_hexagons"),
        ("pages", "0005_groups"),
        ("campaigns", "0002_campaign_staff"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
