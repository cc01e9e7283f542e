"""python -m bench [name]"""

import signal
import sys

from bench.house import forget_the_environment, own_folder


def main(words: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    forget_the_environment()
    with own_folder() as folder:
        from bench.run import run

        return run(words[0] if words else "", folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
