"""Indexes for lookup: the library's and the companies' neighbours apart, and one in which all filters can be counted."""

import pgvector.django.indexes
from django.db import migrations, models
from django.db.models import Q

FILTERS = ["company", "model", "language", "domain", "bank", "competency", "difficulty", "kind"]


def near(name: str, condition: Q) -> pgvector.django.indexes.HnswIndex:
    return pgvector.django.indexes.HnswIndex(
        name=name, fields=["vector"], opclasses=["vector_cosine_ops"], m=16, ef_construction=96, condition=condition
    )


def apart(model: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveIndex(model, f"{model}_near"),
        migrations.RemoveIndex(model, f"{model}_few"),
        migrations.AddIndex(model, near(f"{model}_near_library", Q(is_live=True, company__isnull=True))),
        migrations.AddIndex(model, near(f"{model}_near_own", Q(is_live=True, company__isnull=False))),
        migrations.AddIndex(model, models.Index(name=f"{model}_filters", condition=Q(is_live=True), fields=FILTERS)),
    ]


class Migration(migrations.Migration):
    dependencies = [("interviews", "0003_vector_metadata")]

    operations = [*apart("questionvector"), *apart("followupvector")]
