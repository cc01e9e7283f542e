"""What a judge needs to know of a turn, read from the interview, with whose words they are left out."""

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q

from interviews.engine.choosing import WARMUP_KEY
from interviews.engine.commands import Kept, Purpose
from interviews.engine.turns import JUDGED as JUDGED_PURPOSES
from interviews.engine.turns import assessed_for
from interviews.models import Interview, Question, Turn
from interviews.models.library import Kind
from interviews.plans.content import Competency, PlanContent, PlannedQuestion
from interviews.plans.for_engine import plan_for_engine
from reports.assessing.inputs import LANGUAGES, Accuracy, AssessInputs, Wanted
from reports.masking import Masked, Names, mask
from resumes.models import Resume
from resumes.understanding.fields import Understood

# The question stands in them once more.
EXPLAINED = (Purpose.CLARIFY, Purpose.WAIT_FOR_READY)
# What stands for no question of the plan is sorted out by `wanted_in`.
MAY_BE_JUDGED = (*JUDGED_PURPOSES, *EXPLAINED)
JUDGED_KEPT = (Kept.ANSWERED, Kept.DID_NOT_KNOW)


@dataclass(frozen=True, slots=True)
class Material:
    inputs: AssessInputs
    # The answer as the judge reads it, and the way back to what was said.
    masked: Masked
    answer: str
    # They said that they do not know: nobody need read that.
    says_nothing: bool


def hash_of(answer: str) -> str:
    return sha256(answer.encode()).hexdigest()


def material_of(interview: Interview, turn: Turn, content: PlanContent) -> Material | None:
    """None: what was said to this turn is not judged. `content`: reports.rubric.rubric_of."""
    wanted = wanted_in(turn, content)
    if not wanted:
        return None
    names = names_of(interview)
    masked = mask(turn.meant, names)
    planned = next((each for each in content.questions if each.key == turn.question), None)
    question = _question(planned)
    before = interview.turns.filter(question=turn.question, number__lt=turn.number).exclude(answer="").order_by("number")
    return Material(
        AssessInputs(
            question=mask(turn.text, names).text,
            answer=masked.text,
            competencies=tuple(Wanted(each.key, each.name, each.about, each.anchors) for each in wanted),
            before=tuple((mask(each.text, names).text, mask(each.meant, names).text) for each in before if turn.question),
            shows=question.shows if question else "",
            ideal_answers=tuple(question.ideal_answers.values_list("text", flat=True)) if question else (),
            accuracy=Accuracy.JUDGED if _is_technical(planned, question) else Accuracy.LEFT_OUT,
            language=LANGUAGES[interview.company.language],
        ),
        masked,
        turn.meant,
        says_nothing=does_not_know(turn),
    )


def does_not_know(turn: Turn) -> bool:
    """As it was understood first, and still is: what was put right, or heard once more, is read."""
    return turn.kept == Kept.DID_NOT_KNOW and turn.meant == turn.answer


def wanted_in(turn: Turn, content: PlanContent) -> tuple[Competency, ...]:
    """What an answer to this turn is judged on: what it was asked for first, then what is judged in every answer."""
    stands_for_question = turn.purpose in EXPLAINED and turn.question not in ("", WARMUP_KEY)
    if turn.kept not in JUDGED_KEPT or not (turn.purpose in JUDGED_PURPOSES or stands_for_question):
        return ()
    by_key = {each.key: each for each in content.competencies}
    keys = assessed_for(plan_for_engine(content, warmup=""), turn.competency)
    return tuple(by_key[key] for key in keys if key in by_key)


def _is_technical(planned: PlannedQuestion | None, question: Question | None) -> bool:
    return bool((planned and planned.is_technical) or (question and question.kind == Kind.TECHNICAL))


def _question(planned: PlannedQuestion | None) -> Question | None:
    return Question.objects.filter(pk=planned.question).first() if planned and planned.question else None


def names_of(interview: Interview) -> Names:
    """Which of them whoever judges, or reads by a link without names, does not see."""
    candidate = interview.invitation.candidate if interview.invitation else None
    if candidate is None:
        return Names()
    # One that is still being read, or cannot be, knows no names, and an older one may.
    resumes = Resume.objects.filter(Q(understood__isnull=False) | Q(corrected__isnull=False), candidate=candidate)
    resume = resumes.order_by("-created_at").first()
    known = Understood.model_validate((resume.corrected or resume.understood) or {}) if resume else Understood()
    return Names(
        candidate.name,
        tuple(job.employer for job in known.experience if job.employer),
        tuple(study.school for study in known.education if study.school),
    )
