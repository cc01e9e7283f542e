"""Production's settings with a few pages and tasks that fail."""

from config.settings.prod import *  # noqa: F403
from config.settings.prod import STORAGES

ROOT_URLCONF = "tests.servers.house.urls"
CELERY_IMPORTS = ["tests.servers.house.tasks"]
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_TIMEOUT = 2
