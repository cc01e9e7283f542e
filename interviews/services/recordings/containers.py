"""What kind of file a recording is, by what it begins with. What a browser calls it decides nothing."""

WEBM = b"\x1a\x45\xdf\xa3"


def format_of(data: bytes) -> str:
    """Empty: no recording of ours. A part without the head that only the first part has is none either."""
    if data.startswith(WEBM):
        return "webm"
    if data[4:8] == b"ftyp":
        return "mp4"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav"
    return "ogg" if data.startswith(b"OggS") else ""
