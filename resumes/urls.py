from django.urls import include, path

from resumes.views import candidate, candidates, correcting, files, merging, uploads

app_name = "resumes"

in_company = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/add/", candidates.add, name="add"),
    path("candidates/bulk/", candidates.bulk, name="bulk"),
    path("candidates/upload/", uploads.upload, name="upload"),
    path("candidates/upload/one/", uploads.upload_one, name="upload-one"),
    path("candidates/upload/states/", uploads.upload_states, name="upload-states"),
    path("candidates/<uuid:candidate_id>/", candidate.candidate, name="candidate"),
    path("candidates/<uuid:candidate_id>/edit/", candidate.edit, name="edit"),
    path("candidates/<uuid:candidate_id>/type/", candidate.type_resume, name="type"),
    path("candidates/<uuid:candidate_id>/merge/", merging.merge, name="merge"),
    path("candidates/<uuid:candidate_id>/erase/", candidate.erase, name="erase"),
    path("resumes/<uuid:resume_id>/file/", files.resume_file, name="file"),
    path("resumes/<uuid:resume_id>/correct/", correcting.correct, name="correct"),
    path("resumes/<uuid:resume_id>/as-read/", correcting.as_read, name="as-read"),
    path("resumes/<uuid:resume_id>/again/", correcting.again, name="again"),
]

urlpatterns = [
    path("c/<slug:company>/", include(in_company)),
    path("files/<str:link>/", files.linked_file, name="linked-file"),
]
