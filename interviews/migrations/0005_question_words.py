"""The words of a question, for full-text search; Postgres keeps them."""

import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat

import interviews.models

TEXTS = Concat("text", Value(" "), "shows", Value(" "), "competency", Value(" "), "domain", output_field=models.TextField())


class Migration(migrations.Migration):
    dependencies = [("interviews", "0004_lookup_in_parts")]

    operations = [
        migrations.AddField(
            "question",
            "words",
            models.GeneratedField(
                expression=interviews.models.Words(TEXTS),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                db_persist=True,
            ),
        ),
    ]
