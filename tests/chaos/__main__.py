"""python -m tests.chaos [--times N] [--seed N] [--only NAME...] [--listen]

Tries each fault N times and prints passed / tried. --listen takes names of faults from standard input, one a line, tries each
once, and answers each with a line of JSON: this is how `make test` uses it.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from config.local import places


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.chaos", description="Breaks things while somebody is interviewed.")
    parser.add_argument("--times", type=int, default=20, help="how often each fault is tried")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="which faults; all, if none is named")
    parser.add_argument("--listen", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    # So that what runs is stopped, and its data goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as around:
        folder = Path(around.enter_context(tempfile.TemporaryDirectory(prefix="colloquy-chaos-"))).resolve()
        # Before any other module of config.local takes it from there: secrets and data are of this run alone.
        places.LOCAL = folder
        around.callback(shutil.rmtree, places.postgres_home(folder), ignore_errors=True)
        from tests.chaos.stack import Stack

        stack = Stack(folder, around)
        # Without a pool, which would go on handing out what a stopped Postgres has left of it.
        os.environ.update(stack.environment | {"DATABASE_POOL": "0"})
        import django

        django.setup()
        from tests.chaos.trials import make_house

        make_house()
        return listen(stack) if asked.listen else try_all(stack, asked)


def try_all(stack, asked: argparse.Namespace) -> int:
    from tests.chaos.faults import FAULTS
    from tests.chaos.trials import try_once

    known = {fault.name: fault for fault in FAULTS}
    if unknown := [name for name in asked.only if name not in known]:
        sys.exit(f"There is no fault {', '.join(unknown)}. There are: {', '.join(known)}.")
    failed = 0
    for fault in [known[name] for name in asked.only or known]:
        began, passed = time.monotonic(), 0
        for seed in range(asked.seed, asked.seed + asked.times):
            wrong = try_once(stack, fault, seed, is_quick=False)
            passed += not wrong
            for line in wrong:
                print(f"    seed {seed}: {line}", flush=True)
        failed += passed < asked.times
        took = time.monotonic() - began
        print(f"{fault.name:<18} {passed:>3} / {asked.times:<3} {took:6.0f} s  {fault.what}", flush=True)
    return 1 if failed else 0


def listen(stack) -> int:
    from tests.chaos.faults import FAULTS
    from tests.chaos.trials import try_once

    known = {fault.name: fault for fault in FAULTS}
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, _, seed = line.strip().partition(" ")
        print(json.dumps(try_once(stack, known[name], int(seed or 0), is_quick=True)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
