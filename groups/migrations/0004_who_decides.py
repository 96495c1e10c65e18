"""What staff may do with groups: coordinators look after them, and approvers publish what groups agree to."""

from django.db import migrations

GROUP = "Group coordinators"
MAY = {
    "communitygroup": (
        ("review_communitygroup", "Can decide about groups that apply"),
        ("view_communitygroup", "Can view community group"),
        ("export_communitygroup", "Can take lists of groups away, with their postcodes"),
    ),
    "importbatch": (("add_importbatch", "Can add import batch"),),
    "mergebatch": (("add_mergebatch", "Can add merge batch"),),
    "membership": (("view_membership", "Can view membership"),),
    "change": (("view_change", "Can view change"),),
    "agreement": (("view_agreement", "Can view agreement"), ("change_agreement", "Can change agreement")),
    "event": (("change_event", "Can change event"),),
    "resource": (("change_resource", "Can change resource"),),
    "groupmessage": (
        ("view_groupmessage", "Can view group message"),
        ("change_groupmessage", "Can change group message"),
    ),
    "savedanswer": tuple(
        (f"{verb}_savedanswer", f"Can {verb} saved answer") for verb in ("add", "change", "delete", "view")
    ),
}
APPROVERS = "Approvers"
MAY_APPROVE = {
    "agreement": (
        ("view_agreement", "Can view agreement"),
        ("publish_agreement", "Can publish a version of the agreement"),
    ),
    "groupmessage": (
        ("view_groupmessage", "Can view group message"),
        ("send_groupmessage", "Can send messages to groups that a colleague wrote"),
    ),
}
ALL = ((GROUP, MAY), (APPROVERS, MAY_APPROVE))


def permissions(apps, may):
    """Permissions are made after all migrations have run, so those that are given here are made here."""
    permission, content_type = apps.get_model("auth", "Permission"), apps.get_model("contenttypes", "ContentType")
    for model, named in may.items():
        of, _ = content_type.objects.get_or_create(app_label="groups", model=model)
        for codename, name in named:
            made, _ = permission.objects.get_or_create(content_type=of, codename=codename, defaults={"name": name})
            yield made


def give(apps, schema_editor):
    for name, may in ALL:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for made in permissions(apps, may):
            group.permissions.add(made)


def take(apps, schema_editor):
    for name, may in ALL:
        if group := apps.get_model("auth", "Group").objects.filter(name=name).first():
            for made in permissions(apps, may):
                group.permissions.remove(made)


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0003_groups_that_live"),
        ("pages", "0005_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give, take)]
