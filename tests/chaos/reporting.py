"""A worker that is killed while a report is made: at any of its steps, from reading the answers to the letter that follows it."""

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from django.db.models import F

from tests.chaos.stack import pause
from tests.waiting import eventually

if TYPE_CHECKING:
    from tests.chaos.faults import Trial

# Beat would have these done in its own time.
SWEEPS = ("reports.tasks.sweep_assessments", "reports.tasks.sweep_reports", "reports.tasks.sweep_feedback", "accounts.tasks.sweep_outbox")
LETTER = "candidate_feedback"
WITHIN = 60
# Killed between the mail server's "yes" and our note of it, a letter is sent once more, under the same Message-ID.
MOST_COPIES = 2
TOLD: Counter[str] = Counter()


def kill_reporter(trial: "Trial") -> None:
    _give_feedback("automatic")
    # So that there is something in the worker's hands at each step.
    trial.stack.models.delays["chat"] = 0.3
    eventually(partial(_at, trial, REACHED[next(STEPS)]), within=trial.first.patience, every=0.02)
    pause(trial.chance.uniform(0, 0.4))
    trial.stack.kill_workers()
    trial.stack.models.delays["chat"] = 0
    let_leases_end()
    trial.stack.start_workers()


def one_report_and_one_letter(trial: "Trial") -> list[str]:
    from reports.models import Report
    from reports.verifying import faults_in

    try:
        eventually(partial(_at, trial, _is_told), within=WITHIN, every=0.5, patience=1)
    except TimeoutError:
        return [f"no report and letter within {WITHIN} s"]
    # What else was under way comes through meanwhile, if it does harm.
    pause(1)
    with _everybody():
        interview = _interview(trial)
        reports = list(Report.objects.select_related("interview__plan", "interview__company", "rubric").filter(interview=interview))
        found = [f"the report does not hold: {line}" for report in reports for line in faults_in(report)]
        letters = list(_letters(interview))
    arrived = Counter(
        mail["Message-ID"] for mail in trial.stack.mail.mails if any(str(letter.pk) in mail["Message-ID"] for letter in letters)
    )
    _note_copies(arrived)
    _give_feedback("approved")
    if [(report.version, report.state) for report in reports] != [(1, "ready")]:
        found.append(f"reports: {[(report.version, report.state) for report in reports]}")
    if [letter.state for letter in letters] != ["sent"] or len(arrived) != 1 or max(arrived.values()) > MOST_COPIES:
        found.append(f"letters: {[letter.state for letter in letters]}, of which arrived: {sorted(arrived.values())}")
    return found


def _note_copies(arrived: Counter[str]) -> None:
    """Standard output may be read by a program."""
    TOLD["letters"] += len(arrived)
    TOLD["twice"] += sum(copies > 1 for copies in arrived.values())
    sys.stderr.write("    of {letters} letters so far {twice} arrived twice, under one Message-ID\n".format(**TOLD))


def let_leases_end() -> None:
    """Who took the work up has it for minutes, dead or alive. Nobody waits for that."""
    from accounts.models import OutboxMail
    from accounts.services import outbox
    from reports.models import Assessment, Feedback, Report
    from reports.services import assessing, feedback, reporting
    from tests.chaos import faults

    faults.let_leases_end()
    with _everybody():
        for rows, lease in (
            (Assessment.objects.filter(state="waiting"), assessing.LEASE),
            (Report.objects.filter(state="waiting"), reporting.LEASE),
            (Feedback.objects.filter(state="waiting"), feedback.LEASE),
            (OutboxMail.objects.filter(state="sending"), outbox.LEASE),
        ):
            rows.update(due_at=F("due_at") - lease)


def _at(trial: "Trial", reached: Callable[..., bool]) -> bool:
    from config.celery import app

    if reached is _is_told:
        for sweep in SWEEPS:
            app.send_task(sweep)
    with _everybody():
        interview = _interview(trial)
        return interview is not None and reached(interview)


def _is_read(interview) -> bool:
    return interview.assessments.filter(state="waiting").exists() or interview.is_over


def _is_awaited(interview) -> bool:
    return interview.reports.exists()


def _is_worded(interview) -> bool:
    return interview.reports.exists() and not interview.assessments.filter(state="waiting").exists()


def _is_followed(interview) -> bool:
    return interview.reports.filter(state="ready").exists()


def _is_told(interview) -> bool:
    return _is_followed(interview) and _letters(interview).filter(state="sent").exists()


# From when on it is at that step, or past it.
REACHED = {"assessing": _is_read, "scoring": _is_awaited, "writing": _is_worded, "mail": _is_followed}
# One trial each, in turn: where within it the worker is killed is for the seed to decide.
STEPS = cycle(REACHED)


def _interview(trial: "Trial"):
    from interviews.models import Interview

    return Interview.objects.filter(invitation=trial.first.invitation).first()


def _letters(interview):
    from accounts.models import OutboxMail

    return OutboxMail.objects.filter(kind=LETTER, key__endswith=f"feedback-{interview.pk}")


def _give_feedback(how: str) -> None:
    from accounts.models import Company

    with _everybody():
        Company.objects.update(feedback=how)


def _everybody():
    from accounts.tenancy import every_company

    return every_company("chaos")
