"""For the first page of a day, which knows nothing of reports: what waits for a person after an interview, and what was decided."""

from collections.abc import Collection

from django import template

from accounts.models import Member
from interviews.models import Interview
from interviews.queries.today import Part
from reports.models import Decision, Report
from reports.queries.people import decisions_of
from reports.queries.unopened import unopened_reports as found_unopened
from reports.queries.waiting import Waiting
from reports.queries.waiting import reports_to_rate as found_to_rate
from reports.queries.waiting import waiting_for_people as found_waiting

register = template.Library()


@register.simple_tag
def waiting_for_people() -> Waiting:
    return found_waiting()


@register.simple_tag
def unopened_reports() -> Part[Report]:
    return found_unopened()


@register.simple_tag
def reports_to_rate(member: Member) -> Part[Report]:
    return found_to_rate(member)


@register.simple_tag
def with_decisions(interviews: Collection[Interview]) -> list[tuple[Interview, Decision | None]]:
    """Each with the decision that counts, if there is one."""
    found = decisions_of([each.pk for each in interviews])
    return [(each, next(iter(found[each.pk]), None)) for each in interviews]
