"""An appointment as calendars take it. One interview is one entry: its id stays, and each change counts up."""

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from interviews.models import Booking

REQUEST, CANCEL = "REQUEST", "CANCEL"


def entry(
    *,
    booking: Booking,
    method: str,
    starts_at: datetime,
    ends_at: datetime,
    summary: str,
    link: str,
    organiser: tuple[str, str],
    attendee: str,
    at: datetime,
) -> str:
    """`organiser`: a name, and an address that somebody reads: calendars send there who comes and who does not."""
    event = Event()
    event.add("uid", f"{booking.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if method == REQUEST:
        event.add("url", link)
        event.add("description", link)
    name, address = organiser
    event.add("organizer", vCalAddress(f"mailto:{address or parseaddr(settings.MAIL_FROM)[1]}"), parameters={"cn": name})
    event.add("attendee", vCalAddress(f"mailto:{attendee}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Colloquy//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def with_link(calendar: str, before: str, now: str) -> str:
    """The same entry with another token: long lines are folded, so it is no text to replace in."""
    if not calendar:
        return ""
    found = Calendar.from_ical(calendar)
    for event in found.walk("VEVENT"):
        for name in ("url", "description"):
            if name in event:
                link = str(event.pop(name))
                event.add(name, link.replace(before, now))
    return str(found.to_ical().decode())
