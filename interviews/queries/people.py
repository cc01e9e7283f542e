"""People: the company's candidates, for choosing one, and whom something about one of them concerns."""

from accounts.models import Member, Role
from interviews.models import Invitation
from resumes.models import Candidate
from resumes.queries.candidates import Wanted, candidates

FEW = 8


def candidates_called(search: str) -> list[Candidate]:
    return list(candidates(Wanted(search=search, order="name"))[:FEW])


def who_recruits(invitation: Invitation) -> list[Member]:
    """Whoever invited; once they have left or recruit no more, everybody who does."""
    recruiting = Member.objects.exclude(role=Role.REVIEWER).select_related("user")
    return list(recruiting.filter(user=invitation.invited_by_id)) or list(recruiting)
