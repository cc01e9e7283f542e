"""The filters of the list of questions. Nothing here counts rows: there may be hundreds of thousands."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from interviews.models import Question
from interviews.queries.curating import competencies_of, domains, library_banks

Choices = Sequence[tuple[str, str]]


class BankFilter(admin.SimpleListFilter):
    title, parameter_name = "bank", "bank"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(bank.slug, f"{bank.name}, retired" if bank.retired_at else bank.name) for bank in library_banks()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Question]") -> "QuerySet[Question]":
        return queryset.filter(bank__slug=self.value()) if self.value() else queryset


class CompetencyFilter(admin.SimpleListFilter):
    """What the chosen bank judges, or all of them."""

    title, parameter_name = "competency", "competency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        bank = request.GET.get("bank")
        names = competencies_of(library_banks().filter(slug=bank) if bank else library_banks())
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Question]") -> "QuerySet[Question]":
        return queryset.filter(competency=self.value()) if self.value() else queryset


class DomainFilter(admin.SimpleListFilter):
    title, parameter_name = "domain", "domain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(domain, domain) for domain in domains()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Question]") -> "QuerySet[Question]":
        return queryset.filter(domain=self.value()) if self.value() else queryset


class UsedFilter(admin.SimpleListFilter):
    title, parameter_name = "used", "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "Was asked"), ("no", "Never asked")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Question]") -> "QuerySet[Question]":
        return queryset.filter(used_at__isnull=self.value() == "no") if self.value() else queryset


class VersionFilter(admin.SimpleListFilter):
    """Old versions are kept for the interviews that asked them; most people who look want none of them."""

    title, parameter_name = "version", "versions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("all", "All"), ("old", "Old alone")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for value, label in ((None, "Current alone"), *self.lookup_choices):
            query = changelist.get_query_string({self.parameter_name: value} if value else {}, [] if value else [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Question]") -> "QuerySet[Question]":
        return queryset if self.value() == "all" else queryset.filter(is_current=self.value() != "old")
