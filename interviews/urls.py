from django.contrib import admin
from django.urls import include, path

from interviews.views import (
    accepting,
    banks,
    health,
    imports,
    invitation_lists,
    invitations,
    inviting,
    job_candidates,
    library,
    near,
    questions,
    review,
    vectors,
)

app_name = "interviews"
of_staff = admin.site.admin_view

in_company = [
    path("questions/", library.questions, name="questions"),
    path("questions/new/", questions.new, name="question-new"),
    path("questions/banks/", banks.banks, name="banks"),
    path("questions/banks/make/", banks.make, name="bank-make"),
    path("questions/banks/<uuid:bank_id>/rename/", banks.rename, name="bank-rename"),
    path("questions/banks/<uuid:bank_id>/retire/", banks.retire, name="bank-retire"),
    path("questions/banks/<uuid:bank_id>/restore/", banks.restore, name="bank-restore"),
    path("questions/<uuid:question_id>/", questions.question, name="question"),
    path("questions/<uuid:question_id>/copy/", questions.copy, name="question-copy"),
    path("questions/<uuid:question_id>/edit/", questions.edit, name="question-edit"),
    path("questions/<uuid:question_id>/retire/", questions.retire, name="question-retire"),
    path("questions/<uuid:question_id>/restore/", questions.restore, name="question-restore"),
    path("questions/import/", imports.company_desk(imports.new), name="import-new"),
    path("questions/import/template.csv", imports.company_desk(imports.template_file), name="import-template"),
    path("questions/import/<uuid:import_id>/", imports.company_desk(imports.one), name="import"),
    path("questions/import/<uuid:import_id>/write/", imports.company_desk(imports.write), name="import-write"),
    path("questions/import/<uuid:import_id>/forget/", imports.company_desk(imports.forget), name="import-forget"),
    path("questions/import/<uuid:import_id>/faults.csv", imports.company_desk(imports.faults), name="import-faults"),
    path("questions/export/", imports.company_desk(imports.exporting), name="export"),
    path("jobs/<uuid:job_id>/", job_candidates.candidates, name="job"),
    path("jobs/<uuid:job_id>/invitations/", job_candidates.act, name="invitations-act"),
    path("jobs/<uuid:job_id>/invite/", inviting.invite, name="invite"),
    path("jobs/<uuid:job_id>/invite/preview/", inviting.preview, name="invite-preview"),
    path("jobs/<uuid:job_id>/invite/test/", inviting.try_out, name="invite-test"),
    path("jobs/<uuid:job_id>/invite/list/", invitation_lists.new, name="invite-many"),
    path("jobs/<uuid:job_id>/invite/list/<uuid:list_id>/", invitation_lists.one, name="invite-list"),
    path("jobs/<uuid:job_id>/invite/list/<uuid:list_id>/rows/<int:number>/", invitation_lists.row, name="invite-row"),
    path("jobs/<uuid:job_id>/invite/list/<uuid:list_id>/not-invited.csv", invitation_lists.staying_out, name="invite-out"),
    path("jobs/<uuid:job_id>/invite/list/<uuid:list_id>/forget/", invitation_lists.forget, name="invite-forget"),
    path("invitations/<uuid:invitation_id>/", invitations.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/resend/", invitations.resend, name="invitation-resend"),
    path("invitations/<uuid:invitation_id>/extend/", invitations.extend, name="invitation-extend"),
    path("invitations/<uuid:invitation_id>/revoke/", invitations.revoke, name="invitation-revoke"),
    path("invitations/<uuid:invitation_id>/adjustments/<uuid:request_id>/", invitations.decide, name="invitation-decide"),
]

staff = [
    path("review/", of_staff(review.review), name="staff-review"),
    path("review/<uuid:proposal_id>/accept/", of_staff(accepting.accept), name="staff-review-accept"),
    path("review/<uuid:proposal_id>/merge/", of_staff(review.merge), name="staff-review-merge"),
    path("review/<uuid:proposal_id>/reject/", of_staff(review.reject), name="staff-review-reject"),
    path("review/<uuid:proposal_id>/reopen/", of_staff(review.reopen), name="staff-review-reopen"),
    path("near/", of_staff(near.near), name="staff-near"),
    path("near/again/", of_staff(near.look_again), name="staff-near-again"),
    path("near/<int:pair_id>/", of_staff(near.decide), name="staff-near-decide"),
    path("health/", health.health, name="staff-health"),
    path("health/<uuid:question_id>/retire/", health.retire, name="staff-health-retire"),
    path("health/<uuid:question_id>/restore/", health.restore, name="staff-health-restore"),
    path("vectors/", vectors.vectors, name="staff-vectors"),
    path("vectors/refresh/", vectors.refresh, name="staff-vectors-refresh"),
    path("vectors/anew/", vectors.anew, name="staff-vectors-anew"),
    path("import/", imports.staff_desk(imports.new), name="staff-import-new"),
    path("import/template.csv", imports.staff_desk(imports.template_file), name="staff-import-template"),
    path("import/<uuid:import_id>/", imports.staff_desk(imports.one), name="staff-import"),
    path("import/<uuid:import_id>/write/", imports.staff_desk(imports.write), name="staff-import-write"),
    path("import/<uuid:import_id>/forget/", imports.staff_desk(imports.forget), name="staff-import-forget"),
    path("import/<uuid:import_id>/faults.csv", imports.staff_desk(imports.faults), name="staff-import-faults"),
    path("export/", imports.staff_desk(imports.exporting), name="staff-export"),
]

urlpatterns = [path("c/<slug:company>/", include(in_company)), path("admin/library/", include(staff))]
