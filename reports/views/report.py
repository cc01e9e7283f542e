"""The report of one interview, and how it came about."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, member_page
from interviews.models import Interview
from interviews.services.consents import has_taken_back
from reports import access
from reports.models import Report
from reports.queries.changes import changes_since, later_rubric
from reports.queries.people import people_of
from reports.queries.recordings import films_of, recordings_of
from reports.queries.report import progress_of, shown_report
from reports.queries.resume import resume_beside
from reports.queries.technical import notes_of, technical_of
from reports.queries.versions import versions_of
from reports.services.viewing import note_technical_view, note_view

# In digits, of a version that somebody may ask for.
LONGEST_NUMBER = 4


@require_safe
@member_page(*ANY_ROLE)
def report(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    assert interview.invitation
    known = versions_of(interview)
    versions = [each for each in known if each.state == Report.State.READY]
    context = {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job, "versions": versions}
    if not versions:
        is_gone = has_taken_back(interview.invitation)
        if is_gone and request.htmx:  # type: ignore[attr-defined]
            # Somebody waits for it in vain.
            return HttpResponseClientRefresh()
        template = "reports/report_waiting.html#waiting" if request.htmx else "reports/report_waiting.html"  # type: ignore[attr-defined]
        return render(request, template, context | {"progress": progress_of(interview), "agreement_is_gone": is_gone})
    if request.htmx:  # type: ignore[attr-defined]
        return _while_waiting(request, interview, known)
    found = access.made_report(interview, request.GET.get("version", ""))
    people = people_of(interview, found, request.member)
    films = films_of(interview) if request.member.may_recruit else None
    shown = shown_report(
        found, interview, recordings=recordings_of(interview), films=films, overrides=people.set_scores, rated=people.rated
    )
    context |= {"shown": shown, "resume": resume_beside(interview, request.member), "notes": list(notes_of(interview))}
    context |= _newer(interview, known, versions[0].version)
    note_view(report=found, by=request.actor)
    return render(request, "reports/report.html", context | {"people": people})


def _while_waiting(request: MemberRequest, interview: Interview, known: list[Report]) -> HttpResponse:
    """For whoever waits for the first, which has nothing to lose on its page, or for one after that which they read."""
    after = request.GET.get("after", "")
    if not after:
        return HttpResponseClientRefresh()
    context = _newer(interview, known, int(after) if after.isdecimal() and len(after) <= LONGEST_NUMBER else 0)
    return render(request, "reports/report.html#newer", context)


def _newer(interview: Interview, known: list[Report], after: int) -> dict[str, object]:
    """`known`: the newest first."""
    if known[0].state == Report.State.WAITING:
        return {"is_being_made_anew": True, "after": after, "progress": progress_of(interview)}
    return {"is_being_made_anew": False, "is_newer_there": known[0].version > after}


@require_safe
@member_page(*RECRUITING)
def technical(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.made_report(interview, request.GET.get("version", ""))
    assert interview.invitation
    about = {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job, "report": found}
    since = {"changes": changes_since(found, interview), "later_rubric": later_rubric(found, interview)}
    note_technical_view(interview=interview, by=request.actor)
    return render(request, "reports/technical.html", {**about, **since, "technical": technical_of(interview, found.version)})
