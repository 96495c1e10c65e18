import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

MAILBOXES = [  # where most people of the United Kingdom have theirs, and whom millions work for or learn from
    *("gmail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "msn.com", "outlook.co.uk"),
    *("yahoo.com", "yahoo.co.uk", "ymail.com", "rocketmail.com", "aol.com", "aol.co.uk", "icloud.com", "me.com"),
    *("mac.com", "proton.me", "protonmail.com", "pm.me", "gmx.com", "gmx.co.uk", "mail.com", "zoho.com"),
    *("fastmail.com", "btinternet.com", "btopenworld.com", "talk21.com", "sky.com", "talktalk.net", "tiscali.co.uk"),
    *("virginmedia.com", "ntlworld.com", "blueyonder.co.uk", "virgin.net", "plus.net", "plusnet.com", "o2.co.uk"),
    *("orange.net", "wanadoo.co.uk", "freeserve.co.uk", "fsmail.net", "nhs.net", "parliament.uk"),
]
DISPOSABLE = [  # well known ones; staff add to them
    *("10minutemail.com", "20minutemail.com", "dispostable.com", "emailondeck.com", "fakeinbox.com", "getairmail.com"),
    *("getnada.com", "grr.la", "guerrillamail.com", "guerrillamail.net", "guerrillamail.org", "guerrillamailblock.com"),
    *("inboxkitten.com", "mailcatch.com", "maildrop.cc", "mailinator.com", "mailnesia.com", "mintemail.com"),
    *("moakt.com", "mohmal.com", "mytemp.email", "sharklasers.com", "spam4.me", "spamgourmet.com", "temp-mail.io"),
    *("temp-mail.org", "tempail.com", "tempmail.dev", "tempmailo.com", "tempr.email", "throwawaymail.com"),
    *("trashmail.com", "trashmail.de", "yopmail.com", "yopmail.fr", "yopmail.net"),
]
HOUR = 3600
RULES = [  # the first that finds something decides: refusals stand first
    ("ip-flood", 10, "ip_rate", {"quota": 40, "seconds": HOUR}, "refused"),
    ("domain-flood", 20, "domain_rate", {"quota": 500, "seconds": HOUR, "except": MAILBOXES}, "refused"),
    ("disposable-domains", 30, "domain_list", {"domains": DISPOSABLE}, "held"),
    ("impossible-postcode", 40, "no_such_postcode", {}, "held"),
    ("countries", 50, "country", {"countries": []}, "held"),
    ("ip-burst", 60, "ip_rate", {"quota": 3, "seconds": 60}, "held"),
    ("ip-sustained", 70, "ip_rate", {"quota": 10, "seconds": HOUR}, "held"),
    ("network-burst", 80, "network_rate", {"quota": 50, "seconds": HOUR}, "held"),
    ("domain-burst", 90, "domain_rate", {"quota": 30, "seconds": 600, "except": MAILBOXES}, "held"),
    ("name-burst", 100, "name_rate", {"quota": 5, "seconds": HOUR}, "held"),
]


PERMISSIONS = {"Campaign staff": ["view_fraudrule"], "Approvers": ["view_fraudrule", "change_fraudrule"]}


def give_permissions(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="campaigns", model="fraudrule"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS):
        for codename in PERMISSIONS[group.name]:
            found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.partition('_')[0]} fraud rule"},
            )
            group.permissions.add(found)


def make_rules(apps, schema_editor):
    rule = apps.get_model("campaigns", "FraudRule")
    rule.objects.bulk_create(
        rule(name=name, order=order, kind=kind, parameters=parameters, judgement=judgement, why="The first rules.")
        for name, order, kind, parameters, judgement in RULES
    )


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0007_signatures_and_counts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FraudRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.SlugField(help_text='For example "ip-burst". The public totals name it.', max_length=40),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="The first rule that finds something decides."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ip_rate", "Signatures from one internet address: quota, seconds"),
                            ("network_rate", "Signatures from one network, an IPv4 /24 or an IPv6 /48: quota, seconds"),
                            ("domain_rate", "Signatures from one domain of e-mail: quota, seconds, except"),
                            ("name_rate", "Signatures with one name: quota, seconds"),
                            ("domain_list", "Disposable domains of e-mail: domains"),
                            ("no_such_postcode", "A postcode that can't exist"),
                            ("country", "Countries: countries"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(default=dict, help_text="As its kind says: a quota and seconds, or a list."),
                ),
                (
                    "judgement",
                    models.CharField(
                        choices=[("passed", "Passed"), ("held", "Held"), ("refused", "Refused")],
                        default="held",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, help_text="Why this version came to be.", max_length=300)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("order", "name", "-version"),
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ip",
                    models.CharField(
                        blank=True, help_text="Keyed hash of the IPv4 address or the IPv6 /64.", max_length=64
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        blank=True, help_text="Keyed hash of the IPv4 /24 or the IPv6 /48.", max_length=64
                    ),
                ),
                ("domain", models.CharField(help_text="Of the e-mail address.", max_length=255)),
                ("name", models.CharField(help_text="Keyed hash of the name.", max_length=64)),
                ("country", models.CharField(max_length=2)),
                ("place", models.CharField(blank=True, help_text="What is known of the postcode.", max_length=20)),
                ("is_allowed", models.BooleanField(default=False, help_text="From an allowed network.")),
                (
                    "judgement",
                    models.CharField(
                        choices=[("passed", "Passed"), ("held", "Held"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "petition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="campaigns.petition",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="campaigns.signature",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="campaigns.fraudrule",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RuleTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        blank=True, help_text="Its name; empty for those that no rule stopped.", max_length=40
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        choices=[("passed", "Passed"), ("held", "Held"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveBigIntegerField(default=0)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rule_totals", to="campaigns.petition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AllowedNetwork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.CharField(help_text="An address or a range, for example 192.0.2.0/24.", max_length=49),
                ),
                ("label", models.CharField(help_text="Whose it is.", max_length=120)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("label",),
                "constraints": [models.UniqueConstraint(fields=("network",), name="each_network_is_allowed_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="fraudrule",
            constraint=models.UniqueConstraint(fields=("name", "version"), name="one_rule_for_each_version_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="fraudrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("name",), name="one_version_of_each_rule_is_in_force"
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["petition", "ip", "at"], name="attempts_by_ip"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["petition", "network", "at"], name="attempts_by_network"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["petition", "domain", "at"], name="attempts_by_domain"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["petition", "name", "at"], name="attempts_by_name"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["at"], name="attempts_by_age"),
        ),
        migrations.AddConstraint(
            model_name="ruletotal",
            constraint=models.UniqueConstraint(
                fields=("petition", "rule", "judgement", "day"), name="one_total_for_each_rule_judgement_and_day"
            ),
        ),
        migrations.RunPython(make_rules, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(give_permissions, migrations.RunPython.noop, elidable=False),
    ]
