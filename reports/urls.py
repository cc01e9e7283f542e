from django.urls import include, path

from reports.views import answering, candidate, exports, jobs, noting, people, recordings, report, shared, sharing, versions

OF_JOB = "c/<slug:company>/jobs/<uuid:job_id>/"
OF_INTERVIEW = "c/<slug:company>/interviews/<uuid:interview_id>/"
OF_INVITATION = "interview/<uuid:invitation_id>/"

app_name = "reports"

of_report = [
    path("", report.report, name="report"),
    path("technical/", report.technical, name="technical"),
    path("new-version/", versions.new, name="new-version"),
    path("share/", sharing.share, name="share"),
    path("share/<uuid:link_id>/revoke/", sharing.revoke, name="share-revoke"),
    path("recordings/<uuid:segment_id>/", recordings.recording, name="recording"),
    path("camera/<uuid:film_id>/", recordings.camera, name="camera"),
    path("report.pdf", exports.pdf, name="report-pdf"),
    path("report.csv", exports.csv, name="report-csv"),
    path("report.json", exports.json, name="report-json"),
]

urlpatterns = [
    path(f"{OF_INTERVIEW}report/", include(of_report)),
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
    path(f"{OF_JOB}reports.csv", exports.job_csv, name="job-csv"),
    path(f"{OF_JOB}reports.json", exports.job_json, name="job-json"),
    path(f"{OF_INVITATION}room/noted/", noting.noted, name="noted"),
    path("r/<str:token>/", shared.shared, name="shared"),
]
