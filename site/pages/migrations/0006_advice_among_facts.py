from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_groups")]

    operations = [
        migrations.AlterField(
            model_name="fact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figure", "Figure"),
                    ("law", "Law"),
                    ("telephone", "Telephone number"),
                    ("organisation", "Organisation"),
                    ("address", "Address"),
                    ("advice", "Advice"),
                ],
                max_length=20,
            ),
        ),
    ]
