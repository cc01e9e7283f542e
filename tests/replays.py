"""After each test, every interview that it left is replayed: its events must give what is stored of it.

A plugin, so that no test need think of it. A test in which no interview is written costs nothing.
"""

import time

import pytest
from django.db.models.signals import post_save

TIMES = 3
_written = set()


def _remember(instance, **kwargs):
    _written.add((instance.pk, instance.company_id))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    from interviews.models import Interview

    _written.clear()
    post_save.connect(_remember, sender=Interview, dispatch_uid="replays")
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """As part of the test, before anything is rolled back."""
    result = yield
    if not item.get_closest_marker("not_replayed"):
        wrong = _wrong(item)
        for _ in range(TIMES):
            if not wrong:
                break
            # Where a worker still writes, one reads what was before it and what is after.
            time.sleep(0.3)
            wrong = _wrong(item)
        assert wrong == [], "what is stored of an interview is not what its events give"
    return result


def _wrong(item):
    return [line for ids in _written | _of_other_processes(item) for line in _differences(*ids)]


def _of_other_processes(item):
    """Pages of a real server and tasks of a real worker write where we hear nothing, and commit."""
    from accounts.tenancy import every_company
    from interviews.models import Interview

    if "committed" not in item.fixturenames:
        return set()
    with every_company("a test"):
        return set(Interview.objects.values_list("pk", "company_id"))


def _differences(interview_id, company_id):
    from accounts.tenancy import company_scope
    from interviews.live.replaying import differences, replay
    from interviews.models import Interview

    with company_scope(company_id):
        interview = Interview.objects.select_related("plan").filter(pk=interview_id).first()
        return [f"{interview_id} {line}" for line in differences(interview, replay(interview))] if interview else []
