from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from accounts.models import Company
from interviews.models import Bank, Difficulty, Kind, Proposal, Question
from interviews.queries.near import PairFilter
from interviews.queries.review import QueueFilter
from interviews.services.questions import Wording, Written, WrittenFollowUp
from interviews.words_for_writers import LEVELS, MINUTES

# From 1 to 5. They hold for any question, so that a reviewer has something to sharpen.
FIRST_ANCHORS = (
    "Speaks in general terms; no case of their own comes up, even when asked.",
    "Names a case, but what they did themselves stays unclear.",
    "Describes the case and their own part; reasons or outcome stay thin.",
    "Describes the case, their own part and the reasons, and what came of it.",
    "Makes reasons, alternatives and outcome clear, and says what they would do differently today.",
)
THRESHOLDS = (("0.95", "0.95 and up"), ("0.9", "0.90 and up"), ("0.85", "0.85 and up"), ("0.8", "0.80 and up"), ("0.7", "0.70 and up"))
FIRST_THRESHOLD = "0.8"
ACROSS = "across"


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QueueFilterForm(forms.Form):
    kind = forms.ChoiceField(required=False, choices=[("", "Both kinds"), *Proposal.Kind.choices])
    domain = forms.ChoiceField(required=False)
    language = forms.ChoiceField(required=False, choices=[("", "All languages"), *Company.Language.choices])
    at = forms.UUIDField(required=False)

    def __init__(self, *args: Any, domains: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", "All domains"), *((each, each) for each in domains)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> QueueFilter:
        """What is no choice, such as a domain in which nothing waits any more, is not asked for."""
        self.is_valid()
        return QueueFilter(**{name: self.cleaned_data.get(name, "") for name in ("kind", "domain", "language")})

    @property
    def place(self) -> UUID | None:
        self.is_valid()
        return self.cleaned_data.get("at")


class FollowUpForm(forms.Form):
    under = forms.ChoiceField(label="Under which question", widget=forms.RadioSelect)
    when = forms.CharField(
        label="When the answer is like this",
        max_length=500,
        widget=long_text(2),
        help_text="A sentence about answers in general, without details of this one.",
    )
    text = forms.CharField(label="What is asked then", max_length=600, widget=long_text(3))

    def __init__(self, *args: Any, places: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"].choices = [(str(each.pk), f"{each.text} ({each.bank.name})") for each in places]  # type: ignore[attr-defined]

    @property
    def written(self) -> WrittenFollowUp:
        return WrittenFollowUp(self.cleaned_data["when"], self.cleaned_data["text"])


class QuestionForm(forms.Form):
    text = forms.CharField(label="The question", max_length=600, widget=long_text(3))
    place = forms.ChoiceField(label="Bank and competency")
    difficulty = forms.ChoiceField(choices=Difficulty)
    kind = forms.ChoiceField(label="Type", choices=Kind)
    minutes = forms.IntegerField(min_value=1, max_value=15, initial=4, help_text=MINUTES)
    shows = forms.CharField(label="What a good answer shows", max_length=1000, widget=long_text(2))

    def __init__(self, *args: Any, banks: Sequence[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks = {str(bank.pk): bank for bank in banks}
        self.fields["place"].choices = [(bank.name, _places(bank)) for bank in banks if bank.competencies]  # type: ignore[attr-defined]
        for level, first in reversed(list(enumerate(FIRST_ANCHORS, start=1))):
            self.fields[f"anchor_{level}"] = forms.CharField(
                label=f"Level {level}", help_text=LEVELS[level], max_length=500, initial=first, widget=long_text(2)
            )

    @property
    def anchors(self) -> list[forms.BoundField]:
        return [self[f"anchor_{level}"] for level in range(5, 0, -1)]

    @property
    def bank(self) -> Bank:
        return self.banks[self.cleaned_data["place"].partition("/")[0]]

    @property
    def written(self) -> Written:
        same = {name: self.cleaned_data[name] for name in ("text", "difficulty", "kind", "shows", "minutes")}
        anchors = tuple(self.cleaned_data[f"anchor_{level}"] for level in range(1, 6))
        competency = self.cleaned_data["place"].partition("/")[2]
        return Written(Wording(competency=competency, domain=self.bank.domain, language=self.bank.language, anchors=anchors, **same))


def _places(bank: Bank) -> list[tuple[str, str]]:
    return [(f"{bank.pk}/{name}", f"{name} · {bank.name}") for name in sorted(bank.competencies)]


class RejectForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        help_text="For whoever asks later why it is not in the library.",
        widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
    )


class PairFilterForm(forms.Form):
    bank = forms.ChoiceField(required=False)
    similarity = forms.ChoiceField(required=False, choices=THRESHOLDS)

    def __init__(self, *args: Any, banks: Iterable[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_banks = ((str(bank.pk), bank.name) for bank in banks)
        self.fields["bank"].choices = [("", "All banks"), (ACROSS, "Across banks"), *of_banks]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> PairFilter:
        self.is_valid()
        similarity = float(self.cleaned_data.get("similarity") or FIRST_THRESHOLD)
        bank = self.cleaned_data.get("bank", "")
        return PairFilter(similarity, UUID(bank) if bank and bank != ACROSS else None, bank == ACROSS)
