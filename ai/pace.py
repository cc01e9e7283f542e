"""How long somebody can wait."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    # For the whole call: retries, repair and fallback included.
    deadline: float
    # For one provider at one attempt: until its answer is there or, where it streams, has begun.
    answer_within: float
    tries: int
    # Before the second try; doubled before each further one.
    pause: float


# Somebody sits there and waits for the interviewer to speak.
LIVE = Pace(deadline=25, answer_within=8, tries=2, pause=0.2)
BACKGROUND = Pace(deadline=100, answer_within=30, tries=3, pause=1)
