"""Production's settings; only the collected static files lie elsewhere."""

from pathlib import Path

from config import env
from config.settings.prod import *  # noqa: F403

STATIC_ROOT = Path(env.text("BENCH_STATIC_ROOT"))
