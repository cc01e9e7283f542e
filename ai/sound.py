"""What kind of sound some bytes are."""

MARKS = {b"RIFF": "wav", b"ID3": "mp3", b"\xff\xfb": "mp3", b"\xff\xf3": "mp3", b"\xff\xf2": "mp3", b"OggS": "ogg", b"fLaC": "flac"}
# No mark is longer.
ENOUGH = 4


def sound_format(data: bytes) -> str:
    """Return what begins like this, or nothing."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
