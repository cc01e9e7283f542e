"""What can go wrong with a model. Callers catch AIError, or one of these; a vendor's own exception never gets this far.

Messages carry names and codes. What a vendor wrote may repeat a prompt or a key, so it is dropped where it is caught.
"""


class WrongConfiguration(SystemExit):
    """The process cannot start like this; the message is one sentence for whoever starts it."""


class AIError(Exception):
    code = "failed"
    retryable = False
    # The request may have been worked on, so the provider may want to be paid for it.
    may_be_billed = False
    # Says something about the provider's health, and not only about this one request.
    is_outage = False

    def __init__(self, provider: str = "", *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__()
        self.provider = provider
        self.status = status
        self.retry_after = retry_after

    def __str__(self) -> str:
        return " ".join(str(word) for word in (self.provider, self.code, self.status) if word)


class Unreachable(AIError):
    """Nobody took the request: it was never sent."""

    code = "unreachable"
    retryable = True
    is_outage = True


class Skipped(Unreachable):
    """The provider failed so often just now that it is left alone for a while."""

    code = "skipped"
    is_outage = False


class TimedOut(AIError):
    code = "timed_out"
    retryable = True
    may_be_billed = True
    is_outage = True


class Interrupted(AIError):
    """The answer began and did not end."""

    code = "interrupted"
    retryable = True
    may_be_billed = True
    is_outage = True


class RateLimited(AIError):
    code = "rate_limited"
    retryable = True
    is_outage = True


class Unavailable(AIError):
    """The provider says that it cannot answer now."""

    code = "unavailable"
    retryable = True
    is_outage = True


class WrongKey(AIError):
    code = "wrong_key"
    is_outage = True


class UnknownModel(AIError):
    code = "unknown_model"
    is_outage = True


class WrongAddress(AIError):
    """Somebody answers there, who knows nothing of what we asked for."""

    code = "wrong_address"
    is_outage = True


class Rejected(AIError):
    """The provider finds fault with what we asked."""

    code = "rejected"


class Refused(AIError):
    """The model does not want to answer this."""

    code = "refused"
    may_be_billed = True


class BadAnswer(AIError):
    """What came back is not what the provider's interface promises."""

    code = "bad_answer"
    retryable = True
    may_be_billed = True
    is_outage = True


class WrongVectors(BadAnswer):
    """Well-formed, and of no use: of another size than ours, or with what is no number. Another try would bring the same."""

    code = "wrong_vectors"
    retryable = False


class BadOutput(AIError):
    """The model was asked twice, and neither answer fits the task's schema."""

    code = "bad_output"
    may_be_billed = True


class NotOffered(AIError):
    """No provider that is configured can do this."""

    code = "not_offered"


class NotBooked(AIError):
    """The ledger could not be written, so nothing was sent."""

    code = "not_booked"
    retryable = True


class BudgetSpent(AIError):
    """No more may be spent for this company in this month."""

    code = "budget_spent"
