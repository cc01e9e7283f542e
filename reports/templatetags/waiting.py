"""For the first page of a day, which knows nothing of reports: what waits for a person after an interview."""

from django import template

from accounts.models import Member
from interviews.queries.today import Part
from reports.models import Report
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
