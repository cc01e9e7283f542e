"""The child: reads a file from its input and says what it read, as JSON, with little of everything to do it with."""

import json
import logging
import os
import sys
from pathlib import Path

# It runs as a file, since -I keeps out whatever else could say where modules are.
sys.path.append(str(Path(__file__).parents[2]))

from resumes.reading.confine import take_little, take_nothing_more
from resumes.reading.sniff import reader_of
from resumes.reading.verdict import MOST_BYTES, Problem, Unreadable


def main(parent: int) -> None:
    take_little(parent)
    # Readers write about each oddity of a file, and some files are nothing else.
    logging.disable()
    try:
        said = _said()
    except Unreadable as why:
        said = {"problem": why.problem}
    except MemoryError:
        said = {"problem": Problem.TOO_MUCH_MEMORY}
    except RecursionError:
        said = {"problem": Problem.BOMB}
    except Exception:  # noqa: BLE001  here the process ends: whatever a reader fell over was in the file
        said = {"problem": Problem.DAMAGED}
    with open(1, "wb", closefd=False) as out:
        out.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
    # Nothing is left to clear up, and clearing up after a bomb takes long.
    os._exit(0)


def _said() -> dict[str, object]:
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    read = reader_of(data)
    take_nothing_more()
    reading = read(data)
    return {"format": reading.format, "text": reading.text, "pages": reading.pages, "reader": reading.reader}


main(parent=int(sys.argv[1]))
