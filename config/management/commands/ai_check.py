"""Which provider does what, whether it works, and how long it takes: each is really asked."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

from accounts.duties import DOES, has_provider
from accounts.gateway import LEDGER
from accounts.prompts import CHECK, CheckInputs
from ai.check import Finding, check_each, refuse_wrong_keys, remarks
from ai.waiting import wait


class Command(BaseCommand):
    help = "Ask every provider that is set up, and say in one sentence what is wrong with it. Costs a fraction of a cent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keys", action="store_true", help="Only ask whether the keys are accepted, which costs nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keys"]:
            for remark in refuse_wrong_keys(settings.AI):
                self.stderr.write(f"note     {remark}")
            return
        if has_provider(settings.AI):
            self._require_the_database()
        findings = wait(check_each(settings.AI, LEDGER, CHECK, CheckInputs(word="lighthouse")))
        for finding in findings:
            self.stdout.write(line(finding))
        for remark in remarks(settings.AI, datetime.now(UTC).date()):
            self.stdout.write(f"note     {remark}")
        failed = sum(not finding.is_fine for finding in findings)
        if failed:
            raise CommandError(f"{failed} of {len(findings)} do not work.")

    def _require_the_database(self) -> None:
        """Nothing is asked that is not on the books."""
        try:
            connection.ensure_connection()
        except OperationalError:
            raise CommandError(
                "The database is away, and each call is written there before it is made. Start it first: make run, or see DATABASE_URL."
            ) from None


def line(finding: Finding) -> str:
    state = "ok      " if finding.is_fine else "FAILED  "
    told = finding.sentence or (f"{finding.latency_ms} ms" if finding.latency_ms else "needs nobody")
    return f"{state} {DOES[finding.ability]:25} {finding.provider:12} {finding.model:28} {told}"
