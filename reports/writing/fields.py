"""A report's words as they come from a model."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tied(Said):
    text: Annotated[str, Field(max_length=300)]
    turns: Annotated[tuple[int, ...], Field(max_length=8)]


Sentences = Annotated[tuple[Tied, ...], Field(max_length=5)]


class Written(Said):
    summary: Sentences
    strengths: Sentences
    weaknesses: Sentences
    recommendations: Sentences
