"""What a worker does with a segment that arrived: has it transcribed, and brings it to storage.

Asks a provider: no scope, and so no transaction, is open meanwhile. The captions come first, for somebody waits for them. What
did not work out, of either, is due again after a while; the recording is kept all the time.
"""

import logging
from contextlib import suppress
from hashlib import sha256
from uuid import UUID

from accounts.gateway import models_of
from accounts.tenancy import company_scope
from ai.errors import AIError, BudgetSpent, NotOffered, Rejected
from ai.pace import Pace
from ai.protocols import Hints, Recording
from ai.results import Ability, Transcript
from ai.waiting import wait
from interviews.listeners import BROWSER, listener_of
from interviews.live.silence import is_sure, said_in
from interviews.models import Interview, Segment
from interviews.plans.content import PlanContent
from interviews.services.recordings import segments
from interviews.services.recordings.lengths import seconds_in
from interviews.services.recordings.segments import MOST_TRIES, Understood

# Within ten seconds of the end of the sound the candidate knows where they are.
PACE = Pace(deadline=8, answer_within=5, tries=2, pause=0.2)
MOST_HINTS = 12
# A page cuts its recordings after 20 seconds, and has at most 100 pieces of about a second where it could not. What lasts longer is
# none of ours, whatever it says of itself, and providers are paid by the minute.
LONGEST_HEARD = 120.0
State, Problem = Segment.State, Segment.Problem
log = logging.getLogger(__name__)


def claim(segment_id: UUID, company_id: UUID) -> Segment | None:
    """None: somebody else has it in hand, nothing is to do, or it was erased."""
    with company_scope(company_id):
        return segments.claim_segment(segment_id=segment_id)


def listen(segment: Segment) -> bool | None:
    """Return whether a whole answer is there with it: then the caller enqueues tasks.carry_on. None: nothing new was understood."""
    if segment.state != State.COMING:
        return None
    try:
        understood = _understood(segment, sound_of(segment))
    except OSError as fault:
        _warn(segment, fault)
        return None
    # A candidate may have been erased meanwhile.
    with suppress(Interview.DoesNotExist), company_scope(segment.company_id):
        return segments.keep_understood(segment=segment, understood=understood) if understood else None
    return None


def put_away(segment: Segment) -> None:
    """Into storage, and let go of."""
    try:
        if not segment.file:
            _store(segment)
    except OSError as fault:
        _warn(segment, fault)
    with company_scope(segment.company_id):
        segments.let_go(segment_id=segment.pk)


def _store(segment: Segment) -> None:
    data = sound_of(segment)
    if segment.file:
        return
    name = segments.file_segment(segment=segment, data=data)
    with company_scope(segment.company_id):
        is_its_file = segments.forget_pieces(segment=segment, file=name)
        # Two may bring it to one place, and it stays for whoever was first.
        is_needed = is_its_file or segments.stored_as(segment) == name
    if not is_needed:
        segment.file.storage.delete(name)


def sound_of(segment: Segment) -> bytes:
    """From its pieces, or from storage: where its lease ran out, another worker may have brought it there since it was read."""
    if not segment.file:
        with company_scope(segment.company_id):
            data = segments.sound_of(segment)
            if sha256(data).hexdigest() == segment.sha256:
                return data
            segment.file = segments.stored_as(segment)
    if not segment.file:
        raise FileNotFoundError
    with segment.file.open() as file:
        return bytes(file.read())


def _warn(segment: Segment, fault: OSError) -> None:
    log.warning("the store of files has not a recording yet", extra={"facts": {"segment": segment.pk, "why": type(fault).__name__}})


def _understood(segment: Segment, data: bytes) -> Understood | None:
    """None: not yet."""
    interview = segment.turn.interview
    models = models_of(segment.company, interview=interview.pk)
    if not models.has_provider(Ability.TRANSCRIBE):
        return _by_browser(segment)
    if problem := problem_with(segment, data):
        return Understood(State.UNCLEAR, problems=(problem,))
    hints = hints_for(interview)
    recording = Recording(data, segment.format, segment.seconds)
    try:
        transcript = wait(models.transcribe(recording, hints, pace=PACE))
    except (NotOffered, BudgetSpent):
        return _by_browser(segment)
    except Rejected:
        return Understood(State.UNCLEAR, problems=(Problem.UNREADABLE,))
    except (AIError, TimeoutError):
        return Understood(State.UNCLEAR) if segment.tries >= MOST_TRIES else None
    return judged(transcript, hints)


def problem_with(segment: Segment, data: bytes) -> str:
    """Empty: it may be sent to a provider."""
    seconds = seconds_in(data, segment.format, LONGEST_HEARD)
    if seconds is None:
        return Problem.UNREADABLE
    return Problem.LONG if seconds > LONGEST_HEARD else ""


def judged(transcript: Transcript, hints: Hints) -> Understood:
    made = {"provider": transcript.made.provider, "model": transcript.made.model}
    text = said_in(transcript, ", ".join(hints.words))
    if not text:
        return Understood(State.SILENT, made=made)
    problems = () if is_sure(transcript) else (Problem.UNSURE,)
    words = tuple(_words(transcript)) if text == transcript.text else ()
    return Understood(State.THERE, text, words, made, seconds=transcript.duration, problems=problems)


def _words(transcript: Transcript) -> list[dict[str, object]]:
    return [
        {"text": word.text, "start": word.start, "end": word.end, "confidence": round(_confidence(transcript, word.start), 3)}
        for word in transcript.words
    ]


def _confidence(transcript: Transcript, at: float) -> float:
    """No provider says it of a word: that of the sentence in which it stands."""
    found = [part.confidence for part in transcript.segments if part.start <= at <= part.end]
    return found[0] if found else transcript.confidence


def who_listens(interview: Interview) -> str:
    """To a candidate of this interview: a provider, their own browser, or nobody."""
    return listener_of(interview.company, PlanContent.model_validate(interview.plan.content))


def _by_browser(segment: Segment) -> Understood:
    may = PlanContent.model_validate(segment.turn.interview.plan.content).browser_may_listen
    if segment.recognized and may:
        return Understood(State.THERE, segment.recognized, made={"provider": BROWSER, "model": ""})
    return Understood(State.UNCLEAR)


def hints_for(interview: Interview) -> Hints:
    """What is likely to be spoken of."""
    content = PlanContent.model_validate(interview.plan.content)
    words = [interview.job.title, interview.company.name, *(competency.name for competency in content.competencies)]
    return Hints(interview.language, tuple(words[:MOST_HINTS]))
