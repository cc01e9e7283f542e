"""A candidate who speaks: what they say is a real recording, so what was understood can be held against every word of it.

As the page does, they keep a segment until it is stored, and send again from where the server's memory ends. What was acknowledged
they remember, and complain when a server knows less.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock

from ai.testing.sound import HEARING_RATE, decoded
from ai.testing.tones import hear
from tests.chaos.candidate import ByLine
from tests.interviews.voices import Spoken, epoch_of, recorded, said
from tests.servers.line import Line

A_PIECE = 2_000


def halves(text: str) -> tuple[str, str]:
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


def heard_in(text: str) -> str:
    return heard_in_sound(recorded(text))


@lru_cache(maxsize=500)
def heard_in_sound(data: bytes) -> str:
    samples, _ = decoded(data)
    return " ".join(word.text for word in hear(samples, HEARING_RATE))


@dataclass
class Recorded:
    """A segment in the browser's own store."""

    spoken: Spoken
    # On which page of which browser: no other can send the rest of it.
    device: str
    browser: str
    acknowledged: int = 0
    is_stored: bool = False

    def heard_of_it(self) -> set[str]:
        """What may have been understood of one that breaks off: at least what was acknowledged, and perhaps what was on its way."""
        pieces = self.spoken.pieces
        return {heard_in_sound(b"".join(pieces[:upto])) if upto else "" for upto in range(self.acknowledged, len(pieces) + 1)}


@dataclass
class ByVoice(ByLine):
    recorded: dict[int, list[Recorded]] = field(default_factory=dict)
    # What broke off on another device, by turn and place: it was said again here.
    broken: dict[tuple[int, int], list[Recorded]] = field(default_factory=dict)
    # Turns of which they said once that their answer is complete.
    told: set[int] = field(default_factory=set)
    # One person says one thing, on whichever device they begin it.
    mouth: Lock = field(default_factory=Lock)
    browser: str = ""
    # What another window of this browser was recording, as of when this one took over: this one tells its end.
    left_behind: list[Spoken] = field(default_factory=list)
    # As it was before this connection: turn, segment, how many of its pieces were acknowledged, whether it was stored.
    remembered: list[tuple[int, Recorded, int, bool]] = field(default_factory=list)

    def connect(self):
        # What comes to another device from here on was acknowledged after the welcome was made.
        self.remembered = [(turn, each, each.acknowledged, each.is_stored) for turn, parts in self.recorded.items() for each in parts]
        return super().connect()

    def elsewhere(self, name, chance, *, same_browser):
        """One person, who hears themselves talk: they go on with what they were saying."""
        other = super().elsewhere(name, chance, same_browser=same_browser)
        other.recorded, other.broken, other.waiting, other.said = self.recorded, self.broken, self.waiting, self.said
        other.mouth, other.told = self.mouth, self.told
        other.browser = self.browser if same_browser else name
        return other

    def note_answered(self, turn):
        text = self.waiting.pop(turn, None)
        if text is not None:
            self.answers[turn] = text
            self.acts += 1
            self.said |= self._answers_of(turn)

    def has_answered(self, turn, answer):
        return answer in self._answers_of(turn)

    def _answers_of(self, turn):
        """What the answer may be: what was said, and before each part what is left of it on another device."""
        found = {""}
        for place, part in enumerate(halves(self.answers[turn])):
            left = {""}
            for each in self.broken.get((turn, place), ()):
                left = {f"{before} {heard}" for before in left for heard in each.heard_of_it()}
            found = {" ".join(f"{before} {broken} {part}".split()) for before in found for broken in left}
        return found

    def words(self, turn):
        """Such as our own ear hears rightly: now and then it loses a letter to the codec."""
        while True:
            text = super().words(turn)
            if all(heard_in(part) == part for part in halves(text)):
                return text

    def _talk(self, line):
        welcome = self.welcome(line)
        self._compare(welcome["segments"])
        turn = self.look(welcome["html"])
        for late, text in list(self.waiting.items()):
            self._speak(line, late, text)
        while not self.is_over:
            if turn is None or turn in self.answers:
                line.say("ping")
                turn = self.look(self._hear(line, "room")["html"])
                continue
            with self.mouth:
                text = self.waiting.get(turn) or self.words(turn)
                self.waiting[turn] = text
            self._speak(line, turn, text)
            turn = None

    def _compare(self, segments):
        there = {(each["turn"], each["epoch"], each["segment"]): each for each in segments}
        for turn, each, acknowledged, is_stored in self.remembered:
            # Of a turn that was answered a welcome tells nothing, and that it was may be what this page has not heard. Whether the
            # answer is whole is looked at afterwards.
            if turn not in self.waiting or (turn in self.told and not any(each[0] == turn for each in there)):
                continue
            found = there.get((turn, each.spoken.epoch, each.spoken.segment))
            if found and found["stored"]:
                # Its word of it may have come to nobody.
                each.is_stored = True
            elif is_stored:
                self.complaints.append(f"{self.name}: a segment of turn {turn} that was stored is lost")
            elif acknowledged > (found["upto"] if found else 0):
                self.complaints.append(f"{self.name}: {acknowledged} pieces of turn {turn} were acknowledged, and fewer are there")

    def _speak(self, line: Line, turn: int, text: str) -> None:
        parts = self._recorded(turn, text, epoch_of(line))
        while self.left_behind:
            each = self.left_behind[-1]
            line.say("segment", **each.end())
            # Or refused, where the first window was there with all of it.
            self._hear_of(line, "stored", turn=each.turn, segment=each.segment)
            self.left_behind.pop()
        for each in parts:
            if not self._send(line, each):
                self._give_up(turn)
                return
            self.reload_now_and_then()
        self.told.add(turn)
        line.say("answer", turn=turn, spoken=[[each.spoken.epoch, each.spoken.segment] for each in parts], ended_ms=200)
        if self._hear_of(line, "answered", turn=turn):
            self.note_answered(turn)
        else:
            self._give_up(turn)

    def _recorded(self, turn: int, text: str, epoch: int) -> list[Recorded]:
        with self.mouth:
            parts = self.recorded.setdefault(turn, [])
            if not parts:
                spoken = [Spoken(turn, epoch, at, said(part, turn).data, A_PIECE) for at, part in enumerate(halves(text), 1)]
                parts += [Recorded(each, self.name, self.browser) for each in spoken]
            for place, each in enumerate(parts):
                if not each.is_stored and each.device != self.name:
                    self.broken.setdefault((turn, place), []).append(each)
                    if each.acknowledged and each.browser == self.browser:
                        self.left_behind.append(replace(each.spoken, data=each.spoken.data[: A_PIECE * each.acknowledged]))
                    parts[place] = Recorded(Spoken(turn, epoch, place + 1, each.spoken.data, A_PIECE), self.name, self.browser)
            return list(parts)

    def _send(self, line: Line, each: Recorded) -> bool:
        while not each.is_stored:
            for number in range(each.acknowledged, len(each.spoken.pieces)):
                line.send(each.spoken.frame(number))
                if not self._hear_of(line, "ack", turn=each.spoken.turn, segment=each.spoken.segment, upto=number + 1):
                    return False
                each.acknowledged = number + 1
                self.acts += 1
            line.say("segment", **each.spoken.end())
            if not self._hear_of(line, "stored", turn=each.spoken.turn, segment=each.spoken.segment):
                return False
            each.is_stored = True
        return True

    def _give_up(self, turn: int) -> None:
        """It is not theirs any more: somebody else of them has answered."""
        self.waiting.pop(turn)
