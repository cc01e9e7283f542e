"""What companies entrust to us is encrypted for its own place, and survives a change of keys."""

from uuid import uuid4

import pytest
from cryptography.fernet import Fernet

from accounts.secrets import Undecryptable, decrypt, encrypt, reencrypted

HERE = {"company": uuid4(), "purpose": "key at openai"}
SECRET = "sk-canary-0123456789"


@pytest.fixture
def new_key(settings):
    """Put a fresh key before those that there are."""

    def rotate() -> str:
        key = Fernet.generate_key().decode()
        settings.ENCRYPTION_KEYS = [key, *settings.ENCRYPTION_KEYS]
        return key

    return rotate


def test_what_goes_in_comes_out_and_looks_like_nothing_meanwhile():
    token = encrypt(SECRET, **HERE)
    assert decrypt(token, **HERE) == SECRET
    assert "canary" not in token
    assert encrypt(SECRET, **HERE) != token


@pytest.mark.parametrize("elsewhere", [{"company": uuid4()}, {"purpose": "key at groq"}])
def test_it_decrypts_in_its_own_place_only(elsewhere):
    with pytest.raises(Undecryptable):
        decrypt(encrypt(SECRET, **HERE), **HERE | elsewhere)


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA"])
def test_what_was_never_encrypted_is_undecryptable(token):
    with pytest.raises(Undecryptable):
        decrypt(token, **HERE)


def test_a_changed_letter_is_noticed():
    token = encrypt(SECRET, **HERE)
    changed = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    with pytest.raises(Undecryptable):
        decrypt(changed, **HERE)


def test_after_a_new_key_the_old_one_still_decrypts(new_key):
    token = encrypt(SECRET, **HERE)
    new_key()
    assert decrypt(token, **HERE) == SECRET


def test_encrypted_anew_it_needs_the_old_key_no_more(new_key, settings):
    token = encrypt(SECRET, **HERE)
    newest = new_key()
    moved = reencrypted(token, **HERE)
    settings.ENCRYPTION_KEYS = [newest]
    assert decrypt(moved, **HERE) == SECRET
    with pytest.raises(Undecryptable):
        decrypt(token, **HERE)
