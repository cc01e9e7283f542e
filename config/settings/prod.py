from urllib.parse import urlsplit

from config import env

from .base import *  # noqa: F403
from .base import DATABASES, SECRET_KEY, SITE_URL

if len(SECRET_KEY) < 50:
    raise env.WrongSetting("SECRET_KEY", "must have at least 50 characters. `openssl rand -base64 48` makes one.")
if not env.is_set("ENCRYPTION_KEYS"):
    # Derived from SECRET_KEY, companies' keys would be lost with the day on which that one is changed.
    raise env.WrongSetting("ENCRYPTION_KEYS", "is not set. `openssl rand -base64 32 | tr '+/' '-_'` makes one.")
if not SITE_URL.startswith("https://"):
    raise env.WrongSetting("SITE_URL", "must begin with https:// in production.")
for _alias, _name in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
    if not DATABASES[_alias]["PASSWORD"]:
        raise env.WrongSetting(_name, "has no password.")
if DATABASES["default"]["USER"] == DATABASES["owner"]["USER"]:
    raise env.WrongSetting("DATABASE_URL", "and DATABASE_OWNER_URL must name two different roles.")

if not env.text("OIDC_SERVER_URL", "https://").startswith("https://"):
    raise env.WrongSetting("OIDC_SERVER_URL", "must begin with https:// in production.")

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", urlsplit(SITE_URL).hostname or "")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = env.flag("REDIRECT_TO_HTTPS", True)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("TRUSTED_PROXIES", 0) else None
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-colloquy_session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-colloquy_csrf"
