"""What a script says of recordings where no socket gets through. `epoch` is the recording's, `connection` the one that says it."""

import json
from typing import Any

from django import forms

from interviews.forms.room import LAST
from interviews.live.typed import LONGEST, tidied
from interviews.live.wire import DIGEST, LAST_SEGMENT, LAST_TURN, LONGEST_ENDED_MS, MOST_PIECES, MOST_SEGMENTS, Again, Segment, Spoken


class OfSegment(forms.Form):
    connection = forms.IntegerField(min_value=1, max_value=LAST)
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN)
    epoch = forms.IntegerField(min_value=1, max_value=LAST)
    segment = forms.IntegerField(min_value=1, max_value=LAST_SEGMENT)


class AgainForm(OfSegment):
    @property
    def said(self) -> Again:
        values = self.cleaned_data
        return Again(values["turn"], values["epoch"], values["segment"])


class PieceForm(OfSegment):
    piece = forms.IntegerField(min_value=0, max_value=MOST_PIECES - 1)
    camera = forms.BooleanField(required=False)


class SegmentForm(OfSegment):
    pieces = forms.IntegerField(min_value=1, max_value=MOST_PIECES)
    ms = forms.IntegerField(min_value=1, max_value=LAST)
    sha256 = forms.RegexField(DIGEST)
    text = forms.CharField(max_length=LONGEST, required=False)
    # With spaces between them.
    problems = forms.CharField(max_length=100, required=False)
    camera = forms.BooleanField(required=False)

    @property
    def said(self) -> Segment:
        values = self.cleaned_data.copy()
        del values["connection"]
        values["of_camera"] = values.pop("camera")
        return Segment(**values | {"text": tidied(values["text"]), "problems": tuple(values["problems"].split())})


class SpokenForm(forms.Form):
    connection = forms.IntegerField(min_value=1, max_value=LAST)
    turn = forms.IntegerField(min_value=1, max_value=LAST_TURN)
    # [[epoch, segment], …]
    segments = forms.CharField(max_length=20_000)
    ended_ms = forms.IntegerField(min_value=0, max_value=LAST, required=False)

    def clean_segments(self) -> tuple[tuple[int, int], ...]:
        try:
            return tuple((_number(epoch), _number(segment)) for epoch, segment in json.loads(self.cleaned_data["segments"])[:MOST_SEGMENTS])
        except (ValueError, TypeError, RecursionError, KeyError):
            raise forms.ValidationError("no list of segments", code="no-list") from None

    @property
    def said(self) -> Spoken:
        values = self.cleaned_data
        return Spoken(values["turn"], values["segments"], min(values["ended_ms"] or 0, LONGEST_ENDED_MS))


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value
