"""Campaign staff publish in the section where campaigns are, no longer everywhere; approvers read petitions.

Nor do they change pictures and documents of others, which may be on live pages anywhere. On a new site there is no such section yet: an administrator names it to the group under Settings, Groups.
"""

from django.db import migrations

GROUP, APPROVERS = "Campaign staff", "Approvers"
CODENAMES = ["add_page", "change_page", "publish_page"]
STEP = 4  # characters of a page's path for each step of the tree
OF_OTHERS = ["change_image", "change_document"]
HOME = 2  # the depth of the home page: to publish below it is to publish everywhere


def page_permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=CODENAMES
    )


def on_pages(apps):
    return apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group__name=GROUP)


def give(apps, pages):
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    for page in pages if group else []:
        for permission in page_permissions(apps):
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group, page=page, permission=permission
            )


def keep_to_sections(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    campaigns = apps.get_model("campaigns", "CampaignPage").objects.values_list("path", flat=True)
    on_pages(apps).filter(page__depth=1).delete()
    give(apps, page.objects.filter(path__in={path[:-STEP] for path in campaigns}, depth__gt=HOME))


def let_out_of_sections(apps, schema_editor):
    on_pages(apps).delete()
    give(apps, apps.get_model("wagtailcore", "Page").objects.filter(depth=1))


def keep_to_own_files(apps, schema_editor):
    on_collections(apps).filter(permission__codename__in=OF_OTHERS).delete()


def let_at_all_files(apps, schema_editor):
    permission = apps.get_model("auth", "Permission")
    for codename in OF_OTHERS:
        for held in on_collections(apps).filter(permission__codename=codename.replace("change", "add")):
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=held.group,
                collection=held.collection,
                permission=permission.objects.get(content_type=held.permission.content_type, codename=codename),
            )


def on_collections(apps):
    return apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group__name=GROUP)


def show_petitions_to_approvers(apps, schema_editor):
    view = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="campaigns", codename="view_petition"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=APPROVERS):
        group.permissions.add(view)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_awareness"), ("pages", "0005_groups")]

    operations = [
        migrations.RunPython(keep_to_sections, let_out_of_sections),
        migrations.RunPython(keep_to_own_files, let_at_all_files),
        # Taken back with the group of approvers.
        migrations.RunPython(show_petitions_to_approvers, migrations.RunPython.noop),
    ]
