"""How often what the app looks up suits: follow-ups to spoken answers, questions for typed phrases, as people labelled them.

By the built-in vectors, and by a real model where the caller's environment has a key for one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import SET_BY_THE_CALLER, House
from bench.labels import Answer, Phrase, answers, chance, hits, phrases
from bench.timing import in_turn, p95

if TYPE_CHECKING:
    from bench.finding import Library

CHANCE, WORDS, TUNED, BUILTIN = (
    "a blind choice",
    "plain full-text search over the same texts",
    "the half that was tuned on",
    "built-in vectors",
)
OWN = "Follow-up for an answer, of the question's own two, hit@1"
BANK_1, BANK_3 = "Follow-up for an answer, of its bank, hit@1", "Follow-up for an answer, of its bank, hit@3"
HELD_OUT = "Follow-up for an answer, of its bank, held out, hit@3"
ALL_1, ALL_3 = "Follow-up for an answer, of the library, hit@1", "Follow-up for an answer, of the library, hit@3"
PHRASE, PHRASE_HELD_OUT = "Question for a phrase, hit@5", "Question for a phrase, held out, hit@5"
TIME = "Question for a phrase, the starter library, p95"
REAL = {name: f"{name}, real model" for name in (OWN, BANK_1, BANK_3, ALL_1, ALL_3, PHRASE)}
GOALS = (
    Goal(OWN, "share", CHANCE),
    Goal(BANK_1, "share", CHANCE),
    Goal(BANK_3, "share", WORDS),
    Goal(HELD_OUT, "share", TUNED),
    Goal(ALL_1, "share", CHANCE),
    Goal(ALL_3, "share", WORDS),
    Goal(PHRASE, "share", "by meaning alone"),
    Goal(PHRASE_HELD_OUT, "share", TUNED),
    Goal(TIME, "ms", "by meaning alone"),
    *(Goal(name, "share", BUILTIN) for name in REAL.values()),
)
NO_KEY = "Could not be measured without a key of a provider that makes vectors, such as OPENAI_API_KEY."


def take(house: House) -> Readings:
    house.open()
    from bench import finding

    with finding.library() as library:
        readings = _taken(library)
    model = finding.real_model(SET_BY_THE_CALLER)
    if model is None:
        return readings | {name: Reading(note=NO_KEY) for name in REAL.values()}
    with finding.library(model) as library:
        by_real = _taken(library)
    return readings | {
        name: Reading(by_real[plain].value, readings[plain].value, f"By {model.vector_model}.") for plain, name in REAL.items()
    }


def _taken(library: "Library") -> Readings:
    pools, meaning, words, typed = library.pools(), library.by_meaning(), library.by_words(), library.for_phrases()

    def blind(pool: str) -> float:
        return chance(pools[pool], answers(), 1)

    times = in_turn(library.searches(), rounds=100, warm_up=10)
    return {
        OWN: Reading(hits(meaning["question"], answers(), 1), blind("question"), f"{len(answers())} answers."),
        BANK_1: Reading(hits(meaning["bank"], answers(), 1), blind("bank")),
        BANK_3: Reading(hits(meaning["bank"], answers(), 3), hits(words["bank"], answers(), 3)),
        HELD_OUT: _halves(meaning["bank"], answers(), 3),
        ALL_1: Reading(hits(meaning["library"], answers(), 1), blind("library")),
        ALL_3: Reading(hits(meaning["library"], answers(), 3), hits(words["library"], answers(), 3)),
        PHRASE: Reading(
            hits(typed["both"], phrases(), 5),
            hits(typed["meaning"], phrases(), 5),
            f"{len(phrases())} phrases; by words alone {hits(typed['words'], phrases(), 5):.2f}.",
        ),
        PHRASE_HELD_OUT: _halves(typed["both"], phrases(), 5),
        TIME: Reading(p95(times["both"]), p95(times["meaning"])),
    }


def _halves(found: list[list[str]], labelled: Sequence[Answer | Phrase], k: int) -> Reading:
    return Reading(hits(found, labelled, k, held_out=True), hits(found, labelled, k, held_out=False))


FOLLOW_UPS = Measure("follow-ups", GOALS, take)
