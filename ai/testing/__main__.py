"""python -m ai.testing: the model server as a program of its own, until it is interrupted."""

import argparse
import signal
import sys
from pathlib import Path

from .desk import ABILITIES
from .faults import Fault
from .orders import FORMAT
from .server import ModelServer


def seconds(setting: str) -> tuple[str, float]:
    ability, _, value = setting.partition("=")
    return ability, float(value)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m ai.testing",
        description="A server that speaks as OpenAI's and Anthropic's do.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"The file of --faults:\n{FORMAT}\n\nFaults: {', '.join(Fault)}.\nAbilities: {', '.join(ABILITIES.values())}.",
    )
    parser.add_argument("--port", type=int, default=9100, help="0 takes any free one")
    parser.add_argument("--key", help="the only right API key; without it every one is")
    parser.add_argument("--model", action="append", default=[], help="one that it knows; without any it knows every one that has a name")
    parser.add_argument("--faults", type=Path, help="JSON with faults, delays, paces and scripts; read again when it changes")
    parser.add_argument("--log", type=Path, help="gets a line of JSON for each request as soon as it is read")
    parser.add_argument("--delay", type=seconds, action="append", default=[], metavar="ABILITY=SECONDS", help="before an answer")
    parser.add_argument("--pace", type=seconds, action="append", default=[], metavar="ABILITY=SECONDS", help="between pieces of a stream")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = ModelServer(key=asked.key, port=asked.port, faults=asked.faults, log=asked.log, models=asked.model)
    server.delays.update(asked.delay)
    server.paces.update(asked.pace)
    try:
        with server:
            sys.stdout.write(f"{server.url}\n")
            sys.stdout.flush()
            signal.pause()
    except KeyboardInterrupt:
        pass
    except OSError as problem:
        sys.exit(f"The model server cannot use port {asked.port}: {problem.strerror}.")


main()
