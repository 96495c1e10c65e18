"""What data protection officers, publishers and campaign staff may do with people's data and with mail."""

from django.db import migrations

ALL = ("add", "change", "delete", "view")
MAY = {
    "Data protection officers": {
        "people": {
            "consentwording": ("add", "view"),
            "consent": ("view",),
            "controller": ("change", "view"),
            "datarequest": ("add", "change", "view"),
            "person": ("change", "delete", "view"),
            "legalhold": ("add", "change", "view"),
            "accessrecord": ("view",),
        },
        "mail": {"delivery": ("view",), "suppression": ("add", "change", "view")},
    },
    "Publishers": {"mail": {"messagewording": ALL}},
    "Campaign staff": {"mail": {"delivery": ("change", "view"), "messagewording": ALL, "suppression": ("view",)}},
}


def permissions(apps):
    """Permissions are made after all migrations have run, so those that are given here are made here."""
    permission, content_type = apps.get_model("auth", "Permission"), apps.get_model("contenttypes", "ContentType")
    for group, theirs in MAY.items():
        for app, models in theirs.items():
            for model, verbs in models.items():
                of, _ = content_type.objects.get_or_create(app_label=app, model=model)
                name = apps.get_model(app, model)._meta.verbose_name
                for verb in verbs:
                    made, _ = permission.objects.get_or_create(
                        content_type=of, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {name}"}
                    )
                    yield group, made


def give(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name, made in permissions(apps):
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(made)


def take(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name, made in permissions(apps):
        if group := groups.filter(name=name).first():
            group.permissions.remove(made)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_marketing_needs_a_live_basis"),
        ("campaigns", "0002_campaign_staff"),
        ("pages", "0005_groups"),  # which begins by taking everything from its groups
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(give, take)]
