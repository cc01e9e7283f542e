"""What people say beside the AI's numbers, as whoever takes a report along gets it: scores that they set, ratings, and the decision."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from reports.content import ReportContent
from reports.models import Decision, Override
from reports.queries.people import OfPerson, Own, Reviewer, decisions_of, overrides_of, rated_in, reviewer_of, reviews_of, said_of


@dataclass(frozen=True, slots=True)
class Beside:
    # By competency; "" is the whole.
    overrides: Mapping[str, Override] = field(default_factory=dict)
    # By person, in the order in which they first rated.
    reviews: tuple[Own, ...] = ()
    # The one that counts.
    decision: Decision | None = None

    @property
    def rated(self) -> frozenset[str]:
        """Competencies to which somebody gives a level."""
        return rated_in(self.reviews)

    @property
    def dealt_with(self) -> frozenset[str]:
        """Competencies that somebody rated or set; "" is the whole."""
        return self.rated | frozenset(self.overrides)

    def said_of(self, competency: str) -> tuple[OfPerson, ...]:
        """By everybody who rated, in the order of `reviews`."""
        return tuple(said_of(own, competency) for own in self.reviews)

    def reviewers(self, content: ReportContent) -> tuple[Reviewer, ...]:
        return tuple(reviewer_of(own, content) for own in self.reviews)


def beside(interviews: Collection[UUID]) -> Mapping[UUID, Beside]:
    """Of each interview, for those alone who may see everything of it: no rating is left out for whoever has yet to give theirs."""
    overrides, reviews, decisions = overrides_of(interviews), reviews_of(interviews), decisions_of(interviews)
    found = {each: Beside(overrides[each], reviews[each], next(iter(decisions[each]), None)) for each in interviews}
    return defaultdict(Beside, found)
