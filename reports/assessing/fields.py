"""What a judge says of an answer, as it comes and as it is kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Level = Annotated[int, Field(ge=1, le=5)]
Sentence = Annotated[str, Field(max_length=300)]


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Judged(Said):
    """One competency in one answer. Without a level there was too little evidence."""

    competency: Annotated[str, Field(max_length=60)]
    level: Level | None
    # Copied from the answer, word for word.
    quotes: Annotated[tuple[Annotated[str, Field(max_length=600)], ...], Field(max_length=4)]
    why: Sentence


class Verdict(Said):
    ratings: Annotated[tuple[Judged, ...], Field(max_length=12)]
    strengths: Annotated[tuple[Sentence, ...], Field(max_length=4)]
    improvements: Annotated[tuple[Sentence, ...], Field(max_length=4)]
    covered: Annotated[tuple[Sentence, ...], Field(max_length=8)]
    missed: Annotated[tuple[Sentence, ...], Field(max_length=8)]
    # None: whoever judges cannot tell.
    clarity: Level | None
    structure: Level | None
    communication: Level | None
    # Of what is said about the matter itself; none where the question is not a technical one.
    accuracy: Level | None


class Remarks(Said):
    """What is kept beside the ratings."""

    strengths: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    clarity: Level | None = None
    structure: Level | None = None
    communication: Level | None = None
    accuracy: Level | None = None
    # There was a right and a wrong to it, and whoever judged did not say how right it is.
    is_without_accuracy: bool = False
    # The answer speaks to whoever judges it. It changes nothing, and people are told.
    speaks_to_the_judge: bool = False


class Quote(Said):
    """A span of the answer, and what stands there."""

    start: int
    end: int
    text: str
    # Of a recording, where there is one: from which moment to which they are heard.
    from_ms: int | None = None
    until_ms: int | None = None
