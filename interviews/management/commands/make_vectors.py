"""Make the vectors that are missing, or of an old model, with progress. May be stopped and begun again."""

from typing import Any

from django.core.management.base import BaseCommand

from interviews.services.vectors import BATCH, make_vectors, progress


class Command(BaseCommand):
    help = "Make the vectors that are missing, or of an old model. Lookup works all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        while (now := progress()).missing:
            self.stdout.write(f"{now.model}: {now.wanted - now.missing:,} of {now.wanted:,}")
            make_vectors(at_most=BATCH * 8)
        make_vectors(at_most=1)
        self.stdout.write(f"{now.model}: all {now.wanted:,} are there, and serve.")
