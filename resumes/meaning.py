"""Where a text lies, by the model whose vectors a résumé is looked up by now.

Asks a provider: whoever calls holds no transaction meanwhile.
"""

from uuid import UUID

from accounts.gateway import models_comparing_by
from accounts.models import Company
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.pace import LIVE, Pace
from ai.waiting import wait
from resumes.models import Resume
from resumes.queries.chunks import Point, model_of


class CannotCompare(Exception):
    """Nobody makes such vectors now: the provider is away, or the budget is spent."""


def point_near(text: str, *, resume: Resume, company: Company, pace: Pace = LIVE, interview: UUID | None = None) -> Point:
    with company_scope(company):
        model = model_of(resume)
    models = models_comparing_by(model, company, interview=interview)
    if models is None:
        raise CannotCompare
    try:
        found = wait(models.embed([text], pace=pace))
    except AIError as why:
        raise CannotCompare from why
    if found.model != model:
        raise CannotCompare
    return Point(model, found.vectors[0])
