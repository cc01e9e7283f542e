"""How the vectors of what is compared are doing, over all companies: numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, Q

from accounts.duties import NAMES as PROVIDER_NAMES
from accounts.models import ModelCall
from accounts.tenancy import every_company
from ai.results import Ability
from interviews.models import VectorModel
from interviews.services.vectors import SUBJECTS, Subject, target_model

NAMES = {"question": "Questions", "follow_up": "Follow-ups", "ideal_answer": "Ideal answers"}
WENT_WRONG = {
    "unreachable": "{name} could not be reached.",
    "skipped": "{name} failed several times just now and is left alone for a while.",
    "timed_out": "{name} did not answer in time.",
    "interrupted": "{name} broke off in the middle of its answer.",
    "rate_limited": "{name} turned us away: too many requests, or no credit is left.",
    "unavailable": "{name} said that it could not answer.",
    "wrong_key": "{name} does not accept our key.",
    "unknown_model": "{name} knows no model named {model}.",
}


@dataclass(frozen=True, slots=True)
class KindOfVectors:
    name: str
    wanted: int
    there: int
    # Nobody finds these by meaning yet.
    missing: int
    # Found by what they said before.
    of_old_text: int
    # Found by the model that serves now.
    of_old_model: int
    # To be made anew because staff said so.
    of_old_time: int


@dataclass(frozen=True, slots=True)
class StateOfVectors:
    serving: VectorModel | None
    target: VectorModel
    kinds: tuple[KindOfVectors, ...]
    problem: str

    @property
    def wanted(self) -> int:
        return sum(kind.wanted for kind in self.kinds)

    @property
    def there(self) -> int:
        return sum(kind.there for kind in self.kinds)

    @property
    def due(self) -> int:
        return self.wanted - self.there

    @property
    def made_of(self) -> str:
        return f"{self.there:,} of {self.wanted:,}"

    @property
    def is_taking_over(self) -> bool:
        return not self.target.serves

    @property
    def is_working(self) -> bool:
        """A new model takes over in the next round after the last vector was made."""
        return self.due > 0 or self.is_taking_over


def state_of_vectors() -> StateOfVectors:
    target = target_model()
    with every_company("staff see how the vectors of all companies are, as numbers"):
        serving = VectorModel.objects.filter(serves=True).first()
        kinds = tuple(_kind(subject, target) for subject in SUBJECTS)
        return StateOfVectors(serving, target, kinds, _problem())


def _kind(subject: Subject, target: VectorModel) -> KindOfVectors:
    # At most one row of the model a text, so nothing is counted twice.
    fit = FilteredRelation("vectors", condition=Q(vectors__model=target))
    rows = subject.model.objects.filter(subject.wanted).annotate(fit=fit, compared_hash=subject.hash)
    same_text, is_there = Q(fit__content_hash=F("compared_hash")), Q(fit__isnull=False)
    in_time = Q(fit__made_at__gte=target.anew_from) if target.anew_from else is_there
    found = rows.aggregate(
        wanted=Count("pk"),
        there=Count("pk", filter=same_text & in_time),
        of_old_text=Count("pk", filter=is_there & ~same_text),
        of_old_time=Count("pk", filter=same_text & ~in_time),
    )
    without = rows.filter(fit=None)
    of_old_model = 0 if target.serves else without.filter(vectors__isnull=False).values("pk").distinct().count()
    missing = found["wanted"] - found["there"] - found["of_old_text"] - found["of_old_time"] - of_old_model
    return KindOfVectors(NAMES[subject.name], missing=missing, of_old_model=of_old_model, **found)


def _problem() -> str:
    """What went wrong when the platform's texts were last to be compared, if it did."""
    calls = ModelCall.objects.filter(company=None, ability=Ability.EMBED).exclude(state=ModelCall.State.OPEN)
    last = calls.order_by("-at").first()
    if last is None or last.state == ModelCall.State.DONE:
        return ""
    sentence = WENT_WRONG.get(last.problem, "{name} made no vectors ({problem}).")
    return sentence.format(name=PROVIDER_NAMES.get(last.provider, last.provider), model=last.model, problem=last.problem or last.state)
