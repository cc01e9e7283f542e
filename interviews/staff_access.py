"""From an id in an address of our staff's pages to an object: 404 for what is not there."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from interviews.models import FollowUp, NearPair, Proposal, Question, State


def proposal_for_staff(proposal_id: UUID) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("after__bank", "decided_by"), pk=proposal_id)


def pair_for_staff(pair_id: int) -> NearPair:
    return get_object_or_404(NearPair.objects.select_related("one__bank", "other__bank"), pk=pair_id)


def library_question(question_id: UUID) -> Question:
    return get_object_or_404(Question.objects.select_related("bank"), pk=question_id, company=None, is_current=True, state=State.ACTIVE)


def library_text(name: str) -> Question | FollowUp:
    """By what a form calls it: `question:<id>` or `follow-up:<id>`."""
    kind, _, given = name.partition(":")
    try:
        found = UUID(given)
    except ValueError:
        raise Http404 from None
    if kind == "question":
        return library_question(found)
    return get_object_or_404(
        FollowUp.objects.select_related("question"), pk=found, company=None, state=State.ACTIVE, question__is_current=True
    )
