from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from accounts.forms import plain_name
from accounts.models import Company, Member
from interviews.descriptions import TITLE_LENGTH, proposed_title
from interviews.forms.library import Prose
from interviews.models import Job
from interviews.queries.jobs import ORDERS, Wanted
from interviews.services.jobs import Written

FURTHEST_YEAR = 2200


class Moment(forms.DateTimeField):
    """A day and a time as a clock in one zone shows them."""

    zone: ZoneInfo = ZoneInfo("UTC")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return timezone.make_naive(value, self.zone) if isinstance(value, datetime) and timezone.is_aware(value) else value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class JobForm(forms.Form):
    description = Prose(
        rows=12,
        max_length=20_000,
        required=False,
        help_text="Paste the advertisement as it is. The plan’s competencies and questions are drafted from it.",
    )
    title = forms.CharField(
        max_length=TITLE_LENGTH,
        required=False,
        validators=[plain_name],
        help_text="As candidates read it. Left empty, it is taken from the description’s first line.",
    )
    team = forms.CharField(max_length=80, required=False, validators=[plain_name])
    location = forms.CharField(max_length=120, required=False, validators=[plain_name])
    seniority = forms.ChoiceField(choices=Job.Seniority, required=False)
    language = forms.ChoiceField(label="Language of interviews", choices=Company.Language)
    deadline = Moment(required=False)
    # As of when the writer knows the job; empty for a new one.
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, company: Company, job: Job | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job = job
        deadline = self.fields["deadline"]
        deadline.zone = company.zone  # type: ignore[attr-defined]
        deadline.help_text = f"Until when candidates may be interviewed, in the time of {company.zone.key.replace('_', ' ')}."

    def clean_deadline(self) -> datetime | None:
        wanted: datetime | None = self.cleaned_data["deadline"]
        before = self.job.deadline if self.job else None
        if wanted is None or (before and wanted == before.replace(second=0, microsecond=0)):
            # The form shows no seconds, and what is not touched stays as it is.
            return before if wanted else None
        if wanted <= timezone.now():
            raise forms.ValidationError("This moment has passed. Choose a later one, or leave it empty.")
        if wanted.year > FURTHEST_YEAR:
            raise forms.ValidationError("This date lies too far away.")
        return wanted

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("title") and not {"title", "description"} & self.errors.keys():
            data["title"] = proposed_title(data["description"])
            if not data["title"]:
                self.add_error("title", "Write a title, or paste a description whose first line says what the job is.")
        return data

    def written(self, faq: tuple[tuple[str, str], ...]) -> Written:
        names = ("title", "description", "team", "location", "seniority", "language", "deadline")
        return Written(**{name: self.cleaned_data[name] for name in names}, faq=faq)


class JobSearchForm(forms.Form):
    q = forms.CharField(max_length=100, required=False)
    status = forms.ChoiceField(choices=[("", "Any status"), *Job.Status.choices], required=False)
    order = forms.ChoiceField(choices=[(order, order) for order in ORDERS], required=False)

    @property
    def wanted(self) -> Wanted:
        """What is not understood is not asked for."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("q", ""), given.get("status", ""), given.get("order") or "newest")


class StatusForm(forms.Form):
    # Closing asks first, on a page of its own.
    status = forms.ChoiceField(choices=[(status, status.label) for status in (Job.Status.OPEN, Job.Status.PAUSED)])


class TakeForm(forms.Form):
    member = forms.UUIDField()


class ReviewerForm(forms.Form):
    member = forms.ChoiceField(label="Give it to a reviewer")

    def __init__(self, *args: Any, reviewers: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.pk), f"{each.user.name or each.user.email} ({each.user.email})") for each in reviewers]
        self.fields["member"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]

    @property
    def member_id(self) -> UUID:
        return UUID(self.cleaned_data["member"])
