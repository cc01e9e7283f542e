"""Errors as the vendors word them."""

from dataclasses import dataclass, field

from .faults import Fault, Rule
from .http import Response
from .values import written

ANTHROPIC_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}


@dataclass
class ApiError(Exception):
    status: int
    message: str
    kind: str = "invalid_request_error"
    param: str | None = None
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


def error_response(error: ApiError, ability: str) -> Response:
    return _anthropic(error) if ability == "messages" else _openai(error)


def error_for(rule: Rule) -> ApiError | None:
    """Return the error that the fault stands for, if it stands for one."""
    match rule.fault:
        case Fault.HTTP_401:
            return wrong_key("")
        case Fault.HTTP_429:
            headers = {"Retry-After": f"{rule.retry_after:g}"}
            return ApiError(429, "Rate limit reached for requests", "requests", code="rate_limit_exceeded", headers=headers)
        case Fault.HTTP_500:
            return ApiError(500, "The server had an error while processing your request. Sorry about that!", "server_error")
        case Fault.HTTP_503:
            return ApiError(503, "The engine is currently overloaded, please try again later.", "server_error")
    return None


def wrong_key(key: str) -> ApiError:
    shown = f"{key[:3]}***{key[-4:]}" if len(key) > 7 else "***"
    return ApiError(401, f"Incorrect API key provided: {shown}.", code="invalid_api_key")


def refused() -> ApiError:
    return ApiError(400, "Your request was rejected as a result of our safety system.", code="content_policy_violation")


def _openai(error: ApiError) -> Response:
    body = {"message": error.message, "type": error.kind, "param": error.param, "code": error.code}
    return Response("application/json", written({"error": {**body}}), status=error.status, headers=error.headers)


def _anthropic(error: ApiError) -> Response:
    status = 529 if error.status == 503 else error.status
    body = {"type": ANTHROPIC_KINDS.get(status, "invalid_request_error"), "message": error.message}
    return Response("application/json", written({"type": "error", "error": {**body}}), status=status, headers=error.headers)
