"""Make the vectors that are missing, or of an old model, with progress. May be stopped and begun again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ai.errors import AIError
from interviews.services.vectors import BATCH, make_vectors, progress


class Command(BaseCommand):
    help = "Make the vectors that are missing, or of an old model. Lookup works all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        while (now := progress()).missing:
            self.stdout.write(f"{now.model}: {now.wanted - now.missing:,} of {now.wanted:,}")
            try:
                make_vectors(at_most=BATCH * 8)
            except AIError as problem:
                sentence = f"{now.model} makes no vectors now ({problem}); the worker goes on trying. `ai_check` says what is wrong."
                raise CommandError(sentence) from None
        make_vectors(at_most=1)
        self.stdout.write(f"{now.model}: all {now.wanted:,} are there, and serve.")
