"""Who may do what, as data: one row for each URL. tests/test_permissions.py runs it; a URL without a row fails there."""

from dataclasses import dataclass, field

OWNER, ADMIN, RECRUITER, REVIEWER = "owner", "admin", "recruiter", "reviewer"
EVERY_ROLE = (OWNER, ADMIN, RECRUITER, REVIEWER)
MANAGERS = (OWNER, ADMIN)
RECRUITING = (OWNER, ADMIN, RECRUITER)


@dataclass(frozen=True)
class InCompany:
    """A company's page: these roles get `gives`, other members 403, everybody else the 404 of a company that is not there."""

    roles: tuple[str, ...]
    gives: int = 200
    method: str = "get"
    data: dict = field(default_factory=dict)
    # Further arguments of the address, which identify nothing of anybody's.
    arguments: dict = field(default_factory=dict)
    # The name of an argument that identifies an object: a foreign one must answer as a missing one does.
    object: str = ""
    # Names of arguments that identify what the object lies in: of the same company, and one's own where the object is foreign.
    within: tuple[str, ...] = ()
    # Before a POST it asks, by GET, and the same people may see the question.
    asks: bool = False


@dataclass(frozen=True)
class Public:
    """Anybody, logged in or not, gets one of these."""

    gives: tuple[int, ...] = (200,)
    method: str = "get"


@dataclass(frozen=True)
class LoggedIn:
    """Anonymous visitors are sent to log in; whoever is logged in gets one of these."""

    gives: tuple[int, ...] = (200,)
    method: str = "get"


@dataclass(frozen=True)
class OfInvitation:
    """A candidate's page: whoever came by the link gets one of these, and everybody else the page of an unknown link."""

    gives: tuple[int, ...] = (200,)
    method: str = "get"
    data: dict = field(default_factory=dict)
    # Further arguments of the address.
    arguments: tuple = ()


@dataclass(frozen=True)
class StaffOnly:
    """Only our own staff; everybody else is sent away."""


PERMISSIONS = {
    "livez": Public(),
    "readyz": Public((200, 503)),
    # The first is staff's; tests/config/test_metrics.py says so.
    "metrics": Public((200, 403)),
    "accounts:home": Public((200, 302)),
    "accounts:colours": Public((400,)),  # without a colour
    "accounts:logo": Public((404,)),
    "accounts:join": Public((404,)),
    "accounts:account": LoggedIn(),
    "accounts:new-company": LoggedIn(),
    "accounts:new-company-appearance": LoggedIn((302,)),
    "accounts:today": InCompany(EVERY_ROLE),
    "accounts:team": InCompany(EVERY_ROLE),
    "accounts:mail": InCompany(EVERY_ROLE, 302, "post", {"told_of_reports": "all", "told_of_ends": "all"}, asks=True),
    "accounts:leave": InCompany(EVERY_ROLE, 302, "post", asks=True),
    "accounts:invite": InCompany(MANAGERS, 302, "post", {"email": "new@northwind.example", "role": "reviewer"}),
    "accounts:resend": InCompany(MANAGERS, 302, "post", object="invitation_id"),
    "accounts:revoke": InCompany(MANAGERS, 302, "post", object="invitation_id"),
    "accounts:role": InCompany(MANAGERS, 302, "post", {"role": "recruiter"}, object="member_id"),
    "accounts:remove": InCompany(MANAGERS, 302, "post", object="member_id", asks=True),
    "accounts:settings": InCompany(MANAGERS),
    "accounts:models": InCompany(MANAGERS),
    "accounts:models-budget": InCompany(MANAGERS, 302, "post", {"limit": "50", "warning_percent": "80"}),
    # No key is saved here: a real one would be shown to its provider first.
    "accounts:models-key": InCompany(MANAGERS, 422, "post", {"secret": "short"}, {"provider": "openai"}, asks=True),
    "accounts:models-key-remove": InCompany(MANAGERS, 302, "post", object="provider", asks=True),
    "accounts:audit": InCompany(MANAGERS),
    "accounts:audit-export": InCompany(MANAGERS, 200, "post"),
    "resumes:candidates": InCompany(RECRUITING),
    "resumes:add": InCompany(RECRUITING, 302, "post", {"name": "Kim Larsen", "email": "kim@post.example"}),
    "resumes:upload": InCompany(RECRUITING, 422, "post"),  # without a file
    "resumes:upload-one": InCompany(RECRUITING, 422, "post"),  # without a file
    "resumes:upload-states": InCompany(RECRUITING),
    "resumes:bulk": InCompany(RECRUITING, 302, "post"),  # with nobody chosen
    "resumes:candidate": InCompany(RECRUITING, object="candidate_id"),
    "resumes:edit": InCompany(RECRUITING, 422, "post", {"name": ""}, object="candidate_id", asks=True),
    "resumes:type": InCompany(RECRUITING, 422, "post", object="candidate_id"),  # without a text
    # The other one is in the query; tests/resumes/test_merging.py says whose it may be.
    "resumes:merge": InCompany(RECRUITING, object="candidate_id"),
    "resumes:erase": InCompany(RECRUITING, 302, "post", object="candidate_id", asks=True),
    "resumes:file": InCompany(RECRUITING, 302, object="resume_id"),
    "resumes:correct": InCompany(RECRUITING, 422, "post", object="resume_id", asks=True),  # without its rows
    "resumes:as-read": InCompany(RECRUITING, 302, "post", object="resume_id"),
    "resumes:again": InCompany(RECRUITING, 302, "post", object="resume_id"),
    "resumes:linked-file": Public((404,)),
    # The reviewer was given the job.
    "reports:report": InCompany(EVERY_ROLE, object="interview_id"),
    "reports:technical": InCompany(RECRUITING, object="interview_id"),
    "reports:new-version": InCompany(RECRUITING, 302, "post", object="interview_id", asks=True),
    "reports:share": InCompany(RECRUITING, 302, "post", {"label": "The team", "days": "7"}, object="interview_id", asks=True),
    "reports:share-revoke": InCompany(RECRUITING, 302, "post", object="link_id", within=("interview_id",)),
    "reports:camera": InCompany(RECRUITING, object="film_id", within=("interview_id",)),
    "reports:recording": InCompany(EVERY_ROLE, object="segment_id", within=("interview_id",)),
    "reports:report-pdf": InCompany(RECRUITING, object="interview_id"),
    "reports:report-csv": InCompany(RECRUITING, object="interview_id"),
    "reports:report-json": InCompany(RECRUITING, object="interview_id"),
    "reports:job-csv": InCompany(RECRUITING, object="job_id"),
    "reports:job-json": InCompany(RECRUITING, object="job_id"),
    # Links that open, expired and taken back: tests/reports/test_sharing.py.
    "reports:shared": Public((404, 429)),
    # The interview goes on: nothing can be rated yet.
    "reports:rate": InCompany(EVERY_ROLE, 302, object="interview_id"),
    "reports:decide": InCompany(RECRUITING, 422, "post", object="interview_id", asks=True),
    "reports:score": InCompany(RECRUITING, 422, "post", object="interview_id", asks=True),
    "reports:comment": InCompany(EVERY_ROLE, 422, "post", object="interview_id", asks=True),
    # Of others it is refused with a word; tests/reports/test_comments.py says so.
    "reports:comment-remove": InCompany(EVERY_ROLE, 302, "post", object="comment_id", within=("interview_id",)),
    "reports:feedback": InCompany(RECRUITING, object="interview_id"),
    "reports:answer-review": InCompany(RECRUITING, 422, "post", object="review_id", within=("interview_id",), asks=True),
    "reports:standings": InCompany(EVERY_ROLE, object="job_id"),
    "reports:compare": InCompany(EVERY_ROLE, 302, object="job_id"),  # with nobody picked
    "reports:candidate-feedback": OfInvitation((302,)),
    "reports:human-review": OfInvitation((302,)),
    "interviews:jobs": InCompany(EVERY_ROLE),
    "interviews:job-new": InCompany(RECRUITING, 422, "post", {"title": ""}, asks=True),
    # The reviewer was given the job; one who was not is in tests/interviews/test_access_to_jobs.py.
    "interviews:job": InCompany(EVERY_ROLE, object="job_id"),
    "interviews:job-about": InCompany(EVERY_ROLE, object="job_id"),
    "interviews:job-settings": InCompany(RECRUITING, 422, "post", {"title": ""}, object="job_id", asks=True),
    "interviews:job-status": InCompany(RECRUITING, 302, "post", {"status": "paused"}, object="job_id"),
    "interviews:job-close": InCompany(RECRUITING, 302, "post", object="job_id", asks=True),
    "interviews:job-copy": InCompany(RECRUITING, 302, "post", object="job_id"),
    "interviews:job-delete": InCompany(RECRUITING, 302, "post", object="job_id", asks=True),
    "interviews:job-give": InCompany(RECRUITING, 302, "post", object="job_id"),
    "interviews:job-take": InCompany(RECRUITING, 302, "post", object="job_id"),
    "interviews:import-new": InCompany(RECRUITING),
    "interviews:import-template": InCompany(RECRUITING),
    "interviews:import": InCompany(RECRUITING, object="import_id"),
    "interviews:import-write": InCompany(RECRUITING, 302, "post", object="import_id"),
    "interviews:import-forget": InCompany(RECRUITING, 302, "post", object="import_id"),
    "interviews:import-faults": InCompany(RECRUITING, object="import_id"),
    "interviews:export": InCompany(RECRUITING),
    **{f"interviews:staff-import{part}": StaffOnly() for part in ("", "-new", "-template", "-write", "-forget", "-faults")},
    "interviews:staff-export": StaffOnly(),
    "interviews:plan": InCompany(EVERY_ROLE, object="job_id"),
    "interviews:plan-start": InCompany(RECRUITING, 422, "post", {"from": "nothing"}, object="job_id", asks=True),
    # As of no state of the plan: told, and nothing changed.
    "interviews:plan-edit": InCompany(RECRUITING, 422, "post", {"do": "spread-weights"}, object="job_id"),
    "interviews:plan-save": InCompany(RECRUITING, 422, "post", object="job_id"),
    "interviews:plan-discard": InCompany(RECRUITING, 422, "post", object="job_id", asks=True),
    "interviews:plan-find": InCompany(RECRUITING, data={"competency": "reliability"}, object="job_id"),
    "interviews:plan-changes": InCompany(RECRUITING, 302, object="job_id"),
    "interviews:plan-version": InCompany(EVERY_ROLE, arguments={"number": 1}, object="job_id"),
    "interviews:plan-try": InCompany(RECRUITING, 302, "post", object="job_id"),
    "interviews:trial": InCompany(RECRUITING, object="trial_id", within=("job_id",)),
    "interviews:trial-now": InCompany(RECRUITING, 422, object="trial_id", within=("job_id",)),  # of no connection
    "interviews:trial-connect": InCompany(RECRUITING, 200, "post", object="trial_id", within=("job_id",)),
    # Nothing was asked yet.
    "interviews:trial-answer": InCompany(RECRUITING, 422, "post", {"turn": "1", "text": "Yes."}, object="trial_id", within=("job_id",)),
    "interviews:trial-unsent": InCompany(RECRUITING, 200, "post", {"turn": "1", "text": "Yes."}, object="trial_id", within=("job_id",)),
    "interviews:trial-draft": InCompany(RECRUITING, 422, "post", object="trial_id", within=("job_id",)),  # of no turn
    "interviews:trial-heard": InCompany(
        RECRUITING, 204, "post", {"turn": "1", "sentence": "1", "ms": "0"}, object="trial_id", within=("job_id",)
    ),
    # Nothing was said there yet; tests/interviews/test_speech.py listens.
    "interviews:trial-speech": InCompany(RECRUITING, 404, object="trial_id", within=("job_id",), arguments={"turn": 1, "number": 1}),
    "interviews:trial-piece": InCompany(RECRUITING, 422, "post", object="trial_id", within=("job_id",)),  # of no turn
    "interviews:trial-segment": InCompany(RECRUITING, 422, "post", object="trial_id", within=("job_id",)),
    "interviews:trial-again": InCompany(RECRUITING, 422, "post", object="trial_id", within=("job_id",)),
    "interviews:trial-act": InCompany(RECRUITING, 302, "post", {"do": "pause"}, object="trial_id", within=("job_id",)),
    "interviews:trial-leave": InCompany(RECRUITING, 302, "post", object="trial_id", within=("job_id",), asks=True),
    "interviews:plan-keep": InCompany(RECRUITING, 302, "post", {"name": "Ours"}, object="job_id"),
    "interviews:plan-template-delete": InCompany(RECRUITING, 302, "post", object="template_id", asks=True),
    "interviews:questions": InCompany(RECRUITING),
    "interviews:question-new": InCompany(RECRUITING, 422, "post", {"text": ""}, asks=True),
    "interviews:question": InCompany(RECRUITING, object="question_id"),
    # An own question needs no copy: one is led to it. The library's are copied in tests/interviews/test_copying.py.
    "interviews:question-copy": InCompany(RECRUITING, 302, "post", object="question_id"),
    "interviews:question-edit": InCompany(RECRUITING, 422, "post", {"text": ""}, object="question_id", asks=True),
    "interviews:question-retire": InCompany(RECRUITING, 302, "post", object="question_id"),
    "interviews:question-restore": InCompany(RECRUITING, 302, "post", object="question_id"),
    "interviews:banks": InCompany(RECRUITING),
    "interviews:bank-make": InCompany(RECRUITING, 302, "post", {"name": "Warehouse", "language": "en"}),
    "interviews:bank-rename": InCompany(RECRUITING, 302, "post", {"name": "Gate"}, object="bank_id", asks=True),
    "interviews:bank-retire": InCompany(RECRUITING, 302, "post", object="bank_id", asks=True),
    "interviews:bank-restore": InCompany(RECRUITING, 302, "post", object="bank_id"),
    "interviews:link": Public((404, 429)),
    "interviews:landing": OfInvitation(),
    "interviews:arrived": OfInvitation((204,), "post"),
    "interviews:language": OfInvitation((302,), "post", {"language": "de"}),
    "interviews:zone": OfInvitation((302,), "post", {"time_zone": "UTC"}),
    "interviews:consent": OfInvitation((422,), "post"),  # without a tick
    "interviews:consent-take-back": OfInvitation((302,), "post"),  # of what was not given
    "interviews:decline": OfInvitation((302,), "post"),
    "interviews:adjustment": OfInvitation((302,), "post", {"needs": "extra-time"}),
    # In a job without times each of these leads to where they are.
    "interviews:slot": OfInvitation((302,)),
    "interviews:slot-give-back": OfInvitation((302,), "post"),
    "interviews:slot-entry": OfInvitation((302,)),
    # Before they have agreed, each of these leads back to the invitation.
    "interviews:resume": OfInvitation((302,)),
    "interviews:resume-correct": OfInvitation((302,)),
    "interviews:resume-done": OfInvitation((302,), "post"),
    "interviews:check": OfInvitation((302,)),
    "interviews:line": OfInvitation((204,)),
    "interviews:practice": OfInvitation((302,)),
    "interviews:ready": OfInvitation((302,)),
    "interviews:start": OfInvitation((302,), "post"),
    "interviews:room": OfInvitation((302,)),
    "interviews:room-ticket": OfInvitation((302,), "post"),
    "interviews:room-connect": OfInvitation((302,), "post"),
    "interviews:room-now": OfInvitation((302,)),
    "interviews:room-answer": OfInvitation((302,), "post", {"turn": "1", "text": "Yes."}),
    "interviews:room-unsent": OfInvitation((302,), "post", {"turn": "1", "text": "Yes."}),
    "interviews:room-draft": OfInvitation((302,), "post", {"turn": "1", "rev": "1", "text": "Ye"}),
    "interviews:room-heard": OfInvitation((302,), "post", {"turn": "1", "sentence": "1", "ms": "0"}),
    "interviews:room-speech": OfInvitation((302,), arguments=(1, 1)),
    "interviews:room-piece": OfInvitation((302,), "post"),
    "interviews:room-segment": OfInvitation((302,), "post"),
    "interviews:room-again": OfInvitation((302,), "post"),
    "interviews:room-act": OfInvitation((302,), "post", {"do": "pause"}),
    "reports:noted": OfInvitation((302,), "post", {"kind": "left", "turn": "1", "amount": "5"}),
    # Before there is an interview there is nothing at its end either.
    "interviews:correct": OfInvitation((302,), arguments=(1,)),
    "interviews:end": OfInvitation((302,)),
    "interviews:erasure": OfInvitation((302,), "post"),
    "interviews:room-leave": OfInvitation((302,), "post"),
    "interviews:invitations-act": InCompany(RECRUITING, 302, "post", {"do": "remind"}, object="job_id"),
    "interviews:invite": InCompany(RECRUITING, 422, "post", {"name": ""}, object="job_id", asks=True),
    "interviews:invite-preview": InCompany(RECRUITING, object="job_id"),
    "interviews:invite-test": InCompany(RECRUITING, 200, "post", {"subject": ""}, object="job_id"),
    "interviews:invite-many": InCompany(RECRUITING, 422, "post", {"pasted": ""}, object="job_id", asks=True),
    "interviews:invite-list": InCompany(RECRUITING, object="list_id", within=("job_id",)),
    "interviews:invite-row": InCompany(RECRUITING, 302, "post", {"do": "leave-out"}, {"number": 1}, object="list_id", within=("job_id",)),
    "interviews:invite-out": InCompany(RECRUITING, object="list_id", within=("job_id",)),
    "interviews:invite-forget": InCompany(RECRUITING, 302, "post", object="list_id", within=("job_id",)),
    "interviews:slots": InCompany(RECRUITING, 422, "post", {"places": "0"}, object="job_id", asks=True),
    "interviews:slot-cancel": InCompany(RECRUITING, 302, "post", object="slot_id", within=("job_id",)),
    "interviews:candidate-invitations": InCompany(RECRUITING, object="candidate_id"),
    "interviews:invitation": InCompany(RECRUITING, object="invitation_id"),
    "interviews:invitation-resend": InCompany(RECRUITING, 302, "post", object="invitation_id", asks=True),
    "interviews:invitation-extend": InCompany(RECRUITING, 302, "post", {"day": "2099-01-01", "time": "12:00"}, object="invitation_id"),
    "interviews:invitation-revoke": InCompany(RECRUITING, 302, "post", object="invitation_id", asks=True),
    # Nobody agreed to be watched there; tests/interviews/test_watching.py says who may where somebody did.
    "interviews:invitation-live": InCompany(RECRUITING, 302, object="invitation_id"),
    "interviews:invitation-end": InCompany(RECRUITING, 302, "post", {"reason": "A fire alarm."}, object="invitation_id", asks=True),
    "interviews:invitation-more-time": InCompany(RECRUITING, 302, "post", {"minutes": "5"}, object="invitation_id"),
    "interviews:invitation-decide": InCompany(
        RECRUITING, 302, "post", {"decision": "agree", "time_factor": "1.5"}, object="request_id", within=("invitation_id",)
    ),
    "account_login": Public((200, 302)),
    "account_signup": Public((200, 302)),
    "account_logout": Public((200, 302)),
    "account_inactive": Public(),
    "account_reset_password": Public(),
    "account_reset_password_done": Public(),
    "account_reset_password_from_key": Public((200, 302)),
    "account_reset_password_from_key_done": Public(),
    "account_email_verification_sent": Public((200, 302)),
    "account_confirm_email": Public((200, 302)),
    "account_request_login_code": Public((200, 302)),
    "account_confirm_login_code": Public((200, 302)),
    "account_email": LoggedIn(),
    "account_change_password": LoggedIn((200, 302)),
    "account_set_password": LoggedIn((200, 302)),
    "account_reauthenticate": LoggedIn((200, 302)),
    "mfa_index": LoggedIn(),
    "mfa_authenticate": Public((200, 302)),
    "mfa_reauthenticate": LoggedIn((200, 302)),
    "mfa_trust": Public((200, 302)),
    "mfa_activate_totp": LoggedIn((200, 302)),
    "mfa_deactivate_totp": LoggedIn((302, 404)),
    "mfa_view_recovery_codes": LoggedIn((200, 302, 404)),
    "mfa_generate_recovery_codes": LoggedIn((200, 302, 404)),
    "mfa_download_recovery_codes": LoggedIn((200, 302, 404)),
    "mfa_list_webauthn": LoggedIn((200, 302)),
    "mfa_add_webauthn": LoggedIn((200, 302)),
    "mfa_reauthenticate_webauthn": LoggedIn((200, 302, 405)),
    "mfa_remove_webauthn": LoggedIn((302, 404)),
    "mfa_edit_webauthn": LoggedIn((302, 404)),
    "mfa_login_webauthn": Public((200, 302, 405)),
    "socialaccount_login_cancelled": Public(),
    "socialaccount_login_error": Public((401,)),
    "socialaccount_signup": Public((200, 302)),
    "socialaccount_connections": LoggedIn(),
    "openid_connect_login": Public((404,)),
    "openid_connect_callback": Public((404,)),
    "usersessions_list": LoggedIn(),
    "workshop:styleguide": Public(),
    "workshop:outbox": Public(),
    "workshop:mail": Public((404,)),
    "workshop:mail-html": Public((404,)),
    "workshop:error": Public((404,)),
    "accounts:staff-models": StaffOnly(),
    "interviews:staff-health": StaffOnly(),
    "interviews:staff-health-retire": StaffOnly(),
    "interviews:staff-health-restore": StaffOnly(),
    "interviews:staff-latency": StaffOnly(),
    "interviews:staff-vectors": StaffOnly(),
    "interviews:staff-vectors-refresh": StaffOnly(),
    "interviews:staff-vectors-anew": StaffOnly(),
    "interviews:staff-review": StaffOnly(),
    "interviews:staff-review-accept": StaffOnly(),
    "interviews:staff-review-merge": StaffOnly(),
    "interviews:staff-review-reject": StaffOnly(),
    "interviews:staff-review-reopen": StaffOnly(),
    "interviews:staff-near": StaffOnly(),
    "interviews:staff-near-again": StaffOnly(),
    "interviews:staff-near-decide": StaffOnly(),
    # All of Django's admin, each of its URLs.
    "admin:*": StaffOnly(),
}
