"""Settings from the environment, strictly: a value that is wrong stops the process with a sentence."""

import base64
import hashlib
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from ai.configuration import Configuration, addresses_from, all_names, configuration_from

EXAMPLES = {
    "postgresql": "postgresql://user:password@host:5432/name",
    "redis": "redis://:password@host:6379/0",
    "smtp": "smtp://user:password@host:587",
    "https": "https://host",
    "tcp": "tcp://host:3310, or unix:///path/of/its/socket",
}
# The usual reason why an address is cut at the wrong place.
IN_PASSWORDS = "In a password, / ? # and @ are written as %2F %3F %23 and %40."


class WrongSetting(SystemExit):
    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise WrongSetting(name, "is not set, and there is no default for it. See .env.example.")
    return value


def is_set(name: str) -> bool:
    return name in os.environ or f"{name}_FILE" in os.environ


def secret(name: str, default: str | None = None) -> str:
    """Read NAME, or the file that NAME_FILE names, as container secrets are handed over."""
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return text(name, default)
    if name in os.environ:
        raise WrongSetting(name, f"and {name}_FILE are both set; keep one.")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE", f"names {file}, which cannot be read: {error.strerror}.") from None


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise WrongSetting(name, f"must be True or False, not {value!r}.")
    return value == "True"


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    value = os.environ.get(name, str(default))
    if not re.fullmatch("[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise WrongSetting(name, f"must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        raise WrongSetting(name, f"must be one of {', '.join(choices)}, not {value!r}.")
    return value


def url(name: str, schemes: tuple[str, ...], default: str | None = None) -> str:
    value = secret(name, default)
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        is_right = False
    if not is_right:
        # The value is not repeated: it may hold a password.
        raise WrongSetting(name, f"must look like {EXAMPLES[schemes[0]]}.")
    try:
        _ = parts.port
    except ValueError:
        raise WrongSetting(name, f"has a port that is not a number up to 65535. {IN_PASSWORDS}") from None
    return value


def database(name: str) -> dict[str, object]:
    """Turn a postgresql:// URL into an entry of Django's DATABASES."""
    parts = urlsplit(url(name, ("postgresql", "postgres")))
    if not parts.path.strip("/"):
        raise WrongSetting(name, "names no database; it goes after the last slash.")
    return {
        "ENGINE": "config.database",
        "HOST": parts.hostname,
        "PORT": parts.port or 5432,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.strip("/")),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def mail_server() -> dict[str, object]:
    """Read EMAIL_URL (smtp://user:password@host:587, smtps:// for TLS from the start). Without it no mail leaves."""
    if not is_set("EMAIL_URL"):
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url("EMAIL_URL", ("smtp", "smtps", "smtp+plain")))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 587, "smtps": 465}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def store_of_files() -> dict[str, object]:
    """Read where files are kept: in the bucket that S3_BUCKET names, or in a folder."""
    if not is_set("S3_BUCKET"):
        if is_set("S3_ENDPOINT_URL"):
            raise WrongSetting("S3_BUCKET", "is not set, and S3_ENDPOINT_URL is: name the bucket, or take both out.")
        return {"BACKEND": "resumes.storage.LocalFiles"}
    name = text("S3_BUCKET")
    if not re.fullmatch("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name):
        raise WrongSetting("S3_BUCKET", "must be a bucket's name: 3 to 63 small letters, digits, dots and hyphens.")
    options = {
        "bucket_name": name,
        "access_key": secret("S3_ACCESS_KEY"),
        "secret_key": secret("S3_SECRET_KEY"),
        "region_name": text("S3_REGION", "us-east-1"),
        "endpoint_url": url("S3_ENDPOINT_URL", ("https", "http")) if is_set("S3_ENDPOINT_URL") else None,
        "link_url": url("S3_LINK_URL", ("https", "http")) if is_set("S3_LINK_URL") else None,
    }
    return {"BACKEND": "resumes.s3.S3Files", "OPTIONS": options}


def virus_scanner() -> str:
    """Read where clamd listens. Without it nothing is scanned."""
    if not is_set("CLAMD_URL"):
        return ""
    value = secret("CLAMD_URL")
    return value if re.fullmatch("unix:///.+", value) else url("CLAMD_URL", ("tcp",))


def openid_connect_origins() -> list[str]:
    """Read where a provider's log-in pages live: its own origin, unless it names others."""
    if "OIDC_SERVER_URL" not in os.environ:
        return []
    server = urlsplit(url("OIDC_SERVER_URL", ("https", "http")))
    return words("OIDC_LOGIN_ORIGINS", f"{server.scheme}://{server.netloc}")


def openid_connect() -> dict[str, object]:
    """Read the one OpenID Connect provider that people may log in with, if there is one."""
    if "OIDC_SERVER_URL" not in os.environ:
        return {}
    app = {
        "provider_id": "company",
        "name": text("OIDC_NAME", "your company account"),
        "client_id": text("OIDC_CLIENT_ID"),
        "secret": secret("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": url("OIDC_SERVER_URL", ("https", "http"))},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def models() -> Configuration:
    """Read who thinks, hears and speaks. Without a key it is `builtin`, which needs nobody."""
    return configuration_from(_about_models())


def provider_addresses() -> dict[str, str]:
    """Read where companies' own keys are used: at the providers' own addresses, unless the operator gave others."""
    return addresses_from(_about_models())


def _about_models() -> dict[str, str]:
    return {name: secret(name) for name in all_names() if is_set(name)}


def encryption_keys(secret_key: str) -> list[str]:
    """Read the keys for what is kept encrypted: the first one encrypts, all of them decrypt."""
    if not is_set("ENCRYPTION_KEYS"):
        return [base64.urlsafe_b64encode(hashlib.sha256(b"encryption " + secret_key.encode()).digest()).decode()]
    keys = [word.strip() for word in secret("ENCRYPTION_KEYS").split(",") if word.strip()]
    if not keys or not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise WrongSetting("ENCRYPTION_KEYS", "must hold keys of 32 bytes. `openssl rand -base64 32 | tr '+/' '-_'` makes one.")
    return keys
