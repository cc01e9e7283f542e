"""The words of candidates' pages and mail in other languages: what is to be translated, and whether it is.

`make messages` brings locale/ up to date: it finds what pages and code say, adds what is new to each language's file of
messages, takes out what nobody says any more, and compiles the files. It needs no GNU gettext, only Babel.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
APPS = ("accounts", "resumes", "interviews", "reports")
HEADER = "# Colloquy's words for candidates. `make messages` keeps this file; only the msgstr lines are written by hand."
CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# Words given to a part of a page: {% include "…" with title=_("…") %}
IN_TAG = re.compile(r'{%[^%]*\b_\("([^"]+)"\)')


class Places(dict[str, Path]):
    """Of a language's two files: the one that people write and the one that is read."""

    def __init__(self, language: str) -> None:
        folder = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES"
        super().__init__(po=folder / "django.po", mo=folder / "django.mo")


def wanted() -> Catalog:
    """Everything that is said, with the places where it is."""
    catalog = Catalog(project="Colloquy", charset="utf-8")
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            for line, message, _, context in extract_from_file("python", path, CALLS):
                catalog.add(message, locations=[(str(path.relative_to(root)), line)], context=context)
    for path in sorted((root / "templates").rglob("*.*")):
        for message, context in _said_in(str(path.relative_to(root / "templates")), path.read_text()):
            catalog.add(message, locations=[(str(path.relative_to(root)), 1)], context=context)
    return catalog


def _said_in(name: str, source: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    nodes = get_template(name).template.nodelist  # type: ignore[attr-defined]
    for node in nodes.get_nodes_by_type(TranslateNode):
        yield str(node.filter_expression.var.literal), None
    for block in nodes.get_nodes_by_type(BlockTranslateNode):
        singular, _ = block.render_token_list(block.singular)
        plural, _ = block.render_token_list(block.plural)
        yield ((singular, plural) if plural else singular), None
    for said in IN_TAG.findall(source):
        yield said, None


def known(language: str) -> Catalog:
    path = Places(language)["po"]
    if not path.exists():
        return Catalog(locale=language, project="Colloquy", charset="utf-8", fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def updated(language: str) -> Catalog:
    """What is known, for what is said now. Nothing is guessed: a changed sentence is a new one."""
    catalog = known(language)
    catalog.update(wanted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = HEADER
    return catalog


def compiled(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    return [str(message.id) for message in catalog if message.id and (not all(_texts(message.string)) or message.fuzzy)]


def _texts(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return list(string) if isinstance(string, (tuple, list)) else [string or ""]


def write(language: str) -> list[str]:
    """Bring a language's files up to date, and return what is still to be translated."""
    catalog, places = updated(language), Places(language)
    places["po"].parent.mkdir(parents=True, exist_ok=True)
    with places["po"].open("wb") as file:
        # Without places and dates, which would change with every commit.
        write_po(file, catalog, width=100, sort_output=True, no_location=True, omit_header=False)
    places["mo"].write_bytes(compiled(catalog))
    return untranslated(catalog)
