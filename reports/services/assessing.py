"""Each answer is judged while the interview goes on, by a panel whose members do not know of each other.

A member's row says that their verdict is due. Rows are claimed for as long as models may take; what fails is tried again later,
and stays "not scored" until then. Nothing waits for any of this.
"""

from asyncio import gather
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.gateway import models_of
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.gateway import Gateway
from ai.results import Ability, Answer
from ai.waiting import wait
from interviews.engine.events import Assessed, Event
from interviews.models import Interview, Turn
from interviews.services import conducting
from interviews.services.consents import agreement_stands, has_taken_back, is_taken_back
from reports.assessing.checking import Checked, checked, remarks_of
from reports.assessing.fields import Remarks, Verdict
from reports.assessing.inputs import View
from reports.assessing.material import JUDGED_KEPT, MAY_BE_JUDGED, Material, hash_of, material_of
from reports.assessing.words import SAYS
from reports.models import Assessment, Rating, Report
from reports.prompts import ASSESS_ANSWER
from reports.rubric import newest_version, rubric_of

# Longer than the gateway's background pace may take.
LEASE = timedelta(minutes=3)
# After each failure; whoever has failed once more than there are entries is given up.
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 180, 360))
# Every few seconds for what was answered so lately; now and then for whatever there is.
LOOKED_BACK = timedelta(days=3)
EVER = timedelta(days=36_500)
SWEEP_AT_MOST = 200
# As many as a panel may have members: nobody reads as another did.
VIEWS = tuple(View)


def assess_turn(*, interview_id: UUID, number: int, company_id: UUID) -> None:
    with company_scope(company_id):
        turn = _turn(interview_id, number)
        if turn is None:
            return
        assert turn.interview.invitation
        if has_taken_back(turn.interview.invitation):
            Assessment.objects.filter(interview=turn.interview, state=Assessment.State.WAITING).delete()
            return
        _forget_older_words(turn)
        report = newest_version(turn.interview)
        material = material_of(turn.interview, turn, rubric_of(turn.interview, report))
        if material is None:
            _note_nothing_to_judge(turn, version=report.version if report else 1)
            return
        if report and report.state == Report.State.READY:
            # It stands as it was made; what reads otherwise since is read for the next version, if somebody asks for one.
            return
        models = models_of(turn.interview.company, interview=interview_id)
        due = _claim(turn, version=report.version if report else 1, judges=_size_of_panel(models, material))
    if due:
        _judge(turn, material, models, due)


def due_for_assessing(*, looked_back: timedelta = LOOKED_BACK) -> list[tuple[UUID, int, UUID]]:
    """What nobody announced, and what its worker died over or no model could be had for."""
    since = timezone.now() - looked_back
    with every_company("a sweep finds the answers of all companies that wait to be assessed"):
        waiting = Assessment.objects.filter(state=Assessment.State.WAITING, due_at__lte=timezone.now()).order_by("due_at")
        found = list(waiting.values_list("interview_id", "turn__number", "company_id")[:SWEEP_AT_MOST])
        recent = Turn.objects.filter(_may_be_read(), kept__in=JUDGED_KEPT, purpose__in=MAY_BE_JUDGED, answered_at__gte=since)
        read = Assessment.objects.filter(turn=OuterRef("pk"))
        forgotten = recent.filter(interview__invitation__isnull=False).exclude(Exists(read)).exclude(is_taken_back("interview__invitation"))
        for turns in (forgotten.order_by("answered_at"), _changed(since).order_by("number")):
            found += list(turns.values_list("interview_id", "number", "company_id")[:SWEEP_AT_MOST])
    return list(dict.fromkeys(found))


def _may_be_read() -> Q:
    """For a report that is still to be made: one that is stands as it was made."""
    reports = Report.objects.filter(interview=OuterRef("interview"))
    return ~Exists(reports) | Exists(reports.filter(state=Report.State.WAITING))


def _changed(since: datetime) -> QuerySet[Turn]:
    """Corrected or heard anew since then, and read by nobody, while a report on it is still to be made."""
    reports = Report.objects.filter(interview=OuterRef("interview"))
    understood = Case(When(heard_again="", then=F("answer")), default=F("heard_again"))
    meant = Case(When(corrected="", then=understood), default=F("corrected"))
    digest = Func(meant, template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')", output_field=CharField())
    version = Coalesce(Subquery(reports.order_by("-version").values("version")[:1]), 1)
    is_new = Q(corrected_at__gte=since) | (Q(heard_again_at__gte=since) & ~Q(heard_again=""))
    turns = Turn.objects.filter(_may_be_read(), is_new, kept__in=JUDGED_KEPT)
    turns = turns.filter(interview__invitation__isnull=False).exclude(is_taken_back("interview__invitation"))
    turns = turns.annotate(digest=digest, version=version)
    read = Assessment.objects.filter(turn=OuterRef("pk"), answer_hash=OuterRef("digest"), version=OuterRef("version"))
    return turns.exclude(Exists(read))


def _turn(interview_id: UUID, number: int) -> Turn | None:
    turns = Turn.objects.select_related("interview__plan", "interview__company", "interview__invitation__candidate")
    found = turns.filter(interview=interview_id, number=number, interview__invitation__isnull=False).first()
    # Announced once more when it is understood.
    return None if found and found.is_not_understood else found


def _forget_older_words(turn: Turn) -> None:
    """What was not read before it was corrected, or heard anew, is read as it stands now."""
    Assessment.objects.filter(turn=turn, state=Assessment.State.WAITING).exclude(answer_hash=hash_of(turn.meant)).delete()


def _size_of_panel(models: Gateway, material: Material) -> int:
    """Rules say the same each time, and silence needs nobody to read it."""
    return settings.ASSESSMENT_PASSES if models.has_provider(Ability.COMPLETE) and not material.says_nothing else 1


def _claim(turn: Turn, *, version: int, judges: int) -> list[Assessment]:
    """Take up what is due, unless somebody is at it. The answer may have been corrected: then the panel begins anew."""
    now = timezone.now()
    of_turn = Assessment.objects.filter(turn=turn, answer_hash=hash_of(turn.meant), version=version)
    with transaction.atomic():
        Assessment.objects.bulk_create(
            [
                Assessment(
                    company_id=turn.company_id,
                    interview=turn.interview,
                    turn=turn,
                    judge=judge,
                    version=version,
                    answer_hash=hash_of(turn.meant),
                    answer=turn.meant,
                    due_at=now,
                )
                for judge in range(1, judges + 1)
            ],
            ignore_conflicts=True,
        )
        due = list(of_turn.filter(state=Assessment.State.WAITING, due_at__lte=now).select_for_update(of=("self",)).order_by("judge"))
        Assessment.objects.filter(pk__in=[row.pk for row in due]).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    for row in due:
        row.due_at, row.attempts = now + LEASE, row.attempts + 1
    return due


def _note_nothing_to_judge(turn: Turn, *, version: int) -> None:
    """Without a row the sweep would find it again and again."""
    made = {"interview": turn.interview, "company_id": turn.company_id, "state": Assessment.State.MADE, "made_at": timezone.now()}
    Assessment.objects.get_or_create(turn=turn, answer_hash=hash_of(turn.meant), judge=1, version=version, defaults=made)


def _judge(turn: Turn, material: Material, models: Gateway, due: list[Assessment]) -> None:
    if material.says_nothing:
        why = SAYS[material.inputs.language]["does not know"]
        for row in due:
            _keep(row, Remarks(), tuple(Checked(each.key, None, why, ()) for each in material.inputs.competencies), {})
    else:
        for row, answer in zip(due, wait(_ask_all(models, material, due)), strict=True):
            if answer is None:
                _put_off(row)
            else:
                _keep_verdict(row, material, answer)
    _tell_engine(turn)


async def _ask_all(models: Gateway, material: Material, due: list[Assessment]) -> list[Answer[Verdict] | None]:
    return await gather(*(_ask(models, material, row.judge) for row in due))


async def _ask(models: Gateway, material: Material, judge: int) -> Answer[Verdict] | None:
    try:
        return await models.run(ASSESS_ANSWER, replace(material.inputs, view=_view(judge)))
    except AIError:
        return None


def _view(judge: int) -> View:
    return VIEWS[judge - 1]


def _keep_verdict(row: Assessment, material: Material, answer: Answer[Verdict]) -> None:
    made_by = {"prompt": answer.prompt_version, "view": _view(row.judge).name.lower()}
    if not answer.made.is_builtin:
        made_by |= {"provider": answer.made.provider, "model": answer.made.model}
    _keep(row, remarks_of(answer.output, material, is_by_rules=answer.made.is_builtin), checked(answer.output, material), made_by)


def _keep(row: Assessment, remarks: Remarks, ratings: tuple[Checked, ...], made_by: dict[str, object]) -> None:
    """Unless the claim ran out, and another made it meanwhile, or the candidate took their agreement back while a model read."""
    with company_scope(row.company_id):
        held = Assessment.objects.filter(pk=row.pk, state=Assessment.State.WAITING, due_at=row.due_at)
        if not agreement_stands(row.interview_id):
            held.delete()
            return
        if not held.update(
            state=Assessment.State.MADE,
            due_at=None,
            made_at=timezone.now(),
            remarks=remarks.model_dump(mode="json"),
            made_by=made_by,
        ):
            return
        Rating.objects.bulk_create(
            Rating(
                company_id=row.company_id,
                assessment=row,
                competency=rating.competency,
                level=rating.level,
                why=rating.why,
                quotes=[quote.model_dump(exclude_none=True) for quote in rating.quotes],
            )
            for rating in ratings
        )


def _put_off(row: Assessment) -> None:
    with company_scope(row.company_id):
        held = Assessment.objects.filter(pk=row.pk, state=Assessment.State.WAITING, due_at=row.due_at)
        if row.attempts > len(AGAIN_AFTER):
            held.update(state=Assessment.State.FAILED, due_at=None)
        else:
            held.update(due_at=timezone.now() + AGAIN_AFTER[row.attempts - 1])


def _tell_engine(turn: Turn) -> None:
    """What the first of the panel found: it steers what is asked next, and stands in no report."""
    with company_scope(turn.company_id):
        interview = Interview.objects.get(pk=turn.interview_id)
        of_answer = Assessment.objects.filter(turn=turn, answer_hash=hash_of(turn.meant), state=Assessment.State.MADE)
        first = of_answer.order_by("judge").first()
        if first is None or interview.is_over:
            return
        ratings = first.ratings.order_by("competency")
        levels = tuple((rating.competency, rating.level) for rating in ratings if rating.level is not None)

        def event(at: int) -> Event:
            return Assessed(at, turn.number, levels)

        conducting.tell(interview=interview, event_at=event)
