import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_staff_keep_to_their_section"),
        ("places", "0002_places"),
    ]

    operations = [
        migrations.RenameField(model_name="signature", old_name="constituency", new_name="constituency_found"),
        migrations.AlterField(
            model_name="signature",
            name="constituency_found",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.constituency",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="constituency_chosen",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.constituency",
            ),
        ),
        migrations.CreateModel(
            name="ConstituencyTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted", models.PositiveBigIntegerField(default=0)),
                (
                    "constituency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.constituency"
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="constituency_totals",
                        to="campaigns.petition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("petition", "constituency"),
                        name="one_total_for_each_constituency_of_a_petition",
                    )
                ],
            },
        ),
    ]
