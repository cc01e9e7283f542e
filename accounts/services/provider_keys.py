"""Companies' own keys at providers. A key comes in by a form, is kept encrypted, and goes out to its provider alone."""

from collections.abc import Mapping

from django.core.cache import cache
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from accounts.gateway import KEY_AT, account_at
from accounts.models import Company, ProviderKey
from accounts.secrets import Undecryptable, decrypt, encrypt, reencrypted
from accounts.services.audit import Actor, record
from accounts.tenancy import company_scope, every_company
from ai import check
from ai.waiting import wait

CHECKS_IN_AN_HOUR = 20


class TooManyChecks(Exception):
    """Whoever has found many keys must not sort them here."""


class KeyMissing(Exception):
    """There is no key here yet, so one must be given."""


@sensitive_variables("secret")
def is_accepted(*, company: Company, provider: str, secret: str) -> bool | None:
    """Ask the provider; None when it does not say. It may take seconds, so no transaction may be open meanwhile."""
    counted = f"key-checks:{company.pk}"
    cache.add(counted, 0, timeout=3600)
    if cache.incr(counted) > CHECKS_IN_AN_HOUR:
        raise TooManyChecks
    return wait(check.is_accepted(account_at(provider, secret, {})))


@sensitive_variables("secret")
def is_still_accepted(*, company: Company, provider: str) -> bool | None:
    """The same of the key that is there; None also where there is none that can be read."""
    with company_scope(company):
        key = ProviderKey.objects.filter(provider=provider).first()
    try:
        secret = decrypt(key.secret, company=company.pk, purpose=KEY_AT.format(provider)) if key else ""
    except Undecryptable:
        return None
    return is_accepted(company=company, provider=provider, secret=secret) if secret else None


@sensitive_variables("secret")
def set_provider_key(
    *, company: Company, provider: str, secret: str, is_checked: bool | None, chosen_models: Mapping[str, str], by: Actor
) -> ProviderKey:
    """Without a secret the one that is there stays, and only the models change.

    `is_checked` is what the provider said; without its word, what was known of a key that stays is still true.
    """
    with company_scope(company):
        # Two people who add a key at once come one after the other. no_key: the ledger's rows need not wait for them.
        Company.objects.select_for_update(no_key=True).get(pk=company.pk)
        key = ProviderKey.objects.filter(provider=provider).first() or ProviderKey(company=company, provider=provider)
        if secret:
            key.secret = encrypt(secret, company=company.pk, purpose=KEY_AT.format(provider))
            key.ending, key.created_at, key.created_by = secret[-4:], timezone.now(), by.user
            key.checked_at, key.refused_at = (timezone.now() if is_checked else None), None
        elif not key.secret:
            raise KeyMissing
        elif is_checked is not None:
            now = timezone.now()
            key.checked_at, key.refused_at = (now, None) if is_checked else (None, key.refused_at or now)
            key.save(update_fields=["checked_at", "refused_at"])
        if not secret and key.chosen_models == chosen_models:
            return key
        key.chosen_models = dict(chosen_models)
        key.save()
        action = "provider_key.set" if secret else "provider_key.models_chosen"
        _record(by, key, action, models=[f"{slot} {model}" for slot, model in sorted(chosen_models.items())])
        return key


def remove_provider_key(*, key: ProviderKey, by: Actor) -> None:
    with company_scope(key.company_id):
        _record(by, key, "provider_key.removed")
        key.delete()


def reencrypt_provider_keys() -> tuple[int, int]:
    """Bring every key under the first of settings.ENCRYPTION_KEYS. Return how many were, and how many could not be read."""
    with every_company("a new encryption key is for every company"):
        companies = list(ProviderKey.objects.values_list("company_id", flat=True).distinct())
    done = lost = 0
    for company_id in companies:
        with company_scope(company_id):
            for key in ProviderKey.objects.select_for_update():
                if _reencrypt(key):
                    done += 1
                else:
                    lost += 1
    return done, lost


def _reencrypt(key: ProviderKey) -> bool:
    try:
        key.secret = reencrypted(key.secret, company=key.company_id, purpose=KEY_AT.format(key.provider))
    except Undecryptable:
        return False
    key.save(update_fields=["secret"])
    return True


def _record(by: Actor, key: ProviderKey, action: str, **details: object) -> None:
    record(by=by, company=key.company, action=action, target=key, name=key.get_provider_display(), ending=key.ending, **details)
