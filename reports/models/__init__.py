from reports.models.findings import MOST_JUDGES, Assessment, Rating, Report
from reports.models.links import ReportLink
from reports.models.notes import PageNote

__all__ = [
    "MOST_JUDGES",
    "Assessment",
    "PageNote",
    "Rating",
    "Report",
    "ReportLink",
]
