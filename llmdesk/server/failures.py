"""What a client is told when it gets no answer: a status, and a document as OpenAI's clients read it.

Owns which of our errors is which status. A message may quote what the client itself has sent, and never what
anybody else has.
"""

from __future__ import annotations

from typing import Any

from llmdesk.errors import (
    Cancelled,
    ContextTooLong,
    EngineClosed,
    EngineCrashed,
    EngineRefused,
    EngineUnreachable,
    ModelFileError,
    ModelLoadError,
    ModelUnchecked,
    NoModelError,
    UnsuitedBuild,
    UserError,
    shown,
)

_OF_THE_ENGINE = (  # it is not the request's fault, and the same one may be answered later
    EngineClosed,
    EngineCrashed,
    EngineRefused,
    EngineUnreachable,
    ModelFileError,
    ModelLoadError,
    ModelUnchecked,
    NoModelError,
    UnsuitedBuild,
)
_LONGEST = 1000  # characters of a message


class Refusal(Exception):
    """There is no answer. `param` names the field of the request that is to blame, `code` the reason for
    programs, `retry_after` the seconds after which asking again makes sense."""

    def __init__(
        self, status: int, message: str, *, param: str = "", code: str = "", retry_after: int = 0
    ) -> None:
        super().__init__(message)
        self.status, self.param, self.code, self.retry_after = status, param, code, retry_after
        self.message = shown(message, _LONGEST)

    @property
    def document(self) -> dict[str, Any]:
        kind = "server_error" if self.status >= 500 else "invalid_request_error"
        if self.status == 429:
            kind = "rate_limit_error"
        return {
            "error": {
                "message": self.message,
                "type": kind,
                "param": self.param or None,
                "code": self.code or None,
            }
        }

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}


def refusal_of(error: Exception) -> Refusal:
    """What a client is told of `error`; a bug of ours is told without a word of it."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Cancelled):
        return stopped()
    if isinstance(error, ContextTooLong):
        return Refusal(400, str(error), code="context_length_exceeded")
    if isinstance(error, _OF_THE_ENGINE):
        return Refusal(503, str(error), code="engine_unavailable", retry_after=2)
    if isinstance(error, UserError):
        return Refusal(400, str(error))
    return Refusal(500, "Something went wrong in llmdesk; its log says what.", code="internal_error")


def stopped() -> Refusal:
    return Refusal(503, "The answer was stopped before its end.", code="stopped", retry_after=2)


def switched_off() -> Refusal:
    return Refusal(503, "llmdesk's server is being switched off.", code="switched_off", retry_after=5)
