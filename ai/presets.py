"""The providers that can be named in the settings, and what each is like. To use another model, change its one line.

Looked up in the vendors' documentation on 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ai import lexical
from ai.results import BUILTIN, Ability


class Speaks(StrEnum):
    """The wire format."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    BUILTIN = "builtin"


class Slot(StrEnum):
    """What a model is wanted for."""

    QUICK = "quick"
    CAREFUL = "careful"
    TRANSCRIBE = "transcribe"
    # Of a whole answer, once more, when nobody waits. No preset has one: not done, unless somebody names a model.
    TRANSCRIBE_AGAIN = "transcribe_again"
    SPEAK = "speak"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class Preset:
    name: str
    speaks: Speaks = Speaks.OPENAI
    # Empty: whoever sets it up says where the server is.
    base_url: str = ""
    needs_key: bool = True
    abilities: frozenset[Ability] = frozenset(Ability)
    models: Mapping[Slot, str] = field(default_factory=dict)
    voice: str = ""
    # All that there are; empty where whoever set the server up knows them.
    voices: frozenset[str] = frozenset()
    # WAV can be played while it is made, one piece after the other without a gap; of MP3 only whole files can.
    speech_format: str = "mp3"
    # The longest text that is spoken at once.
    speech_characters: int = 4096
    # How a server is told to think less, or more; None where it knows no such word.
    quick_effort: str | None = None
    careful_effort: str | None = None
    # Tokens for thoughts that nobody reads, on top of those for the answer.
    quick_room: int = 0
    careful_room: int = 0
    # Text Generation Inference puts a schema elsewhere than everybody else.
    schema_key: str = "json_schema"
    token_limit: str = "max_completion_tokens"  # noqa: S105 - tokens of text
    sends_dimensions: bool = False
    # Some sell time on a machine and not tokens, and some are one's own.
    is_free: bool = False


OPENAI = Preset(
    name="openai",
    base_url="https://api.openai.com/v1",
    models={
        Slot.QUICK: "gpt-6-luna",
        Slot.CAREFUL: "gpt-6.1-terra",
        # The last one here that says when each word was spoken.
        Slot.TRANSCRIBE: "whisper-1",
        Slot.SPEAK: "gpt-4o-mini-tts",
        Slot.EMBED: "text-embedding-3-small",
    },
    voice="marin",
    voices=frozenset(["alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse"]),
    speech_format="wav",
    quick_effort="none",
    careful_effort="medium",
    careful_room=8000,
    sends_dimensions=True,
)
GROQ = Preset(
    name="groq",
    base_url="https://api.groq.com/openai/v1",
    abilities=frozenset({Ability.COMPLETE, Ability.TRANSCRIBE, Ability.SPEAK}),
    models={
        Slot.QUICK: "openai/gpt-oss-20b",
        Slot.CAREFUL: "openai/gpt-oss-120b",
        Slot.TRANSCRIBE: "whisper-large-v3",
        # PlayAI's voices left Groq at the end of 2025.
        Slot.SPEAK: "canopylabs/orpheus-v1-english",
    },
    voice="hannah",
    voices=frozenset(["autumn", "diana", "hannah", "austin", "daniel", "troy"]),
    speech_format="wav",
    speech_characters=200,
    quick_effort="low",
    careful_effort="high",
    quick_room=1000,
    careful_room=8000,
)
ANTHROPIC = Preset(
    name="anthropic",
    speaks=Speaks.ANTHROPIC,
    base_url="https://api.anthropic.com",
    abilities=frozenset({Ability.COMPLETE}),
    models={Slot.QUICK: "claude-haiku-5-5", Slot.CAREFUL: "claude-sonnet-5-5"},
    quick_effort="low",
    careful_effort="medium",
    careful_room=8000,
)
HUGGINGFACE = Preset(
    name="huggingface",
    abilities=frozenset({Ability.COMPLETE}),
    models={Slot.QUICK: "tgi", Slot.CAREFUL: "tgi"},
    schema_key="value",
    token_limit="max_tokens",  # noqa: S106
    is_free=True,
)
LOCAL = Preset(name="local", needs_key=False, voice="af_heart", token_limit="max_tokens", is_free=True)  # noqa: S106
NO_PROVIDER = Preset(
    name=BUILTIN,
    speaks=Speaks.BUILTIN,
    needs_key=False,
    abilities=frozenset({Ability.COMPLETE, Ability.EMBED}),
    models={Slot.EMBED: lexical.NAME},
    is_free=True,
)

PRESETS = {preset.name: preset for preset in (OPENAI, GROQ, ANTHROPIC, HUGGINGFACE, LOCAL, NO_PROVIDER)}

# Who is asked first, of those that are set up, where the settings do not say.
ORDER = {
    Ability.COMPLETE: ("openai", "anthropic", "groq", "huggingface", "local", BUILTIN),
    Ability.TRANSCRIBE: ("groq", "openai", "local"),
    Ability.SPEAK: ("openai", "groq", "local"),
    Ability.EMBED: ("openai", "local", BUILTIN),
}

SWITCHED_OFF = {
    "whisper-1": date(2027, 2, 26),
    "gpt-4o-transcribe": date(2027, 2, 26),
    "gpt-4o-mini-transcribe": date(2027, 2, 26),
    "gpt-4o-mini-tts": date(2027, 1, 6),
    "tts-1": date(2027, 1, 6),
    "tts-1-hd": date(2027, 1, 6),
    "gpt-4.1-mini": date(2027, 1, 14),
    "gpt-5.4-nano": date(2027, 4, 1),
}
