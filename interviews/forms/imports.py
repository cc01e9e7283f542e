from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from interviews.models import Bank
from interviews.services.exports import Format
from interviews.services.imports.banks import NoSuchBank, new_place
from interviews.services.imports.intake import MB, OF_COMPANIES, OF_STAFF, Limits


class QuestionFileForm(forms.Form):
    file = forms.FileField(
        label="The file",
        help_text="CSV from any spreadsheet, or JSON.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.json,text/csv,application/json"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
    )
    limits: Limits

    def clean_file(self) -> UploadedFile[bytes]:
        """By its size alone: nothing of it is read for that."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self.limits.bytes:
            raise forms.ValidationError(too_large(file.size or 0, self.limits))
        return file


class CompanyImportForm(QuestionFileForm):
    bank = forms.ChoiceField(label="Into which of your banks", required=False)
    new_bank = forms.CharField(label="Or into a new bank, called", max_length=80, required=False)
    limits = OF_COMPANIES

    def __init__(self, *args: Any, banks: Sequence[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slugs = {bank.slug for bank in banks}
        self.fields["bank"].choices = [("", "Choose a bank"), *((str(bank.pk), bank.name) for bank in banks)]  # type: ignore[attr-defined]
        if not banks:
            del self.fields["bank"]
            self.fields["new_bank"].label, self.fields["new_bank"].required = "Into a new bank, called", True

    def clean_new_bank(self) -> str:
        name = str(self.cleaned_data["new_bank"])
        try:
            taken = bool(name) and new_place(name).slug in self._slugs
        except NoSuchBank as why:
            raise forms.ValidationError(str(why)) from None
        if taken:
            raise forms.ValidationError("You have a bank of this name. Choose it above.")
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and "bank" in self.fields and bool(data.get("bank")) == bool(data["new_bank"]):
            said = "Choose a bank or name a new one, not both." if data["new_bank"] else "Say where the questions go."
            self.add_error("new_bank", said)
        return data


class StaffImportForm(QuestionFileForm):
    bank = forms.ChoiceField(label="Where rows go that name no bank", required=False)
    makes_banks = forms.BooleanField(
        label="Make banks that are missing", required=False, help_text="Otherwise a bank that the library does not have is a fault."
    )
    limits = OF_STAFF

    def __init__(self, *args: Any, banks: Sequence[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = [("", "Nowhere: each row names its bank"), *((str(bank.pk), bank.name) for bank in banks)]  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    bank = forms.ChoiceField()
    form = forms.ChoiceField(
        label="As",
        choices=[(Format.CSV, "CSV, for a spreadsheet"), (Format.JSON, "JSON, for a program")],
        initial=Format.CSV,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, banks: Sequence[Bank], everything: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(bank.pk), bank.name) for bank in banks]
        self.fields["bank"].choices = [("", everything), *choices] if everything else choices  # type: ignore[attr-defined]
        self.fields["bank"].required = not everything


def too_large(size: int, limits: Limits) -> str:
    return f"The file has {size / MB:,.1f} MB, and up to {limits.megabytes} MB fit. Divide it and bring the parts one after the other."
