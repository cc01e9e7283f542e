from django.urls import path

from reports.views import report

app_name = "reports"
urlpatterns = [
    path("c/<slug:company>/interviews/<uuid:interview_id>/report/", report.report, name="report"),
]
