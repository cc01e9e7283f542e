"""What people say of a report, whom they share it with, and what a candidate's page tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from interviews.plans.content import Competency, PlanContent
from reports.feedback.checking import may_be_told
from reports.feedback.fields import LONGEST, MOST, FeedbackContent, FeedbackWords
from reports.models import Decision, PageNote, Review
from reports.services.rating import Rated

LAST_TURN = 999
CANNOT_SAY = "none"
LEVELS = [(str(level), str(level)) for level in range(1, 6)]


def words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A competency as the form asks about it."""

    competency: Competency
    # Value, what it looks like, whether it is chosen.
    choices: tuple[tuple[str, str, bool], ...]
    level: BoundField
    reason: BoundField


class RatingForm(forms.Form):
    """For each competency a level and a reason."""

    def __init__(self, *args: Any, content: PlanContent, before: Review | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.competencies = content.competencies
        given = {each.competency: each for each in before.ratings.all()} if before else {}
        for each in self.competencies:
            choices = [*LEVELS, (CANNOT_SAY, "I cannot say")]
            self.fields[f"level_{each.key}"] = forms.ChoiceField(
                # As what is wrong with it is told; on the page it stands under the competency's name.
                label=each.name,
                choices=choices,
                error_messages={"required": "Choose a level, or say that you cannot say."},
            )
            self.fields[f"reason_{each.key}"] = forms.CharField(
                label=each.name,
                # Of a level: clean() says so.
                required=False,
                max_length=1_000,
                widget=words(2),
                help_text="With a level, say in a sentence which words of the answers show it.",
            )
            if each.key in given:
                level = given[each.key].level
                self.initial[f"level_{each.key}"] = str(level or CANNOT_SAY)
                self.initial[f"reason_{each.key}"] = given[each.key].reason

    def rows(self) -> Iterator[RatingRow]:
        for each in self.competencies:
            level = self[f"level_{each.key}"]
            chosen = str(level.value() or "")
            choices = tuple((str(number), anchor, chosen == str(number)) for number, anchor in enumerate(each.anchors, 1))
            nothing = (CANNOT_SAY, "I cannot say: too little was said about it.", chosen == CANNOT_SAY)
            yield RatingRow(each, (*choices, nothing), level, self[f"reason_{each.key}"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for each in self.competencies:
            level = data.get(f"level_{each.key}")
            if level and level != CANNOT_SAY and not data.get(f"reason_{each.key}"):
                self.add_error(f"reason_{each.key}", "Say in a sentence which words of the answers show it.")
        if not self.errors and all(data[f"level_{each.key}"] == CANNOT_SAY for each in self.competencies):
            raise forms.ValidationError("Rate at least one competency: what you cannot say at all, nobody can weigh.")
        return data

    def rated(self) -> list[Rated]:
        return [
            Rated(
                each.key,
                None if self.cleaned_data[f"level_{each.key}"] == CANNOT_SAY else int(self.cleaned_data[f"level_{each.key}"]),
                self.cleaned_data[f"reason_{each.key}"],
            )
            for each in self.competencies
        ]


class DecisionForm(forms.Form):
    kind = forms.ChoiceField(
        label="Your decision",
        choices=Decision.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=2_000,
        widget=words(),
        error_messages={"required": "Write why, in a sentence. Candidates may ask for it."},
    )
    # The number of the decision that they saw.
    known = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


TAKE_BACK = "take-back"


class ScoreForm(forms.Form):
    competency = forms.ChoiceField(label="Of what?", required=False)
    level = forms.ChoiceField(
        label="Your score",
        choices=[*LEVELS, (TAKE_BACK, "None: take back what was set")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a score, or take back what was set."},
    )
    reason = forms.CharField(
        label="Why?", max_length=1_000, widget=words(), error_messages={"required": "Say why, in a sentence. It stands beside both scores."}
    )

    def __init__(self, *args: Any, content: PlanContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "The interview as a whole"), *((each.key, each.name) for each in content.competencies)]
        self.fields["competency"].choices = choices  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Your comment",
        max_length=2_000,
        widget=words(),
        error_messages={"required": "There is nothing to say yet. Write a word or two."},
    )


class FeedbackForm(forms.Form):
    """A sentence a line."""

    strengths = forms.CharField(
        label="What was strong", max_length=2_000, widget=words(4), help_text="One sentence a line, three at most.", strip=True
    )
    advice = forms.CharField(
        label="What would help", max_length=2_000, widget=words(4), help_text="One sentence a line, three at most.", strip=True
    )

    def __init__(self, *args: Any, content: FeedbackContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(strengths="\n".join(content.strengths), advice="\n".join(content.advice))

    def clean_strengths(self) -> tuple[str, ...]:
        return _sentences(self.cleaned_data["strengths"])

    def clean_advice(self) -> tuple[str, ...]:
        return _sentences(self.cleaned_data["advice"])

    def words(self) -> FeedbackWords:
        return FeedbackWords(strengths=self.cleaned_data["strengths"], advice=self.cleaned_data["advice"])


class ReviewRequestForm(forms.Form):
    words = forms.CharField(label=_("What should they look at?"), required=False, max_length=2_000, widget=words(4))


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Your answer",
        max_length=2_000,
        widget=words(5),
        help_text="The candidate gets it by mail and reads it on their page, with your company’s name.",
        error_messages={"required": "Write an answer. The candidate waits for it."},
    )


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


def _sentences(text: str) -> tuple[str, ...]:
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(lines) > MOST:
        raise forms.ValidationError(f"There are {len(lines)} lines. Keep the {MOST} that help most.")
    if any(len(line) > LONGEST for line in lines):
        raise forms.ValidationError(f"One of the lines has more than {LONGEST} characters.")
    if untold := next((line for line in lines if not may_be_told(line)), None):
        raise forms.ValidationError(f"This line speaks of a score, a decision, other people or more than the answers: “{untold}”")
    return lines
