"""Rows hang on rows of their own company alone."""

from django.db import migrations

from accounts.policies import bind, bindable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_outbox_dropped")]

    operations = [
        bindable("accounts_member"),
        bindable("accounts_outboxmail"),
        bind("accounts_memberinvitation", "mail_id", "accounts_outboxmail"),
    ]
