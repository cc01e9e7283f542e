"""What the language model says, before it is wrapped as one vendor or the other wraps it."""

import re
from dataclasses import dataclass, replace

from .answers import fitting_answer
from .asks import Ask
from .faults import Fault
from .values import Json, Value, row, table, text, written

WRONG_ANSWER = '{"unexpected": ["this is not what was asked for"]}'
REFUSAL = "I'm sorry, I can't help with that."
PIECE = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    is_cut: bool = False
    is_refusal: bool = False
    # sent without the field that matters
    is_misshapen: bool = False

    @property
    def pieces(self) -> list[str]:
        return PIECE.findall(self.text)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. A schema without any property means JSON of any shape."""

    messages: list[Json]
    schema: Json | None
    most_tokens: float

    @property
    def given(self) -> str:
        """The last message of the user."""
        return next((said(message) for message in reversed(self.messages) if message.get("role") == "user"), "")

    @property
    def tokens(self) -> int:
        return tokens("".join(said(message) for message in self.messages))


def reply_to(wish: Wish, ask: Ask) -> Reply:
    reply = Reply(_scripted(ask.reply) or _own(wish))
    if reply_length := int(wish.most_tokens) * 4:
        reply = Reply(reply.text[:reply_length], is_cut=len(reply.text) > reply_length)
    return _spoiled(reply, wish, ask.fault)


def said(message: Json) -> str:
    parts = [text(table(part).get("text")) for part in row(message.get("content"))]
    return "\n".join(parts) or text(message.get("content"))


def tokens(words: str) -> int:
    return max(1, round(len(words) / 4))


def _scripted(reply: Value) -> str:
    return text(reply) if isinstance(reply, str | None) else written(reply).decode()


def _own(wish: Wish) -> str:
    if wish.schema is None:
        return _sentences(wish.given)
    return written(fitting_answer(wish.schema, wish.given)).decode()


def _sentences(given: str) -> str:
    word = max(re.findall(r"[^\W\d_]+", given), key=len, default="that")
    return f"Thank you, what you say about {word} helps. What did you do yourself, and what came of it?"


def _spoiled(reply: Reply, wish: Wish, fault: Fault | None) -> Reply:
    match fault:
        case Fault.EMPTY:
            return Reply("")
        case Fault.LENGTH:
            return Reply(reply.text[: len(reply.text) // 2], is_cut=True)
        case Fault.REFUSAL:
            return Reply(REFUSAL, is_refusal=True)
        case Fault.WRONG_SHAPE:
            return Reply(WRONG_ANSWER) if wish.schema is not None else replace(reply, is_misshapen=True)
    return reply
