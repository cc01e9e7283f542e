from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from accounts.forms import plain_name
from accounts.models import Company
from interviews.models import Bank, Difficulty, Kind
from interviews.queries.library import LIBRARY, OWN, Search
from interviews.services.questions import Wording, WrittenFollowUp
from interviews.words_for_writers import LEVELS, MINUTES

MEDIUM_UP = "medium-up"
DIFFICULTIES = {each.value: (each.value,) for each in Difficulty} | {MEDIUM_UP: (Difficulty.MEDIUM.value, Difficulty.HARD.value)}
MOST_COMPETENCIES = 4
MOST_FOLLOW_UPS = 10


class SearchForm(forms.Form):
    """What stands in the address of the library's page."""

    q = forms.CharField(label="What should the question bring out?", required=False, max_length=300)
    by = forms.ChoiceField(required=False, choices=[("words", "By words"), ("meaning", "By meaning")])
    bank = forms.CharField(required=False, max_length=36)
    difficulty = forms.ChoiceField(required=False, choices=[("", "Any"), *Difficulty.choices, (MEDIUM_UP, "Medium and up")])
    language = forms.ChoiceField(required=False, choices=[("", "Any"), *Company.Language.choices])
    type = forms.ChoiceField(required=False, choices=[("", "Any"), *Kind.choices])
    state = forms.ChoiceField(required=False, choices=[("", "In use"), ("retired", "Retired")])

    data: QueryDict

    def offer(self, banks: Iterable[Bank]) -> None:
        choices = [("", "All banks"), (LIBRARY, "The library"), (OWN, "Your own")]
        self.fields["bank"].widget = forms.Select(choices=[*choices, *((str(bank.pk), bank.name) for bank in banks if not bank.retired_at)])

    def clean_bank(self) -> str:
        bank = str(self.cleaned_data["bank"])
        if bank not in ("", LIBRARY, OWN):
            try:
                return str(UUID(bank))
            except ValueError:
                raise forms.ValidationError("There is no such bank.") from None
        return bank

    @property
    def competencies(self) -> tuple[str, ...]:
        names = (name.replace("\0", "").strip()[:80] for name in self.data.getlist("competency"))
        return tuple(dict.fromkeys(name for name in names if name))[:MOST_COMPETENCIES]

    @property
    def search(self) -> Search:
        """What is asked for; everything, where the address holds what nobody can ask for."""
        if not self.is_valid():
            return Search()
        data = self.cleaned_data
        return Search(
            words=data["q"],
            by_meaning=data["by"] == "meaning",
            bank=data["bank"],
            competencies=self.competencies,
            difficulties=DIFFICULTIES.get(data["difficulty"], ()),
            language=data["language"],
            kind=data["type"],
            retired=data["state"] == "retired",
        )


class Prose(forms.CharField):
    """Text of several lines, ended as we end them: else saving what is there already would look like a change."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # Browsers cut what is pasted beyond it, and say nothing; we would rather say how much is too much.
        return {}


def anchor(level: int) -> Prose:
    return Prose(rows=2, max_length=500, label=str(level), help_text=LEVELS[level])


class QuestionForm(forms.Form):
    bank = forms.ChoiceField()
    text = Prose(
        rows=3, max_length=600, label="Question", help_text="As the interviewer asks it: one thing at a time, open, about their work."
    )
    competency = forms.CharField(max_length=80, validators=[plain_name])
    difficulty = forms.ChoiceField(choices=Difficulty, initial=Difficulty.MEDIUM)
    kind = forms.ChoiceField(label="Type", choices=Kind)
    minutes = forms.IntegerField(min_value=1, max_value=15, initial=4, help_text=MINUTES)
    roles = forms.CharField(required=False, max_length=600, help_text="Separated by commas, such as: backend engineer, data engineer.")
    shows = Prose(rows=3, max_length=1000, label="What a good answer shows", help_text="What can be heard in it; one or two sentences.")
    anchor_5 = anchor(5)
    anchor_4 = anchor(4)
    anchor_3 = anchor(3)
    anchor_2 = anchor(2)
    anchor_1 = anchor(1)
    ideal = Prose(
        rows=6,
        max_length=3000,
        label="Ideal answer",
        required=False,
        help_text="What a strong candidate would say. Candidates never see it; their answers are compared with it.",
    )
    # As of when the writer knew the question; empty for a new one.
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, banks: Sequence[Bank] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if banks:
            self.fields["bank"].choices = [(str(bank.pk), bank.name) for bank in banks]  # type: ignore[attr-defined]
        else:
            del self.fields["bank"]

    @property
    def anchors(self) -> list[forms.BoundField]:
        return [self[f"anchor_{level}"] for level in (5, 4, 3, 2, 1)]

    def clean_roles(self) -> list[str]:
        roles = list(dict.fromkeys(" ".join(role.split()) for role in str(self.cleaned_data["roles"]).split(",") if role.strip()))
        if any(len(role) > 60 for role in roles):
            raise forms.ValidationError("A role has at most 60 letters. Separate roles by commas.")
        return roles

    def wording(self, *, domain: str, language: str) -> Wording:
        data = self.cleaned_data
        return Wording(
            text=data["text"],
            competency=data["competency"],
            difficulty=data["difficulty"],
            kind=data["kind"],
            domain=domain,
            language=language,
            shows=data["shows"],
            anchors=tuple(data[f"anchor_{level}"] for level in range(1, 6)),
            minutes=data["minutes"],
            roles=tuple(data["roles"]),
        )


@dataclass(slots=True)
class FollowUpRow:
    """A follow-up as it stands in the form: pairs of fields, as many as there are."""

    when: str = ""
    text: str = ""
    is_drafted: bool = False
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.when and not self.text


def rows_from(data: QueryDict) -> list[FollowUpRow]:
    pairs = zip(data.getlist("when"), data.getlist("follow_up"), strict=False)
    drafted = chain(data.getlist("is_drafted"), repeat(""))
    return [FollowUpRow(_plain(when), _plain(text), mark == "yes") for (when, text), mark in zip(pairs, drafted, strict=False)][
        :MOST_FOLLOW_UPS
    ]


def check_rows(rows: Iterable[FollowUpRow]) -> bool:
    for row in rows:
        row.fault = _fault(row)
    return not any(row.fault for row in rows)


def follow_ups_from(rows: Iterable[FollowUpRow]) -> tuple[WrittenFollowUp, ...]:
    """An empty row is none."""
    return tuple(WrittenFollowUp(row.when, row.text) for row in rows if not row.is_empty)


def _fault(row: FollowUpRow) -> str:
    if row.when and not row.text:
        return "Write what is asked then, or empty both fields."
    for value, most in ((row.when, 500), (row.text, 600)):
        if len(value) > most:
            return f"Please use at most {most} letters; this has {len(value)}."
    return ""


def _plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()


class BankForm(forms.Form):
    name = forms.CharField(max_length=80, validators=[plain_name], help_text="Such as a team or a field: Warehouse, Engineering.")
    language = forms.ChoiceField(label="Language of its questions", choices=Company.Language)


class BankNameForm(forms.Form):
    name = forms.CharField(max_length=80, validators=[plain_name])
