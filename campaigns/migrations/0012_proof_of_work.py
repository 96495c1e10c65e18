from django.db import migrations, models

KINDS = [
    ("ip_rate", "Signatures from one internet address"),
    ("network_rate", "Signatures from one network, that is an IPv4 /24 or an IPv6 /48"),
    ("domain_rate", "Signatures from one domain of e-mail"),
    ("name_rate", "Signatures with one name"),
    ("domain_list", "Disposable domains of e-mail"),
    ("no_such_postcode", "A postcode that can't exist"),
    ("country", "Countries"),
    ("attack", "Signatures held on one petition, where more ask for a proof of work"),
]


def make_rule(apps, schema_editor):
    apps.get_model("campaigns", "FraudRule").objects.create(
        name="attack",
        order=200,
        kind="attack",
        parameters={"quota": 30, "seconds": 600},
        judgement="passed",
        why="The first rules.",
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0011_paper_and_packs")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="is_proven",
            field=models.BooleanField(default=False, help_text="With a proof of work, which rules by rate let pass."),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("judgement", "held")), fields=["petition", "at"], name="attempts_that_were_held"
            ),
        ),
        migrations.AlterField(
            model_name="fraudrule",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.CreateModel(
            name="SpentChallenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("challenge", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("challenge",), name="each_challenge_is_spent_once")],
            },
        ),
        migrations.RunPython(make_rule, migrations.RunPython.noop, elidable=False),
    ]
