"""Are the keys right: those of providers, and that of the files' store? Asked when a process starts."""

import logging

from django.conf import settings

from ai.check import refuse_wrong_keys
from ai.errors import WrongConfiguration
from config.env import WrongSetting
from config.files import refuse_wrong_store

log = logging.getLogger(__name__)


def check_keys() -> None:
    """Stop the start with a sentence; or note it, where somebody was told already and this is one more start of many.

    A key that is withdrawn while all is running must not stop the process that comes up again after a crash: without its
    provider the product still works.
    """
    try:
        for remark in refuse_wrong_keys(settings.AI):
            log.warning("%s", remark)
        refuse_wrong_store()
    except (WrongConfiguration, WrongSetting) as problem:
        if not settings.KEYS_WERE_CHECKED:
            raise
        log.error("%s", problem)
