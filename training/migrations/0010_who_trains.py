"""What staff may do with training: trainers run courses, sessions and awards; approvers sign off what keeps people safe."""

from django.db import migrations

TRAINERS = "Trainers"
MAY = {
    "course": (
        ("view_course", "Can view course"),
        ("add_course", "Can add course"),
        ("change_course", "Can change course"),
    ),
    "question": (
        ("view_question", "Can view question"),
        ("add_question", "Can add question"),
        ("change_question", "Can change question"),
    ),
    "session": (
        ("view_session", "Can view session"),
        ("add_session", "Can add session"),
        ("change_session", "Can change session"),
    ),
    "award": (
        ("view_award", "Can view award"),
        ("add_award", "Can add award"),
        ("change_award", "Can change award"),
        ("export_award", "Can take lists of awards away, with names and e-mail addresses"),
    ),
    "importbatch": (("add_importbatch", "Can add import batch"),),
    "certificatebatch": (("add_certificatebatch", "Can add certificate batch"),),
    "traininglog": (("view_traininglog", "Can view training log"), ("change_traininglog", "Can change training log")),
    "observation": (("view_observation", "Can view observation"), ("add_observation", "Can add observation")),
}
APPROVERS = "Approvers"
MAY_APPROVE = {
    "course": (("view_course", "Can view course"),),
    "courseversion": (("sign_off_courseversion", "Can sign off safety-critical statements as the safeguarding lead"),),
    "award": (("view_award", "Can view award"),),
}
ALL = ((TRAINERS, MAY), (APPROVERS, MAY_APPROVE))


def permissions(apps, may):
    """Permissions are made after all migrations have run, so those that are given here are made here."""
    permission, content_type = apps.get_model("auth", "Permission"), apps.get_model("contenttypes", "ContentType")
    for model, named in may.items():
        of, _ = content_type.objects.get_or_create(app_label="training", model=model)
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
        ("training", "0009_reminding"),
        ("pages", "0005_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give, take)]
