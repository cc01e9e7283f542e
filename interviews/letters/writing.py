"""Puts a letter together: what somebody wrote, filled in, and what every candidate is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import dateformat, translation

from accounts.models import Company
from interviews.letters.placeholders import Values, filled
from interviews.letters.words import Text, Words
from interviews.links import to_times
from interviews.zones import with_own_zones


@dataclass(frozen=True, slots=True)
class About:
    """What letters say of a job."""

    job: str
    company: str
    minutes: int
    # Their names; none: the team is named instead.
    reviewers: tuple[str, ...]
    # Candidates choose a time.
    by_appointment: bool = False
    # Nobody is set up to listen, or the plan wants no speech.
    by_typing: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


def said_moment(moment: datetime, zone: ZoneInfo, words: Words) -> str:
    with translation.override(words.language):
        return with_own_zones(dateformat.format(moment.astimezone(zone), words.date), words.language)


def values_for(*, name: str, about: About, deadline: datetime, zone: ZoneInfo, words: Words) -> Values:
    return {
        "name": name,
        "job": about.job,
        "company": about.company,
        "deadline": said_moment(deadline, zone, words),
        "minutes": words.minutes.format(about.minutes),
        "reviewers": _in_a_row(about.reviewers, words) or words.team,
        "ways": words.by_typing if about.by_typing else words.by_voice,
    }


def write_letter(
    *,
    text: Text,
    values: Values,
    words: Words,
    company: Company,
    link: str,
    answer: str = "",
    answer_label: str = "",
    note: str = "",
    explains: bool = False,
    by_appointment: bool = False,
) -> Letter:
    """`explains`: with what every invitation says below its text. `note`: above all."""
    subject = " ".join(filled(text.subject, values).split())[:200]
    context = {
        "company": company,
        "site_url": settings.SITE_URL,
        "language": words.language,
        "words": words,
        "note": note,
        "subject": subject,
        "paragraphs": _paragraphs(filled(text.text, values)),
        "answer": answer,
        "answer_label": answer_label or words.adjustment["answer"],
        "facts": [(label, _begun_large(filled(said, values))) for label, said in words.fixed.facts] if explains else [],
        "after": words.fixed.after if explains else (),
        "times_url": to_times(link) if explains and by_appointment else "",
        "contact": words.fixed.contact.format(company.contact_email) if company.contact_email else "",
        "action_url": link,
        "action_label": text.action or words.fixed.action,
    }
    return Letter(subject, render_to_string("mail/candidate_letter.txt", context), render_to_string("mail/candidate_letter.html", context))


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.replace("\r\n", "\n").split("\n\n") if paragraph.strip()]


def _in_a_row(names: Sequence[str], words: Words) -> str:
    return words.and_.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _begun_large(said: str) -> str:
    return said[:1].upper() + said[1:]
