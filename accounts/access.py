"""The only way from an id in an address to an object. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from accounts.links import hash_of
from accounts.models import Member, MemberInvitation, ProviderKey, User
from accounts.tenancy import bearer_scope, person_scope


def membership(user: User, slug: str) -> Member:
    with person_scope(user):
        member = Member.by_policy_alone.select_related("company", "user").filter(user=user, company__slug=slug).first()
    if member is None:
        raise Http404
    return member


def member_in_company(member_id: UUID) -> Member:
    member = Member.objects.select_related("user", "company").filter(pk=member_id).first()
    if member is None:
        raise Http404
    return member


def invitation_in_company(invitation_id: UUID) -> MemberInvitation:
    invitation = MemberInvitation.objects.select_related("company").filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def provider_with_keys(name: str) -> ProviderKey.Provider:
    """A provider at which a company may have a key of its own."""
    if name not in ProviderKey.Provider:
        raise Http404
    return ProviderKey.Provider(name)


def provider_key_in_company(provider: str) -> ProviderKey:
    key = ProviderKey.objects.select_related("company").filter(provider=provider).first()
    if key is None:
        raise Http404
    return key


def invitation_by_token(token: str) -> MemberInvitation:
    with bearer_scope(hash_of(token)):
        invitation = MemberInvitation.by_policy_alone.select_related("company", "invited_by").filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise Http404
    return invitation
