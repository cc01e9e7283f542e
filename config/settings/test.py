from .base import *  # noqa: F403
from .base import STORAGES

SHOW_WORKSHOP = True
KEEP_MAIL_BODIES = True  # /dev/outbox/ shows them
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Real hashing takes most of a second a login on purpose; the tests log in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
