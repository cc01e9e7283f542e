"""When a mail that nobody waits for may arrive: by day, on a weekday, where its reader is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MORNING, NIGHT = 8, 21
# Some time before the night, so that a sweep that is late still sends by day.
LAST_CALL = timedelta(minutes=30)
ONE_DAY = timedelta(days=1)


def is_daytime(moment: datetime, zone: ZoneInfo) -> bool:
    there = moment.astimezone(zone)
    return _is_weekday(there) and MORNING <= there.hour < NIGHT


def next_daytime(moment: datetime, zone: ZoneInfo) -> datetime:
    """This moment, or the morning after."""
    if is_daytime(moment, zone):
        return moment
    there = moment.astimezone(zone)
    morning = _at(there, MORNING)
    while morning <= there or not _is_weekday(morning):
        morning = _at(morning + ONE_DAY, MORNING)
    return morning


def last_daytime_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last moment before this one at which a mail may arrive; on an earlier day, its evening."""
    just_before = moment - timedelta(seconds=1)
    if is_daytime(just_before, zone):
        return just_before
    there = just_before.astimezone(zone)
    evening = _at(there, NIGHT)
    while evening > there or not _is_weekday(evening):
        evening = _at(evening - ONE_DAY, NIGHT)
    return evening - LAST_CALL


def reminder_moment(deadline: datetime, hours_before: int, zone: ZoneInfo) -> datetime:
    """As long before the deadline as somebody wanted. At night and at week-ends the nearest hour by day, but none that leaves less
    than a third of that time."""
    ahead = timedelta(hours=hours_before)
    wanted = deadline - ahead
    before, after = last_daytime_before(wanted, zone), next_daytime(wanted, zone)
    is_later_better = after - wanted <= wanted - before and deadline - after >= ahead / 3
    return after if is_later_better else before


def _at(day: datetime, hour: int) -> datetime:
    # Zone and fold are kept: the wall clock decides, on days of 23 and 25 hours too.
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _is_weekday(there: datetime) -> bool:
    return there.weekday() < 5
