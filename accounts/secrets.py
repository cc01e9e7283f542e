"""What companies entrust to us, encrypted at rest.

Each secret has a key of its own, derived from one of settings.ENCRYPTION_KEYS, the company and the purpose. So a ciphertext
that is moved to another company's row, or to another purpose, does not decrypt there. The first of the keys encrypts and all
of them decrypt; `manage.py reencrypt_keys` brings everything under the first, and then the others can go.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.views.decorators.debug import sensitive_variables


class Undecryptable(Exception):
    """Encrypted under a key that is gone, or for another place."""


@sensitive_variables()
def encrypt(secret: str, *, company: UUID, purpose: str) -> str:
    return _box(company, purpose).encrypt(secret.encode()).decode()


@sensitive_variables()
def decrypt(token: str, *, company: UUID, purpose: str) -> str:
    try:
        return _box(company, purpose).decrypt(token).decode()
    except InvalidToken:
        raise Undecryptable from None


@sensitive_variables()
def reencrypted(token: str, *, company: UUID, purpose: str) -> str:
    """Return the same secret under the first key."""
    try:
        return _box(company, purpose).rotate(token).decode()
    except InvalidToken:
        raise Undecryptable from None


@sensitive_variables()
def _box(company: UUID, purpose: str) -> MultiFernet:
    info = f"{purpose} of {company}".encode()
    derived = (HKDF(SHA256(), 32, salt=None, info=info).derive(urlsafe_b64decode(key)) for key in settings.ENCRYPTION_KEYS)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])
