"""What is done to an interview while it is held."""

from django import forms

from interviews.services.endings import EXTENSIONS


class EndForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For your company alone. The candidate does not see it.",
        error_messages={"required": "Say why. Somebody may ask, and the candidate has a right to an answer."},
    )


class MoreTimeForm(forms.Form):
    minutes = forms.TypedChoiceField(coerce=int, choices=[(minutes, minutes) for minutes in EXTENSIONS])
