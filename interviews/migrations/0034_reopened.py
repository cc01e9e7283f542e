from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0033_held_by")]

    operations = [migrations.AddField("turn", "reopened", models.PositiveSmallIntegerField(default=0))]
