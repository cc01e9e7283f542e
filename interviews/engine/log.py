"""Events as JSON, for the log that an interview can be replayed from."""

from dataclasses import asdict
from typing import Any

from interviews.engine import events
from interviews.engine.events import Answered, Began, Event, Meaning, ResumePoint


def _kinds(of: type[Event]) -> dict[str, type[Event]]:
    return {kind.__name__: kind for kind in of.__subclasses__()} | {
        name: kind for each in of.__subclasses__() for name, kind in _kinds(each).items()
    }


# Those with events below them are no events themselves.
KINDS = {name: kind for name, kind in _kinds(Event).items() if not kind.__subclasses__()}


def as_values(event: Event) -> tuple[str, dict[str, Any]]:
    return type(event).__name__, asdict(event)


def event_from(kind: str, values: dict[str, Any]) -> Event:
    values = dict(values)
    match KINDS[kind]:
        case known if known is Began:
            values["points"] = tuple(ResumePoint(**point) for point in values["points"])
        case known if known is Answered:
            values["meaning"] = Meaning(values["meaning"])
        case known if known is events.Assessed:
            values["levels"] = tuple((competency, level) for competency, level in values["levels"])
    return KINDS[kind](**values)
