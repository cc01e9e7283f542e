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

LIBRARY = "library"
OURS = ("config", "ai", "accounts", "resumes", "interviews", "reports", "practice")
# What these say while all is well. Their warnings may repeat a message or, in Daphne's case, an address.
HARMLESS = ("celery.worker.consumer", "celery.beat", "celery.apps.worker", "daphne.server", "daphne.cli")

# Warnings would go to stderr as they are, and a record that cannot be formatted would be printed with all it holds.
logging.captureWarnings(True)
logging.raiseExceptions = False


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        if line["event"] == LIBRARY:
            line["from"] = f"{record.filename}:{record.lineno} {record.funcName}"
        # Django notes refused requests after the request has passed our middleware, and hands it over.
        asked = getattr(record, "request", None)
        if name := request_id.get() or getattr(asked, "META", {}).get("REQUEST_ID"):
            line["request"] = name
        if isinstance(extra := getattr(record, "facts", None), dict):
            line |= extra
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if route := getattr(getattr(asked, "resolver_match", None), "route", None):
            line["route"] = route
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])[-8:]]
        return json.dumps(line, default=str)

    def _event(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] in OURS or (record.name.startswith(HARMLESS) and record.levelno <= logging.INFO):
            return record.getMessage()
        task = getattr(record, "data", None)
        return str(task["name"]) if isinstance(task, dict) and "name" in task else LIBRARY


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
        # At DEBUG these print what was asked.
        "openai": {"level": "WARNING"},
        "anthropic": {"level": "WARNING"},
        "httpcore2": {"level": "WARNING"},
        # A line for each step of printing, and warnings that name what stands in a report.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # Notes each task before its request's id is known; config.celery notes it when it ends.
        "celery.worker.strategy": {"level": "WARNING"},
    },
}
