"""The sentences of what a model was given, word for word."""

import re
from collections.abc import Iterator
from itertools import cycle

BLOCK = re.compile(r"<(\w[\w-]*)[^<>]*>(.*?)</\1>", re.DOTALL)
# Of somebody's own words there may be quotes; our questions and instructions stand beside them.
THEIRS = re.compile(r"answer|transcript|document|resume|cv|said", re.IGNORECASE)
# Neither across marks of JSON and tags, nor over an escape: a span is the same before and after parsing.
SENTENCE = re.compile(r"[^.!?\n<>{}\[\]\"\\]+[.!?]?")
LEAST_WORDS = 3


def sentences(given: str) -> Iterator[str]:
    """Yield the sentences one after the other, for ever."""
    every = [match.strip() for match in SENTENCE.findall(_data(given))]
    return cycle([sentence for sentence in every if len(sentence.split()) >= LEAST_WORDS] or ["Nothing was given."])


def shortened(sentence: str, most: int) -> str:
    """Cut at a word if there is one to cut at."""
    if len(sentence) <= most:
        return sentence
    return sentence[: most + 1].rpartition(" ")[0].strip() or sentence[:most]


def _data(given: str) -> str:
    blocks = BLOCK.findall(given)
    theirs = [inside for tag, inside in blocks if THEIRS.search(tag)]
    return "\n".join(theirs or [inside for _, inside in blocks]) or given
