import json
from dataclasses import fields

import pytest

from interviews.engine import events
from interviews.engine.events import Answered, Assessed, Began, Meaning, ResumePoint
from interviews.engine.log import KINDS, as_values, event_from

SAMPLES = {
    Began: Began(0, (ResumePoint("1", "Led four people"),), 1.5, True),
    Answered: Answered(5, 2, Meaning.DOES_NOT_KNOW, "And then?"),
    Assessed: Assessed(5, 2, (("a", 4),)),
}
VALUES = {"at": 7, "turn": 2, "draft": 3, "by": 60_000, "text": "Words", "is_new": True}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_event_comes_back_from_its_json(kind):
    event = SAMPLES.get(kind) or kind(**{field.name: VALUES[field.name] for field in fields(kind)})
    name, values = as_values(event)
    assert event_from(name, json.loads(json.dumps(values))) == event


def test_what_only_names_a_group_is_no_event():
    assert {"Event", "OfTurn", "OfDraft"} & KINDS.keys() == set()
    assert events.Withdrew in KINDS.values()
