from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from interviews.admin.forms import BankForm
from interviews.models import Bank
from interviews.queries.curating import library_banks, numbers_in_use
from interviews.services.banks import restore_banks, retire_banks


class BankList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        numbers = numbers_in_use(self.result_list)
        for bank in self.result_list:
            bank.number = numbers.get(bank.pk, 0)


@admin.register(Bank)
class BankAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = BankForm
    list_display = ("name", "slug", "domain", "language", "in_use", "is_open")
    list_filter = ("language", ("retired_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "slug", "domain", "about")
    ordering = ("name",)
    actions = ("retire", "restore")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": ("name", "slug", "about")}),
        ("What new questions take from it", {"fields": ("domain", "language")}),
        ("What it judges", {"fields": ("judged",)}),
        (
            "In use",
            {
                "fields": ("is_open", "kept"),
                "description": "A bank with questions is never deleted: it is retired, in the list, and its questions are looked up no longer. "
                "They come back with it.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Bank]":
        return library_banks()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BankList

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("is_open", "kept", "slug") if obj else ("is_open", "kept")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.questions.exists())

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # One by one alone: which bank has questions is asked there.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.display(description="Questions in use")
    def in_use(self, bank: Any) -> str:
        return format_html('<a href="{}?bank={}">{}</a>', reverse("admin:interviews_question_changelist"), bank.slug, bank.number)

    @admin.display(description="Open", boolean=True, ordering="retired_at")
    def is_open(self, bank: Bank) -> bool:
        return bank.retired_at is None

    @admin.display(description="Questions")
    def kept(self, bank: Bank) -> str:
        count = bank.questions.aggregate(current=Count("pk", filter=Q(is_current=True)), all=Count("pk"))
        return f"{count['current']:,}, with old versions {count['all']:,}"

    @admin.action(description="Retire: look up none of their questions", permissions=["change"])
    def retire(self, request: HttpRequest, banks: "QuerySet[Bank]") -> None:
        done = retire_banks(banks=list(banks))
        self._tell(request, done, len(banks), "retired")

    @admin.action(description="Bring back into use", permissions=["change"])
    def restore(self, request: HttpRequest, banks: "QuerySet[Bank]") -> None:
        done = restore_banks(banks=list(banks))
        self._tell(request, done, len(banks), "brought back")

    def _tell(self, request: HttpRequest, done: int, chosen: int, what: str) -> None:
        others = f" {chosen - done} were so already." if done < chosen else ""
        self.message_user(request, f"{done} {what}.{others}", messages.SUCCESS if done else messages.WARNING)
