from reports.models.findings import MOST_JUDGES, Assessment, Rating, Report
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
    "Rating",
    "Report",
    "Review",
    "ReviewRating",
    "ReviewRequest",
]
