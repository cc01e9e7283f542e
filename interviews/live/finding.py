"""What the banks and the résumé have for a turn, by meaning; what was asked before, also in other words, is left out.

Asks providers for vectors: whoever calls holds no transaction and no scope.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul
from uuid import UUID

from accounts.gateway import can_ask_a_model
from accounts.tenancy import company_scope
from ai.lexical import embed
from ai.results import BUILTIN
from interviews.live.patience import COMPARING, Patience
from interviews.live.setting import Setting
from interviews.meaning import CannotCompare, points_of
from interviews.models import FollowUp, Kind, Question, QuestionVector
from interviews.queries.lookup import ModelReplaced, Near, Point, Wanted, nearest_follow_ups, nearest_questions
from resumes.fairness import is_private
from resumes.meaning import CannotCompare as ResumeCannotCompare
from resumes.meaning import point_near
from resumes.queries.chunks import nearest_chunks

LOOKED_AT = 12
CHUNKS = 4


@dataclass(frozen=True, slots=True)
class Borders:
    """How near is near. docs/decisions/what-is-asked-in-other-words.md says how they were found."""

    # A bank's question asks what the plan wants to find out.
    suits: float
    # A follow-up's occasion is like this answer.
    suits_answer: float
    # Two questions ask the same.
    same: float


BUILTIN_BORDERS, BORDERS = Borders(0.6, 0.5, 0.5), Borders(0.6, 0.5, 0.7)


def borders_of(model: str) -> Borders:
    return BUILTIN_BORDERS if model.startswith(f"{BUILTIN}:") else BORDERS


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and how near the nearest was where nothing was near enough."""

    question: Question | None = None
    nearest: float | None = None
    near_enough: float | None = None


def question_for(about: str, setting: Setting, patience: Patience) -> Looked:
    """The banks' question that suits what the plan wants to find out, nearest to what the candidate spoke of where two do. Where the
    plan adapts, one that is as hard as is wanted now goes before those that are not."""
    texts = [about, setting.last_answer or about, *setting.asked, *setting.still_to_ask]
    try:
        points = points_of(texts, company=setting.company, pace=patience.pace(COMPARING), interview=setting.interview)
        looked = _looked_for(points, setting, setting.difficulty)
        return looked if looked.question or not setting.difficulty else _looked_for(points, setting, "")
    except (CannotCompare, ModelReplaced):
        return Looked()


def _looked_for(points: Sequence[Point], setting: Setting, difficulty: str) -> Looked:
    wanted, answer, *asked = points
    near, vectors = _near(wanted, setting, difficulty)
    borders = borders_of(wanted.model.name)
    suiting = [each for each in near if each.similarity >= borders.suits and each.found.kind != Kind.WARM_UP]
    fitting = [each for each in suiting if not _is_any_of(vectors.get(each.found.pk), asked, borders)]
    best = max(fitting, key=lambda each: _weight(each, vectors[each.found.pk], answer), default=None)
    return Looked(best.found if best else None, near[0].similarity if near else None, borders.suits)


def _near(wanted: Point, setting: Setting, difficulty: str) -> tuple[list[Near[Question]], dict[UUID, Sequence[float]]]:
    """What lies near, of what neither was asked nor is asked of everybody, and where it lies."""
    which = Wanted(language=setting.language, difficulty=difficulty, without=_asked_ids(setting))
    with company_scope(setting.company):
        near = nearest_questions(wanted, which, LOOKED_AT)
        of_these = QuestionVector.objects.filter(model=wanted.model, question__in=[each.found.pk for each in near])
        return near, dict(of_these.values_list("question", "vector"))


def follow_ups_for(question: UUID | None, answer: str, setting: Setting, patience: Patience) -> list[FollowUp]:
    """Of other questions, those whose occasion is like this answer; the question's own are known without looking."""
    try:
        point = points_of([answer], company=setting.company, pace=patience.pace(COMPARING), interview=setting.interview)[0]
    except CannotCompare:
        return []
    suits = borders_of(point.model.name).suits_answer
    with company_scope(setting.company):
        try:
            near = nearest_follow_ups(point, Wanted(language=setting.language), LOOKED_AT)
        except ModelReplaced:
            return []
    return [each.found for each in near if each.similarity >= suits and each.found.question_id != question]


def resume_near(about: str, setting: Setting, patience: Patience) -> tuple[str, ...]:
    """What the résumé says of this, for a model to word a question with. Lines that are nobody's business are in no chunk."""
    if setting.resume is None or not can_ask_a_model(setting.company):
        return ()
    try:
        point = point_near(
            about, resume=setting.resume, company=setting.company, pace=patience.pace(COMPARING), interview=setting.interview
        )
    except ResumeCannotCompare:
        return ()
    with company_scope(setting.company):
        texts = [near.chunk.text for near in nearest_chunks(point, setting.resume.pk, k=CHUNKS)]
    return tuple(kept for text in texts if (kept := _without_private(text)))


def was_asked(text: str, asked: Iterable[str]) -> bool:
    """Whether a wording asks again, also in other words, what was asked; by our own vectors, so that nobody waits for it."""
    vector = embed(text)
    return any(_nearness(vector, embed(each)) >= BUILTIN_BORDERS.same for each in asked)


def _is_any_of(vector: Sequence[float] | None, asked: Sequence[Point], borders: Borders) -> bool:
    return vector is None or any(_nearness(list(vector), each.direction) >= borders.same for each in asked)


def _weight(near: Near[Question], vector: Sequence[float], answer: Point) -> float:
    # What they spoke of decides between questions that suit about as well.
    return near.similarity + 0.2 * _nearness(list(vector), answer.direction)


def _nearness(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(map(mul, one, other)))


def _asked_ids(setting: Setting) -> frozenset[UUID]:
    """What was asked, and what the plan asks of everybody."""
    return frozenset((*setting.content.question_ids(), *(turn.found for turn in setting.turns if turn.found)))


def _without_private(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not is_private(line)).strip()
