"""Whether a company's own key is accepted, as its provider says with each call; and a mail where it no longer is."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Company, Member, ProviderKey, Role
from accounts.services.outbox import queue_mail


def key_was_accepted(*, company_id: UUID, provider: str, since: datetime) -> None:
    """Called inside the company's scope, as the next one. What was asked before the key was entered was asked with another one."""
    unsure = ProviderKey.objects.filter(company_id=company_id, provider=provider, checked_at=None, created_at__lte=since)
    unsure.update(checked_at=timezone.now(), refused_at=None)


def key_was_refused(*, company_id: UUID, provider: str, since: datetime) -> None:
    """Tell owners and admins, once until the key works again."""
    keys = ProviderKey.objects.filter(company_id=company_id, provider=provider, refused_at=None, created_at__lte=since)
    now = timezone.now()
    if not keys.update(refused_at=now, checked_at=None):
        return
    company = Company.objects.get(pk=company_id)
    context = {
        "provider": ProviderKey.Provider(provider).label,
        "since": now,
        "action_url": settings.SITE_URL + reverse("accounts:models-key", args=[company.slug, provider]),
        "action_label": "Enter another key",
    }
    for manager in Member.objects.select_related("user").filter(role__in=[Role.OWNER, Role.ADMIN], user__is_active=True):
        key = f"key_refused:{provider}:{now.isoformat()}:{manager.user_id}"
        queue_mail(kind="key_refused", to=manager.user.email, company=company, key=key, context=context)
