"""Forms of candidates."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from accounts.forms import zones
from interviews.languages import NAMES
from interviews.models import AdjustmentRequest
from resumes.services.uploads import shown_name
from resumes.understanding.fields import Job, Understood

Need = AdjustmentRequest.Need
MOST_SKILLS = 60
NEEDS = {
    Need.EXTRA_TIME: _("More time for each answer"),
    Need.TYPING_ONLY: _("Typing only, no speaking"),
    Need.NO_TIME_LIMITS: _("No time limits at all"),
    Need.OTHER: _("Something else, such as a conversation with a person instead"),
}


def time_zone_name(value: str) -> str:
    """A zone that there is, or nothing: browsers know older names than our list shows."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return ""
    return value


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=list(NAMES.items()))


class ZoneForm(forms.Form):
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=zones)


class SlotForm(forms.Form):
    slot = forms.UUIDField(error_messages={"required": _("Please choose a time first.")})


class ConsentForm(forms.Form):
    agree = forms.BooleanField(
        error_messages={"required": _("Please tick the box if you agree. Without your agreement the interview cannot begin.")}
    )
    # Of the words that stood on the page.
    digest = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Would you like to say why?"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AdjustmentForm(forms.Form):
    needs = forms.MultipleChoiceField(
        label=_("What would help you?"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(NEEDS.items()),
        error_messages={"required": _("Please choose at least one. “Something else” is for everything that is not in the list.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You need not say why, and you need not name an illness."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if Need.OTHER in given.get("needs", []) and not given.get("words", "").strip():
            self.add_error("words", _("Please say in a few words what would help you."))
        return given


class ResumeForm(forms.Form):
    """A file or, where none can be read, its text."""

    document = forms.FileField(label=_("Your résumé"), allow_empty_file=True, required=False)
    text = forms.CharField(label=_("The text of your résumé"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 6}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("document") is not None or given.get("text") or self.errors):
            self.add_error("document", _("Please choose a file first."))
        return given

    @property
    def given(self) -> tuple[File, str]:  # type: ignore[type-arg]
        """What was given, and what it is called."""
        file = self.cleaned_data["document"]
        if file is not None:
            return file, shown_name(file.name)
        text: str = self.cleaned_data["text"]
        return ContentFile(text.encode()), str(_("Pasted text"))


class CorrectionForm(forms.Form):
    """What was understood, for putting right. Jobs are rows of the same names; an empty row says nothing."""

    name = forms.CharField(label=_("Name"), required=False, max_length=300)
    headline = forms.CharField(label=_("In one line"), required=False, max_length=300)
    skills = forms.CharField(
        label=_("Skills"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("With commas between them."),
    )

    def __init__(self, data: Any, understood: Understood) -> None:
        self.before = understood
        initial = {"name": understood.contact.name, "headline": understood.headline, "skills": ", ".join(understood.skills)}
        super().__init__(data, initial=initial)

    @property
    def jobs(self) -> list[Job]:
        """As they stand in the form, with one empty row more."""
        return [*(self._posted() if self.is_bound else self.before.experience), Job()]

    def corrected(self) -> Understood:
        given = self.cleaned_data
        skills = [skill.strip()[:300] for skill in given["skills"].replace("\n", ",").split(",")]
        return self.before.model_copy(
            update={
                "contact": self.before.contact.model_copy(update={"name": given["name"]}),
                "headline": given["headline"],
                "experience": self._posted(),
                "skills": [skill for skill in skills if skill][:MOST_SKILLS],
            }
        )

    def _posted(self) -> list[Job]:
        """What was read beside a job stays with it: the form shows its title, its employer and its dates alone."""
        columns = (self.data.getlist(name) for name in ("title", "employer", "dates", "at"))  # type: ignore[attr-defined]
        rows = [(*(" ".join(text.replace("\0", "").split())[:300] for text in row[:3]), row[3]) for row in zip(*columns, strict=False)]
        return [self._known(at).model_copy(update={"title": t, "employer": e, "dates": d}) for t, e, d, at in rows if t or e or d]

    def _known(self, at: str) -> Job:
        known = self.before.experience
        return known[int(at)] if at.isascii() and at.isdigit() and len(at) < 4 and int(at) < len(known) else Job()
