from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from accounts import queries
from accounts.http import actor
from accounts.models import AuditEntry, Company, Member, MemberInvitation, ModelCall, OutboxMail, ProviderKey, User
from accounts.services.budgets import change_allowance

# One way in for everybody, with its rate limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Colloquy"
admin.site.index_title = "For our staff"


# allauth's own pages would let staff take over an account: its addresses, second factors and sessions.
for model in (EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What companies did is looked at here and never rewritten."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        # What is not shown is not to be found out letter by letter either.
        return lookup.partition("__")[0] not in (self.exclude or ()) and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
    )
    RIGHTS = ("email", "is_staff", "is_superuser", "groups", "user_permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Who may change people could otherwise give themselves every right, or take over an account by its address.
        return () if request.user.is_superuser else self.RIGHTS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not (obj.is_staff or obj.is_superuser))

    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)


@admin.register(Company)
class CompanyAdmin(ReadOnlyAdmin):
    """What our own keys may cost for a company is ours to say; everything else is said by its people."""

    list_display = ("name", "slug", "language", "time_zone", "allowance", "created_at")
    search_fields = ("name", "slug")
    readonly_fields = tuple(field.name for field in Company._meta.fields if field.editable and field.name != "allowance")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        change_allowance(company=obj, before=form.initial["allowance"], by=actor(request))


@admin.register(Member)
class MemberAdmin(ReadOnlyAdmin):
    list_display = ("user", "company", "role", "joined_at")
    list_filter = ("role",)
    list_select_related = ("user", "company")
    search_fields = ("user__email", "company__name")


@admin.register(MemberInvitation)
class MemberInvitationAdmin(ReadOnlyAdmin):
    list_display = ("email", "company", "role", "sent_at", "accepted_at", "revoked_at")
    list_select_related = ("company",)
    search_fields = ("email", "company__name")
    exclude = ("token_hash",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "company", "actor_name", "action", "target_name")
    list_filter = ("action",)
    list_select_related = ("company",)
    date_hierarchy = "at"


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "to", "company", "state", "attempts", "problem")
    list_filter = ("state", "kind")
    list_select_related = ("company",)
    # The bodies hold working links: reading them would be entering somebody's account.
    exclude = ("text", "html")


@admin.register(ModelCall)
class ModelCallAdmin(ReadOnlyAdmin):
    list_display = ("at", "company", "task", "ability", "provider", "model", "own_key", "state", "problem", "cost", "latency_ms")
    list_filter = ("state", "provider", "ability", "own_key", ("company", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("company",)
    date_hierarchy = "at"
    ordering = ("-at",)
    # Counting millions of rows would take longer than the list.
    show_full_result_count = False
    change_list_template = "admin/accounts/modelcall/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        totals = path("totals/", self.admin_site.admin_view(self.totals), name="accounts_modelcall_totals")
        return [totals, *super().get_urls()]

    def totals(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {"title": "Spent on models", "totals": queries.totals_of_companies()}
        return render(request, "admin/accounts/modelcall/totals.html", context)


@admin.register(ProviderKey)
class ProviderKeyAdmin(ReadOnlyAdmin):
    list_display = ("company", "provider", "ending", "checked_at", "refused_at", "created_at")
    list_filter = ("provider",)
    list_select_related = ("company",)
    exclude = ("secret",)
