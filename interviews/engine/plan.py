"""The interview that was agreed on, as far as the engine needs it. Times are milliseconds."""

from dataclasses import dataclass

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Competency:
    key: str
    weight: int = 1
    # Judged in whatever is answered, and never asked about for its own sake.
    in_every_answer: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    competency: str
    # As it is asked where nobody words it better; of one that is worded in the interview, what it should find out.
    text: str
    domain: str = ""
    # 1 easy, 2 medium, 3 hard
    difficulty: int = 2
    lasts: int = 4 * MINUTE
    follow_ups: int = 1
    # The same for every candidate of a job. The others are worded on the spot, and the first to go when time is short.
    is_core: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    competencies: tuple[Competency, ...]
    questions: tuple[Question, ...]
    lasts: int = 40 * MINUTE
    # An easy question to begin with; empty: none.
    warmup: str = ""
    warmup_lasts: int = 3 * MINUTE
    resume_points: int = 0
    resume_point_lasts: int = 3 * MINUTE
    # How long the interview may go back to what lacks evidence; 0: not at all.
    follow_up_lasts: int = 4 * MINUTE
    # How many questions a candidate may ask; 0: none.
    candidate_questions: int = 4
    candidate_questions_last: int = 4 * MINUTE
    wrap_up_lasts: int = MINUTE
    # Up and down by the last answers. Off, everybody is asked the same.
    is_adaptive: bool = False

    def follow_ups_to(self, key: str) -> int:
        """What is not in the plan, such as a warm-up, is not followed up."""
        return next((question.follow_ups for question in self.questions if question.key == key), 0)

    @property
    def closing_lasts(self) -> int:
        """What is kept free for the end, so that nobody is cut off without a goodbye."""
        return self.wrap_up_lasts + (self.candidate_questions_last if self.candidate_questions else 0)


# What one follow-up takes, in the sums that decide whether there is time for it.
FOLLOW_UP_LASTS = 2 * MINUTE
