from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from accounts.forms import plain_name
from resumes.queries.candidates import ORDERS, Wanted

MOST_FILES = 20


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


class SearchForm(forms.Form):
    q = forms.CharField(label="Search", max_length=100, required=False)
    tag = forms.CharField(max_length=40, required=False)
    order = forms.ChoiceField(choices=[(order, order) for order in ORDERS], required=False)

    @property
    def wanted(self) -> Wanted:
        """What is not understood is not asked for."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("q", ""), given.get("tag", ""), given.get("order") or "newest")
