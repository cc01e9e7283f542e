"""What our staff fill in. Every rule that Postgres keeps is said here in words first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from interviews.checks import remarks_on, remarks_on_follow_up
from interviews.models import Bank, FollowUp, IdealAnswer, Question
from interviews.queries.curating import library_banks
from interviews.services.questions import Wording, Written, WrittenFollowUp
from interviews.words_for_writers import LEVELS, MINUTES

ROLE_LENGTH = 60
EDITED_MEANWHILE = (
    "Somebody else saved this question after you opened it. Nothing of yours was saved, and nothing of theirs is lost. "
    "Copy what you need from below, open the question anew, and put it in again."
)


ALL_THE_SAME = "This is a hint and may be wrong. Save once more to keep the words all the same."


def unheard(form: "forms.ModelForm[Any]", remarks: Sequence[str]) -> list[str]:
    """What was not said on this page yet; the page that says it sends it back as heard."""
    heard = form.data.getlist("heard") if isinstance(form.data, QueryDict) else []
    return [] if set(remarks) <= set(heard) else list(remarks)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 90, "class": "vLargeTextField"})


def anchor_field(level: int, hint: str) -> forms.CharField:
    return forms.CharField(
        label=f"Level {level}",
        max_length=500,
        help_text=hint,
        widget=area(2),
        error_messages={"required": f"Say what an answer at level {level} looks like: without all five nobody can score fairly."},
    )


class BankForm(forms.ModelForm):  # type: ignore[type-arg]
    judged = forms.CharField(
        label="Competencies",
        required=False,
        widget=area(8),
        help_text="What its questions judge, one a line: “Reliability: keeps a service running when parts of it fail.” "
        "Five to seven are enough; each needs several questions to be judged fairly.",
    )

    class Meta:
        model = Bank
        fields = ("name", "slug", "domain", "language", "about")
        help_texts = {
            "name": "As recruiters find it: “Backend engineering”.",
            "slug": "Short and lasting, of small letters, digits and hyphens. It cannot be changed later: imports go by it.",
            "domain": "The field of work, as “backend”. New questions take it from here.",
            "language": "Of its questions. A bank in another language is another bank.",
            "about": "For whom the bank is and what it leaves out, in a sentence or two.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judged"].initial = "\n".join(f"{name}: {about}" for name, about in (self.instance.competencies or {}).items())

    def clean_judged(self) -> dict[str, str]:
        lines = [line.strip() for line in self.cleaned_data["judged"].splitlines() if line.strip()]
        pairs = [(name.strip(), about.strip()) for name, _, about in (line.partition(":") for line in lines)]
        for name, about in pairs:
            if not name or not about:
                raise forms.ValidationError(f"Write a name, a colon and a sentence on each line; “{name or about}” lacks one of them.")
            if len(name) > 80 or len(about) > 600:
                raise forms.ValidationError(f"“{name[:40]}…” is too long: 80 characters for a name, 600 for its sentence.")
        if len(dict(pairs)) < len(pairs):
            raise forms.ValidationError("Two lines have the same name.")
        return dict(pairs)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if library_banks().filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Another bank of the library is “{slug}” already.")
        return slug

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if "judged" in self.cleaned_data:
            self.instance.competencies = self.cleaned_data["judged"]
        return data


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Reads into `Written`, which the services save; the instance is never saved from here."""

    key = forms.SlugField(
        required=False,
        max_length=80,
        help_text="Names the question over all its versions; imports go by it. Left empty, it is made from the wording. It cannot be changed later.",
    )
    role_names = forms.CharField(
        label="Roles",
        required=False,
        help_text="Jobs that it suits, with commas between: “backend engineer, database administrator”. Left empty, it suits every role of its domain.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    anchor_1, anchor_2, anchor_3, anchor_4, anchor_5 = (anchor_field(*level) for level in LEVELS.items())
    # As of when the writer knows it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ("bank", "text", "competency", "difficulty", "kind", "domain", "language", "shows", "minutes")
        widgets = {"text": area(3), "shows": area(4)}
        help_texts = {
            "bank": "Where it lies. Later it is moved by an action of the list, with all its versions.",
            "text": "As it is spoken: one question, no more than 45 words, nothing that only one culture or one tool knows. "
            "Ask for what somebody did or would do, never for what they are.",
            "competency": "The one thing that it judges, as the bank names it.",
            "difficulty": "For somebody who does this job. A hard question still has an easy beginning.",
            "kind": "Behavioural asks what they did, situational what they would do, technical how something works. A warm-up is not scored.",
            "domain": "Left empty, it is the bank’s.",
            "language": "It must be the bank’s.",
            "shows": "What you listen for, and what may stay unsaid. Those who judge read it; candidates never do.",
            "minutes": MINUTES,
        }
        error_messages = {
            "text": {
                "required": "A question needs words.",
                "max_length": "At most 600 characters: what is longer, nobody remembers while answering.",
            },
            "shows": {"required": "Say what a good answer shows; without it, two people judge two different things."},
            "competency": {"required": "Name the competency that it judges."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.remarks: list[str] = []
        if "bank" in self.fields:
            self.fields["bank"].queryset = library_banks().filter(retired_at=None)  # type: ignore[attr-defined]
        if "domain" in self.fields:
            self.fields["domain"].required = False
        if not self.is_new:
            self.initial.update({f"anchor_{level}": text for level, text in enumerate(self.instance.anchors, 1)})
            self.initial.update({"role_names": ", ".join(self.instance.roles), "seen": self.instance.changed_at.isoformat()})

    @property
    def bank(self) -> Bank | None:
        found: Bank | None = self.cleaned_data.get("bank") if self.is_new else self.instance.bank
        return found

    @property
    def seen_at(self) -> datetime | None:
        return None if self.is_new else datetime.fromisoformat(self.cleaned_data["seen"])

    def clean_role_names(self) -> tuple[str, ...]:
        roles = tuple(dict.fromkeys(role for each in self.cleaned_data["role_names"].split(",") if (role := each.strip())))
        if too_long := next((role for role in roles if len(role) > ROLE_LENGTH), None):
            raise forms.ValidationError(f"“{too_long[:40]}…” is longer than {ROLE_LENGTH} characters. Is a comma missing?")
        return roles

    def clean_seen(self) -> str:
        seen = str(self.cleaned_data["seen"])
        if not self.is_new and seen != self.instance.changed_at.isoformat():
            raise forms.ValidationError(EDITED_MEANWHILE)
        return seen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bank := self.bank:
            data["domain"] = data.get("domain") or bank.domain
            self._check_against(bank, data)
        anchors = [data.get(f"anchor_{level}") for level in LEVELS]
        for level, anchor in enumerate(anchors, 1):
            if anchor and anchor in anchors[: level - 1]:
                self.add_error(f"anchor_{level}", f"Level {anchors.index(anchor) + 1} says the same. Who scores could not tell them apart.")
        if data.get("text") and "text" in self.changed_data:
            self.remarks = unheard(self, remarks_on(data["text"], data.get("language") or "en"))
            for remark in self.remarks:
                self.add_error("text", f"{remark}. {ALL_THE_SAME}")
        return data

    def _check_against(self, bank: Bank, data: dict[str, Any]) -> None:
        competency, is_new = data.get("competency"), "competency" in self.changed_data
        if competency and is_new and bank.competencies and competency not in bank.competencies:
            self.add_error(
                "competency", f"{bank.name} judges {', '.join(bank.competencies)}. Choose one of them, or add it to the bank first."
            )
        if data.get("language") and "language" in self.changed_data and data["language"] != bank.language:
            self.add_error("language", f"{bank.name} is in {bank.get_language_display()}.")
        key = data.get("key")
        if self.is_new and key and Question.objects.filter(bank=bank, key=key).exists():
            self.add_error("key", f"{bank.name} has a question “{key}” already.")

    def written(self, follow_ups: Sequence[WrittenFollowUp], ideal_answers: Sequence[str]) -> Written:
        data = self.cleaned_data
        wording = Wording(
            **{name: data[name] for name in ("text", "competency", "difficulty", "kind", "domain", "language", "shows", "minutes")},
            anchors=tuple(data[f"anchor_{level}"] for level in LEVELS),
            roles=data["role_names"],
        )
        return Written(wording, tuple(follow_ups), tuple(ideal_answers))


class OrderedForm(forms.ModelForm):  # type: ignore[type-arg]
    position = forms.IntegerField(
        label="Order", required=False, min_value=0, max_value=1000, widget=forms.NumberInput(attrs={"class": "vIntegerField"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].help_text = "The smallest comes first; without one it comes last."
        if self.instance._state.adding:
            self.initial["position"] = None


class FollowUpForm(OrderedForm):
    class Meta:
        model = FollowUp
        fields = ("position", "when", "text")
        labels = {"when": "When the answer is like this", "text": "Ask this"}
        widgets = {"when": area(2), "text": area(2)}
        help_texts = {
            "when": "The occasion, as somebody would describe the answer: “They name a tool and not why.” Left empty, it suits any answer.",
            "text": "One short question that helps them show more. It must not give the answer away.",
        }

    remarks: Sequence[str] = ()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if "text" in self.changed_data:
            # The question above it says in which language; the two are sent together.
            self.remarks = unheard(self, remarks_on_follow_up(text, self.data.get("language") or "en"))
        if self.remarks:
            raise forms.ValidationError([f"{remark}. {ALL_THE_SAME}" for remark in self.remarks])
        return text


class IdealAnswerForm(OrderedForm):
    class Meta:
        model = IdealAnswer
        fields = ("position", "text")
        labels = {"text": "A strong candidate would say"}
        widgets = {"text": area(5)}
        help_texts = {
            "text": "As spoken, 60 to 180 words. Several ways to be good are better than one: candidates are held against the nearest."
        }


class MoveForm(forms.Form):
    bank = forms.ModelChoiceField(Bank.objects.none(), empty_label="Choose a bank")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = library_banks().filter(retired_at=None)  # type: ignore[attr-defined]


class DifficultyForm(forms.Form):
    difficulty = forms.ChoiceField(choices=Question._meta.get_field("difficulty").choices)  # type: ignore[arg-type]


class CompetencyForm(forms.Form):
    competency = forms.CharField(max_length=80, help_text="As their bank names it.", widget=forms.TextInput(attrs={"class": "vTextField"}))
