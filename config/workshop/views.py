"""Pages for us, present in development only: every component, every mail, every error page."""

from uuid import UUID

from csp.decorators import csp_replace
from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.models import OutboxMail, Role
from accounts.tenancy import every_company
from config.workshop.samples import samples

ERRORS = (400, 403, 404, 405, 413, 429, 500, 503)


class SampleForm(forms.Form):
    name = forms.CharField(max_length=80, help_text="As candidates know it.")
    email = forms.EmailField(label="E-mail")
    role = forms.ChoiceField(choices=Role)
    note = forms.CharField(widget=forms.Textarea, required=False)
    why = forms.ChoiceField(
        label="What brings you here?", widget=forms.RadioSelect, choices=[("hire", "I hire people"), ("practise", "I want to practise")]
    )
    agree = forms.BooleanField(label="I have read how data is handled")
    logo = forms.FileField(required=False, help_text="PNG, JPEG or WebP, up to 1 MB.")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    sample = {"name": "Northwind Logistics", "email": "carol@northwind", "role": "recruiter", "why": "hire", "agree": "on"}
    return render(request, "styleguide.html", {"form": SampleForm(sample), "samples": samples()})


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    with every_company("the development outbox shows all mail"):
        mails = OutboxMail.objects.select_related("company").order_by("-created_at")
        page = Paginator(mails, 30).get_page(request.GET.get("page"))
        context = {"page": page, "numbers": list(page.paginator.get_elided_page_range(page.number))}
        return render(request, "workshop/outbox.html", context)


@require_safe
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    return render(request, "workshop/mail.html", {"mail": _mail(mail_id)})


@require_safe
@xframe_options_sameorigin
# A mail has to carry its style in attributes; this answer alone may, inside a sandboxed frame.
@csp_replace({"style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]})  # type: ignore[arg-type]
def mail_html(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    return HttpResponse(_mail(mail_id).html)


@require_safe
def error(request: HttpRequest, status: int) -> HttpResponse:
    if status not in ERRORS:
        raise Http404
    return render(request, f"{status}.html", {"reference": "7Q4-KD2", "retry_after": 40}, status=status)


def _mail(mail_id: UUID) -> OutboxMail:
    with every_company("the development outbox shows all mail"):
        found = OutboxMail.objects.select_related("company").filter(pk=mail_id).first()
    if found is None:
        raise Http404
    return found
