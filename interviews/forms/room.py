"""What a candidate says in the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.live.typed import LONGEST, tidied


class AnswerForm(forms.Form):
    turn = forms.IntegerField(min_value=1, max_value=999, widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first, or skip the question.")},
    )

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])
