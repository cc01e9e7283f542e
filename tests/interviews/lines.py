"""Candidates on the room's line, for tests: in the house, over real sockets. The fixture `enter` brings them in."""

import json
from dataclasses import dataclass, field

from interviews.models import Invitation
from tests.interviews.invited import address
from tests.interviews.rooms import turns_of
from tests.servers.line import Line
from tests.servers.visitor import HOST, Answer, Visitor


@dataclass
class Guest:
    """Somebody's browser in the room."""

    visitor: Visitor
    invitation: Invitation
    token: str
    # Closed after the test.
    opened: list[Line] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/ws/interview/{self.invitation.pk}/"

    def post(self, step: str, **data: str) -> Answer:
        return self.visitor.post(address(self.invitation, step), data)

    def ticket(self) -> str:
        return json.loads(self.post("room/ticket/").text)["ticket"]

    def line(self, path: str = "", origin: str = "") -> Line:
        """Open, and nothing said yet."""
        self.opened.append(Line(self.visitor.port, path or self.path, host=HOST, cookies=self.visitor.cookies, origin=origin))
        return self.opened[-1]

    def connected(self) -> Line:
        line = self.line().say("hello", v=1, ticket=self.ticket())
        line.hear("welcome")
        return line

    def turns(self) -> list[tuple[str, str]]:
        """Draft and answer of each."""
        return [(turn.draft, turn.answer) for turn in turns_of(self.invitation)]

    def elsewhere(self, port: int = 0) -> "Guest":
        """The same person in another browser."""
        return guest_of(port or self.visitor.port, self.invitation, self.token, self.opened)


def guest_of(port: int, invitation: Invitation, token: str, opened: list[Line]) -> Guest:
    visitor = Visitor(port)
    visitor.get(f"/i/{token}/")
    return Guest(visitor, invitation, token, opened)
