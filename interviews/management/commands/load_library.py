"""Load the starter library. Doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from interviews.services.library import load_library
from interviews.services.vectors import make_vectors


class Command(BaseCommand):
    help = "Add the starter library's banks and questions that are missing, and their vectors."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_library()
        made = make_vectors()
        self.stdout.write(f"{loaded.banks} banks and {loaded.questions} questions added, {made} vectors made.")
