from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import import_string

from accounts.views import company, entry, models, staff, team

app_name = "accounts"

in_company = [
    # What stands on the first page is of apps above this one: the settings name it.
    path("", import_string(settings.FIRST_PAGE), name="today"),
    path("team/", team.team, name="team"),
    path("team/invite/", team.invite, name="invite"),
    path("team/invitations/<uuid:invitation_id>/resend/", team.resend, name="resend"),
    path("team/invitations/<uuid:invitation_id>/revoke/", team.revoke, name="revoke"),
    path("team/<uuid:member_id>/role/", team.role, name="role"),
    path("team/<uuid:member_id>/remove/", team.remove, name="remove"),
    path("mail/", team.mail, name="mail"),
    path("leave/", team.leave, name="leave"),
    path("settings/", company.settings, name="settings"),
    path("models/", models.models, name="models"),
    path("models/budget/", models.budget, name="models-budget"),
    path("models/keys/<slug:provider>/", models.key, name="models-key"),
    path("models/keys/<slug:provider>/remove/", models.remove_key, name="models-key-remove"),
    path("audit/", company.audit, name="audit"),
    path("audit/export/", company.audit_export, name="audit-export"),
]

urlpatterns = [
    path("", entry.home, name="home"),
    path("account/", entry.account, name="account"),
    path("companies/new/", entry.new_company, name="new-company"),
    path("companies/new/appearance/", entry.new_company_appearance, name="new-company-appearance"),
    path("companies/colours/", entry.colours, name="colours"),
    path("join/<str:token>/", entry.join, name="join"),
    path("c/<slug:company>/", include(in_company)),
    path("staff/models/", staff.models_status, name="staff-models"),
    path("logo/<uuid:company_id>/<uuid:version>/", entry.logo, name="logo"),
]
