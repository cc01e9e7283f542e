"""Answers to be assessed, for tests."""

from django.utils import timezone

from accounts.models import Company, Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview, Invitation, Turn
from interviews.services.conducting import begin_interview
from reports.assessing.material import hash_of
from reports.content import ReportContent, Writing
from reports.models import (
    Assessment,
    Comment,
    Decision,
    Feedback,
    Mention,
    Opening,
    Override,
    PageNote,
    Rating,
    Report,
    Review,
    ReviewRating,
    ReviewRequest,
)
from reports.scoring import Recommendation
from reports.services.assessing import assess_turn, due_for_assessing
from reports.services.reporting import begin_report, make_report
from reports.services.sharing import share_report
from tests.interviews.invited import invited
from tests.interviews.rooms import begun, interview_of, say, turns_of

SAID = (
    "Last spring our import broke every night. I compared the logs of two nights and found a job that held a lock. I moved it to"
    " the morning because nobody imports then, and told the team how I found it. Since then it has run for eight months."
)

# What a model says of that answer.
VERDICT = {
    "ratings": [
        {"competency": "reliability", "level": 4, "quotes": ["I compared the logs of two nights"], "why": "Finds the cause by evidence."}
    ],
    "strengths": ["Names the cause."],
    "improvements": ["Say who was affected."],
    "covered": ["cause"],
    "missed": ["who was told"],
    "clarity": 4,
    "structure": 4,
    "communication": 4,
    "accuracy": 4,
}


def answered(company, said: str = SAID, **fields) -> tuple[Invitation, Turn]:
    """Dana, who has answered the first question that is judged."""
    client, invitation = begun(company, **fields)
    say(client, invitation, "Yes")
    while turns_of(invitation)[-1].purpose == "warmup":
        say(client, invitation, "I mended my bicycle last week, and it was fun.")
    asked = turns_of(invitation)[-1]
    say(client, invitation, said)
    return invitation, asked


def finished(company, *said: str, **fields) -> Invitation:
    """Dana, who has answered until goodbye; what comes after the last answer given is that one again."""
    client, invitation = begun(company, **fields)
    answers = list(said) or [SAID]
    say(client, invitation, "Yes")
    for _ in range(20):
        asked = turns_of(invitation)[-1]
        if interview_of(invitation).is_over:
            break
        say(client, invitation, "no" if asked.phase == "candidate_questions" else answers.pop(0) if len(answers) > 1 else answers[0])
    return invitation


def report_on(invitation: Invitation) -> Report | None:
    """What workers do once the interview has ended."""
    interview = interview_of(invitation)
    for each, number, company in due_for_assessing():
        assess_turn(interview_id=each, number=number, company_id=company)
    begin_report(interview_id=interview.pk, company_id=invitation.company_id)
    make_report(interview_id=interview.pk, company_id=invitation.company_id)
    with company_scope(invitation.company_id):
        return Report.objects.filter(interview=interview).select_related("interview__plan").order_by("-version").first()


def assess(invitation: Invitation, turn: Turn) -> None:
    assess_turn(interview_id=interview_of(invitation).pk, number=turn.number, company_id=invitation.company_id)


def interview_with_report(company, **fields) -> Report:
    """Dana's, that was never held, for tests of what is done with a report."""
    invitation = invited(company, **fields)
    with company_scope(company):
        return make_report_row(begin_interview(invitation=invitation))


def make_report_row(interview: Interview, **fields) -> Report:
    """A made report of an interview in which nothing was said."""
    nothing = ReportContent(
        competencies=(),
        level=None,
        uncertainty=0,
        coverage=0,
        needs_a_person=False,
        recommendation=Recommendation.NOT_ENOUGH,
        answers=0,
        not_scored=0,
        assessments=(),
        writing=Writing(),
    )
    made = {"state": Report.State.READY, "due_at": None, "made_at": timezone.now(), "content": nothing.model_dump(mode="json")}
    return Report.objects.create(company=interview.company, interview=interview, **made | fields)


def report_in_every_table(company: Company) -> None:
    turn = Turn.objects.first()
    assessment = Assessment.objects.create(
        company=company, interview=turn.interview, turn=turn, judge=1, answer_hash=hash_of(""), due_at=timezone.now()
    )
    Rating.objects.create(company=company, assessment=assessment, competency="reliability")
    report = Report.objects.create(company=company, interview=turn.interview)
    share_report(report=report, label="The team", days=7, without_names=True, by=Actor())
    PageNote.objects.create(company=company, interview=turn.interview, turn=turn, kind="left", amount=5)
    people_in_every_table(company, report)


def people_in_every_table(company: Company, report: Report) -> None:
    member = Member.objects.select_related("user").first()
    on = {"company": company, "interview": report.interview}
    by = {"by": member.user, "by_name": member.user.name}
    Opening.objects.create(company=company, report=report, user=member.user)
    review = Review.objects.create(number=1, is_blind=True, **on, **by)
    ReviewRating.objects.create(company=company, review=review, competency="reliability", level=4, reason="Compares logs.")
    Override.objects.create(number=1, level=4, reason="Thorough.", **on, **by)
    Decision.objects.create(number=1, report=report, kind="hold", reason="One more talk.", **on, **by)
    comment = Comment.objects.create(text="Thorough.", **on, **by)
    Mention.objects.create(company=company, comment=comment, member=member)
    Feedback.objects.create(**on)
    ReviewRequest.objects.create(**on)
