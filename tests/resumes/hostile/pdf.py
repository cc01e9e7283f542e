"""PDFs from their parts, with a cross-reference table that is right unless told otherwise."""

SAID = b"BT /F1 12 Tf 72 700 Td (Dana Novak, engineer of many years at Acme) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def stream(data: bytes, entries: bytes = b"", length: int | bytes | None = None) -> bytes:
    stated = len(data) if length is None else length
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (stated if isinstance(stated, bytes) else b"%d" % stated, entries, data)


def page(entries: bytes = b"", resources: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (
        resources,
        entries,
    )


def body(objects: dict[int, bytes], before: bytes = b"") -> tuple[bytes, dict[int, int]]:
    written, places = bytearray(b"%PDF-1.7\n" + before), {}
    for number, content in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return bytes(written), places


def table(places: dict[int, int]) -> bytes:
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    return b"xref\n0 1\n0000000000 65535 f \n" + rows


def pdf(objects: dict[int, bytes], *, trailer: bytes = b"", root: bytes = b"/Root 1 0 R", size: int | None = None) -> bytes:
    written, places = body(objects)
    stated = max(places) + 1 if size is None else size
    end = b"trailer\n<< /Size %d %s %s >>\nstartxref\n%d\n%%%%EOF\n" % (stated, root, trailer, len(written))
    return written + table(places) + end


def standard(content: bytes = b"", **others: bytes) -> dict[int, bytes]:
    """The objects of a page: 1 catalog, 2 pages, 3 page, 4 content, 5 font. `o6` and so on replace or add."""
    objects = {1: CATALOG, 2: PAGES, 3: page(), 4: content or stream(SAID), 5: FONT}
    return objects | {int(name.removeprefix("o")): content for name, content in others.items()}


def with_content(data: bytes, entries: bytes = b"") -> bytes:
    return pdf(standard(stream(data, entries)))
