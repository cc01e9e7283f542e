"""What the models cost, in US dollars, as the vendors' own pages said on PRICES_OF.

A model that is not here costs an unknown amount: the ledger says so, and ai_check asks for its line.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ai.presets import PRESETS
from ai.results import Usage

PRICES_OF = date(2026, 11, 21)
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """For a million tokens read and written, for a million characters spoken, for an hour of sound heard."""

    read: str = "0"
    written: str = "0"
    spoken: str = "0"
    hour: str = "0"

    def of(self, usage: Usage) -> Decimal:
        per_million = (
            usage.input_tokens * Decimal(self.read) + usage.output_tokens * Decimal(self.written) + usage.characters * Decimal(self.spoken)
        )
        return per_million / MILLION + Decimal(str(usage.audio_seconds)) * Decimal(self.hour) / 3600


PRICES = {
    ("openai", "gpt-6-luna"): Price(read="0.10", written="0.50"),
    ("openai", "gpt-6.1-terra"): Price(read="1.00", written="5.00"),
    ("openai", "gpt-6-sol"): Price(read="2.00", written="10.00"),
    ("openai", "gpt-6.1-sol"): Price(read="2.00", written="10.00"),
    ("openai", "gpt-6.2-sol"): Price(read="2.00", written="10.00"),
    ("openai", "gpt-5.6-luna"): Price(read="0.20", written="1.20"),
    ("openai", "gpt-5.4-mini"): Price(read="0.75", written="4.50"),
    ("openai", "gpt-5.4-nano"): Price(read="0.20", written="1.25"),
    ("openai", "gpt-4.1-mini"): Price(read="0.40", written="1.60"),
    ("openai", "text-embedding-3-small"): Price(read="0.02"),
    ("openai", "whisper-1"): Price(hour="0.36"),
    ("openai", "gpt-transcribe"): Price(hour="0.27"),
    # Sold by the token of sound; a million characters come to about this.
    ("openai", "gpt-4o-mini-tts"): Price(spoken="15.50"),
    ("openai", "tts-1"): Price(spoken="15"),
    ("openai", "tts-1-hd"): Price(spoken="30"),
    ("groq", "openai/gpt-oss-20b"): Price(read="0.075", written="0.30"),
    ("groq", "openai/gpt-oss-120b"): Price(read="0.15", written="0.60"),
    ("groq", "whisper-large-v3"): Price(hour="0.111"),
    ("groq", "whisper-large-v3-turbo"): Price(hour="0.04"),
    ("groq", "canopylabs/orpheus-v1-english"): Price(spoken="22"),
    ("anthropic", "claude-haiku-5-5"): Price(read="0.10", written="0.50"),
    ("anthropic", "claude-sonnet-5-5"): Price(read="2.00", written="10.00"),
    ("anthropic", "claude-opus-5-5"): Price(read="4.00", written="20.00"),
}


def cost_of(provider: str, model: str, usage: Usage) -> Decimal | None:
    """Return dollars, or None where the price is not known."""
    if PRESETS[provider].is_free:
        return Decimal(0)
    price = price_of(provider, model)
    return price.of(usage) if price else None


def price_of(provider: str, model: str) -> Price | None:
    """A dated name, such as gpt-6-luna-2026-09-22, costs what the plain one does."""
    names = [name for maker, name in PRICES if maker == provider and (model == name or model.startswith(f"{name}-20"))]
    return PRICES[provider, max(names, key=len)] if names else None
