from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from accounts.tenancy import company_scope, every_company
from interviews.live.replaying import differences, replay
from interviews.models import Interview


class Command(BaseCommand):
    help = "Folds an interview's events and says where what is stored of it differs. It prints no words of anybody's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", type=UUID, help="of the interview")
        parser.add_argument("--all", action="store_true", help="every interview there is; only those that differ are printed")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["id"]) == options["all"]:
            raise CommandError("Name one interview, or say --all.")
        wanted = _wanted(options["id"])
        if options["id"] and not wanted:
            raise CommandError("There is no such interview.")
        wrong = sum(not self._is_right(*ids, says_all=not options["all"]) for ids in wanted)
        self.stdout.write(f"{len(wanted)} replayed, {wrong} differ.")
        if wrong:
            raise CommandError("What is stored is not what the events give.")

    def _is_right(self, interview_id: UUID, company_id: UUID, *, says_all: bool) -> bool:
        with company_scope(company_id):
            interview = Interview.objects.select_related("plan").filter(pk=interview_id).first()
            if interview is None:
                # Erased meanwhile.
                return True
            found = replay(interview)
            wrong = differences(interview, found)
        if wrong or says_all:
            self.stdout.write(f"{interview_id}: {found.events} events, {len(found.said)} turns, {' → '.join(found.phases) or 'not begun'}")
            for number, purpose in sorted(found.said.items() if says_all else ()):
                self.stdout.write(f"  turn {number}: {purpose}, {found.kept.get(number, 'open')}")
            for line in wrong:
                self.stdout.write(f"  DIFFERS  {line}")
        return not wrong


def _wanted(interview_id: UUID | None) -> list[tuple[UUID, UUID]]:
    with every_company("a replay finds interviews of all companies"):
        found = Interview.objects.filter(pk=interview_id) if interview_id else Interview.objects.order_by("began_at")
        return list(found.values_list("pk", "company_id"))
