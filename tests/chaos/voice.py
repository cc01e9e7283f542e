"""A candidate who speaks: what they say is a real recording, so what was understood can be held against every word of it.

As the page does, they keep a segment until it is stored, and send again from where the server's memory ends. What was acknowledged
they remember, and complain when a server knows less.
"""

from dataclasses import dataclass, field

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
    samples, _ = decoded(recorded(text))
    return " ".join(word.text for word in hear(samples, HEARING_RATE))


@dataclass
class Recorded:
    """A segment in the browser's own store."""

    spoken: Spoken
    acknowledged: int = 0
    is_stored: bool = False


@dataclass
class ByVoice(ByLine):
    recorded: dict[int, list[Recorded]] = field(default_factory=dict)

    def words(self, turn):
        """Such as our own ear hears rightly: now and then it loses a letter to the codec."""
        while True:
            text = super().words(turn)
            if all(heard_in(part) == part for part in halves(text)):
                return text

    def _talk(self, line):
        welcome = self._hear(line, "welcome")
        self._compare(welcome["segments"])
        turn = self.look(welcome["html"])
        for late, text in list(self.waiting.items()):
            self._speak(line, late, text)
        while not self.is_over:
            if turn is None or turn in self.answers:
                line.say("ping")
                turn = self.look(self._hear(line, "room")["html"])
                continue
            self.waiting[turn] = self.words(turn)
            self._speak(line, turn, self.waiting[turn])
            turn = None

    def _compare(self, segments):
        there = {(each["turn"], each["epoch"], each["segment"]): each for each in segments}
        for turn in self.waiting:
            for each in self.recorded.get(turn, ()):
                found = there.get((turn, each.spoken.epoch, each.spoken.segment))
                if each.is_stored and not (found and found["stored"]):
                    self.complaints.append(f"{self.name}: a segment of turn {turn} that was stored is lost")
                elif each.acknowledged > (found["upto"] if found else 0):
                    self.complaints.append(f"{self.name}: {each.acknowledged} pieces of turn {turn} were acknowledged, and fewer are there")

    def _speak(self, line: Line, turn: int, text: str) -> None:
        parts = self.recorded.setdefault(turn, [])
        if not parts:
            spoken = [Spoken(turn, epoch_of(line), at, said(part, turn).data, A_PIECE) for at, part in enumerate(halves(text), 1)]
            parts += [Recorded(each) for each in spoken]
        for each in parts:
            if not self._send(line, each):
                self._give_up(turn)
                return
            self.reload_now_and_then()
        line.say("answer", turn=turn, spoken=[[each.spoken.epoch, each.spoken.segment] for each in parts], ended_ms=200)
        if self._hear_of(line, "answered", turn=turn):
            self.note_answered(turn)
        else:
            self._give_up(turn)

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
