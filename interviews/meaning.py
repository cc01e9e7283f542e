"""Where a text lies, by the model whose vectors lookups use now.

Asks a provider: whoever calls holds no transaction meanwhile.
"""

from collections.abc import Sequence
from uuid import UUID

from accounts.gateway import models_comparing_by
from accounts.models import Company
from ai.errors import AIError, BudgetSpent
from ai.pace import Pace
from ai.waiting import wait
from interviews.queries.lookup import Point, PointUnusable, serving_model


class CannotCompare(Exception):
    """Nobody makes such vectors now: there are none yet, the provider is away, the budget is spent, or a text says nothing."""


class BudgetUsedUp(CannotCompare):
    """No more may be spent until the month ends."""


# A person looks at the page meanwhile, and words find something too.
COMPARING = Pace(deadline=5, answer_within=5, tries=2, pause=0.2)


def points_of(
    texts: Sequence[str], *, company: Company | None = None, pace: Pace = COMPARING, interview: UUID | None = None
) -> list[Point]:
    """`interview`: it is being held, so a spent budget stops nothing."""
    model = serving_model()
    models = models_comparing_by(model.name, company, interview=interview) if model else None
    if model is None or models is None:
        raise CannotCompare
    try:
        found = wait(models.embed(texts, pace=pace))
    except BudgetSpent as why:
        raise BudgetUsedUp from why
    except AIError as why:
        raise CannotCompare from why
    if found.model != model.name:
        raise CannotCompare
    try:
        return [Point(model, list(vector)) for vector in found.vectors]
    except PointUnusable as why:
        raise CannotCompare from why
