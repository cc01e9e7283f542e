"""A company's colour, made legible: one chosen value becomes one for light pages and one for dark ones."""

from dataclasses import dataclass

# The least favourable grounds that an accent meets, from static/css/tokens.css; a test compares them.
LIGHT_GROUND, LIGHT_INK = "#f3f0ea", "#ffffff"
DARK_GROUND, DARK_INK = "#282521", "#141210"
READABLE = 4.5
STEPS = 50


@dataclass(frozen=True, slots=True)
class Accent:
    light: str
    light_ink: str
    dark: str
    dark_ink: str


def accent_from(chosen: str) -> Accent:
    return Accent(
        light=_until_readable(chosen, "#000000", (LIGHT_GROUND, LIGHT_INK)),
        light_ink=LIGHT_INK,
        dark=_until_readable(chosen, "#ffffff", (DARK_GROUND, DARK_INK)),
        dark_ink=DARK_INK,
    )


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _until_readable(colour: str, towards: str, grounds: tuple[str, ...]) -> str:
    for step in range(STEPS + 1):
        mixed = _mix(colour, towards, step / STEPS)
        if all(contrast(mixed, ground) >= READABLE for ground in grounds):
            return mixed
    return towards


def _mix(colour: str, towards: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
