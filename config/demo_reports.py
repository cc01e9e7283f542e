"""What people did with the reports on the demo's candidates: rated, decided, set a score, shared, and answered a candidate.

The reports are made here where rules read the answers, which asks nobody and takes a second or two. Where models do, workers make
them after the start, and what people did with them is added at the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Company, Member, User
from accounts.services.audit import Actor
from accounts.tasks import deliver_on_commit
from accounts.tenancy import company_scope
from ai.results import BUILTIN, Ability
from config.demo_interviews import ALSO_DONE, DONE
from interviews.models import Interview
from reports.feedback.fields import FeedbackWords
from reports.links import address_of
from reports.models import Decision, Feedback, Report, ReportLink, Review
from reports.queries.judged import judged_turns
from reports.queries.versions import newest_report
from reports.rubric import rubric_of
from reports.services.assessing import assess_turn
from reports.services.deciding import decide, set_score
from reports.services.feedback import begin_feedback, give_feedback, write_feedback
from reports.services.rating import Rated, rate
from reports.services.reporting import begin_report, make_report
from reports.services.sharing import share_report
from reports.services.viewing import note_view

READER, DAYS = "Sunita Oberoi, who leads Payments", 14
WHY_HOLD = (
    "He thinks of the people at the other end, and says what he has not done. Databases of our size would be new to him: we should"
    " talk about that for half an hour before we say yes or no."
)
WHY_SET = "Both of his stories end with something that others still use. The words are short, what was done is not."


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person gives for a competency, and why; None: they cannot say."""

    level: int | None
    why: str


# By the plan's keys. What somebody does not name here they cannot judge.
BY_BOB_OF_ELENA: Mapping[str, Seen] = {
    "data-and-storage": Seen(5, "Has filled a live table for eleven hours, and names the writer that she had overlooked."),
    "working-with-others": Seen(4, "The rule about three answers came from both of them. I would like to hear Marta's side."),
    "performance-and-scale": Seen(4, "Taking turns by customer, with a number to plan with, is what we ended up with too."),
    "service-and-api-design": Seen(4, "Asks what may be late before she asks how. Says that she has stopped one move and finished none."),
    "explaining-clearly": Seen(4, "I could follow each step. Some sentences carry three thoughts at once."),
}
BY_CAROL_OF_ELENA: Mapping[str, Seen] = {
    "working-with-others": Seen(
        4, "Went and asked for the phone although she dislikes it, and did the integration that she had argued against."
    ),
    "explaining-clearly": Seen(5, "I am no engineer, and I understood why nobody noticed the eleven hours."),
}
BY_BOB_OF_TOBIAS: Mapping[str, Seen] = {
    "data-and-storage": Seen(2, "Knows the three steps from reading. A retry alone would lose our events, and he saw it only when asked."),
    "working-with-others": Seen(5, "Sat at her desk for two mornings, and the page is in her words. That is what our finance people miss."),
    "performance-and-scale": Seen(2, "A limit that also holds at night, and a cache, without a number for either."),
    "service-and-api-design": Seen(3, "The boarding without tickets is a good case; about moving billing he says nothing of his own."),
    "explaining-clearly": Seen(4, "Plain and short. Says by himself what he does not know."),
}


def add_reports(company: Company, recruiter: Actor, reviewer: str) -> str:
    """Return the address of a shared report, as long as it opens. `reviewer`: who rates before they see a score."""
    with company_scope(company):
        over = {each.invitation.candidate.name: each for each in _over() if each.invitation}
    if is_by_rules():
        for interview in over.values():
            _make(interview)
    with company_scope(company):
        made = {name: report for name, interview in over.items() if (report := newest_report(interview))}
        if {DONE, ALSO_DONE} <= made.keys() and not Review.objects.exists():
            _add_people(over, made, recruiter, Actor(user=User.objects.get(email=reviewer), address="127.0.0.1"))
        link = ReportLink.objects.filter(label=READER, revoked_at=None).first()
        return address_of(link.pk) if link and link.is_open else ""


def is_by_rules() -> bool:
    return settings.AI.chains[Ability.COMPLETE] == (BUILTIN,)


def _over() -> list[Interview]:
    interviews = Interview.objects.select_related("company", "plan", "job", "invitation__candidate")
    return list(interviews.filter(finished_at__isnull=False, invitation__candidate__name__in=[DONE, ALSO_DONE]))


def _make(interview: Interview) -> None:
    """As workers do, and nothing where they did."""
    ids = {"interview_id": interview.pk, "company_id": interview.company_id}
    with company_scope(interview.company_id):
        if Report.objects.filter(interview=interview).exists():
            return
        numbers = [turn.number for turn in judged_turns(interview, rubric_of(interview, None))]
    for number in numbers:
        assess_turn(number=number, **ids)
    begin_report(**ids)
    make_report(**ids)
    begin_feedback(**ids)
    for mail in write_feedback(**ids):
        deliver_on_commit(mail)


def _add_people(over: Mapping[str, Interview], made: Mapping[str, Report], recruiter: Actor, reviewer: Actor) -> None:
    elena, tobias = over[DONE], over[ALSO_DONE]
    for interview, seen in ((elena, BY_BOB_OF_ELENA), (tobias, BY_BOB_OF_TOBIAS)):
        _rate(interview, seen, reviewer)
    for report in made.values():
        note_view(report=report, by=recruiter)
    _rate(elena, BY_CAROL_OF_ELENA, recruiter)
    share_report(report=made[DONE], label=READER, days=DAYS, without_names=True, by=recruiter)
    set_score(interview=tobias, competency="working-with-others", level=5, reason=WHY_SET, by=recruiter)
    decide(interview=tobias, kind=Decision.Kind.HOLD, reason=WHY_HOLD, known=0, by=recruiter)
    feedback = Feedback.objects.filter(interview=tobias, state=Feedback.State.DRAFTED).first()
    if feedback:
        words = FeedbackWords(strengths=feedback.content["strengths"], advice=feedback.content["advice"])
        deliver_on_commit(give_feedback(feedback=feedback, words=words, by=recruiter))


def _rate(interview: Interview, seen: Mapping[str, Seen], by: Actor) -> None:
    assert by.user
    keys = [each.key for each in rubric_of(interview, None).competencies]
    given = [(key, seen.get(key, Seen(None, ""))) for key in keys]
    rated = [Rated(key, each.level, each.why) for key, each in given]
    rate(interview=interview, member=Member.objects.select_related("user", "company").get(user=by.user), rated=rated, by=by)
