"""For pages of apps below this one, which know nothing of reports: what there is for a candidate after their interview."""

from django import template

from interviews.models import Invitation
from reports.queries.candidate import Afterwards
from reports.queries.candidate import afterwards as found_afterwards

register = template.Library()


@register.simple_tag
def afterwards(invitation: Invitation) -> Afterwards:
    return found_afterwards(invitation)
