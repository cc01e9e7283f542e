"""The child: `python -m resumes.reading FILE` prints what it read, as JSON, and has little of everything to do it with."""

import json
import logging
import resource
import signal
import sys
from pathlib import Path

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 15


def limit_myself() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # It writes no file, makes no child and leaves no core.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    # Its parent ends it after as long; this is for a child whose parent has died.
    signal.alarm(WALL_SECONDS)


def main() -> None:
    limit_myself()
    # Readers write about each oddity of a file, and some files are nothing else.
    logging.disable()
    from resumes.reading.sniff import read_file
    from resumes.reading.verdict import Problem, Unreadable

    try:
        reading = read_file(Path(sys.argv[1]))
        said = {"format": reading.format, "text": reading.text, "pages": reading.pages, "reader": reading.reader}
    except Unreadable as why:
        said = {"problem": why.problem}
    except MemoryError:
        said = {"problem": Problem.TOO_MUCH_MEMORY}
    except RecursionError:
        said = {"problem": Problem.BOMB}
    sys.stdout.write(json.dumps(said))


main()
