"""What changed from one plan to another: in words, and side by side. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviews.plans.content import Competency, Phase, PlanContent, PlannedQuestion

ON, OFF = "on", "off"
PHASES = {"warmup": "Warm-up", "resume": "Résumé", "follow_up": "Follow-up", "candidate_questions": "Their questions"}
SETTINGS = {
    "minutes": "Minutes",
    "language": "Language",
    "is_adaptive": "Adaptive difficulty",
    "modes": "Ways to answer",
    "browser_may_listen": "Browsers write down what is said",
    "voice": "Voice",
    "retakes": "Retakes of an answer",
    "may_correct_transcript": "Correcting the transcript",
    "gives_feedback": "Feedback to candidates",
    "rates_blind": "Rating before the scores are seen",
    "may_be_watched": "Being watched live",
    "may_be_filmed": "Camera, where candidates switch it on",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of both plans, side by side; each line of it is read for itself."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def difference(before: PlanContent, after: PlanContent) -> tuple[str, ...]:
    """As sentences, from what matters most for comparing people to what matters least."""
    return (
        *_competencies(before, after),
        *_questions(before, after),
        *_weights(before, after),
        *_phases(before, after),
        *_settings(before, after),
    )


def side_by_side(before: PlanContent, after: PlanContent) -> tuple[Row, ...]:
    rows = [Row(label, (_shown(before, name),), (_shown(after, name),)) for name, label in SETTINGS.items()]
    rows += [Row(label, _phase(before, name), _phase(after, name)) for name, label in PHASES.items()]
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*new, *old)):
        one, other = old.get(key), new.get(key)
        label = (other or old[key]).name
        rows.append(Row(label, _head(one), _head(other)))
        rows.append(Row(f"{label}: anchors", _anchors(one), _anchors(other)))
        rows.append(Row(f"{label}: questions", _asked(before, key), _asked(after, key)))
    return tuple(rows)


def _competencies(before: PlanContent, after: PlanContent) -> Iterator[str]:
    old, new = _by_key(before), _by_key(after)
    yield from (f"{each.name} added" for key, each in new.items() if key not in old)
    yield from (f"{each.name} removed" for key, each in old.items() if key not in new)
    for key, each in new.items():
        if key not in old:
            continue
        was = old[key]
        if was.name != each.name:
            yield f"{was.name} is now called {each.name}"
        if was.about != each.about:
            yield f"What {each.name} means is worded anew"
        changed = sum(one != other for one, other in zip(was.anchors, each.anchors, strict=True))
        if changed:
            yield f"{_number(changed, 'anchor')} of {each.name} changed"
        if was.in_every_answer != each.in_every_answer:
            yield f"{each.name} is {'now' if each.in_every_answer else 'no longer'} judged in every answer"
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield "Competencies in another order"


def _questions(before: PlanContent, after: PlanContent) -> Iterator[str]:
    names = {each.key: each.name for each in (*before.competencies, *after.competencies)}
    for key, name in names.items():
        old, new = {_identity(each): each for each in before.questions_of(key)}, {_identity(each): each for each in after.questions_of(key)}
        added, removed = [each for each in new if each not in old], [each for each in old if each not in new]
        if added:
            yield f"{_number(len(added), 'question')} added to {name}"
        if removed:
            yield f"{_number(len(removed), 'question')} removed from {name}"
        kept = [each for each in new if each in old]
        if kept != [each for each in old if each in new]:
            yield f"Questions of {name} in another order"
        for each in kept:
            yield from _changes_of_question(old[each], new[each], f"question {list(new).index(each) + 1} of {name}")


def _changes_of_question(old: PlannedQuestion, new: PlannedQuestion, name: str) -> Iterator[str]:
    if old.follow_ups != new.follow_ups:
        yield f"Follow-ups to {name}: {old.follow_ups} to {new.follow_ups}"
    if old.minutes != new.minutes:
        yield f"Minutes for {name}: {old.minutes} to {new.minutes}"
    if old.difficulty != new.difficulty:
        yield f"Difficulty of {name}: {old.difficulty} to {new.difficulty}"
    if old.is_technical != new.is_technical:
        yield f"How right the answer to {name} is, is {'now' if new.is_technical else 'no longer'} judged"


def _weights(before: PlanContent, after: PlanContent) -> Iterator[str]:
    old = _by_key(before)
    changed = [(each.name, old[each.key].weight, each.weight) for each in after.competencies if each.key in old]
    parts = [f"of {name} {was} to {now}" for name, was, now in changed if was != now]
    if parts:
        yield f"Weight {', '.join(parts)}"


def _phases(before: PlanContent, after: PlanContent) -> Iterator[str]:
    for name, label in PHASES.items():
        was, now = getattr(before.phases, name), getattr(after.phases, name)
        if was.is_on != now.is_on:
            yield f"{label} switched {ON if now.is_on else OFF}"
        elif now.is_on and was.minutes != now.minutes:
            yield f"{label}: {was.minutes} to {now.minutes} minutes"
        if now.is_on and was.is_on and was.model_dump(exclude={"minutes"}) != now.model_dump(exclude={"minutes"}):
            yield f"{label}: what is asked there changed"


def _settings(before: PlanContent, after: PlanContent) -> Iterator[str]:
    for name, label in SETTINGS.items():
        was, now = _shown(before, name), _shown(after, name)
        if was != now:
            yield f"{label}: {was} to {now}"


def _shown(content: PlanContent, name: str) -> str:
    value = getattr(content, name)
    if isinstance(value, bool):
        return ON if value else OFF
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value) or "as the company has it"


def _phase(content: PlanContent, name: str) -> tuple[str, ...]:
    phase: Phase = getattr(content.phases, name)
    if not phase.is_on:
        return (OFF,)
    more = [str(value) for key, value in phase.model_dump(exclude={"is_on", "minutes", "points", "question"}).items() if value]
    return (f"{phase.minutes} minutes", *more)


def _head(competency: Competency | None) -> tuple[str, ...]:
    if competency is None:
        return ()
    where = ("judged in every answer",) if competency.in_every_answer else ()
    return (f"weight {competency.weight}", *where, *((competency.about,) if competency.about else ()))


def _anchors(competency: Competency | None) -> tuple[str, ...]:
    return tuple(f"{level}: {anchor}" for level, anchor in enumerate(competency.anchors, start=1)) if competency else ()


def _asked(content: PlanContent, key: str) -> tuple[str, ...]:
    return tuple(each.text for each in content.questions_of(key))


def _by_key(content: PlanContent) -> dict[str, Competency]:
    return {competency.key: competency for competency in content.competencies}


def _identity(question: PlannedQuestion) -> object:
    """A bank's question is itself wherever it stands; another wording or version of one is another question."""
    return question.question or question.text


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
