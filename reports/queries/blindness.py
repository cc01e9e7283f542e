"""Whose scores somebody may not see yet: reviewers rate before they see the AI's, unless the plan says otherwise."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Member
from interviews.models import Interview
from reports.models import Report, Review


def must_rate_first(member: Member, interview: Interview) -> bool:
    """As the plan had it by which the interview was held: a later version changes nothing for those who were interviewed before."""
    return interview.pk in unrated_by(member, [interview])


def unrated_by(member: Member, interviews: Iterable[Interview]) -> set[UUID]:
    """Those of the interviews, with their plans loaded, whose scores this member may not see before they have rated."""
    if member.may_recruit:
        return set()
    blind = {each.pk for each in interviews if each.is_over and rates_blind(each)}
    blind &= set(Report.objects.filter(interview__in=blind).values_list("interview", flat=True))
    return blind - set(Review.objects.filter(interview__in=blind, by=member.user_id).values_list("interview", flat=True))


def rates_blind(interview: Interview) -> bool:
    content = interview.plan.content
    return bool(content.get("rates_blind", True) and content.get("competencies"))
