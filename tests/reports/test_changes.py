"""What is different now from when a report was made, as the page says it."""

import pytest

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from reports.models import Assessment, Report
from reports.prompts import ASSESS_ANSWER, WRITE_REPORT
from reports.queries.changes import changes_since
from tests.interviews.rooms import interview_of
from tests.interviews.wired import is_away

pytestmark = pytest.mark.not_replayed

ANOTHER = "Another model reads answers now."


def now_asked(settings, model: str, **more: str) -> None:
    settings.AI = configuration_from({"OPENAI_API_KEY": "sk-of-a-test", "OPENAI_CAREFUL_MODEL": model} | more)


def read_by(invitation, **made_by) -> None:
    with company_scope(invitation.company_id):
        Assessment.objects.update(made_by={"prompt": ASSESS_ANSWER.prompt.version} | made_by)


def told(invitation) -> tuple[str, ...]:
    with company_scope(invitation.company_id):
        return changes_since(Report.objects.get(), interview_of(invitation))


@pytest.mark.parametrize(
    ("asked", "read", "is_told"),
    [
        ("gpt-4.1", "gpt-4.1", False),
        ("gpt-4.1", "gpt-4.1-2025-04-14", False),
        ("gpt-4", "gpt-4-0613", False),
        ("claude-haiku-5-5", "claude-haiku-5-5-20260101", False),
        ("claude-haiku-5-5", "claude-haiku-5-5@20260101", False),
        ("claude-haiku-5-5-latest", "claude-haiku-5-5-20260101", False),
        ("gpt-4.1", "gpt-4.1-mini", True),
        ("gpt-4.1", "gpt-4.1-mini-2025-04-14", True),
        ("gpt-4", "gpt-4.1", True),
        ("gpt-4.1-mini", "gpt-4.1", True),
        ("gpt-6.1", "gpt-6x1", True),
    ],
)
def test_another_model_is_told_and_another_date_of_it_is_not(danas, settings, asked, read, is_told):
    read_by(danas, provider="openai", model=read)
    now_asked(settings, asked)
    assert told(danas) == ((ANOTHER,) if is_told else ())


def test_another_provider_of_a_model_of_that_name_is_another_model(danas, settings):
    read_by(danas, provider="groq", model="gpt-6")
    now_asked(settings, "gpt-6")
    assert told(danas) == (ANOTHER,)


def test_where_rules_scored_it_is_told_that_a_model_is_there_now(danas, settings):
    is_away(settings)
    assert told(danas) == ()
    now_asked(settings, "gpt-6")
    assert told(danas) == ("It was scored by rules, and a model is set up now.",)


def test_where_the_model_is_gone_nothing_is_a_reason_to_read_anew(danas, settings):
    read_by(danas, provider="openai", model="gpt-6")
    is_away(settings)
    assert told(danas) == ()


def test_later_instructions_are_told_by_what_they_are_for(danas, settings):
    is_away(settings)
    read_by(danas, prompt=ASSESS_ANSWER.prompt.version - 1)
    assert told(danas) == (f"Answers are read by version {ASSESS_ANSWER.prompt.version} of our instructions now.",)
    read_by(danas)
    with company_scope(danas.company_id):
        Report.objects.update(made_by={"prompt": WRITE_REPORT.prompt.version - 1})
    assert told(danas) == (f"Reports are worded by version {WRITE_REPORT.prompt.version} of our instructions now.",)


def test_answers_that_nobody_need_read_were_read_by_no_instructions(danas, settings):
    with company_scope(danas.company_id):
        Assessment.objects.update(made_by={})
    now_asked(settings, "gpt-6")
    assert told(danas) == ()
