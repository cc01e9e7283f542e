from django.urls import path

from config.workshop import views

app_name = "workshop"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("dev/outbox/", views.outbox, name="outbox"),
    path("dev/outbox/<uuid:mail_id>/", views.mail, name="mail"),
    path("dev/outbox/<uuid:mail_id>/html/", views.mail_html, name="mail-html"),
    path("dev/errors/<int:status>/", views.error, name="error"),
]
