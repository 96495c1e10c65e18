"""What group coordinators may do: decide about groups that apply, keep the answers that they use again, plan events."""

from django.db import migrations

GROUP = "Group coordinators"
MAY = {
    "communitygroup": (("review_communitygroup", "Can decide about groups that apply"),),
    "event": (("change_event", "Can change event"),),
    "savedanswer": tuple(
        (f"{verb}_savedanswer", f"Can {verb} saved answer") for verb in ("add", "change", "delete", "view")
    ),
}


def permissions(apps):
    """Permissions are made after all migrations have run, so those that are given here are made here."""
    permission, content_type = apps.get_model("auth", "Permission"), apps.get_model("contenttypes", "ContentType")
    for model, named in MAY.items():
        of, _ = content_type.objects.get_or_create(app_label="groups", model=model)
        for codename, name in named:
            made, _ = permission.objects.get_or_create(content_type=of, codename=codename, defaults={"name": name})
            yield made


def give(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for made in permissions(apps):
        group.permissions.add(made)


def take(apps, schema_editor):
    if group := apps.get_model("auth", "Group").objects.filter(name=GROUP).first():
        for made in permissions(apps):
            group.permissions.remove(made)


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0003_groups_that_live"),
        ("pages", "0005_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give, take)]
