"""Who writes down what candidates say aloud."""

from accounts.gateway import has_provider
from accounts.models import Company
from ai.results import Ability
from interviews.plans.content import Mode, PlanContent

BROWSER = "browser"


def listener_of(company: Company, content: PlanContent) -> str:
    """In interviews of this plan: a provider, the candidate's own browser, or nobody."""
    if Mode.VOICE not in content.modes:
        return ""
    if has_provider(company, Ability.TRANSCRIBE):
        return "provider"
    return BROWSER if content.browser_may_listen else ""
