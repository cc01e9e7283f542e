"""What a candidate says in the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.live.typed import LONGEST, tidied
from interviews.live.wire import LAST_SENTENCE, LAST_TURN, LONGEST_HEARD_MS
from interviews.services.conducting import ABOUT_ALL, ABOUT_TURN

# What Postgres keeps in a positive integer.
LAST = 2**31 - 1


class OfConnection(forms.Form):
    # None: a form of the plain page, which has no connection.
    epoch = forms.IntegerField(min_value=1, max_value=LAST, required=False)


class Words(forms.CharField):
    """Tidied before they are measured: a form sends two letters for the end of a line, which the field counts as one."""

    def to_python(self, value: object) -> str:
        return tidied(super().to_python(value) or "")


class AnswerForm(OfConnection):
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN)
    text = Words(max_length=LONGEST, error_messages={"required": _("Write something first, or skip the question.")})

    @property
    def refused_as(self) -> str:
        """As the room's line says it."""
        codes = {error.code for error in self.errors.as_data().get("text", [])}
        return "too-long" if "max_length" in codes else "empty" if "required" in codes else "not-yours"


class CarriedForm(AnswerForm):
    """What stands in the field of a plain page, whatever was pressed on it, and the draft that it was made with."""

    text = Words(max_length=LONGEST, required=False, strip=False)
    base = Words(required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return given if "base" in self.data else given | {"base": None}


class DraftForm(AnswerForm):
    text = Words(max_length=LONGEST, required=False, strip=False)
    rev = forms.IntegerField(min_value=1, max_value=LAST)


class ComingForm(forms.Form):
    """A page that connects: its name, and whether it was in the room before."""

    page = forms.UUIDField(required=False)
    back = forms.BooleanField(required=False)


class LookForm(forms.Form):
    epoch = forms.IntegerField(min_value=1, max_value=LAST)
    # The mark of the room that is shown.
    has = forms.CharField(max_length=40, required=False)


class ActForm(OfConnection):
    do = forms.ChoiceField(choices=[(each, each) for each in (*ABOUT_TURN, *ABOUT_ALL)])
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN, required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        does, turn = given.pop("do", ""), given.get("turn")
        if does in ABOUT_TURN and not turn:
            raise forms.ValidationError("about no turn", code="no-turn")
        return given | {"does": does, "turn": turn or 0}


class HeardForm(OfConnection):
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN)
    sentence = forms.IntegerField(min_value=1, max_value=LAST_SENTENCE)
    ms = forms.IntegerField(min_value=0, max_value=LONGEST_HEARD_MS)
    whole = forms.BooleanField(required=False)


class MeantForm(forms.Form):
    """What they said, where something else was understood."""

    text = forms.CharField(
        label=_("What you said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you said, or leave it as it is.")},
    )

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])
