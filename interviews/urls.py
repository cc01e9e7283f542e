from django.urls import URLPattern, include, path

from interviews.views import banks, library, questions

app_name = "interviews"

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
]
staff: list[URLPattern] = []

urlpatterns = [
    path("c/<slug:company>/", include(in_company)),
    path("admin/library/", include(staff)),
]
