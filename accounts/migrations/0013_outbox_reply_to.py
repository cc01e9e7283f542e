"""To whom candidates answer where their company has no address for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_outbox_hours")]

    operations = [
        migrations.AddField("outboxmail", "reply_to", models.EmailField(blank=True, db_default="", max_length=254)),
    ]
