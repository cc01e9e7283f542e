"""What our own keys may cost for a company, and what its people were told of its budget."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_model_calls_keys_and_budgets")]

    operations = [
        migrations.AddField(
            "company",
            "allowance",
            models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="What our own keys may cost in a month for this company, in US dollars. Left empty, there is no limit.",
                max_digits=10,
                null=True,
            ),
        ),
        migrations.AddField(
            "company",
            "told_mark",
            models.CharField(
                blank=True,
                choices=[("", "Below the warning"), ("warning", "Warning"), ("spent", "Spent")],
                default="",
                editable=False,
                max_length=7,
            ),
        ),
        migrations.AddField("company", "told_month", models.DateField(editable=False, null=True)),
        migrations.AddConstraint(
            "company", models.CheckConstraint(condition=Q(told_mark__in=["", "warning", "spent"]), name="company_told_mark_known")
        ),
        migrations.AddConstraint(
            "company", models.CheckConstraint(condition=Q(allowance=None) | Q(allowance__gte=0), name="company_allowance_possible")
        ),
        migrations.RemoveIndex("modelcall", "modelcall_month"),
        migrations.AddIndex("modelcall", models.Index(fields=["company", "at"], include=["cost", "own_key"], name="modelcall_spent")),
    ]
