"""Logs are JSON lines that carry ids and codes, never what people wrote.

Libraries put the address, the offending value or a whole exception text into their messages; any of these may hold a
mail address, a name or a link's token. So a library's record keeps its logger, level, status and where it broke, and
loses its words unless its logger is known to say nothing personal.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")

OURS = ("config", "ai", "accounts", "resumes", "interviews", "reports", "practice")
HARMLESS = ("celery.worker.strategy", "celery.worker.consumer", "celery.beat", "celery.apps.worker", "daphne.server", "daphne.cli")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        if isinstance(extra := getattr(record, "facts", None), dict):
            line |= extra
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if route := getattr(getattr(getattr(record, "request", None), "resolver_match", None), "route", None):
            line["route"] = route
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])[-8:]]
        return json.dumps(line, default=str)

    def _event(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] in OURS or (record.name.startswith(HARMLESS) and not record.exc_info):
            return record.getMessage()
        task = getattr(record, "data", None)
        return str(task["name"]) if isinstance(task, dict) and "name" in task else "library"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logging.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        # Its handlers would print a second, unformatted copy.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # An access log of addresses would hold the candidates' links.
        "django.channels.server": {"level": "CRITICAL"},
        "daphne.http_protocol": {"level": "WARNING"},
        "daphne.ws_protocol": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
    },
}
