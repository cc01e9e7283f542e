"""python -m config.local run | reset | browser"""

import errno
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


try:
    main(sys.argv[1:])
except CannotStart as problem:
    sys.exit(f"Colloquy cannot start. {problem}")
except OSError as error:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
        raise
    sys.exit(f"Colloquy cannot start. {os.strerror(error.errno)}: {error.filename or LOCAL}")
