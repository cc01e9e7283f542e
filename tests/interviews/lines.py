"""Candidates on the room's line, for tests: in the house, over real sockets."""

import json
from dataclasses import dataclass

from interviews.models import Invitation
from tests.interviews.invited import TOKEN, address
from tests.interviews.rooms import begun, turns_of
from tests.servers.line import Line
from tests.servers.visitor import HOST, Visitor

TICKET = "ticket"


@dataclass
class Guest:
    """Somebody's browser in the room."""

    visitor: Visitor
    invitation: Invitation

    @property
    def path(self) -> str:
        return f"/ws/interview/{self.invitation.pk}/"

    def post(self, step: str, **data: str):
        return self.visitor.post(address(self.invitation, step), data)

    def ticket(self) -> str:
        return json.loads(self.post("room/ticket/").text)[TICKET]

    def line(self, path: str = "", origin: str = "") -> Line:
        """Open, and nothing said yet."""
        return Line(self.visitor.port, path or self.path, host=HOST, cookies=self.visitor.cookies, origin=origin)

    def connected(self) -> Line:
        line = self.line().say("hello", v=1, ticket=self.ticket())
        line.hear("welcome")
        return line

    def turn(self) -> int:
        return turns_of(self.invitation)[-1].number

    def elsewhere(self) -> "Guest":
        """The same person in another browser."""
        return guest_of(self.visitor.port, self.invitation)


def guest(house, company, token: str = TOKEN, **fields) -> Guest:
    """Dana in the room, whose welcome was said."""
    _, invitation = begun(company, token=token, **fields)
    return guest_of(house.port, invitation, token)


def guest_of(port: int, invitation: Invitation, token: str = TOKEN) -> Guest:
    visitor = Visitor(port)
    visitor.get(f"/i/{token}/")
    return Guest(visitor, invitation)
