"""A report is made anew when somebody asks for it. The one before stays as it is, with all that it stands on."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services.audit import Actor, record
from interviews.models import Interview, Plan
from interviews.services.consents import has_taken_back
from reports.assessing.material import hash_of
from reports.models import Assessment, Report
from reports.queries.judged import judged_turns
from reports.rubric import newest_version, number_of, rubric_of
from reports.services.refused import AgreementIsGone


class BeingMade(Exception):
    """There is none yet, or another version is on its way."""


def ask_for_version(*, interview: Interview, rubric: Plan | None, by: Actor) -> list[int]:
    """Return the numbers of the turns that are due to be read, for the caller to enqueue. `rubric`: a later plan's anchors."""
    assert interview.invitation
    if has_taken_back(interview.invitation):
        raise AgreementIsGone
    before = newest_version(interview)
    if before is None or before.state == Report.State.WAITING:
        raise BeingMade
    common = {"company_id": interview.company_id, "interview": interview, "version": before.version + 1}
    try:
        with transaction.atomic():
            report = Report.objects.create(rubric=rubric, asked_by=by.user, **common)
            turns = judged_turns(interview, rubric_of(interview, report))
            # What waits for the version before is read by nobody any more.
            Assessment.objects.filter(interview=interview, version=before.version, state=Assessment.State.WAITING).delete()
            # The first of each panel is due; whoever takes it up calls the others.
            Assessment.objects.bulk_create(
                Assessment(turn=turn, judge=1, answer_hash=hash_of(turn.meant), answer=turn.meant, due_at=timezone.now(), **common)
                for turn in turns
                if not turn.is_not_understood
            )
            plan = number_of(interview, report)
            record(by=by, company=interview.company, action="report.version_asked", target=report, version=report.version, plan=plan)
    except IntegrityError:
        # Somebody asked at the same moment.
        raise BeingMade from None
    return [turn.number for turn in turns]
