"""What the interviewer says aloud: its sentences, their sound, how much of it was heard, and how fast it speaks."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from accounts.gateway import models_of, voice_of
from accounts.tenancy import every_company
from ai.gateway import Gateway
from ai.results import Speech
from interviews.engine.commands import Purpose
from interviews.engine.state import State, state_from
from interviews.live.addresses import speech_of
from interviews.live.fitness import spoken_parts
from interviews.live.hints import ring, sentence_is_out
from interviews.live.sounds import seconds_of, with_lengths
from interviews.models import Interview, Sentence, Sound, Turn
from interviews.models.speech import SPEEDS
from interviews.plans.content import Mode, PlanContent
from interviews.services.connecting import held
from interviews.services.waterfalls import note_hearing

# A page that breaks off each time before the end has the sentence made anew each time.
MOST_TRIES = 6
# What is longer is an answer of a provider that went wrong.
MOST_BYTES = 8 * 1024 * 1024
# By which a sentence is measured whose sound nobody has measured.
CHARACTERS_A_SECOND = 15
# Where no model words them.
SAID_TO_MANY = (
    Purpose.WELCOME,
    Purpose.WAIT_FOR_READY,
    Purpose.WARMUP,
    Purpose.QUESTION,
    Purpose.NEW_QUESTION,
    Purpose.INVITE_QUESTIONS,
    Purpose.ANSWER_CANDIDATE,
    Purpose.GOODBYE,
)
PERSONAL_KEPT, KEPT = timedelta(days=1), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ToSay:
    """A sentence that nobody has spoken yet."""

    sentence: Sentence
    models: Gateway


def speaks(interview: Interview) -> bool:
    """Whether candidates of this plan may listen."""
    return Mode.VOICE in PlanContent.model_validate(interview.plan.content).modes


def _wanted_voice(interview: Interview) -> str:
    """The plan's; empty: the one that is set up."""
    return PlanContent.model_validate(interview.plan.content).voice


def let_out(*, interview: Interview, turn: int) -> list[str]:
    """What was said of it already."""
    return list(Sentence.objects.filter(interview=interview, turn=turn).order_by("number").values_list("text", flat=True))


def let_out_sentence(*, interview: Interview, turn: int, draft: int, number: int, text: str) -> bool:
    """Before its turn is there. Return whether it is said: of a reply that nobody waits for any more nothing is."""
    now = Interview.objects.filter(pk=interview.pk, finished_at=None).values_list("state", flat=True).first()
    asked = state_from(now).turn if now else None
    if asked is None or asked.is_asked or (asked.number, asked.draft) != (turn, draft):
        return False
    voice = voice_of(interview.company, _wanted_voice(interview))
    made = Sentence(
        company_id=interview.company_id, interview_id=interview.pk, turn=turn, number=number, text=text, voice=voice, is_personal=True
    )
    Sentence.objects.bulk_create([made], ignore_conflicts=True)
    sentence_is_out(interview, turn, number, text, speech_of(interview, turn, number) if voice else "")
    return True


def say_turn(*, interview: Interview, turn: Turn, state: State) -> None:
    """The sentences of a turn that is being said, after those that were let out while it was worded."""
    if not speaks(interview):
        return
    begun = let_out(interview=interview, turn=turn.number)
    rest = spoken_parts(turn.text.removeprefix(" ".join(begun)))
    voice = voice_of(interview.company, _wanted_voice(interview))
    Sentence.objects.bulk_create(
        [
            Sentence(
                company_id=interview.company_id,
                interview=interview,
                turn=turn.number,
                number=number,
                text=text,
                voice=voice,
                is_personal=_is_personal(text, turn, state),
            )
            for number, text in enumerate(rest, len(begun) + 1)
        ]
    )


def _is_personal(text: str, turn: Turn, state: State) -> bool:
    """What a model words picks up what was said; so may what is prepared where something is quoted: of a résumé, of a question that
    a model worded before."""
    if turn.purpose == Purpose.QUESTION and state.turn and text in state.turn.brief:
        return False
    return bool(turn.worded_by.get("provider")) or turn.purpose not in SAID_TO_MANY


def digest_of(text: str, voice: str) -> str:
    return sha256(f"{voice}\0{text}".encode()).hexdigest()


def sound_of(*, sentence: Sentence) -> Sound | None:
    """What was kept of it: for this interview, or for many."""
    whose = Q(interview=None) | Q(interview_id=sentence.interview_id)
    found = Sound.objects.filter(whose, digest=digest_of(sentence.text, sentence.voice)).first()
    if found and found.used_at < timezone.now() - timedelta(hours=1):
        Sound.objects.filter(pk=found.pk).update(used_at=timezone.now())
    if found and sentence.pk and sentence.seconds is None:
        Sentence.objects.filter(pk=sentence.pk).update(seconds=found.seconds)
    return found


def begin_speaking(*, interview: Interview, sentence: Sentence) -> ToSay | None:
    """Take it up. None: the browser says it by itself."""
    tried = Sentence.objects.filter(pk=sentence.pk, tries__lt=MOST_TRIES).exclude(voice="")
    if not tried.update(tries=F("tries") + 1):
        return None
    return ToSay(sentence, models_of(interview.company, interview=interview.pk, voice=_wanted_voice(interview)))


def keep_sound(*, said: ToSay, spoken: Speech, data: bytes) -> None:
    """All of it, so that whoever asks for it again need not wait. What another provider stood in for is not kept."""
    sentence = said.sentence
    provider = spoken.sound.made.provider if spoken.sound.made else ""
    if len(data) > MOST_BYTES or not sentence.voice.startswith(f"{provider}:"):
        return
    seconds = seconds_of(data, spoken.format)
    if not Interview.objects.filter(pk=sentence.interview_id).exists():
        # It was erased meanwhile.
        return
    Sentence.objects.filter(pk=sentence.pk).update(seconds=seconds)
    made = Sound(
        company_id=sentence.company_id,
        interview_id=sentence.interview_id if sentence.is_personal else None,
        digest=digest_of(sentence.text, sentence.voice),
        format=spoken.format,
        data=with_lengths(data, spoken.format),
        seconds=seconds,
    )
    Sound.objects.bulk_create([made], ignore_conflicts=True)


def note_heard(*, interview: Interview, turn: int, sentence: int, ms: int, whole: bool, epoch: int | None = None) -> None:
    """How far the candidate has heard what was said to them: up to here, or up to the end of this sentence. With no time at all it
    begins to be heard."""
    with held(interview, epoch) as found:
        if sentence == 1:
            note_hearing(interview=found, turn=turn, ms=ms)
        if not (ms or whole):
            return
        said = list(Sentence.objects.filter(interview=found, turn=turn, number__lte=sentence).order_by("number"))
        asked = Turn.objects.filter(interview=found, number=turn).first()
        if asked is None or not said or said[-1].number != sentence or asked.kept:
            return
        upto = _characters(asked.text, said, ms, whole=whole, speed=found.speed)
        Turn.objects.filter(pk=asked.pk).update(heard_upto=Greatest(Coalesce(F("heard_upto"), 0), upto))
        ring(found, may_wait=True)


def _characters(text: str, said: list[Sentence], ms: int, *, whole: bool, speed: int) -> int:
    """A word that was not heard to its end was not heard."""
    begins = ends = 0
    for each in said:
        begins = max(text.find(each.text, ends), ends)
        ends = begins + len(each.text)
    if whole:
        return min(ends, len(text))
    last = said[-1]
    lasts = last.seconds or len(last.text) / CHARACTERS_A_SECOND
    heard = last.text[: int(len(last.text) * min(1.0, ms * speed / 100_000 / lasts))]
    if len(heard) < len(last.text) and not last.text[len(heard)].isspace():
        heard = heard.rpartition(" ")[0]
    return begins + len(heard) if heard else begins


def slow_down(*, interview: Interview, epoch: int | None = None) -> None:
    """One step; the slowest stays."""
    with held(interview, epoch) as found:
        slower = [speed for speed in SPEEDS if speed < found.speed]
        if slower:
            Interview.objects.filter(pk=found.pk).update(speed=max(slower))


def forget_sounds() -> None:
    """What was said to one person, once it can be asked for no more; and what nobody was told for long."""
    now = timezone.now()
    with every_company("the sweep of sounds removes those of every company"):
        Sound.objects.filter(interview__finished_at__lt=now - PERSONAL_KEPT).delete()
        Sound.objects.filter(used_at__lt=now - KEPT).delete()


def to_say_ahead(*, interview: Interview, text: str) -> ToSay | None:
    """The first sentence of a reply that may be wanted in a moment. None: it is there, or the browser speaks."""
    voice = voice_of(interview.company, _wanted_voice(interview))
    sentence = Sentence(company_id=interview.company_id, interview_id=interview.pk, turn=0, number=0, text=text, voice=voice)
    if not voice or not text or sound_of(sentence=sentence):
        return None
    return ToSay(sentence, models_of(interview.company, interview=interview.pk, voice=_wanted_voice(interview)))
