"""What is said of a résumé, as a model or the rules say it and as it is kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Line = Annotated[str, Field(max_length=400)]
Quote = Annotated[str, Field(max_length=400)]


class _Trimmed(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)


class Highlight(_Trimmed):
    """Something to talk about: why, and the words of the résumé that it is about."""

    text: Line
    quote: Quote


class Gap(_Trimmed):
    """Something that the résumé leaves open about the work, and what to ask for it."""

    text: Line
    question: Line


class Personal(_Trimmed):
    """A question for this person alone, and the words of the résumé that it comes from."""

    text: Line
    quote: Quote


class Brief(BaseModel):
    points: list[Line] = Field(default=[], max_length=8)
    skills: list[Annotated[str, Field(max_length=80)]] = Field(default=[], max_length=15)
    highlights: list[Highlight] = Field(default=[], max_length=8)
    gaps: list[Gap] = Field(default=[], max_length=8)
    questions: list[Personal] = Field(default=[], max_length=10)


class Quoted(BaseModel):
    """What is said, the words of the résumé as they stand there, and where."""

    text: str
    quote: str
    start: int
    end: int


class Kept(BaseModel):
    points: list[str] = []
    skills: list[str] = []
    highlights: list[Quoted] = []
    gaps: list[Gap] = []
    questions: list[Quoted] = []
