"""Who can be asked.

A vendor's SDK takes a second or more to load and much memory, so it comes with the first account at that vendor: of the
platform's, while a process starts (config/keys.py asks each of them), of a company's own, with its first call.
"""

from typing import TYPE_CHECKING

from ai.configuration import Account

if TYPE_CHECKING:
    from ai.providers.anthropic import Anthropic
    from ai.providers.openai import OpenAICompatible


def openai_compatible(account: Account) -> "OpenAICompatible":
    from ai.providers.openai import OpenAICompatible

    return OpenAICompatible(account)


def anthropic(account: Account) -> "Anthropic":
    from ai.providers.anthropic import Anthropic

    return Anthropic(account)
