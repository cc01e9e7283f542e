from django.contrib import admin
from django.urls import include, path

from interviews.views import accepting, near, review

app_name = "interviews"
of_staff = admin.site.admin_view

in_company: list[object] = []

staff = [
    path("review/", of_staff(review.review), name="staff-review"),
    path("review/<uuid:proposal_id>/accept/", of_staff(accepting.accept), name="staff-review-accept"),
    path("review/<uuid:proposal_id>/merge/", of_staff(review.merge), name="staff-review-merge"),
    path("review/<uuid:proposal_id>/reject/", of_staff(review.reject), name="staff-review-reject"),
    path("review/<uuid:proposal_id>/reopen/", of_staff(review.reopen), name="staff-review-reopen"),
    path("near/", of_staff(near.near), name="staff-near"),
    path("near/again/", of_staff(near.look_again), name="staff-near-again"),
    path("near/<int:pair_id>/", of_staff(near.decide), name="staff-near-decide"),
]

urlpatterns = [
    path("c/<slug:company>/", include(in_company)),  # type: ignore[arg-type]
    path("admin/library/", include(staff)),
]
