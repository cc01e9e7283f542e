"""What kind of sound some bytes are."""

# A frame of MP3 begins with eleven ones; the bits after them say which of MPEG 1, 2 and 2.5 it is, and whether a checksum follows.
FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2")
MARKS = {b"RIFF": "wav", b"ID3": "mp3", b"OggS": "ogg", b"fLaC": "flac"} | dict.fromkeys(FRAMES, "mp3")
# No mark is longer.
ENOUGH = 4


def sound_format(data: bytes) -> str:
    """Return what begins like this, or nothing."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
