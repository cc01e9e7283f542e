"""PDF: pypdf's text as it comes, and by places on the page where that comes out wrong."""

import io
import re
import unicodedata
from typing import Any

# Loaded when they are first needed, and then the child opens no file any more.
import pypdf._codecs.core_font_metrics
import pypdf.filters
import pypdf.xmp  # noqa: F401
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, ContentStream, NameObject, NumberObject

from resumes.reading.columns import has_glued_words, in_reading_order, is_out_of_order, with_gaps
from resumes.reading.verdict import Format, Problem, Reading, Unreadable

MOST_PAGES = 50
MOST_CHARACTERS = 400_000
# Letters as a font draws them: several as one, and Arabic ones by their place in the word.
DRAWN = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]+")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# "P ROFESSIONAL  E XPERIENCE"
SMALL_CAPITALS = re.compile(r"^(?:[^\W\d_] [^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ’'-]+\s*)+$", re.MULTILINE)
NOTHING = NumberObject(0)
# A page of a résumé that has less is a picture.
LEAST_CHARACTERS = 25


def read_pdf(data: bytes) -> Reading:
    try:
        return _read(data)
    except (FileNotDecryptedError, DependencyError):
        raise Unreadable(Problem.ENCRYPTED) from None
    except LimitReachedError:
        raise Unreadable(Problem.BOMB) from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError, OSError):
        # A reader of a broken file fails at whatever was broken.
        raise Unreadable(Problem.DAMAGED) from None


def _read(data: bytes) -> Reading:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Problem.ENCRYPTED)
    if _stated_pages(reader) > MOST_PAGES or len(reader.pages) > MOST_PAGES:
        raise Unreadable(Problem.TOO_MANY_PAGES)
    texts = []
    for page in reader.pages:
        texts.append(_text(page))
        if sum(len(text) for text, _ in texts) > MOST_CHARACTERS:
            raise Unreadable(Problem.TOO_MANY_PAGES)
    if sum(len(text) for text, _ in texts) < LEAST_CHARACTERS:
        raise Unreadable(Problem.NO_TEXT)
    by_places = any(is_by_places for _, is_by_places in texts)
    return Reading(Format.PDF, "\f".join(text for text, _ in texts), len(texts), "pypdf-places" if by_places else "pypdf")


def _stated_pages(reader: PdfReader) -> int:
    """What the file says of itself may be wrong, and is soon known."""
    stated = reader.root_object["/Pages"].get_object().get("/Count")  # type: ignore[union-attr]
    return stated if isinstance(stated, int) else 0


def _text(page: PageObject) -> tuple[str, bool]:
    plain = page.extract_text()
    if len(plain) > MOST_CHARACTERS:
        return plain, False
    if 2 * len(RIGHT_TO_LEFT.findall(plain)) > len(plain):
        # By places it would be read from the left.
        return _mended(plain.strip()), False
    _write_advances(page)
    placed = page.extract_text(extraction_mode="layout")
    ordered = in_reading_order(placed)
    if ordered.has_columns or _is_poor(plain, placed) or has_glued_words(plain, placed) or is_out_of_order(plain, placed):
        return _mended(ordered.text), True
    return _mended(with_gaps(plain, placed).strip()), False


def _write_advances(page: PageObject) -> None:
    """By places, pypdf moves on after a text where a distance follows it, and only there: a distance of nothing after each.

    Browsers show a word in pieces, one for what is drawn as one letter, and without this the rest stands far to the right.
    """
    written = page.get("/Contents")
    if written is None:
        return
    # Bytes, as they stand there: what they say as letters is the font's to know.
    content = ContentStream(written.get_object(), page.pdf, "bytes")
    content.operations = [_advancing(operands, operator) for operands, operator in content.operations]
    page[NameObject("/Contents")] = content


def _advancing(operands: Any, operator: bytes) -> tuple[Any, bytes]:
    shown = operands[0] if operator in (b"Tj", b"TJ") and operands else None
    if not isinstance(shown, (str, bytes, list)):
        return operands, operator
    pieces = shown if isinstance(shown, list) else [shown]
    spaced = [each for piece in pieces for each in ((piece, NOTHING) if isinstance(piece, (str, bytes)) else (piece,))]
    return [ArrayObject(spaced)], b"TJ"


def _mended(text: str) -> str:
    """Letters as people write them, and capitals that stand apart from their words because they are larger."""
    # Where a word might have been parted, and was not.
    text = re.sub("\xad(?=\\w)", "", text)
    text = DRAWN.sub(lambda drawn: unicodedata.normalize("NFKC", drawn.group()), text)
    return SMALL_CAPITALS.sub(lambda line: re.sub(r"(?<!\S)(\w) (?=\w)", r"\1", line.group()), text)


def _is_poor(plain: str, placed: str) -> bool:
    """Words run into each other, or text is missing."""
    words = re.findall(r"\S+", plain)
    letters = sum(len(word) for word in words)
    return letters > 12 * len(words) or letters < 0.8 * sum(not letter.isspace() for letter in placed)
