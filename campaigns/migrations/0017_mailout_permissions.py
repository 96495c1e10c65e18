"""Who may do what about mail-outs: campaign staff write and send them, a second person approves what leaves."""

from django.db import migrations

STAFF, APPROVERS = "Campaign staff", "Approvers"
OF_STAFF = {
    "mailout": ["add", "change", "send", "view"],
    "segment": ["add", "change", "delete", "view"],
    "series": ["add", "change", "view"],
    "supporterimport": ["add", "change", "undo", "view"],
    "mailoutreply": ["change", "view"],
}
OF_APPROVERS = {"mailout": ["approve", "view"], "segment": ["view"], "series": ["view"]}
NAMES = {
    "approve_mailout": "Can approve mail-outs",
    "send_mailout": "Can send, pause and cancel mail-outs",
    "undo_supporterimport": "Can undo imports of supporters",
}


def permission(apps, model, action):
    """Django makes permissions after all migrations have run, so a migration that needs one makes it."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model=model
    )
    codename = f"{action}_{model}"
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": NAMES.get(codename, f"Can {action} {model}")}
    )
    return found


def permit(apps, schema_editor):
    for name, permissions in ((STAFF, OF_STAFF), (APPROVERS, OF_APPROVERS)):
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            for model, actions in permissions.items():
                group.permissions.add(*(permission(apps, model, action) for action in actions))


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0016_mailouts")]

    operations = [
        # Taken back with the groups.
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
