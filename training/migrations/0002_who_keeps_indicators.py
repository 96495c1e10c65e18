"""Who drafts and who publishes the signs: trainers and editors draft, publishers approve, approvers look on."""

from django.db import migrations

READ, DRAFT = ["view_indicator"], ["view_indicator", "add_indicator", "change_indicator"]
GROUPS = {
    "Trainers": DRAFT,
    "Editors": DRAFT,
    "Publishers": [*DRAFT, "publish_indicator"],
    "Approvers": READ,
}
APPROVAL = "Approval by a publisher"


def indicator(apps):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="training", model="indicator"
    )
    return content_type


def grant(apps, schema_editor):
    for name, codenames in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        for codename in codenames if group else []:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=indicator(apps),
                codename=codename,
                defaults={"name": f"Can {codename.partition('_')[0]} indicator"},
            )
            group.permissions.add(permission)


def take_back(apps, schema_editor):
    of_indicators = apps.get_model("auth", "Permission").objects.filter(content_type=indicator(apps))
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*of_indicators)


def ask_for_approval(apps, schema_editor):
    workflow = apps.get_model("wagtailcore", "Workflow").objects.filter(name=APPROVAL).first()
    if workflow:
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=indicator(apps), defaults={"workflow": workflow}
        )


def ask_for_none(apps, schema_editor):
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(content_type=indicator(apps)).delete()


class Migration(migrations.Migration):
    dependencies = [("training", "0001_indicators"), ("pages", "0005_groups")]

    operations = [
        migrations.RunPython(grant, take_back),
        migrations.RunPython(ask_for_approval, ask_for_none),
    ]
