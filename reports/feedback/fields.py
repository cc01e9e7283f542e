"""A candidate's feedback as it comes, and as it is kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

MOST = 3
LONGEST = 300
Sentences = Annotated[tuple[Annotated[str, Field(max_length=LONGEST)], ...], Field(max_length=MOST)]


class FeedbackWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    strengths: Sentences
    advice: Sentences


class FeedbackContent(FeedbackWords):
    """Stored as JSON on reports.models.Feedback."""

    # Of the sentences: the candidate's, as of when it was written.
    language: str
