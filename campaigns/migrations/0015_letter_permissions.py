"""Who may do what about letters: campaign staff run them, a second person approves what others are asked to write."""

from django.db import migrations

STAFF, APPROVERS = "Campaign staff", "Approvers"
OF_STAFF = {
    "letteraction": ["add", "change", "view"],
    "letter": ["change", "view"],
    "printrun": ["add", "post", "view"],
    "letteranswer": ["change", "view"],
    "position": ["add", "change", "view"],
    "election": ["add", "change", "view"],
}
OF_APPROVERS = {"letteraction": ["approve", "view"], "position": ["view"], "election": ["view"]}
NAMES = {"approve_letteraction": "Can approve letter actions", "post_printrun": "Can mark print runs as posted"}


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
    dependencies = [("campaigns", "0014_letters")]

    operations = [
        # Taken back with the groups.
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
