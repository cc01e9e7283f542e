"""What is sent of a plan: one form for each edit, which gives the change that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from django import forms

from accounts.forms import plain_name
from accounts.models import Company
from interviews.forms.library import Prose
from interviews.models import Difficulty
from interviews.plans import edits
from interviews.plans.catalogue import NO_ANCHORS, known_as
from interviews.plans.content import Competency, Mode, PlanContent, PlannedQuestion, Source
from interviews.plans.edits import Edit, Way

LEVELS = range(1, 6)
KEY = 60
MOST_FOLLOW_UPS = 3
ADAPTIVE = "adaptive"


class EditForm(forms.Form):
    """One kind of edit."""

    redraws: ClassVar[bool] = True

    @property
    def structural(self) -> bool:
        """Whether it changes which parts the page has, so that these are drawn anew."""
        return self.redraws

    def edit(self) -> Edit:
        raise NotImplementedError

    @property
    def fault(self) -> str:
        """The first thing that is wrong, in a sentence that names its field."""
        name, errors = next(iter(self.errors.items()))
        label = self.fields[name].label or name.replace("_", " ").capitalize() if name in self.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])


class SettingsForm(EditForm):
    redraws = False

    minutes = forms.IntegerField(min_value=5, max_value=120)
    language = forms.ChoiceField(choices=Company.Language)
    difficulty = forms.ChoiceField(choices=[("fixed", "The same for everybody"), (ADAPTIVE, "By the answers")])
    modes = forms.MultipleChoiceField(required=False, label="Ways to answer", choices=[(mode, mode) for mode in Mode])
    browser_may_listen = forms.BooleanField(required=False)
    voice = forms.CharField(required=False, max_length=40, validators=[plain_name])
    retakes = forms.IntegerField(min_value=0, max_value=3)
    may_correct_transcript = forms.BooleanField(required=False)
    gives_feedback = forms.BooleanField(required=False)
    rates_blind = forms.BooleanField(required=False)
    may_be_watched = forms.BooleanField(required=False)
    may_be_filmed = forms.BooleanField(required=False)

    def edit(self) -> Edit:
        values = dict(self.cleaned_data)
        values["is_adaptive"] = values.pop("difficulty") == ADAPTIVE
        # Nobody whose microphone fails is shut out.
        values["modes"] = [mode for mode in Mode if mode in values["modes"] or mode is Mode.TYPING]
        return partial(edits.change_settings, **values)


class PhasesForm(EditForm):
    redraws = False

    warmup_on = forms.BooleanField(required=False)
    warmup_minutes = forms.IntegerField(label="Warm-up", min_value=1, max_value=60, required=False)
    warmup_question = forms.CharField(required=False, max_length=36)
    resume_on = forms.BooleanField(required=False)
    resume_minutes = forms.IntegerField(label="Résumé", min_value=1, max_value=60, required=False)
    resume_points = forms.IntegerField(label="Points of the résumé", min_value=1, max_value=5, required=False)
    resume_about = Prose(rows=4, max_length=1000, required=False, label="What to ask about the résumé")
    follow_up_on = forms.BooleanField(required=False)
    follow_up_minutes = forms.IntegerField(label="Follow-up", min_value=1, max_value=60, required=False)
    candidate_questions_on = forms.BooleanField(required=False)
    candidate_questions_minutes = forms.IntegerField(label="Their questions", min_value=1, max_value=60, required=False)

    def __init__(self, *args: Any, warm_ups: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warm_ups = warm_ups

    def clean_warmup_question(self) -> str:
        chosen = str(self.cleaned_data["warmup_question"])
        if chosen and chosen not in self.warm_ups:
            raise forms.ValidationError("This question is no longer offered. Choose another one.")
        return chosen

    def edit(self) -> Edit:
        return self._changed

    def _changed(self, content: PlanContent) -> PlanContent:
        for name in ("warmup", "resume", "follow_up", "candidate_questions"):
            content = edits.change_phase(content, name, **self._values(name, content))
        return content

    def _values(self, name: str, content: PlanContent) -> dict[str, Any]:
        data = self.cleaned_data
        phase = getattr(content.phases, name)
        values: dict[str, Any] = {"is_on": data[f"{name}_on"], "minutes": data[f"{name}_minutes"] or phase.minutes}
        if name == "resume":
            values |= {"points": data["resume_points"] or phase.points, "about": data["resume_about"]}
        chosen = data["warmup_question"]
        if name == "warmup" and chosen != str(phase.question or ""):
            values |= {"question": chosen or None, "text": self.warm_ups.get(chosen, "")}
        return values


class KeyForm(EditForm):
    key = forms.CharField(max_length=KEY)


class AddCompetencyForm(EditForm):
    name = forms.CharField(max_length=80, validators=[plain_name])

    def edit(self) -> Edit:
        return self._added

    def _added(self, content: PlanContent) -> PlanContent:
        """With the anchors that are known for it, and the weight that is missing to 100."""
        name = self.cleaned_data["name"]
        left = max(0, 100 - sum(each.weight for each in content.competencies))
        known = known_as(name, content.language)
        about, anchors = (known.about, known.anchors) if known else ("", NO_ANCHORS)
        return edits.add_competency(content, Competency(key="new", name=name, about=about, weight=left, anchors=anchors))


class CompetencyForm(KeyForm):
    redraws = False

    name = forms.CharField(max_length=80, validators=[plain_name])
    weight = forms.IntegerField(min_value=0, max_value=100)
    about = Prose(rows=2, max_length=600, required=False)
    in_every_answer = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in LEVELS:
            self.fields[f"anchor_{level}"] = Prose(rows=2, max_length=600, required=False, label=f"Anchor {level}")

    def edit(self) -> Edit:
        data = self.cleaned_data
        anchors = tuple(data[f"anchor_{level}"] for level in LEVELS)
        values = {name: data[name] for name in ("name", "weight", "about", "in_every_answer")}
        return partial(edits.change_competency, key=data["key"], anchors=anchors, **values)


class RemoveCompetencyForm(KeyForm):
    def edit(self) -> Edit:
        return partial(edits.remove_competency, key=self.cleaned_data["key"])


class MoveForm(KeyForm):
    way = forms.ChoiceField(choices=[(way, way) for way in Way])


class MoveCompetencyForm(MoveForm):
    def edit(self) -> Edit:
        return partial(edits.move_competency, key=self.cleaned_data["key"], way=Way(self.cleaned_data["way"]))


class SpreadWeightsForm(EditForm):
    def edit(self) -> Edit:
        return edits.spread_weights


class QuestionForm(KeyForm):
    competency = forms.CharField(max_length=KEY)
    # The competency that it stood under when the page was drawn.
    was = forms.CharField(max_length=KEY, required=False)
    follow_ups = forms.IntegerField(label="Follow-ups", min_value=0, max_value=MOST_FOLLOW_UPS)
    minutes = forms.IntegerField(min_value=1, max_value=15)
    difficulty = forms.ChoiceField(choices=Difficulty)
    # Of one that stands in no bank, both: a bank's is edited in its bank.
    is_technical = forms.BooleanField(required=False)
    text = Prose(rows=2, max_length=600, required=False, label="What to find out")

    @property
    def structural(self) -> bool:
        return bool(self.cleaned_data["was"] != self.cleaned_data["competency"])

    def edit(self) -> Edit:
        values = {name: value for name, value in self.cleaned_data.items() if name != "was" and (name != "text" or value)}
        return partial(edits.change_question, **values)


class RemoveQuestionForm(KeyForm):
    def edit(self) -> Edit:
        return partial(edits.remove_question, key=self.cleaned_data["key"])


class MoveQuestionForm(MoveForm):
    def edit(self) -> Edit:
        return partial(edits.move_question, key=self.cleaned_data["key"], way=Way(self.cleaned_data["way"]))


class PlaceQuestionForm(KeyForm):
    competency = forms.CharField(max_length=KEY)
    before = forms.CharField(max_length=KEY, required=False)

    def edit(self) -> Edit:
        return partial(edits.place_question, **self.cleaned_data)


class BriefForm(EditForm):
    """The interview words a question from this."""

    competency = forms.CharField(max_length=KEY)
    text = Prose(rows=2, max_length=600, label="What to find out")
    is_technical = forms.BooleanField(required=False)

    def edit(self) -> Edit:
        planned = PlannedQuestion(key="new", source=Source.GENERATED, follow_ups=2, **self.cleaned_data)
        return partial(edits.add_question, question=planned)


class AddQuestionForm(forms.Form):
    competency = forms.CharField(max_length=KEY)
    question = forms.UUIDField()


class WriteQuestionForm(forms.Form):
    competency = forms.CharField(max_length=KEY)
    text = Prose(rows=2, max_length=600, label="Question")
    difficulty = forms.ChoiceField(choices=Difficulty, initial=Difficulty.MEDIUM)
    minutes = forms.IntegerField(min_value=1, max_value=15, initial=4)
    is_technical = forms.BooleanField(required=False)


class FindForm(forms.Form):
    """What stands in the address of the finder."""

    q = forms.CharField(required=False, max_length=300)
    competency = forms.CharField(required=False, max_length=KEY)
    bank = forms.ChoiceField(required=False, choices=[("", "All banks"), ("library", "The library"), ("own", "Your own")])
    difficulty = forms.ChoiceField(required=False, choices=[("", "Any difficulty"), *Difficulty.choices])


class BackForm(forms.Form):
    """From which job's page somebody came."""

    job = forms.UUIDField()


class TemplateNameForm(forms.Form):
    name = forms.CharField(max_length=80, validators=[plain_name])


# The edits that need nothing but what was sent, by what the page calls them.
EDITS: dict[str, type[EditForm]] = {
    "settings": SettingsForm,
    "add-competency": AddCompetencyForm,
    "competency": CompetencyForm,
    "remove-competency": RemoveCompetencyForm,
    "move-competency": MoveCompetencyForm,
    "spread-weights": SpreadWeightsForm,
    "question": QuestionForm,
    "remove-question": RemoveQuestionForm,
    "move-question": MoveQuestionForm,
    "place-question": PlaceQuestionForm,
    "brief": BriefForm,
}
