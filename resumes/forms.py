from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from accounts.faults import Fault
from accounts.forms import plain_name
from resumes.models import Candidate
from resumes.queries.candidates import ORDER_NAMES, STATE_NAMES, Wanted
from resumes.services.candidates import MOST_TAGS
from resumes.understanding.fields import Contact, Job, Study, Understood

MOST_FILES = 20
# As many as a page of the list holds, and then some.
MOST_IDS = 200
MOST_ENTRIES = 60
MOST_NOTES = 5_000


class Uncut(forms.Form):
    """Browsers cut what is pasted beyond the limit, and say nothing; we would rather say how much is too much."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class CandidateForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, validators=[plain_name])
    email = forms.EmailField(label="E-mail")


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = (data if isinstance(data, (list, tuple)) else [data]) or [None]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"That is more than {MOST_FILES} files at once. Please choose fewer, and the rest afterwards.")
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    documents = FilesField(
        label="Résumés", widget=Files(), allow_empty_file=True, error_messages={"required": "Please choose a file first."}
    )


class TypedForm(forms.Form):
    text = forms.CharField(
        label="Text of the résumé",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Type it, or paste it from wherever it can be selected. It is read as a file would be.",
        error_messages={"required": "Please write or paste the text first."},
    )


class SearchForm(forms.Form):
    q = forms.CharField(label="Name, e-mail or tag", max_length=100, required=False)
    tag = forms.CharField(max_length=40, required=False)
    source = forms.ChoiceField(choices=Candidate.Source, required=False)
    state = forms.ChoiceField(choices=list(STATE_NAMES.items()), required=False)
    order = forms.ChoiceField(choices=list(ORDER_NAMES.items()), required=False)

    @property
    def wanted(self) -> Wanted:
        """What is not understood is not asked for."""
        self.is_valid()
        given = self.cleaned_data
        narrowed = {name: given.get(name, "") for name in ("tag", "source", "state")}
        return Wanted(search=given.get("q", ""), order=given.get("order") or "newest", **narrowed)


class ListField(forms.CharField):
    """Several values in one field: a line each, or with commas between them. Twice the same is once."""

    def __init__(self, *, separator: str = "\n", most: int = 100, longest: int = 300, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea(attrs={"rows": 3}) if separator == "\n" else forms.TextInput)
        super().__init__(required=False, **more)
        self.separator, self.most, self.longest = separator, most, longest

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        found: dict[str, str] = {}
        for piece in str(value or "").split(self.separator):
            clean = " ".join(piece.split())
            found.setdefault(clean.casefold(), clean)
        return [clean for clean in found.values() if clean]

    def prepare_value(self, value: Any) -> Any:
        return (f"{self.separator} " if self.separator == "," else self.separator).join(value) if isinstance(value, list) else value

    def validate(self, value: list[str]) -> None:
        if len(value) > self.most:
            raise forms.ValidationError(f"These are {len(value)}; {self.most} is the most.")
        if too_long := next((piece for piece in value if len(piece) > self.longest), None):
            raise forms.ValidationError(f"“{too_long[:30]}…” has {len(too_long)} characters; at most {self.longest} fit.")

    def run_validators(self, value: list[str]) -> None:
        for piece in value:
            super().run_validators(piece)


class TextField(forms.CharField):
    """Browsers send line ends of their own, and what was not touched must not look changed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class EditForm(Uncut):
    name = forms.CharField(label="Name", max_length=120, validators=[plain_name])
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    phone = forms.CharField(label="Telephone", max_length=40, required=False, validators=[plain_name])
    links = ListField(
        label="Links",
        most=20,
        validators=[URLValidator(schemes=["http", "https"], message="A link begins with https:// and has no spaces.")],
        help_text="One in a line: a profile, a portfolio, code.",
    )
    tags = ListField(label="Tags", separator=",", most=MOST_TAGS, longest=40, help_text="With commas between them.")
    notes = TextField(
        label="Notes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="For your team. Candidates do not see them, and no model reads them.",
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(candidate, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_notes(self) -> str:
        """Those of two candidates that were joined may be longer than anybody writes."""
        notes, most = str(self.cleaned_data["notes"]), max(MOST_NOTES, len(self.initial["notes"]))
        if len(notes) > most:
            raise forms.ValidationError(f"These notes have {len(notes):,} characters; at most {most:,} fit.")
        return notes

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    @property
    def seen(self) -> dict[str, Any]:
        """What the fields held when this person opened the page."""
        return {name: field.to_python(self.data.get(self.add_initial_prefix(name), "")) for name, field in self.fields.items()}

    def having_seen(self, candidate: Candidate) -> EditForm:
        """The same words once more, beside what somebody else wrote meanwhile. What this person did not touch is theirs."""
        data = QueryDict(mutable=True)
        for name, field in self.fields.items():
            current = field.prepare_value(getattr(candidate, name))
            data[self.add_initial_prefix(name)] = current
            data[name] = self.data[name] if name in self.changed_data else current
        return EditForm(data, candidate=candidate)


class BulkForm(forms.Form):
    """What is done with the candidates that were chosen in the list."""

    TAG, UNTAG, ERASE = "tag", "untag", "erase"
    do = forms.ChoiceField(choices=[(TAG, TAG), (UNTAG, UNTAG), (ERASE, ERASE)])
    tag = ListField(separator=",", most=1, longest=40)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("do") in (self.TAG, self.UNTAG) and not data.get("tag"):
            self.add_error("tag", "Write the tag first.")
        return data

    @property
    def chosen(self) -> list[UUID]:
        """Those that were ticked or, with the box above them, all of the page."""
        return ids_in(self.data.getlist("shown" if self.data.get("all") else "chosen"))  # type: ignore[attr-defined]

    @property
    def sentence(self) -> str:
        """What is the matter, in one line: the list has no place for more."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


def ids_in(texts: Sequence[str]) -> list[UUID]:
    """What is no id is left out."""
    return list(dict.fromkeys(found for text in texts[:MOST_IDS] if (found := _id(text))))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class CorrectionForm(Uncut):
    """What was understood of a résumé, but for jobs and education, which are as many as there are."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    headline = forms.CharField(label="Headline", max_length=300, required=False)
    summary = TextField(label="Summary", max_length=3_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    skills = ListField(label="Skills", help_text="One in a line.")
    languages = ListField(label="Languages", help_text="One in a line.")
    certifications = ListField(label="Certifications", help_text="One in a line.")
    projects = ListField(label="Projects", longest=1_000, help_text="One in a line.")
    contact_name = forms.CharField(label="Name", max_length=300, required=False)
    contact_email = forms.CharField(label="E-mail", max_length=300, required=False)
    contact_phone = forms.CharField(label="Telephone", max_length=300, required=False)
    contact_links = ListField(label="Links", help_text="One in a line.")


class JobForm(Uncut):
    title = forms.CharField(label="Title", max_length=300, required=False)
    employer = forms.CharField(label="Employer", max_length=300, required=False)
    dates = forms.CharField(label="From when to when", max_length=300, required=False)
    highlights = ListField(label="What they did there", longest=1_000, help_text="One in a line.")


class StudyForm(Uncut):
    degree = forms.CharField(label="Degree", max_length=300, required=False)
    school = forms.CharField(label="School", max_length=300, required=False)
    dates = forms.CharField(label="From when to when", max_length=300, required=False)


JobForms = formset_factory(JobForm, extra=0, can_delete=True, max_num=MOST_ENTRIES, absolute_max=MOST_ENTRIES)
StudyForms = formset_factory(StudyForm, extra=0, can_delete=True, max_num=MOST_ENTRIES, absolute_max=MOST_ENTRIES)


class Sheet:
    """The three forms of the page on which a person corrects what was understood."""

    def __init__(self, understood: Understood, seen: str, data: QueryDict | None = None) -> None:
        contact = {f"contact_{name}": value for name, value in understood.contact.model_dump().items()}
        values = understood.model_dump() | contact | {"seen": seen}
        self.form = CorrectionForm(data, initial=values)
        self.jobs: BaseFormSet[Any] = JobForms(data, prefix="jobs", initial=values["experience"])
        self.studies: BaseFormSet[Any] = StudyForms(data, prefix="studies", initial=values["education"])

    def is_valid(self) -> bool:
        # All three are asked, so that all faults are seen at once.
        return all([self.form.is_valid(), self.jobs.is_valid(), self.studies.is_valid()])

    @property
    def faults(self) -> list[Fault]:
        """Of the entries; those of the form stand in it."""
        forms_of = [*self.jobs, *self.studies]
        told = [(form[name], errors[0]) for form in forms_of for name, errors in form.errors.items() if name in form.fields]
        return [Fault(field.auto_id, f"{field.label}: {error}") for field, error in told]

    @property
    def understood(self) -> Understood:
        given = self.form.cleaned_data
        contact = Contact(**{name: given[f"contact_{name}"] for name in Contact.model_fields})
        plain = {name: given[name] for name in ("headline", "summary", "skills", "languages", "certifications", "projects")}
        jobs = [Job(**entry) for entry in _entries(self.jobs)]
        studies = [Study(**entry) for entry in _entries(self.studies)]
        return Understood(contact=contact, experience=jobs, education=studies, **plain)


def _entries(forms_of: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """In their order, without those that were removed and those with nothing in them."""
    kept = [form.cleaned_data for form in forms_of.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    entries = [{name: value for name, value in given.items() if name != "DELETE"} for given in kept]
    return [entry for entry in entries if any(entry.values())]
