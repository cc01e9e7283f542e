"""How long somebody has worked with what: counted from the periods of the jobs that mention it."""

import re
from datetime import date

from resumes.understanding.dates import period_in, years_of
from resumes.understanding.fields import Job, Understood


def years_per_skill(understood: Understood, today: date) -> dict[str, float]:
    """Only skills that some job mentions: of the others nobody knows how long."""
    years = {skill: _years(skill, understood.experience, today) for skill in understood.skills}
    return {skill: counted for skill, counted in years.items() if counted}


def _years(skill: str, jobs: list[Job], today: date) -> float:
    word = re.compile(rf"(?<!\w){re.escape(skill)}(?!\w)", re.IGNORECASE)
    mentioning = [job for job in jobs if any(word.search(text) for text in (job.title, *job.highlights))]
    return years_of([period for job in mentioning if (period := period_in(job.dates))], today)
