from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from config import env
from config.logging import LOGGING as LOGGING
from config.middleware import guard_static_file

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = False
SITE_URL = env.url("SITE_URL", ("https", "http")).rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SHOW_WORKSHOP = False  # /styleguide/ and /dev/outbox/

INSTALLED_APPS = [
    "daphne",
    "config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    # after allauth, whose pages in the admin it closes
    "accounts",
    "resumes",
    "interviews",
    "reports",
    "channels",
    "csp",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.RequestId",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PermissionsPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SeenNowAndThen",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PrivatePages",
    "config.middleware.NotAllowedPage",
    "accounts.middleware.StaffAdminScope",
    "reports.middleware.RatingComesFirst",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.context.workspace",
                "accounts.context.staff",
                "interviews.context.candidate",
            ],
        },
    }
]
# Where the frames of pages lead: a label, a URL's name, and who is led there. Here, as no app knows the pages of those above it.
_MANAGERS = ("owner", "admin")
_RECRUITING = (*_MANAGERS, "recruiter")
FIRST_PAGE = "interviews.views.today.today"
WORKSPACE_PLACES = (
    ("Today", "accounts:today", (*_RECRUITING, "reviewer")),
    ("Jobs", "interviews:jobs", (*_RECRUITING, "reviewer")),
    ("Candidates", "resumes:candidates", _RECRUITING),
    ("Questions", "interviews:questions", _RECRUITING),
    ("Team", "accounts:team", (*_RECRUITING, "reviewer")),
    ("Company", "accounts:settings", _MANAGERS),
    ("Models", "accounts:models", _MANAGERS),
    ("Audit log", "accounts:audit", _MANAGERS),
)
STAFF_PLACES = (
    ("Review", "interviews:staff-review", "interviews.change_proposal"),
    ("Near-duplicates", "interviews:staff-near", "interviews.change_question"),
    ("Question health", "interviews:staff-health", "interviews.view_question"),
    ("Vectors", "interviews:staff-vectors", "interviews.view_vectormodel"),
    ("Latency", "interviews:staff-latency", "interviews.view_waterfall"),
    ("Import", "interviews:staff-import-new", "interviews.add_question"),
    ("Export", "interviews:staff-export", "interviews.add_question"),
    ("Models", "accounts:staff-models", "accounts.view_modelcall"),
)

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Two roles on one database. "default" is the application's: row policies bind it. "owner" is for migrations, staff
# admin and the sweeping jobs; accounts.tenancy.ScopeRouter lets nobody else near it.
DATABASES = {"default": env.database("DATABASE_URL"), "owner": env.database("DATABASE_OWNER_URL")}
DATABASE_ROUTERS = ["accounts.tenancy.ScopeRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
POOL_SIZE = env.number("DATABASE_POOL", 0)
for _entry in DATABASES.values():
    _entry |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    # A server that takes connections and says nothing would hold every page for ever. /readyz adds this to Redis's
    # time-out below and must stay under 5 s.
    _entry["OPTIONS"] = {"connect_timeout": 3, "tcp_user_timeout": 15_000} | _entry["OPTIONS"]  # type: ignore[operator]
if POOL_SIZE:
    # For web and for workers with threads; a pool would not survive the fork of other workers.
    # A server that was away is asked again by the next who needs a line, and not after twice the time that it was away.
    _pool = {"min_size": 2, "max_size": POOL_SIZE, "timeout": 3, "reconnect_timeout": 2}
    DATABASES["default"]["OPTIONS"] |= {"pool": _pool}  # type: ignore[operator]

REDIS_URL = env.url("REDIS_URL", ("redis", "rediss"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "colloquy",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {
            # redis-py's own socket timeout of 5 s would end every idle WebSocket after 5 s.
            "hosts": [
                {
                    "address": REDIS_URL,
                    "socket_timeout": None,
                    "socket_connect_timeout": 5,
                    "socket_keepalive": True,
                    "health_check_interval": 15,
                }
            ],
            "prefix": "colloquy",
            "capacity": 1500,
            "expiry": 30,
            "group_expiry": 3600,
        },
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "config.beat:SteadyScheduler"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,
    # A page that enqueues waits this long for a Redis that says nothing, and once: the sweeps make up for it. A
    # worker's own wait for work ends after 1 s.
    "socket_timeout": 3,
    "socket_connect_timeout": 2,
    "max_retries": 0,
    "socket_keepalive": True,
    # A worker notices within about twice this time that its line is dead.
    "health_check_interval": 5,
    "global_keyprefix": "colloquy:",
}

# Who thinks, hears and speaks, and the keys under which companies' own keys are kept.
AI = env.models()
PROVIDER_ADDRESSES = env.provider_addresses()
ENCRYPTION_KEYS = env.encryption_keys(SECRET_KEY)
# In US dollars: what each new company may spend in a month with the keys above.
COMPANY_BUDGET = env.number("COMPANY_BUDGET", 25)
# How many members of a panel read each answer, where a model does.
ASSESSMENT_PASSES = env.number("ASSESSMENT_PASSES", 3, least=1, most=5)
# What Prometheus says to be given /metrics. Without it our own staff alone may read them.
METRICS_TOKEN = env.secret("METRICS_TOKEN") if env.is_set("METRICS_TOKEN") else ""
# Whoever starts many processes asks once, before all of them, and sets this for them.
KEYS_WERE_CHECKED = env.flag("KEYS_WERE_CHECKED", False)

AUTH_USER_MODEL = "accounts.User"
# The e-mail is unique without regard to case, by a constraint that this check does not look for.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A mail about each change to how somebody logs in, so that a stranger's change is noticed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
# The code before and the code after count too: phones' clocks differ.
MFA_TOTP_TOLERANCE = 1
# accounts.middleware.SeenNowAndThen keeps it
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# Whoever comes this way reads the terms and says their name like everybody else.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = env.openid_connect()
# Behind proxies all visitors would share one rate-limit bucket without this count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
# Of candidates' pages and mail; everybody else's are in English. Another one is its files: docs/languages.md.
TRANSLATED = sorted(path.parts[-3] for path in LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"))
LANGUAGES = [(code, LANG_INFO[code]["name"]) for code in (LANGUAGE_CODE, *TRANSLATED)]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))
STORAGES = {
    "default": env.store_of_files(),
    "staticfiles": {"BACKEND": "config.static.HashedFiles"},
}
# clamd, which looks into each résumé before anything else does.
VIRUS_SCANNER = env.virus_scanner()
WHITENOISE_ADD_HEADERS_FUNCTION = guard_static_file
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# Whole bodies may have as much, and more at these addresses: twenty résumés of 10 MB, and files of questions that staff bring.
LARGE_BODIES = ((r"/c/[^/]+/candidates/upload/", 201 * 1024 * 1024), (r"/admin/library/import/", 251 * 1024 * 1024))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # a form that logs in elsewhere is answered with a redirect there
        "form-action": [SELF, *env.openid_connect_origins()],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "colloquy_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "colloquy_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.errors.SecretsStayHidden"

# Links in sent mail would open doors for whoever reads the database.
KEEP_MAIL_BODIES = False
MAIL_FROM = env.text("MAIL_FROM", "Colloquy <no-reply@colloquy.invalid>")
DEFAULT_FROM_EMAIL = MAIL_FROM
EMAIL_TIMEOUT = 20
globals().update(env.mail_server())
