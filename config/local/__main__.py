"""python -m config.local run | reset | browser"""

import logging
import os
import sys

from .browser import find_or_install
from .places import LOCAL, CannotStart
from .run import reset, run


def main(words: list[str]) -> None:
    match words:
        case ["run"]:
            run()
        case ["reset"]:
            reset()
        case ["browser"]:
            find_or_install()
        case _:
            sys.exit(__doc__)


# What libraries complain about when they are interrupted is nothing that anybody needs to read.
logging.getLogger().addHandler(logging.NullHandler())
try:
    main(sys.argv[1:])
except CannotStart as problem:
    sys.exit(f"Colloquy cannot start. {problem}")
except OSError as error:
    sys.exit(f"Colloquy cannot start. {os.strerror(error.errno or 0)}: {error.filename or LOCAL}")
