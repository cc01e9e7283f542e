"""What people say to each other about an interview. Whoever is mentioned gets a mail, unless they want none."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from interviews.models import Interview
from reports.models import Comment, Mention
from reports.queries.people import who_may_read
from reports.services.locking import lock_interview
from reports.services.refused import Refused


def comment(*, interview: Interview, text: str, by: Actor) -> list[OutboxMail]:
    """Return the mails to those who are mentioned, for the caller to send."""
    assert by.user
    with transaction.atomic():
        lock_interview(interview)
        newest = Comment.objects.filter(interview=interview, removed_at=None).order_by("-at", "-pk").first()
        if newest and (newest.by_id, newest.text) == (by.user.pk, text):
            # Pressed twice.
            return []
        said = Comment.objects.create(company=interview.company, interview=interview, text=text, by=by.user, by_name=by.user.name)
        mentioned = mentioned_in(text, who_may_read(interview))
        Mention.objects.bulk_create(Mention(company=interview.company, comment=said, member=member) for member in mentioned)
        record(by=by, company=interview.company, action="report.commented", target=said, mentioned=len(mentioned))
        told = [each for each in mentioned if each.user_id != by.user.pk and each.told_of_mentions]
        return [_told(member, said, interview) for member in told]


class NotTheirs(Refused):
    """Somebody else wrote it."""


def remove_comment(*, comment: Comment, by: Actor) -> None:
    if by.user is None or comment.by_id != by.user.pk:
        raise NotTheirs
    with transaction.atomic():
        if Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=timezone.now(), text=""):
            record(by=by, company=comment.company, action="report.comment_removed", target=comment)


def mentioned_in(text: str, members: Iterable[Member]) -> list[Member]:
    """By "@" and a name: the whole one, or its first word where nobody else has the same."""
    known = list(members)
    firsts = [_first(member) for member in known]
    found = []
    # Longer names first: "@Ann Lee Berg" is not Ann Lee.
    for member in sorted(known, key=lambda member: -len(member.user.name)):
        names = [member.user.name, *([_first(member)] if firsts.count(_first(member)) == 1 else [])]
        pattern = "|".join(re.escape(name) for name in names if name)
        said = re.compile(rf"(?<!\w)@(?:{pattern})(?!\w)", re.IGNORECASE)
        if pattern and said.search(text):
            found.append(member)
            text = said.sub(" ", text)
    return found


def _first(member: Member) -> str:
    return member.user.name.partition(" ")[0].casefold()


def _told(member: Member, said: Comment, interview: Interview) -> OutboxMail:
    # Without the candidate's name and what was said: a mail is forwarded easily, and whoever gets it may have yet to rate.
    slug = interview.company.slug
    context = {
        "who": said.by_name,
        "job": interview.job.title,
        "action_url": f"{settings.SITE_URL}{reverse('reports:report', args=[slug, interview.pk])}#comments",
        "action_label": "Read it",
        "choice_url": settings.SITE_URL + reverse("accounts:mail", args=[slug]),
    }
    return queue_mail(
        kind="mentioned", to=member.user.email, company=interview.company, key=f"mentioned:{said.pk}:{member.pk}", context=context
    )
