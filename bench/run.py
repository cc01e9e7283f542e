"""Takes the measures, prints the table, writes bench/latest.json."""

import json
import os
import sys
import traceback
from contextlib import ExitStack
from pathlib import Path

from bench.engine import ENGINE
from bench.figures import Figure, Measure, Reading, Readings, without
from bench.follow_ups import FOLLOW_UPS
from bench.house import House
from bench.imports import IMPORT, IMPORT_MANY
from bench.later import LATER
from bench.locks import LOCKS
from bench.lookup import LOOKUP
from bench.models import MODELS
from bench.outbox import OUTBOX
from bench.pages import PAGES
from bench.recordings import RECORDINGS
from bench.reports import REPORTS
from bench.resumes import RESUMES
from bench.samples import SAMPLES
from bench.start import START
from bench.table import table
from bench.turns import TURNS
from bench.voice import VOICE

# The start comes first: nothing else of ours runs then.
MEASURES = (
    START,
    PAGES,
    LOCKS,
    OUTBOX,
    MODELS,
    LOOKUP,
    FOLLOW_UPS,
    SAMPLES,
    IMPORT,
    IMPORT_MANY,
    RESUMES,
    ENGINE,
    TURNS,
    VOICE,
    RECORDINGS,
    REPORTS,
    *LATER,
)
LATEST = Path(__file__).parent / "latest.json"


def run(only: str, folder: Path) -> int:
    """Return the exit code: 1 when a measure broke."""
    names = [measure.name for measure in MEASURES]
    if only and only not in names:
        sys.exit(f"There is no measure {only!r}. There are: {', '.join(names)}.")
    asked = [measure for measure in MEASURES if not only or measure.name == only]
    busy, broken = os.getloadavg()[0], 0
    found: list[Figure] = []
    with ExitStack() as stack:
        house = House(folder, stack)
        for measure in asked:
            readings, failed = _take(measure, house)
            found += [Figure(goal, readings.get(goal.name, Reading(note="It was not taken."))) for goal in measure.goals]
            broken += failed
    LATEST.write_text(json.dumps([figure.as_json() for figure in found], indent=2, ensure_ascii=False) + "\n")
    print(f"\n{table(found)}\n")
    print(f"Absolute times are weak: the load average was {busy:.1f} on {os.cpu_count()} processors when it began.")
    print("Value and beside are of the same run, so the ratios count. Written to bench/latest.json.")
    return 1 if broken else 0


def _take(measure: Measure, house: House) -> tuple[Readings, bool]:
    if measure not in LATER:
        print(f"Measuring: {measure.name} …", flush=True)
    try:
        return measure.take(house), False
    except Exception as error:  # noqa: BLE001  one broken measure must not take the others' figures away
        traceback.print_exc()
        return without(measure.goals, f"Could not be measured: {type(error).__name__}."), True
