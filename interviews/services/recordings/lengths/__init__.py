"""How long a recording lasts, by the sound that is in it. What its head says of that, whoever made it wrote there.

Nothing is decoded: packets of Opus say themselves how long they are, frames of AAC have a number of samples, and those of WAV a
size. What is in none of these is no recording of a browser's, and nobody can tell how long it lasts.
"""

from interviews.services.recordings.lengths import mp4, ogg, wav, webm
from interviews.services.recordings.lengths.steps import Untold

BY_FORMAT = {"mp4": mp4.seconds_of, "ogg": ogg.seconds_of, "wav": wav.seconds_of, "webm": webm.seconds_of}


def seconds_in(data: bytes, format: str, upto: float) -> float | None:
    """At least so many; past `upto` nobody goes on counting. None: it cannot be told."""
    measure = BY_FORMAT.get(format)
    try:
        return measure(data, upto) if measure else None
    except Untold:
        return None
