"""Who may do what: a group for each kind of work, holding exactly what it needs (docs/decisions/0017-groups.md).

Wagtail begins with "Editors", "Moderators" and a workflow of approval by moderators. Editors stay and lose what they
don't need, moderators become publishers and keep the workflow, which then goes for facts too.
"""

from django.db import migrations

ADMIN = {("wagtailadmin", "admin"): ["access_admin"]}
GROUPS = {
    "Editors": {**ADMIN, ("pages", "fact"): ["view_fact", "add_fact", "change_fact"]},
    "Publishers": {
        **ADMIN,
        ("pages", "fact"): ["view_fact", "add_fact", "change_fact", "publish_fact"],
        ("pages", "safetyroutes"): ["change_safetyroutes"],
        ("wagtailredirects", "redirect"): ["view_redirect", "add_redirect", "change_redirect", "delete_redirect"],
    },
    "Approvers": {**ADMIN, ("pages", "fact"): ["view_fact"]},
    "Group coordinators": ADMIN,
    "Trainers": ADMIN,
    "Data protection officers": ADMIN,
}
ON_PAGES = {
    "Editors": ["add_page", "change_page"],
    "Publishers": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
# Pictures and documents have no drafts: whoever may change any of them changes live pages. With "add" alone one
# changes one's own. Wagtail asks about its own models, whichever take their place.
ON_COLLECTIONS = {
    "Editors": ["add", "choose"],
    "Publishers": ["add", "change", "choose"],
}
COLLECTED = [("wagtailimages", "image"), ("wagtaildocs", "document")]
MODERATORS, PUBLISHERS = "Moderators", "Publishers"
FORMER_APPROVAL, APPROVAL = "Moderators approval", "Approval by a publisher"
OF_WAGTAIL = ("Editors", MODERATORS)


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


def grant(apps, group, permissions):
    for (app_label, model), codenames in permissions.items():
        group.permissions.add(*[permission(apps, app_label, model, codename) for codename in codenames])


def grant_on_pages(apps, group, codenames):
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for codename in codenames:
        apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
            group=group, page=root, permission=permission(apps, "wagtailcore", "page", codename)
        )


def grant_on_collections(apps, group, actions):
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app_label, model in COLLECTED:
        for action in actions:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
                group=group, collection=root, permission=permission(apps, app_label, model, f"{action}_{model}")
            )


def take_everything(apps, group):
    group.permissions.clear()
    for model in ("GroupPagePermission", "GroupCollectionPermission", "GroupSitePermission"):
        apps.get_model("wagtailcore", model).objects.filter(group=group).delete()


def rename(model, former, name):
    """Where that is possible: on a running site somebody may have made or removed either."""
    if not model.objects.filter(name=name).exists():
        model.objects.filter(name=former).update(name=name)


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group")
    rename(groups, MODERATORS, PUBLISHERS)
    for name, permissions in GROUPS.items():
        group, _ = groups.objects.get_or_create(name=name)
        take_everything(apps, group)
        grant(apps, group, permissions)
        grant_on_pages(apps, group, ON_PAGES.get(name, []))
        grant_on_collections(apps, group, ON_COLLECTIONS.get(name, []))


def bring_back_wagtails_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group")
    rename(groups, PUBLISHERS, MODERATORS)
    groups.objects.filter(name__in=set(GROUPS) - set(OF_WAGTAIL)).delete()
    for name in OF_WAGTAIL:
        group, _ = groups.objects.get_or_create(name=name)
        take_everything(apps, group)
        grant(apps, group, ADMIN)
        for app_label, model in COLLECTED:
            codenames = [f"{action}_{model}" for action in ("add", "change", "choose", "delete")]
            grant(apps, group, {(app_label, model): codenames})
        grant_on_pages(apps, group, ON_PAGES["Publishers" if name == MODERATORS else name])
        grant_on_collections(apps, group, ["add", "change", "choose"])


def make_workflow(apps, schema_editor):
    workflows = apps.get_model("wagtailcore", "Workflow")
    rename(workflows, FORMER_APPROVAL, APPROVAL)
    workflow, _ = workflows.objects.get_or_create(name=APPROVAL)
    put_publishers_in(apps, workflow)
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(page=root, defaults={"workflow": workflow})
    fact, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="pages", model="fact")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
        content_type=fact, defaults={"workflow": workflow}
    )


def put_publishers_in(apps, workflow):
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask")
    rename(tasks, FORMER_APPROVAL, APPROVAL)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _ = tasks.objects.get_or_create(name=APPROVAL, defaults={"content_type": content_type})
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=PUBLISHERS))
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )


def bring_back_wagtails_workflow(apps, schema_editor):
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
        content_type__app_label="pages", content_type__model="fact"
    ).delete()
    for model in ("Workflow", "GroupApprovalTask"):
        rename(apps.get_model("wagtailcore", model), APPROVAL, FORMER_APPROVAL)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0004_awareness"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(make_groups, bring_back_wagtails_groups),
        migrations.RunPython(make_workflow, bring_back_wagtails_workflow),
    ]
