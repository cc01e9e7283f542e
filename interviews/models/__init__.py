from interviews.models.curation import Comparison, NearPair, Proposal, QuestionUse
from interviews.models.imports import QuestionImport
from interviews.models.library import Bank, Difficulty, FollowUp, IdealAnswer, Kind, Origin, Question, State, Words
from interviews.models.vectors import FollowUpVector, IdealAnswerVector, QuestionVector, Vector, VectorModel

__all__ = [
    "Bank",
    "Comparison",
    "Difficulty",
    "FollowUp",
    "FollowUpVector",
    "IdealAnswer",
    "IdealAnswerVector",
    "Kind",
    "NearPair",
    "Origin",
    "Proposal",
    "Question",
    "QuestionImport",
    "QuestionUse",
    "QuestionVector",
    "State",
    "Vector",
    "VectorModel",
    "Words",
]
