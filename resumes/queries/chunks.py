"""The chunks of one résumé that lie nearest to a text. They are few, so each is compared: there are always as many as asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, FilteredRelation, Q
from pgvector.django import CosineDistance

from resumes.models import Chunk, ChunkVector, Resume


@dataclass(frozen=True, slots=True)
class Point:
    """Where a text lies, as one model sees it (ai.results.vectors_of names it)."""

    model: str
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class NearChunk:
    chunk: Chunk
    # From 1, the same direction, to -1; None where it has no vector of the point's model yet.
    similarity: float | None


def nearest_chunks(point: Point, resume_id: UUID, *, domain: str = "", k: int = 4) -> list[NearChunk]:
    """The nearest first; what cannot be compared yet comes last, in the order of the résumé."""
    chunks = Chunk.objects.filter(resume=resume_id)
    if domain:
        chunks = chunks.filter(domains__contains=[domain])
    near = FilteredRelation("vectors", condition=Q(vectors__model=point.model))
    distances = chunks.annotate(near=near, distance=CosineDistance("near__vector", list(point.vector)))
    found = distances.order_by(F("distance").asc(nulls_last=True), "position")[:k]
    return [NearChunk(chunk, _similarity(vars(chunk)["distance"])) for chunk in found]


def model_of(resume: Resume) -> str:
    """Whose vectors a résumé is looked up by: the model that the settings name or, until all of its own are made, the one before."""
    target: str = settings.AI.vector_model
    counted = dict(
        ChunkVector.objects.filter(chunk__resume=resume).values_list("model").annotate(number=Count("pk")).order_by("-number", "model")
    )
    most = max(counted.values(), default=0)
    return target if counted.get(target, 0) == most else next(iter(counted))


def _similarity(distance: float | None) -> float | None:
    # A vector without direction is at no distance from anything.
    return None if distance is None or math.isnan(distance) else 1 - distance
