"""Our staff curate the library here. Companies' own banks and questions are not listed: their words are theirs."""

from interviews.admin.banks import BankAdmin
from interviews.admin.questions import QuestionAdmin

__all__ = ["BankAdmin", "QuestionAdmin"]
