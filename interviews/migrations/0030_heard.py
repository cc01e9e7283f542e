"""Whether what a candidate agreed to speaks of their voice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0029_camera")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="may_be_heard",
            field=models.BooleanField(default=True),
        ),
    ]
