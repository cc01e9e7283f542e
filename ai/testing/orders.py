"""What the server was told to do: by its owner in this process, or by a file that another process writes."""

import json
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from .faults import Fault, Rule, rule_from_json
from .values import Json, Value, number, parsed, row, table, text

FORMAT = """\
  {"faults": [{"fault": "http_429", "ability": "chat", "times": 1, "retry_after": 2}], "delays": {"chat": 0.3},
   "paces": {"chat": 0.02}, "scripts": {"chat": ["Hello."]}, "mishears": {"whisper-1": {"mended": "bent"}}}"""


@dataclass(slots=True)
class Orders:
    """`delays` are seconds before an ability answers, `paces` seconds between two pieces of a stream; `mishears`, for a model, which
    words it takes for others, or for nothing."""

    rules: list[Rule] = field(default_factory=list)
    delays: dict[str, float] = field(default_factory=dict)
    paces: dict[str, float] = field(default_factory=dict)
    scripts: dict[str, deque[Value]] = field(default_factory=dict)
    mishears: dict[str, dict[str, str]] = field(default_factory=dict)

    def rule_for(self, ability: str) -> Rule | None:
        """Use up and return the oldest rule that fits."""
        rule = next((rule for rule in self.rules if rule.fault != Fault.REFUSE and rule.fits(ability)), None)
        if rule:
            rule.use()
        return rule

    def next_reply(self, ability: str) -> Value:
        lines = self.scripts.get(ability)
        return lines.popleft() if lines else None

    @property
    def refusal(self) -> Rule | None:
        return next((rule for rule in self.rules if rule.fault == Fault.REFUSE), None)


def orders_from_json(value: Json) -> Orders:
    return Orders(
        rules=[rule_from_json(table(rule)) for rule in row(value.get("faults"))],
        delays={name: number(seconds) for name, seconds in table(value.get("delays")).items()},
        paces={name: number(seconds) for name, seconds in table(value.get("paces")).items()},
        scripts={name: deque(row(lines)) for name, lines in table(value.get("scripts")).items()},
        mishears={
            model: {word: text(other) for word, other in table(words).items()} for model, words in table(value.get("mishears")).items()
        },
    )


class OrdersFile:
    """Is read anew whenever it has changed; counts then start anew too. No file means no orders."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.seen: tuple[int, int, int] | None = None
        self.orders = Orders()

    def look(self) -> Orders:
        stamp = self._stamp()
        if stamp == self.seen:
            return self.orders
        try:
            self.orders = orders_from_json(table(parsed(self.path.read_bytes()))) if self.path and stamp else Orders()
        except (json.JSONDecodeError, OSError):
            # Half written: the next look finds it whole.
            return self.orders
        self.seen = stamp
        return self.orders

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat() if self.path else None
        except FileNotFoundError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None
