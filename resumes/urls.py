from django.urls import include, path

from resumes.views import candidates, files

app_name = "resumes"

in_company = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/add/", candidates.add, name="add"),
    path("candidates/upload/", candidates.upload, name="upload"),
    path("candidates/<uuid:candidate_id>/", candidates.candidate, name="candidate"),
    path("candidates/<uuid:candidate_id>/erase/", candidates.erase, name="erase"),
    path("resumes/<uuid:resume_id>/file/", files.resume_file, name="file"),
]

urlpatterns = [
    path("c/<slug:company>/", include(in_company)),
    path("files/<str:link>/", files.linked_file, name="linked-file"),
]
