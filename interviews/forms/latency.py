from django import forms


class LatencyForm(forms.Form):
    HOUR, DAY, WEEK = 1, 24, 7 * 24
    hours = forms.ChoiceField(
        label="Turns of", choices=[(HOUR, "the last hour"), (DAY, "the last day"), (WEEK, "the last week")], required=False, initial=DAY
    )
