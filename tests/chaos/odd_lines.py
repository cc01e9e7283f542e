"""Candidates whose lines do what a line in order does not."""

from tests.chaos.candidate import ByLine
from tests.servers.line import Line


class Vanished(ByLine):
    """Whose network goes without a word: the server is told of the end of no line."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.left: list[Line] = []

    def leave(self, line: Line) -> None:
        self.left.append(line)


class Stammerer(ByLine):
    """Says everything twice, older drafts after newer ones, and goes on talking on a line that was left."""

    left: Line | None = None

    def leave(self, line):
        if self.left:
            self.left.drop()
        self.left = line

    def _talk(self, line):
        super()._talk(Twice(line, self))

    def from_the_line_before(self, turn):
        if self.left:
            self.left.say("draft", turn=turn, rev=10_000, text="a draft of a connection that is over")
            self.left.say("answer", turn=turn, text="an answer of a connection that is over")


class Twice:
    """A line on which each message goes out twice, and an older draft after the newer one."""

    def __init__(self, line, stammerer):
        self.line, self.stammerer = line, stammerer

    def say(self, kind, **values):
        if kind == "draft":
            self.stammerer.from_the_line_before(values["turn"])
        self.line.say(kind, **values).say(kind, **values)
        if kind == "draft" and values["rev"] > 1:
            self.line.say(kind, **values | {"rev": values["rev"] - 1, "text": "an older draft"})

    def hear(self, *kinds, **more):
        return self.line.hear(*kinds, **more)
