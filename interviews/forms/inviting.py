"""Forms for inviting candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

from django import forms
from django.utils import timezone

from accounts.daytime import reminder_moment
from accounts.forms import plain_name
from accounts.models import Company
from interviews.forms.jobs import FURTHEST_YEAR
from interviews.letters.placeholders import fault_in
from interviews.letters.words import Text, words_in
from interviews.models import AdjustmentRequest, Job
from interviews.queries.invitations import FILTERS, ORDERS, TOLD_CLOSED, Wanted
from interviews.queries.slots import is_by_appointment
from interviews.services.imports.rows import Unreadable
from interviews.services.invitations import Message
from interviews.services.lists.addresses import fault_in as fault_in_address
from interviews.services.lists.reading import LARGEST, Entry, entries_in, text_of
from interviews.services.reminders import CHOICES

USUAL_TIME = timedelta(days=14)
REMINDER_LABELS = {72: "Three days before", 48: "Two days before", 24: "One day before"}
PASSED = "That moment has passed. Choose a later one."


class DeadlineForm(forms.Form):
    """A day and a time, as they are in the company."""

    day = forms.DateField(label="Deadline", widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "day" in given and "time" in given:
            given["deadline"] = datetime.combine(given["day"], given["time"], tzinfo=self.company.zone)
            if given["day"].year > FURTHEST_YEAR:
                self.add_error("day", "This date lies too far away.")
            elif given["deadline"] <= timezone.now():
                self.add_error("day", PASSED)
        return given


class MessageForm(DeadlineForm):
    """`minutes`: how long the interview takes."""

    subject = forms.CharField(max_length=200)
    text = forms.CharField(max_length=5_000, widget=forms.Textarea(attrs={"rows": 12}))
    reminders = forms.TypedMultipleChoiceField(
        coerce=int, choices=[(hours, REMINDER_LABELS[hours]) for hours in CHOICES], required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, minutes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes = minutes

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        now, deadline = timezone.now(), given.get("deadline")
        if deadline and now < deadline < now + timedelta(minutes=self.minutes):
            self.add_error(
                "time", f"The interview takes about {self.minutes} minutes, more than is left until then. Choose a later moment."
            )
        return given

    def clean_subject(self) -> str:
        return self._without_fault("subject")

    def clean_text(self) -> str:
        return self._without_fault("text")

    def _without_fault(self, name: str) -> str:
        given = str(self.cleaned_data[name])
        if fault := fault_in(given):
            raise forms.ValidationError(fault)
        return given

    @property
    def message(self) -> Message:
        given = self.cleaned_data
        return Message(Text(subject=given["subject"], text=given["text"]), given["deadline"], tuple(given["reminders"]))

    @property
    def reminder_rows(self) -> list[tuple[str, str, bool, datetime | None]]:
        """Each with its value, its label, whether it is chosen, and when it would come."""
        chosen = {str(hours) for hours in self["reminders"].value() or []}
        return [(str(hours), REMINDER_LABELS[hours], str(hours) in chosen, self._moment(hours)) for hours in CHOICES]

    def _moment(self, hours: int) -> datetime | None:
        given = getattr(self, "cleaned_data", self.initial)
        if not isinstance(given.get("deadline"), datetime):
            return None
        moment = reminder_moment(given["deadline"], hours, self.company.zone)
        return moment if moment > timezone.now() else None


def first_message(job: Job) -> dict[str, Any]:
    """Our usual invitation, in the job's language, until the job's deadline."""
    words, zone = words_in(job.language), job.company.zone
    usual = words.invitation_at_a_time if is_by_appointment(job, timezone.now()) else words.invitation
    deadline = job.deadline if job.deadline and job.deadline > timezone.now() else _in_two_weeks(job.company)
    there = deadline.astimezone(zone)
    return {
        "subject": usual.subject,
        "text": usual.text.strip(),
        "day": there.date(),
        "time": there.time(),
        "deadline": deadline,
        "reminders": [72, 24],
    }


def _in_two_weeks(company: Company) -> datetime:
    day = (timezone.now() + USUAL_TIME).astimezone(company.zone)
    return datetime.combine(day.date(), clock(23, 59), tzinfo=company.zone)


class PersonForm(MessageForm):
    name = forms.CharField(label="Name", max_length=120, validators=[plain_name])
    email = forms.CharField(label="E-mail", max_length=254, widget=forms.EmailInput)
    candidate = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Shown only once we know that they said no before.
    again = forms.BooleanField(label="Invite them all the same", required=False)
    # That an address which looks like a slip of the fingers is right.
    sure = forms.BooleanField(label="The address is right", required=False)

    def clean_email(self) -> str:
        given = str(self.cleaned_data["email"]).strip()
        fault = fault_in_address(given)
        if fault and not (fault.is_guess and self.data.get("sure")):
            self.is_guess = fault.is_guess
            meant = f" Did you mean {fault.suggestion}?" if fault.suggestion else ""
            raise forms.ValidationError(fault.sentence + meant)
        return given


class ListForm(forms.Form):
    """People, pasted or as a file."""

    pasted = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=LARGEST)
    file = forms.FileField(required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, pasted = given.get("file"), given.get("pasted", "")
        if not self.errors:
            try:
                given["entries"] = entries_in(text_of(file.read(LARGEST + 1)) if file else self._required(pasted))
            except Unreadable as why:
                self.add_error("file" if file else "pasted", str(why))
        given["name"] = file.name if file else ""
        return given

    def _required(self, pasted: str) -> str:
        if not pasted.strip():
            raise Unreadable("Paste some people first, or choose a file.")
        return pasted

    @property
    def entries(self) -> Sequence[Entry]:
        found: Sequence[Entry] = self.cleaned_data["entries"]
        return found


class RowForm(forms.Form):
    """What somebody does with one row of a list."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("correct", "leave-out", "take-in", "again", "sure")])
    name = forms.CharField(required=False, max_length=200)
    email = forms.CharField(required=False, max_length=300)


class TableForm(forms.Form):
    """What is looked for among a job's candidates. What is not understood is not asked for."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[(key, key) for key in (*FILTERS, TOLD_CLOSED)])
    order = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS])
    view = forms.ChoiceField(required=False, choices=[("table", "table"), ("board", "board")])

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(search=given.get("q", ""), state=given.get("state", ""), order=given.get("order") or "activity")


Need = AdjustmentRequest.Need
# More time is a field of its own kind.
GRANTED_BY = {Need.TYPING_ONLY: "typing_only", Need.NO_TIME_LIMITS: "no_time_limits"}


class DecisionForm(forms.Form):
    """The answer to who asks for an adjustment. The candidate reads "agreed": so what they ticked is granted, or why not is said."""

    decision = forms.ChoiceField(choices=[("agree", "Agree"), ("decline", "Not possible")])
    time_factor = forms.TypedChoiceField(
        label="Time for each answer",
        coerce=float,
        choices=[("1", "As for everybody"), ("1.5", "Half as much again"), ("2", "Twice as much")],
        initial="1",
    )
    typing_only = forms.BooleanField(label="Typing only", required=False)
    no_time_limits = forms.BooleanField(label="No time limits", required=False)
    answer = forms.CharField(label="Your answer", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, asked: AdjustmentRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        says_nothing = not given.get("answer", "").strip()
        if given.get("decision") == "decline" and says_nothing:
            self.add_error("answer", "Say why, and what you can offer instead. The candidate reads it.")
        if given.get("decision") == "agree" and self.asked:
            self._agree(given, set(self.asked.needs), says_nothing=says_nothing)
        return given

    def _agree(self, given: dict[str, Any], needs: set[str], *, says_nothing: bool) -> None:
        granted = {name for name, field in GRANTED_BY.items() if given.get(field)}
        granted |= {Need.EXTRA_TIME} if given.get("time_factor", 1) > 1 or given.get("no_time_limits") else set()
        left_out = needs - granted - {Need.OTHER}
        wishes = " and ".join(Need(each).label.lower() for each in sorted(left_out))
        if left_out and not granted and Need.OTHER not in needs:
            self.add_error(None, f"They asked for {wishes}, and nothing here gives it. Choose what you agree to, or press “Not possible”.")
        elif left_out and says_nothing:
            self.add_error("answer", f"They asked for {wishes}, too. Give it, or say here why not. The candidate reads it.")
