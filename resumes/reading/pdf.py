"""PDF: pypdf's text as it comes, and by places on the page where that comes out wrong."""

import io
import re

# Loaded when they are first needed, and then the child opens no file any more.
import pypdf._codecs.core_font_metrics
import pypdf.filters
import pypdf.xmp  # noqa: F401
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from resumes.reading.columns import in_reading_order
from resumes.reading.verdict import Format, Problem, Reading, Unreadable

MOST_PAGES = 50
MOST_CHARACTERS = 400_000
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
    if len(reader.pages) > MOST_PAGES:
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


def _text(page: PageObject) -> tuple[str, bool]:
    plain = page.extract_text()
    if len(plain) > MOST_CHARACTERS:
        return plain, False
    placed = page.extract_text(extraction_mode="layout")
    ordered = in_reading_order(placed)
    if ordered.has_columns or _is_poor(plain, placed):
        return ordered.text, True
    return plain.strip(), False


def _is_poor(plain: str, placed: str) -> bool:
    """Words run into each other, or text is missing."""
    words = re.findall(r"\S+", plain)
    letters = sum(len(word) for word in words)
    return letters > 12 * len(words) or letters < 0.8 * sum(not letter.isspace() for letter in placed)
