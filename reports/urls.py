from django.urls import path

from reports.views import answering, candidate, jobs, people, report

OF_JOB = "c/<slug:company>/jobs/<uuid:job_id>/"
OF_INTERVIEW = "c/<slug:company>/interviews/<uuid:interview_id>/"
OF_INVITATION = "interview/<uuid:invitation_id>/"

app_name = "reports"
urlpatterns = [
    path("c/<slug:company>/interviews/<uuid:interview_id>/report/", report.report, name="report"),
    path(f"{OF_INTERVIEW}rate/", people.rate, name="rate"),
    path(f"{OF_INTERVIEW}decide/", people.decide, name="decide"),
    path(f"{OF_INTERVIEW}score/", people.set_score, name="score"),
    path(f"{OF_INTERVIEW}comment/", people.comment, name="comment"),
    path(f"{OF_INTERVIEW}comments/<uuid:comment_id>/remove/", people.remove_comment, name="comment-remove"),
    path(f"{OF_INTERVIEW}feedback/", answering.feedback, name="feedback"),
    path(f"{OF_INTERVIEW}reviews/<uuid:review_id>/", answering.answer, name="answer-review"),
    path(f"{OF_JOB}reports/", jobs.standings, name="standings"),
    path(f"{OF_JOB}reports/compare/", jobs.compare, name="compare"),
    path(f"{OF_INVITATION}feedback/", candidate.feedback, name="candidate-feedback"),
    path(f"{OF_INVITATION}human-review/", candidate.human_review, name="human-review"),
]
