"""The words of each language, read at start: what is missing in one of them stops it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Text(Said):
    """With placeholders; a blank line parts its paragraphs."""

    subject: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(min_length=1)]
    # Of the link; empty: as in an invitation.
    action: str = ""


class Fixed(Said):
    """What every invitation says below the recruiter's own text."""

    action: str
    facts: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    contact: str
    # Where the job is interviewed at times: what there is to do, and the words of its link.
    times: str
    choose_time: str


class Words(Said):
    language: str
    # As django.utils.formats writes dates.
    date: str
    minutes: str
    and_: Annotated[str, Field(alias="and")]
    team: str
    # How one answers.
    by_voice: str
    by_typing: str
    copy_: Annotated[str, Field(alias="copy")]
    sent_through: str
    yours_alone: str
    invitation: Text
    # Where there are times to choose from.
    invitation_at_a_time: Text
    fixed: Fixed
    reminder: Text
    extended: Text
    # To whoever is not awaited any more.
    revoked: Text
    closed: Text
    adjustment_agreed: Text
    # In the middle of the interview.
    adjustment_now: Text
    adjustment_declined: Text
    # "answer", and a name for each of AdjustmentRequest.Need
    adjustment: dict[str, str]
    # To whoever was invited before there were any.
    times_offered: Text
    booked: Text
    moved: Text
    # By the company, or by themselves.
    cancelled: Text
    given_back: Text
    # They declined, and had chosen a time.
    not_coming: Text
    # The interview is over, in each of the ways in which it can be.
    completed: Text
    withdrew: Text
    ended: Text
    ran_out: Text
    # Afterwards: what was strong in their answers is there to be read, and a person answered what they asked for.
    feedback: Text
    review_answered: Text
    # Above what the company itself says about them.
    next_steps: str
    # Above a mail with another link than the one before.
    new_link: str
    # What calendars call it, by job and company.
    calendar_entry: str


@cache
def words_in(language: str) -> Words:
    """English where nobody wrote letters in this language."""
    name = language if language in LANGUAGES else LANGUAGES[0]
    return Words.model_validate(tomllib.loads((files("interviews.letters") / f"{name}.toml").read_text()))
