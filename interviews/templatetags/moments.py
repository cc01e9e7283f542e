from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone

from interviews.plans.content import PlanContent
from interviews.plans.duration import told_minutes

register = template.Library()


@register.filter
def time_left(moment: datetime) -> str:
    """Return "40 min", "8 h" or "13 days": in one unit, as somebody says it who has to be done by then."""
    left = moment - timezone.now()
    if left <= timedelta(hours=1):
        return f"{max(0, -(-left // timedelta(minutes=1)))} min"
    if left <= timedelta(hours=48):
        return f"{-(-left // timedelta(hours=1))} h"
    return f"{left.days} days"


@register.filter
def minutes_of(plan_content: dict[str, Any]) -> int:
    """How long candidates are told that its interview takes."""
    return told_minutes(PlanContent.model_validate(plan_content), {})
