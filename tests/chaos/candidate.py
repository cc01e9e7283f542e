"""A candidate as a program: takes an interview to its end, whatever breaks, and notices what is lost.

They type a few drafts, send the answer, wait for the next question. What was acknowledged they remember, and complain when it is
not there any more.
"""

import html
import http.client
import json
import re
import threading
import time
from dataclasses import dataclass, field
from random import Random
from uuid import UUID, uuid4

from tests.servers.line import Line, Refused
from tests.servers.visitor import HOST, Visitor

OVER = re.compile(r'data-mood="over"|That was it\. Thank you|The interview has ended')
TURN = re.compile(r'name="turn" value="(\d+)"')
TYPED = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.DOTALL)
# What a network and a server that is just being restarted look like.
BROKEN = (OSError, http.client.HTTPException, Refused, TimeoutError)


class Unanswered(OSError):
    """The server says that it cannot just now."""


class Reloaded(OSError):
    """The candidate has closed the tab in the middle of an answer, and comes again."""


class Elsewhere(Exception):
    """Another connection holds the room; this one has stopped."""


@dataclass
class Candidate:
    port: int
    token: str
    invitation: UUID
    chance: Random
    name: str = "first"
    patience: float = 90
    visitor: Visitor = field(init=False)
    # What was acknowledged, by turn.
    answers: dict[int, str] = field(default_factory=dict)
    # What was sent, and how many of it were acknowledged.
    drafts: dict[int, list[str]] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    waiting: dict[int, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    # Acknowledged things so far: a fault waits for one of them.
    acts: int = 0
    is_over: bool = False
    is_elsewhere: bool = False
    # The network is cut.
    is_offline: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.port)

    @property
    def address(self) -> str:
        return f"/interview/{self.invitation}/"

    def come_to_the_room(self) -> "Candidate":
        """By the link, agreeing to what is asked."""
        self.visitor.get(f"/i/{self.token}/")
        page = self.visitor.get(self.address).text
        digest = page.partition('name="digest" value="')[2].partition('"')[0]
        self.visitor.post(f"{self.address}consent/", {"agree": "on", "digest": digest})
        for step in ("check/", "practice/", "start/"):
            self.visitor.post(f"{self.address}{step}", {})
        return self

    def elsewhere(self, name: str, chance: Random, *, same_browser: bool) -> "Candidate":
        """The same person in another tab, or on another device."""
        other = type(self)(self.port, self.token, self.invitation, chance, name, self.patience)
        if same_browser:
            other.visitor.cookies = self.visitor.cookies
        else:
            other.visitor.get(f"/i/{self.token}/")
        # It is one person's memory: what is typed here is seen there.
        other.drafts, other.kept = self.drafts, self.kept
        return other

    def take(self) -> None:
        """To its end. Runs in a thread of its own."""
        deadline = time.monotonic() + self.patience
        while not self.is_over and not self.is_elsewhere:
            if time.monotonic() > deadline:
                self.complaints.append(f"{self.name}: no end within {self.patience:.0f} s")
                return
            try:
                self.be_in_the_room()
            except Elsewhere:
                self.is_elsewhere = True
            except Reloaded:
                self.forget_connection()
            except BROKEN:
                time.sleep(0.2)
            except Exception as error:  # noqa: BLE001
                self.complaints.append(f"{self.name}: cannot go on, {type(error).__name__}")
                return

    def be_in_the_room(self) -> None:
        raise NotImplementedError

    def forget_connection(self) -> None:
        """A page that is loaded anew knows of none."""

    def look(self, room: str) -> int | None:
        """Which turn is ours, if any; what was typed must be there."""
        if OVER.search(room):
            self.is_over = True
            return None
        found, typed = TURN.search(room), TYPED.search(room)
        if found is None or typed is None:
            return None
        turn = int(found[1])
        sent, kept = self.drafts.get(turn, []), self.kept.get(turn, 0)
        # Forms leave out the white space at the end.
        shown = html.unescape(typed[1]).strip()
        is_open = turn not in self.answers and turn not in self.waiting
        if kept and is_open and shown not in [text.strip() for text in sent[kept - 1 :]]:
            self.complaints.append(f"{self.name}: turn {turn} shows an older draft than was acknowledged")
        return turn

    def words(self, turn: int) -> str:
        words = f"{self.name} {turn} {self.chance.getrandbits(40):x}: we looked at the queue and moved it by hand."
        self.said.add(words)
        return words

    def reload_now_and_then(self) -> None:
        """What was typed must be there then: look() complains where it is not."""
        if self.chance.random() < 0.3:
            raise Reloaded

    def type(self, turn: int) -> list[str]:
        """The texts of a few drafts, each longer than the one before."""
        words, sent = self.words(turn), self.drafts.setdefault(turn, [])
        texts = [words[: len(words) * part // 3] for part in (1, 2, 3)][: self.chance.randint(1, 3)]
        sent += texts
        return texts

    def note_kept(self, turn: int, text: str) -> None:
        sent = self.drafts[turn]
        self.kept[turn] = max(self.kept.get(turn, 0), len(sent) - sent[::-1].index(text))
        self.acts += 1

    def note_answered(self, turn: int) -> None:
        self.answers[turn] = self.waiting.pop(turn)
        self.acts += 1

    def has_answered(self, turn: int, answer: str) -> bool:
        """With this, and nothing else."""
        return answer == self.answers[turn]

    def require_network(self) -> None:
        if self.is_offline.is_set():
            raise Unanswered


class ByForms(Candidate):
    """Pages without JavaScript, but for the drafts."""

    rev = 0

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> str:
        self.require_network()
        answer = self.visitor.get(path) if method == "GET" else self.visitor.post(path, data or {})
        if answer.status >= 500:
            raise Unanswered
        if answer.status == 409:
            raise Elsewhere
        if answer.status == 410:
            self.is_over = True
        self.require_network()
        return answer.text

    def be_in_the_room(self) -> None:
        for turn, text in list(self.waiting.items()):
            self._answer(turn, text)
        turn = self.look(self.ask("GET", f"{self.address}room/"))
        if turn is None:
            time.sleep(0.1)
            return
        for text in self.type(turn):
            self.rev += 1
            said = self.ask("POST", f"{self.address}room/draft/", {"turn": str(turn), "rev": str(self.rev), "text": text})
            if json.loads(said).get("kept"):
                self.note_kept(turn, text)
        self.reload_now_and_then()
        self.waiting[turn] = self.words(turn)
        self._answer(turn, self.waiting[turn])

    def _answer(self, turn: int, text: str) -> None:
        """Whether it was kept, the next page says: it shows what was said so far."""
        self.ask("POST", f"{self.address}room/answer/", {"turn": str(turn), "text": text})
        room = self.ask("GET", f"{self.address}room/")
        # With the last answer it is over, and shows no more than that. Whether it was kept is looked at afterwards.
        if text in html.unescape(room) or OVER.search(room):
            self.note_answered(turn)
        elif not self.is_over:
            self.complaints.append(f"{self.name}: the page does not show the answer to turn {turn} that was just sent")
            self.waiting.pop(turn)


class ByScript(Candidate):
    """The room's own page: it has a name, connections and revisions."""

    rev = 0
    # A page that is loaded anew has another; and whether it was in the room.
    page = ""
    was_here = False

    def come(self, step: str) -> dict:
        """Ask for a connection, or for a ticket to one."""
        self.require_network()
        self.page = self.page or str(uuid4())
        comes = {"page": self.page} | ({"back": "1"} if self.was_here else {})
        answer = self.visitor.post(f"{self.address}room/{step}/", comes)
        if answer.status == 409:
            raise Elsewhere
        if answer.status == 410:
            # It has ended, elsewhere or while the line was broken. Whether well, is looked at afterwards.
            self.is_over = True
        if answer.status != 200:
            raise Unanswered
        return json.loads(answer.text)

    def forget_connection(self) -> None:
        self.page, self.was_here = "", False


class ByRequests(ByScript):
    """Where no socket gets through: everything is posted, and the room is asked for again and again."""

    epoch = 0

    def be_in_the_room(self) -> None:
        self.epoch = self.come("connect")["epoch"]
        self.was_here = True
        for turn, text in list(self.waiting.items()):
            self._answer(turn, text)
        while not self.is_over:
            turn = self.look(self._ask("GET", f"now/?epoch={self.epoch}")["html"])
            if turn is None or turn in self.answers:
                time.sleep(0.1)
                continue
            for text in self.type(turn):
                self.rev += 1
                if self._ask("POST", "draft/", turn=turn, rev=self.rev, text=text)["kept"]:
                    self.note_kept(turn, text)
            self.reload_now_and_then()
            self.waiting[turn] = self.words(turn)
            self._answer(turn, self.waiting[turn])

    def _answer(self, turn: int, text: str) -> None:
        if "kind" in self._ask("POST", "answer/", turn=turn, text=text):
            self.waiting.pop(turn)
        else:
            self.note_answered(turn)

    def _ask(self, method: str, step: str, **values: int | str) -> dict:
        self.require_network()
        path, said = f"{self.address}room/{step}", {name: str(value) for name, value in values.items()}
        answer = self.visitor.get(path) if method == "GET" else self.visitor.post(path, said | {"epoch": str(self.epoch)})
        self.is_over = self.is_over or answer.status == 410
        # Also where another has the room: whether it is a page of ours, the next connection is told.
        if answer.status not in (200, 422):
            raise Unanswered
        self.require_network()
        return json.loads(answer.text)


class ByLine(ByScript):
    """By a socket, with a ticket."""

    line: Line | None = None

    def connect(self) -> Line:
        ticket = self.come("ticket")["ticket"]
        line = Line(self.port, f"/ws/interview/{self.invitation}/", host=HOST, cookies=self.visitor.cookies)
        line.say("hello", v=1, ticket=ticket)
        return line

    def welcome(self, line: Line) -> dict:
        said = self._hear(line, "welcome")
        self.was_here = True
        return said

    def be_in_the_room(self) -> None:
        self.line = self.connect()
        try:
            self._talk(self.line)
        except ConnectionError:
            self.is_over = self.is_over or self.line.code == 4410
            raise
        finally:
            self.leave(self.line)

    def leave(self, line: Line) -> None:
        line.drop()

    def _talk(self, line: Line) -> None:
        turn = self.look(self.welcome(line)["html"])
        for late, text in list(self.waiting.items()):
            self._answer(line, late, text)
        while not self.is_over:
            if turn is None or turn in self.answers:
                # Pings as the page does: they say that somebody is there.
                line.say("ping")
                turn = self.look(self._hear(line, "room")["html"])
                continue
            for text in self.type(turn):
                self.rev += 1
                line.say("draft", turn=turn, rev=self.rev, text=text)
                if self._hear_of(line, "kept", turn=turn, rev=self.rev):
                    self.note_kept(turn, text)
            self.reload_now_and_then()
            self.waiting[turn] = self.words(turn)
            self._answer(line, turn, self.waiting[turn])
            turn = None

    def _answer(self, line: Line, turn: int, text: str) -> None:
        line.say("answer", turn=turn, text=text)
        if self._hear_of(line, "answered", turn=turn):
            self.note_answered(turn)
        else:
            self.waiting.pop(turn)

    def _hear_of(self, line: Line, kind: str, **values: int) -> bool:
        """Whether it was taken. Acknowledgements of something else are passed over: whoever stammers has many."""
        while True:
            message = self._hear(line, kind, "refused")
            if message["type"] == "refused" and message["turn"] == values["turn"]:
                return False
            if message.items() >= values.items() and message["type"] == kind:
                return True

    def _hear(self, line: Line, *kinds: str) -> dict:
        """In short waits, so that a cut network is felt."""
        for _ in range(120):
            self.require_network()
            try:
                return line.hear(*kinds, within=0.25)
            except TimeoutError:
                continue
        raise TimeoutError
