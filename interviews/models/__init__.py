from interviews.models.corrections import Correction
from interviews.models.curation import Comparison, NearPair, Proposal, QuestionUse
from interviews.models.imports import QuestionImport
from interviews.models.interviews import Interview, InterviewEvent, Turn
from interviews.models.invitations import (
    AdjustmentRequest,
    Booking,
    Consent,
    Invitation,
    InvitationList,
    Reminder,
    Slot,
)
from interviews.models.jobs import Job, JobMember, Plan, PlanQuestion, PlanTemplate
from interviews.models.library import Bank, Difficulty, FollowUp, IdealAnswer, Kind, Origin, Question, State, Words
from interviews.models.recordings import Piece, Recorded, Segment
from interviews.models.speech import Ahead, Sentence, Sound, Waterfall
from interviews.models.vectors import FollowUpVector, IdealAnswerVector, QuestionVector, Vector, VectorModel

__all__ = [
    "AdjustmentRequest",
    "Ahead",
    "Bank",
    "Booking",
    "Comparison",
    "Consent",
    "Correction",
    "Difficulty",
    "FollowUp",
    "FollowUpVector",
    "IdealAnswer",
    "IdealAnswerVector",
    "Interview",
    "InterviewEvent",
    "Invitation",
    "InvitationList",
    "Job",
    "JobMember",
    "Kind",
    "NearPair",
    "Origin",
    "Piece",
    "Plan",
    "PlanQuestion",
    "PlanTemplate",
    "Proposal",
    "Question",
    "QuestionImport",
    "QuestionUse",
    "QuestionVector",
    "Recorded",
    "Reminder",
    "Segment",
    "Sentence",
    "Slot",
    "Sound",
    "State",
    "Turn",
    "Vector",
    "VectorModel",
    "Waterfall",
    "Words",
]
