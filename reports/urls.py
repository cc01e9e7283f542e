from django.urls import include, path

from reports.views import exports, noting, report, shared, sharing, versions

app_name = "reports"

of_report = [
    path("", report.report, name="report"),
    path("technical/", report.technical, name="technical"),
    path("new-version/", versions.new, name="new-version"),
    path("share/", sharing.share, name="share"),
    path("share/<uuid:link_id>/revoke/", sharing.revoke, name="share-revoke"),
    path("report.pdf", exports.pdf, name="report-pdf"),
    path("report.csv", exports.csv, name="report-csv"),
    path("report.json", exports.json, name="report-json"),
]

urlpatterns = [
    path("c/<slug:company>/interviews/<uuid:interview_id>/report/", include(of_report)),
    path("c/<slug:company>/jobs/<uuid:job_id>/reports.csv", exports.job_csv, name="job-csv"),
    path("c/<slug:company>/jobs/<uuid:job_id>/reports.json", exports.job_json, name="job-json"),
    path("interview/<uuid:invitation_id>/room/noted/", noting.noted, name="noted"),
    path("r/<str:token>/", shared.shared, name="shared"),
]
