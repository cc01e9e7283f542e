from django.urls import URLPattern, include, path

from interviews.views import health, vectors

app_name = "interviews"

in_company: list[URLPattern] = []

staff = [
    path("health/", health.health, name="staff-health"),
    path("health/<uuid:question_id>/retire/", health.retire, name="staff-health-retire"),
    path("health/<uuid:question_id>/restore/", health.restore, name="staff-health-restore"),
    path("vectors/", vectors.vectors, name="staff-vectors"),
    path("vectors/refresh/", vectors.refresh, name="staff-vectors-refresh"),
    path("vectors/anew/", vectors.anew, name="staff-vectors-anew"),
]

urlpatterns = [
    path("c/<slug:company>/", include(in_company)),
    path("admin/library/", include(staff)),
]
