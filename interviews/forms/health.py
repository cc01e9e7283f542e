from typing import Any

from django import forms

from interviews.models import Bank
from interviews.queries.health import Sort


class HealthFilterForm(forms.Form):
    bank = forms.ModelChoiceField(Bank.objects.none(), required=False, to_field_name="slug", empty_label="All banks")
    versions = forms.ChoiceField(
        label="Counted",
        required=False,
        choices=[("", "All versions together"), ("current", "The current version alone")],
        help_text="An edit may have changed how a question does.",
    )
    sort = forms.ChoiceField(required=False, choices=[(sort, sort) for sort in Sort], widget=forms.HiddenInput)
    order = forms.ChoiceField(required=False, choices=[("rising", "rising"), ("falling", "falling")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = Bank.objects.filter(company=None).order_by("name")  # type: ignore[attr-defined]
