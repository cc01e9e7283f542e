from reports.models.findings import MOST_JUDGES, Assessment, Rating, Report
from reports.models.links import ReportLink
from reports.models.notes import PageNote
from reports.models.people import (
    Comment,
    Decision,
    Feedback,
    Mention,
    Opening,
    Override,
    Review,
    ReviewRating,
    ReviewRequest,
)

__all__ = [
    "MOST_JUDGES",
    "Assessment",
    "Comment",
    "Decision",
    "Feedback",
    "Mention",
    "Opening",
    "Override",
    "PageNote",
    "Rating",
    "Report",
    "ReportLink",
    "Review",
    "ReviewRating",
    "ReviewRequest",
]
