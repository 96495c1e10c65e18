"""The group of those who run campaigns: they publish pages, keep petitions and facts, and nothing else."""

from django.db import migrations

GROUP = "Campaign staff"
PERMISSIONS = {
    ("wagtailadmin", "admin"): ["access_admin"],
    ("campaigns", "petition"): ["add_petition", "change_petition", "view_petition"],
    ("pages", "fact"): ["add_fact", "change_fact", "view_fact"],
}
PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page"]
COLLECTION_PERMISSIONS = {
    # Wagtail asks about its own models, whichever take their place.
    ("wagtailimages", "image"): ["add_image", "change_image", "choose_image"],
    ("wagtaildocs", "document"): ["add_document", "change_document", "choose_document"],
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


def make_group(apps, schema_editor):
    group = apps.get_model("auth", "Group").objects.create(name=GROUP)
    for (app_label, model), codenames in PERMISSIONS.items():
        for codename in codenames:
            group.permissions.add(permission(apps, app_label, model, codename))
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    page_permission = apps.get_model("wagtailcore", "GroupPagePermission")
    for codename in PAGE_PERMISSIONS:
        page_permission.objects.create(
            group=group, page=root, permission=permission(apps, "wagtailcore", "page", codename)
        )
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    collection_permission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for (app_label, model), codenames in COLLECTION_PERMISSIONS.items():
        for codename in codenames:
            collection_permission.objects.create(
                group=group, collection=collection, permission=permission(apps, app_label, model, codename)
            )


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_first"),
        ("pages", "0003_safety_facts_and_home"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
