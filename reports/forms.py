"""Forms about reports, and what a candidate's page tells."""

from django import forms

from reports.models import PageNote

LAST_TURN = 999


class ShareForm(forms.Form):
    label = forms.CharField(
        label="Who is it for?", max_length=80, help_text="For your own list, as in “Head of engineering”. They do not see it."
    )
    days = forms.TypedChoiceField(
        label="It opens for", coerce=int, choices=[(1, "One day"), (7, "A week"), (14, "Two weeks"), (30, "30 days")], initial=7
    )
    without_names = forms.BooleanField(
        label="Without names",
        required=False,
        initial=True,
        help_text="Covers the candidate’s name, contacts, employers and schools, as far as their card and résumé say them.",
    )


class NoteForm(forms.Form):
    kind = forms.ChoiceField(choices=PageNote.Kind.choices)
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN)
    amount = forms.IntegerField(min_value=0)
