"""The second lock: row policies on everything that has a company."""

from django.db import migrations

from accounts.policies import APPEND_ONLY, FUNCTIONS, let_see, lock


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_companies")]

    operations = [
        FUNCTIONS,
        lock("accounts_company", owns="id = (SELECT current_company())"),
        lock("accounts_member"),
        lock("accounts_memberinvitation"),
        lock("accounts_auditentry", commands=APPEND_ONLY),
        # Mail of a person's own account has no company, and is seen only while no company is chosen.
        lock("accounts_outboxmail", owns="company_id IS NOT DISTINCT FROM (SELECT current_company())"),
        let_see("accounts_member", "own_memberships", "user_id = (SELECT current_person())"),
        let_see("accounts_memberinvitation", "who_holds_the_link", "token_hash = (SELECT current_bearer())"),
        let_see(
            "accounts_company",
            "where_i_belong_or_am_invited",
            "id IN (SELECT company_id FROM accounts_member WHERE user_id = (SELECT current_person()))"
            " OR id IN (SELECT company_id FROM accounts_memberinvitation WHERE token_hash = (SELECT current_bearer()))",
        ),
    ]
