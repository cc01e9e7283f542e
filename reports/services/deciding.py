"""What a person decides, and the scores that they set beside the AI's. Both need an opened report and a reason, and stay."""

from django.db import transaction

from accounts.services.audit import Actor, record
from interviews.models import Interview
from reports.models import Decision, Override, Report
from reports.queries.versions import newest_report
from reports.services.locking import NoReportYet, lock_interview
from reports.services.refused import NothingSet, NotOpened, SaidMeanwhile
from reports.services.viewing import has_opened


def decide(*, interview: Interview, kind: Decision.Kind, reason: str, known: int, by: Actor) -> Decision:
    """`known`: the number of the decision that they saw when they made theirs; 0 where there was none."""
    assert by.user
    with transaction.atomic():
        report = _read_report(interview, by)
        newest = Decision.objects.filter(interview=interview).order_by("-number").first()
        if newest and (newest.by_id, newest.kind, newest.reason) == (by.user.pk, kind, reason):
            # Pressed twice.
            return newest
        if known != (newest.number if newest else 0):
            raise SaidMeanwhile
        decision = Decision.objects.create(
            company=interview.company,
            interview=interview,
            report=report,
            number=known + 1,
            kind=kind,
            reason=reason,
            by=by.user,
            by_name=by.user.name,
        )
        changed = {"before": newest.kind, "after": kind} if newest else {"decision": kind}
        # Without the reason: the log is never erased, and a candidate may be.
        record(by=by, company=interview.company, action="report.decided", target=decision, version=report.version, **changed)
        return decision


def set_score(*, interview: Interview, competency: str, level: int | None, reason: str, by: Actor) -> Override:
    """Beside the AI's. Without a level the one that was set is taken back. An empty competency is the whole."""
    assert by.user
    with transaction.atomic():
        report = _read_report(interview, by)
        newest = Override.objects.filter(interview=interview, competency=competency).order_by("-number").first()
        if newest and (newest.by_id, newest.version, newest.level, newest.reason) == (by.user.pk, report.version, level, reason):
            # Pressed twice.
            return newest
        if level is None and (newest is None or newest.level is None):
            raise NothingSet
        override = Override.objects.create(
            company=interview.company,
            interview=interview,
            competency=competency,
            number=newest.number + 1 if newest else 1,
            version=report.version,
            level=level,
            reason=reason,
            by=by.user,
            by_name=by.user.name,
        )
        action = "report.score_set" if level is not None else "report.score_taken_back"
        record(by=by, company=interview.company, action=action, target=override, of=competency or "the whole", version=report.version)
        return override


def _read_report(interview: Interview, by: Actor) -> Report:
    lock_interview(interview)
    report = newest_report(interview)
    if report is None:
        raise NoReportYet
    if not has_opened(report=report, by=by):
        raise NotOpened
    return report
