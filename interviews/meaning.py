"""Where a text lies, by the model whose vectors lookups use now.

Asks a provider: whoever calls holds no transaction meanwhile.
"""

from collections.abc import Sequence

from accounts.gateway import models_comparing_by
from accounts.models import Company
from ai.errors import AIError
from ai.pace import LIVE
from ai.waiting import wait
from interviews.queries.lookup import Point, serving_model


class CannotCompare(Exception):
    """Nobody makes such vectors now: there are none yet, the provider is away, or the budget is spent."""


def points_of(texts: Sequence[str], *, company: Company | None = None) -> list[Point]:
    model = serving_model()
    models = models_comparing_by(model.name, company) if model else None
    if model is None or models is None:
        raise CannotCompare
    try:
        found = wait(models.embed(texts, pace=LIVE))
    except AIError as why:
        raise CannotCompare from why
    if found.model != model.name:
        raise CannotCompare
    return [Point(model, list(vector)) for vector in found.vectors]
