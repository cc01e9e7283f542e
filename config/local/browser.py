"""The browser that the tests drive: the distribution's own Chromium."""

import os
import shutil
import subprocess

from .places import CannotStart

NAMES = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def find_or_install() -> None:
    if browser():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotStart(
            "The browser tests need Chromium: install your distribution's package (`sudo apt-get install chromium`), or set CHROMIUM."
        )
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "--yes", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    if not browser():
        raise CannotStart("Chromium could not be installed. Install your distribution's package, or set CHROMIUM.")
