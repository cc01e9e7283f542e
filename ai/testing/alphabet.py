"""Any text as a row of 72 symbols, of which no two neighbours are alike.

The common characters have a symbol each, and capitals put SHIFT before theirs. Every other character is spelled as the bytes
of its UTF-8, each as a high and a low half; halves have symbols of their own, so that a lost one damages one character and
the next high half puts things right. As neighbours always differ, a listener needs no silence to tell them apart.
"""

from collections.abc import Iterator, Sequence

PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789.,?!'-:;\""
SPACE = len(PLAIN)
SHIFT = SPACE + 1
REPEAT = SHIFT + 1
HIGH = REPEAT + 1
LOW = HIGH + 8
SIZE = LOW + 16


def symbols(text: str) -> list[int]:
    row: list[int] = []
    for number, word in enumerate(text.split()):
        spelled = [symbol for character in word for symbol in _spelled(character)]
        row += _without_twins([SPACE, *spelled] if number else spelled)
    return row


def text_of(row: Sequence[int]) -> str:
    """Read the symbols of one word, whatever is missing from them."""
    heard = bytearray()
    is_shifted, high = False, -1
    for symbol in _with_twins(row):
        if symbol >= LOW and high >= 0:
            heard.append(high * 16 + symbol - LOW)
        elif symbol < SPACE:
            heard += (PLAIN[symbol].upper() if is_shifted else PLAIN[symbol]).encode()
        high = symbol - HIGH + (0 if is_shifted else 8) if HIGH <= symbol < LOW else -1
        is_shifted = symbol == SHIFT
    return heard.decode(errors="replace")


def _spelled(character: str) -> Iterator[int]:
    if character in PLAIN:
        yield PLAIN.index(character)
    elif character.isascii() and character.isupper():
        yield from (SHIFT, PLAIN.index(character.lower()))
    else:
        for byte in character.encode(errors="replace"):
            yield from _halves(byte)


def _halves(byte: int) -> tuple[int, ...]:
    high, low = divmod(byte, 16)
    return (HIGH + high - 8, LOW + low) if high >= 8 else (SHIFT, HIGH + high, LOW + low)


def _without_twins(row: Sequence[int]) -> list[int]:
    told: list[int] = []
    for symbol in row:
        told.append(REPEAT if told and told[-1] == symbol else symbol)
    return told


def _with_twins(row: Sequence[int]) -> Iterator[int]:
    before = REPEAT
    for symbol in row:
        meant = before if symbol == REPEAT else symbol
        if meant != REPEAT:
            yield meant
        before = symbol
