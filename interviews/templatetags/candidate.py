"""How candidates' pages write moments and lists, in the language of the page."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from interviews.context import progress
from interviews.forms.candidate import NEEDS, time_zone_name
from interviews.models import AdjustmentRequest, Slot
from interviews.plans.content import PlanContent
from interviews.zones import place_in, with_own_zones

register = template.Library()


def _zone(name: str) -> ZoneInfo:
    """UTC where the name says nothing any more: zones are renamed and dropped, and rows stay."""
    return ZoneInfo(time_zone_name(name) or "UTC")


@register.filter
def moment(value: datetime, zone: str) -> str:
    """Day and time, where somebody is."""
    # Translators: Django's letters for dates, as in “Sunday 22 November, 23:59”
    return date_format(value.astimezone(_zone(zone)), pgettext("format of a moment", "l j F, H:i"))


@register.filter
def moment_there(value: datetime, zone: str) -> str:
    """With the zone's name, for pages that name it nowhere else."""
    return f"{moment(value, zone)} ({zone_in_words(zone, value)})"


@register.filter
def day(value: datetime, zone: str) -> str:
    # Translators: Django's letters for a day with its year, as in “22 November 2027”
    return date_format(value.astimezone(_zone(zone)), pgettext("format of a day with its year", "j F Y"))


@register.filter
def clock(value: datetime, zone: str) -> str:
    # Translators: Django's letters for a time of day, as in “23:59”
    return date_format(value.astimezone(_zone(zone)), pgettext("format of a time of day", "H:i"))


@register.filter
def by_day(slots: Iterable[Slot], zone: str) -> list[tuple[str, list[Slot]]]:
    """As days are somebody's there, each in words and with its slots."""

    def day_of(slot: Slot) -> str:
        # Translators: Django's letters for a day, as in “Sunday 22 November”
        return date_format(slot.starts_at.astimezone(_zone(zone)), pgettext("format of a day", "l j F"))

    return [(words, list(each)) for words, each in groupby(slots, day_of)]


@register.filter
def zone_in_words(zone: str, at: datetime) -> str:
    """As people call it, with the letters that their calendars show."""
    place, short = zone.rpartition("/")[2].replace("_", " "), at.astimezone(_zone(zone)).strftime("%Z")
    if place == short:
        return place
    language = get_language() or ""
    return _("%(place)s time, %(short)s") % {"place": place_in(language, place), "short": with_own_zones(short, language)}


@register.filter
def listed(items: Iterable[Any]) -> str:
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return _("%(all)s and %(last)s") % {"all": ", ".join(words[:-1]), "last": words[-1]}


@register.filter
def names(items: Iterable[Any]) -> list[str]:
    return [item.name for item in items]


@register.filter
def wishes(asked: AdjustmentRequest) -> list[str]:
    """What they asked for, as it stood on the form."""
    return [str(NEEDS[AdjustmentRequest.Need(need)]) for need in asked.needs]


@register.simple_tag(takes_context=True)
def interviewed_in(context: Context) -> str:
    """As the plan says, by which the interview is held: the page may be in another language."""
    request = context["request"]
    content: PlanContent | None = request.content
    return in_language(content.language if content else request.invitation.job.language)


@register.filter
def in_language(code: str) -> str:
    return {"en": _("in English"), "de": _("in German"), "es": _("in Spanish"), "fr": _("in French")}[code]


@register.inclusion_tag("interviews/candidate/parts/progress.html", takes_context=True)
def way_at(context: Context, step: str) -> dict[str, Any]:
    request = context["request"]
    return progress(request.way, step) | {"invitation": request.invitation}  # type: ignore[arg-type]
