import json
import os
from pathlib import Path
from urllib.parse import urlsplit

# `make run` leaves the addresses of its services here, so that `manage.py` works beside it.
_running = Path(__file__).resolve().parents[2] / ".local" / "environment.json"
if "DATABASE_URL" not in os.environ and _running.exists():
    os.environ.update(json.loads(_running.read_text()))

from config import env

from .base import *  # noqa: F403
from .base import SITE_URL, STORAGES

DEBUG = env.flag("DEBUG", False)
SHOW_WORKSHOP = True
KEEP_MAIL_BODIES = True  # /dev/outbox/ shows them
# Browsers keep cookies by host and not by port: two clones side by side would log each other out.
SESSION_COOKIE_NAME = f"colloquy_session_{urlsplit(SITE_URL).port}"
CSRF_COOKIE_NAME = f"colloquy_csrf_{urlsplit(SITE_URL).port}"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("ALLOWED_HOSTS")]
# Files are found in static/ itself, so a change shows on reload.
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
