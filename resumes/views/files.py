"""Files that candidates gave: shown to nobody but who may, by a link that soon ends, and never inside our own pages."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page
from resumes import access, scanning
from resumes.models import Resume
from resumes.storage import SECONDS, opened_link


@require_safe
@member_page(*RECRUITING)
def resume_file(request: MemberRequest, resume_id: UUID) -> HttpResponse:
    resume = access.resume_in_company(resume_id)
    if not resume.file:
        raise Http404
    if scanning.is_on() and resume.state == Resume.State.RECEIVED:
        messages.info(request, f"{resume.name} is given out when the virus scanner has looked into it. Please try again in a minute.")
        return redirect("resumes:candidate", request.member.company.slug, resume.candidate_id)
    as_attachment = {"ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(resume.name)}"}
    return redirect(default_storage.url(resume.file.name, parameters=as_attachment, expire=SECONDS))  # type: ignore[call-arg]


@require_safe
def linked_file(request: HttpRequest, link: str) -> FileResponse:
    """For files in a local folder; a store with links of its own gives these out."""
    try:
        name, disposition = opened_link(link)
        file = default_storage.open(name)
    except (signing.BadSignature, FileNotFoundError):
        raise Http404 from None
    answer = FileResponse(file, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = disposition
    return answer
