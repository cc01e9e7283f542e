"""The form for offering times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from interviews.services.slots import Series

WEEKDAYS = [("0", "Mon"), ("1", "Tue"), ("2", "Wed"), ("3", "Thu"), ("4", "Fri"), ("5", "Sat"), ("6", "Sun")]
LONGEST = timedelta(days=92)
FURTHEST = timedelta(days=366 * 20)


class SeriesForm(forms.Form):
    first_day = forms.DateField(label="From day", widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label="To day", widget=forms.DateInput(attrs={"type": "date"}))
    weekdays = forms.TypedMultipleChoiceField(
        label="On", coerce=int, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, initial=["0", "1", "2", "3", "4"]
    )
    begin = forms.TimeField(label="From", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial="09:00")
    end = forms.TimeField(label="To", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial="17:00")
    minutes = forms.IntegerField(label="Minutes each", min_value=10, max_value=240, initial=60)
    places = forms.IntegerField(label="Places each", min_value=1, max_value=100, initial=1)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            if given["last_day"] < given["first_day"]:
                self.add_error("last_day", "The last day comes before the first.")
            elif given["last_day"] - given["first_day"] > LONGEST:
                self.add_error("last_day", "That is longer than three months. Offer the rest later.")
            elif given["first_day"] > timezone.localdate() + FURTHEST:
                self.add_error("first_day", "That is too far away. Offer it later.")
            if given["end"] <= given["begin"]:
                self.add_error("end", "It ends before it begins.")
        return given

    @property
    def series(self) -> Series:
        given = self.cleaned_data
        return Series(**{**given, "weekdays": frozenset(given["weekdays"])})
