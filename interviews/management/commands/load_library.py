"""Load the starter library. Doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ai.errors import AIError
from interviews.services.library import load_library
from interviews.services.vectors import make_vectors


class Command(BaseCommand):
    help = "Add the starter library's banks and questions that are missing, and their vectors."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_library()
        self.stdout.write(f"{loaded.banks} banks and {loaded.questions} questions added.")
        try:
            made = make_vectors()
        except AIError as problem:
            sentence = f"No vectors were made ({problem}); the worker goes on trying. `ai_check` says what is wrong."
            raise CommandError(sentence) from None
        self.stdout.write(f"{made} vectors made.")
