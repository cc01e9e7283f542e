"""Which of the library's domains a competency belongs to, and what a domain is called."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from interviews.models import Question
from interviews.plans.content import PlanContent

NAMES = {"devops": "DevOps", "qa": "Quality assurance"}


def domains_in(content: PlanContent) -> Mapping[str, str]:
    """Of each competency that of most of its questions. One that is asked about in words of the interview's own has none."""
    known = dict(Question.objects.filter(pk__in=[each.question for each in content.questions if each.question]).values_list("pk", "domain"))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for each in content.questions:
        if each.question and (domain := known.get(each.question)):
            counted[each.competency][domain] += 1
    return {competency: min(found, key=lambda domain: (-found[domain], domain)) for competency, found in counted.items()}


def name_of(domain: str) -> str:
    return NAMES.get(domain) or domain.replace("-", " ").capitalize()
