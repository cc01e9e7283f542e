"""Whether somebody spoke at all: models that listen to silence, or to noise, hear sentences in it."""

import re

from ai.results import Segment, Transcript

# As Whisper itself judges: probably nothing, and what was written is not likely either.
NO_SPEECH, LIKELY = 0.6, 0.5
# With less than this, whoever spoke is asked to look at what was understood.
SURE = 0.55
LETTERS = re.compile(r"[^\w\s]")
# What films end with, and models have read under silence thousands of times. Nobody answers a question like this.
OF_FILMS = {
    "thank you for watching",
    "thanks for watching",
    "thank you so much for watching",
    "please subscribe",
    "please subscribe to my channel",
    "subtitles by the amara org community",
    "vielen dank fürs zuschauen",
    "vielen dank für ihre aufmerksamkeit bis zum nächsten mal",
    "untertitel der amara org community",
    "untertitel im auftrag des zdf für funk 2017",
    "untertitelung des zdf 2020",
    "sous titres réalisés par la communauté d amara org",
    "sous titres réalisés para la communauté d amara org",
    "merci d avoir regardé cette vidéo",
    "subtítulos realizados por la comunidad de amara org",
    "gracias por ver el video",
    "gracias por ver el vídeo",
}
# One word again and again is what a model does that has lost the thread.
MANY, FEW_OF_THEM = 12, 0.2


def said_in(transcript: Transcript, hinted: str = "") -> str:
    """The text as far as somebody spoke it; `hinted` is what the model was told beforehand, which some repeat."""
    if transcript.segments:
        text = " ".join(part.text for part in transcript.segments if not _is_imagined(part)).strip()
        # As the provider set it, where nothing was left out.
        text = transcript.text if text and all(not _is_imagined(part) for part in transcript.segments) else text
    else:
        text = transcript.text
    plain = _plain(text)
    is_nothing = plain in OF_FILMS or (hinted and plain == _plain(hinted)) or _goes_round(plain.split())
    return "" if is_nothing or not plain else text


def is_sure(transcript: Transcript) -> bool:
    return transcript.confidence >= SURE


def _is_imagined(part: Segment) -> bool:
    return part.no_speech_probability >= NO_SPEECH and part.confidence < LIKELY


def _goes_round(words: list[str]) -> bool:
    return len(words) >= MANY and len(set(words)) < len(words) * FEW_OF_THEM


def _plain(text: str) -> str:
    return " ".join(LETTERS.sub(" ", text.casefold()).split())
