"""Ends with 0 when this container does its work.

python deploy/healthy.py web            the process answers
python deploy/healthy.py pulse          beat sent, and a worker finished, a task of every queue within the last minute
python deploy/healthy.py pulse live     the same, of this queue
"""

import http.client
import os
import sys
from pathlib import Path
from time import time
from urllib.parse import urlsplit


def web_answers() -> bool:
    # The name that the site is known by: Django answers to no other.
    host = urlsplit(os.environ["SITE_URL"]).hostname or ""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/livez", headers={"Host": host})
    return connection.getresponse().status == 200


def has_pulse(*named: str) -> bool:
    # The settings are enough. To load the models would cost a second of a processor each time.
    from django.core.cache import cache

    from config.celery import QUEUES
    from config.health import PULSE_TOO_OLD_SECONDS

    queues = named or QUEUES
    pulses = cache.get_many([f"pulse:{queue}" for queue in queues])
    return len(pulses) == len(queues) and time() - min(pulses.values()) < PULSE_TOO_OLD_SECONDS


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.exit(0 if {"web": web_answers, "pulse": has_pulse}[sys.argv[1]](*sys.argv[2:]) else 1)
