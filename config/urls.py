from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts import openid
from config import health
from config.metrics import metrics

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    # Before the admin, under whose address some of it lies.
    path("", include("interviews.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("resumes.urls")),
    path("", include("reports.urls")),
    # Before allauth's, under its names.
    path("oidc/<slug:provider_id>/login/", openid.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    path("", include("allauth.urls")),
]
if settings.SHOW_WORKSHOP:
    urlpatterns.append(path("", include("config.workshop.urls")))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
# allauth's own name for it
handler429 = "config.errors.too_many_requests"
