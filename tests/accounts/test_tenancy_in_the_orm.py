"""The first lock: managers that raise outside a company's scope and filter inside it."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from accounts.models import Member
from accounts.tenancy import CompanyOwned, NoCompanyScope, ScopesMixed, SharedOrOwned, company_scope, every_company

OWNED = [model for model in apps.get_models() if issubclass(model, CompanyOwned)]
# What all companies read beside their own: the question library.
SHARED = [model for model in apps.get_models() if issubclass(model, SharedOrOwned)]


def test_every_model_with_a_company_is_owned_or_says_why_not():
    with_company = {model for model in apps.get_models() if any(field.name == "company" for field in model._meta.fields)}
    # Mail of a person's own account has no company, and neither has what the platform asks of models for itself.
    may_have_none = {"OutboxMail", "ModelCall"}
    assert {model.__name__ for model in with_company - set(OWNED) - set(SHARED)} == may_have_none


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_a_query_without_a_company_raises(model, db):
    with pytest.raises(NoCompanyScope):
        model.objects.count()
    with pytest.raises(NoCompanyScope):
        model.objects.filter(pk=1).update(company=None)
    with pytest.raises(NoCompanyScope):
        model.objects.get_or_create(pk=1)


def test_inside_a_scope_only_that_companys_rows_are_found(northwind, bob, southgate):
    with company_scope(northwind):
        assert {member.company_id for member in Member.objects.all()} == {northwind.pk}
        assert Member.objects.count() == 2
    with company_scope(southgate):
        assert Member.objects.count() == 1


def test_the_filter_alone_keeps_companies_apart_where_no_policy_binds(committed, northwind, southgate):
    """On the owner's connection the second lock is off: what is left is the first."""
    with company_scope(northwind):
        assert {member.company_id for member in Member.objects.using("owner")} == {northwind.pk}
        assert Member.by_policy_alone.using("owner").count() == 2


def test_the_scope_of_another_company_cannot_be_opened_inside(northwind, southgate):
    with company_scope(northwind), pytest.raises(ScopesMixed), company_scope(southgate):
        pass


def test_the_same_company_again_is_fine_and_leaves_the_outer_scope_open(northwind):
    with company_scope(northwind):
        with company_scope(northwind):
            assert Member.objects.count() == 1
        assert Member.objects.count() == 1


def test_after_the_scope_nothing_is_left_in_the_outer_transaction(northwind):
    with transaction.atomic():
        with company_scope(northwind):
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('colloquy.company', true)")
            assert cursor.fetchone()[0] in (None, "")
        assert not Member.by_policy_alone.exists()


def test_after_an_error_the_scope_is_closed(northwind):
    class OursError(Exception):
        pass

    with pytest.raises(OursError), company_scope(northwind):
        raise OursError
    with pytest.raises(NoCompanyScope):
        Member.objects.count()
    assert not Member.by_policy_alone.exists()


def test_staff_and_sweeps_see_every_company_and_a_scope_inside_sees_one(committed, northwind, southgate):
    with every_company("a test"):
        assert Member.objects.count() == 2
        with company_scope(northwind):
            assert Member.objects.count() == 1
        assert Member.objects.count() == 2


# The places that may work as the owner's role, or with the row policies as their only guard. A new one is a decision.
NAMED_PLACES = {
    "every_company": {
        "accounts/middleware.py",
        "accounts/queries.py",
        "accounts/services/budgets.py",
        "accounts/services/model_calls.py",
        "accounts/services/outbox.py",
        "accounts/services/provider_keys.py",
        "config/management/commands/load_demo.py",
        "config/workshop/views.py",
        "interviews/services/due_words.py",
        "interviews/services/endings.py",
        "interviews/services/erasing.py",
        "interviews/services/farewells.py",
        "interviews/services/imports/intake.py",
        "interviews/services/imports/running.py",
        "interviews/services/imports/scope.py",
        "interviews/queries/vectors.py",
        "interviews/queries/watching.py",
        "interviews/services/library.py",
        "interviews/services/lists/sending.py",
        "interviews/services/near_pairs.py",
        "interviews/management/commands/replay_interview.py",
        "interviews/services/recordings/forgetting.py",
        "interviews/services/recordings/orphans.py",
        "interviews/services/recordings/again.py",
        "interviews/services/recordings/segments.py",
        "interviews/services/reminders.py",
        "interviews/services/slots.py",
        "interviews/services/speech.py",
        "interviews/services/trials.py",
        "interviews/services/timers.py",
        "interviews/services/vectors.py",
        "reports/queries/verifying.py",
        "reports/services/assessing.py",
        "reports/services/feedback.py",
        "reports/services/reporting.py",
        "resumes/services/domains.py",
        "resumes/services/files.py",
        "resumes/services/preparing.py",
        "resumes/services/reading.py",
        "resumes/services/understanding.py",
        "resumes/services/vectors.py",
    },
    "by_policy_alone": {"accounts/tenancy.py", "accounts/access.py", "accounts/queries.py", "interviews/access.py", "reports/access.py"},
    "_base_manager": set(),
    # The other ways to the owner's role.
    "using": set(),
    # By the alias of the scope that the ORM's own query came from; and to give them back, asking nothing.
    "connections": {"interviews/queries/nearest.py", "accounts/gateway.py"},
}


@pytest.mark.parametrize("name", NAMED_PLACES)
def test_the_ways_around_the_first_lock_are_used_in_named_places_only(name):
    root = Path(settings.BASE_DIR)
    sources = [
        path
        for top in root.iterdir()
        if (top / "__init__.py").exists() and top.name not in ("tests", "bench")
        for path in top.rglob("*.py")
    ]
    assert len(sources) > 30
    found = {str(path.relative_to(root)) for path in sources if name in _names(path)}
    assert found == NAMED_PLACES[name]


def _names(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {node.attr for node in nodes if isinstance(node, ast.Attribute)}
