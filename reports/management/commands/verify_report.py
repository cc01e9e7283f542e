"""Check a report against the words that it stands on: `manage.py verify_report ID`, or `--all`."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.tenancy import company_scope
from reports.content import ReportContent
from reports.models import Report
from reports.queries.verifying import reports_to_verify
from reports.scoring import TODAY
from reports.verifying import faults_in


class Command(BaseCommand):
    help = "Check every quote and every number of a report against what it was made from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report", nargs="?", type=UUID, help="its id; or its interview's, as addresses have it, for every version")
        parser.add_argument("--all", action="store_true", help="every report there is")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["report"]) == options["all"]:
            raise CommandError("Name one report, or say --all.")
        known = reports_to_verify(options["report"])
        if options["report"] and not known:
            raise CommandError("There is no such report, or it is not made yet.")
        wrong = sum(self._verify(report_id, company_id) for report_id, company_id in known)
        if wrong:
            raise CommandError(f"{wrong} of {len(known)} reports do not hold.")
        self.stdout.write(f"{len(known)} of {len(known)} reports hold.")

    def _verify(self, report_id: UUID, company_id: UUID) -> bool:
        with company_scope(company_id):
            report = Report.objects.select_related("interview__plan").get(pk=report_id)
            faults = faults_in(report)
        if ReportContent.model_validate(report.content).made_with.rules != TODAY:
            self.stdout.write(f"{report_id}: checked by the rules that it was made by, which are not today's")
        for fault in faults:
            self.stdout.write(f"{report_id}: {fault}")
        return bool(faults)
