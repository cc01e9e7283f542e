"""How long a candidate waits for the interviewer, at most: from the answer to the words, whatever providers do."""

import time

from ai.pace import Pace

# Ten seconds were promised; the rest is for everything but models.
WHOLE = 9.0
# Who hears nothing for so long hears the prepared words instead. A provider's own time ends a little earlier, so that its
# silence is known for one.
WORD_WITHIN, ANSWER_WITHIN = 4.0, 3.7
# For what comes before the words: what an answer means, and what it leaves open.
READING, COMPARING = 2.5, 1.5


class Patience:
    """Everything that is asked of models for one turn shares it."""

    def __init__(self, seconds: float = WHOLE) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def pace(self, seconds: float = WHOLE) -> Pace:
        """Nothing is tried twice: there is something to say without a model."""
        most = min(seconds, self.left)
        return Pace(deadline=most, answer_within=min(ANSWER_WITHIN, most), tries=1, pause=0)
