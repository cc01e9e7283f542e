"""Links that open a door: unguessable, and kept as hashes, so that who reads the database cannot open one."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
