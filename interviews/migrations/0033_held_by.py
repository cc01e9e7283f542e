from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0032_broken_off")]

    operations = [migrations.AddField("interview", "held_by", models.UUIDField(blank=True, editable=False, null=True))]
