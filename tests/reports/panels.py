"""Answers as a model's panel read them, or as nobody did, written as rows: tests of these are marked not_replayed."""

from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.models import Invitation, Turn
from reports.assessing.material import hash_of
from reports.models import Assessment, Rating, Report
from reports.services.reporting import begin_report, make_report
from tests.interviews.rooms import interview_of

BY_MODEL = {"prompt": 1, "provider": "openai", "model": "gpt"}
MORE = "We had two vendors to choose from. I wrote down what each of them costs, and asked the two who would run it."


def asked_more(invitation: Invitation, said: str = MORE, number: int = 2) -> None:
    """One more question of the same competency, and its answer."""
    with company_scope(invitation.company_id):
        first = Turn.objects.get(interview__invitation=invitation, number=1)
        first.pk, first.number, first.answer, first.text = None, number, said, "How do you choose between two ways?"
        first._state.adding = True
        first.save()


def read(invitation: Invitation, *readings: tuple[int | None, str], number: int = 1, version: int = 1) -> None:
    """Of each member of a panel the level that they gave for reliability, and the words that they took for it."""
    with company_scope(invitation.company_id):
        turn = Turn.objects.get(interview__invitation=invitation, number=number)
        for judge, (level, words) in enumerate(readings, 1):
            one = made(
                turn, judge, version, state="made", made_at=timezone.now(), made_by=BY_MODEL, remarks={"strengths": [f"Good: {level}."]}
            )
            start = turn.answer.index(words)
            quotes = [{"text": words, "start": start, "end": start + len(words)}] if level else []
            why = f"Reader {judge} gave {level}."
            Rating.objects.create(company_id=turn.company_id, assessment=one, competency="reliability", level=level, why=why, quotes=quotes)


def read_by_nobody(invitation: Invitation, number: int = 1, version: int = 1) -> None:
    """No model could be had, however often it was tried."""
    with company_scope(invitation.company_id):
        turn = Turn.objects.get(interview__invitation=invitation, number=number)
        for judge in (1, 2, 3):
            made(turn, judge, version, state="failed")


def made(turn: Turn, judge: int, version: int, **fields) -> Assessment:
    about = {"interview_id": turn.interview_id, "turn": turn, "answer": turn.answer, "answer_hash": hash_of(turn.answer)}
    return Assessment.objects.create(company_id=turn.company_id, judge=judge, version=version, **about, **fields)


def report_of(invitation: Invitation) -> Report:
    """Of what was read."""
    ids = {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}
    begin_report(**ids)
    make_report(**ids)
    with company_scope(invitation.company_id):
        reports = Report.objects.select_related("company", "interview__plan", "interview__job", "rubric")
        return reports.filter(interview__invitation=invitation, state="ready").latest("version")
