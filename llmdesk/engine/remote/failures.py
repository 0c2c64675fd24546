"""What an engine elsewhere says when it cannot: every sentence about a server.

Owns the wording, with what to do next, and which status of an answer means what. What a server says itself is
shown as it is, in one short line.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.errors import (
    QT_TRANSLATE_NOOP,
    ContextTooLong,
    EngineRefused,
    EngineUnreachable,
    GrammarError,
    Phrase,
    UserError,
    shown,
)
from llmdesk.network.failures import ConnectionFailed, NetworkError, OfflineError, Step

_HINTS: dict[Step, str] = {
    "name": QT_TRANSLATE_NOOP("core", "Check the address of the engine and the connection."),
    "connect": QT_TRANSLATE_NOOP("core", "Check that the engine runs there, and its address and port."),
    "secure": QT_TRANSLATE_NOOP(
        "core", "Check the certificate of the server and this computer's clock. Nothing was sent."
    ),
    "proxy": QT_TRANSLATE_NOOP("core", "Check the proxy in the settings."),
    "answer": QT_TRANSLATE_NOOP("core", "The engine may be overloaded. Try again later."),
    "broken": QT_TRANSLATE_NOOP("core", "Try again. What came before is kept."),
}
_UNREACHABLE = QT_TRANSLATE_NOOP("core", "The engine at {place} could not be reached.")
_REFUSED = QT_TRANSLATE_NOOP("core", "The engine at {place} refuses the request.")
_SAID = 300  # characters of what a server says


def unreachable(place: str, error: NetworkError) -> EngineUnreachable:
    """Nobody answers, or the connection broke; `error` says how far it got."""
    _, detail, hint = error.title, error.detail, error.hint
    if isinstance(error, OfflineError):
        return EngineUnreachable(
            QT_TRANSLATE_NOOP("core", "llmdesk is offline."),
            QT_TRANSLATE_NOOP("core", "Nothing was sent to {place}: the offline switch is on."),
            hint,
            place=place,
        )
    if isinstance(error, ConnectionFailed):
        step: Step = error.params["step"]  # type: ignore[assignment]  # it is one by construction
        hint = _HINTS[step]
        if step == "connect":
            detail = QT_TRANSLATE_NOOP("core", "{place} does not answer ({reason}).")
    return EngineUnreachable(_UNREACHABLE, detail, hint, **{**error.params, "place": place})


def no_engine(place: str, reason: Phrase) -> EngineUnreachable:
    """Something answers there, but no engine does."""
    return EngineUnreachable(
        QT_TRANSLATE_NOOP("core", "{place} does not respond like an engine."),
        QT_TRANSLATE_NOOP("core", "The response is {reason}."),
        QT_TRANSLATE_NOOP(
            "core", "Check the address: it often looks like http://HOST:PORT or https://HOST/v1."
        ),
        place=place,
        reason=reason,
    )


def no_probabilities(place: str, reason: Phrase) -> EngineUnreachable:
    """An answer to a typed question that cannot be used: none of it is guessed."""
    return EngineUnreachable(
        QT_TRANSLATE_NOOP("core", "The probabilities of the engine at {place} cannot be used."),
        QT_TRANSLATE_NOOP("core", "In its response {reason}."),
        QT_TRANSLATE_NOOP("core", "Try again, or use another model."),
        place=place,
        reason=reason,
    )


def no_labels(place: str) -> EngineRefused:
    return EngineRefused(
        QT_TRANSLATE_NOOP("core", "The engine at {place} gives no label probabilities."),
        hint=QT_TRANSLATE_NOOP("core", "Choose another model."),
        place=place,
    )


def broke_off(place: str) -> EngineUnreachable:
    """An answer that ended before its end."""
    return EngineUnreachable(
        QT_TRANSLATE_NOOP("core", "The engine at {place} stopped in the middle of its answer."),
        QT_TRANSLATE_NOOP("core", "The connection ended before the answer did."),
        QT_TRANSLATE_NOOP("core", "Your texts are all there. Try again."),
        place=place,
        step="broken",  # batch work tries again
    )


def too_much(place: str) -> EngineUnreachable:
    return no_engine(place, Phrase(QT_TRANSLATE_NOOP("core", "larger than any answer of an engine")))


def swapped(place: str, before: str, now: str) -> EngineRefused:
    """Results of two models must not stand in one table."""
    return EngineRefused(
        QT_TRANSLATE_NOOP("core", "The engine at {place} runs another model now."),
        QT_TRANSLATE_NOOP("core", "It was {before}, and is {now}. Nothing of the other one was used."),
        QT_TRANSLATE_NOOP("core", "Choose the model again to go on with this one."),
        place=place,
        before=shown(before),
        now=shown(now),
    )


def unknown_model(place: str, name: str, there: Sequence[str]) -> EngineRefused:
    return EngineRefused(
        QT_TRANSLATE_NOOP("core", "The engine at {place} has no model “{name}”."),
        QT_TRANSLATE_NOOP("core", "It has: {models}.")
        if there
        else QT_TRANSLATE_NOOP("core", "It lists no model."),
        QT_TRANSLATE_NOOP("core", "Choose one of these."),
        place=place,
        name=shown(name),
        models=shown(", ".join(there), _SAID),
    )


def several_models(place: str, there: Sequence[str]) -> EngineRefused:
    return EngineRefused(
        QT_TRANSLATE_NOOP("core", "The engine at {place} has several models."),
        QT_TRANSLATE_NOOP("core", "It has: {models}."),
        QT_TRANSLATE_NOOP("core", "Say which one to use."),
        place=place,
        models=shown(", ".join(there), _SAID),
    )


class Busy(EngineRefused):
    """Too many requests, or not ready yet: later may go well. `params["retry_after"]` in seconds or None."""


def refused(place: str, status: int, said: str, retry_after: float | None) -> UserError:
    """The answer to a request was this status, and perhaps words."""
    said = shown(said.strip(), _SAID)
    facts: dict[str, object] = {"place": place, "status": status, "said": said}
    detail = (
        QT_TRANSLATE_NOOP("core", "It answers {status}: {said}")
        if said
        else QT_TRANSLATE_NOOP("core", "It answers {status}.")
    )
    if status in (401, 403):
        token = QT_TRANSLATE_NOOP("core", "Check the access token of this engine.")
        return EngineRefused(_REFUSED, detail, token, **facts)
    # A llama-server whose places share one cache says so where all of them together are too long.
    crowded = status == 500 and "context size has been exceeded" in said.lower()
    if crowded or status in (408, 429, 502, 503, 504):
        return Busy(
            QT_TRANSLATE_NOOP("core", "The engine at {place} is busy."),
            detail,
            QT_TRANSLATE_NOOP("core", "Try again in a few minutes."),
            **{**facts, "retry_after": retry_after},
        )
    if 300 <= status < 400:
        elsewhere = QT_TRANSLATE_NOOP("core", "It sends llmdesk to another address, which was not followed.")
        address = QT_TRANSLATE_NOOP("core", "Check the address of the engine.")
        return EngineRefused(_REFUSED, elsewhere, address, **facts)
    if status == 404:
        hint = QT_TRANSLATE_NOOP("core", "Check the address of the engine and the name of the model.")
        return EngineRefused(_REFUSED, detail, hint, **facts)
    if "grammar" in said.lower():
        title = QT_TRANSLATE_NOOP("core", "The engine at {place} does not take this grammar.")
        return GrammarError(title, detail, "", **facts)
    hint = QT_TRANSLATE_NOOP("core", "Try again, or use another model.")
    return EngineRefused(_REFUSED, detail, hint, **facts)


def too_long(tokens: int, context: int) -> ContextTooLong:
    return ContextTooLong(
        QT_TRANSLATE_NOOP("core", "The text is too long for the model's context."),
        QT_TRANSLATE_NOOP("core", "It has {prompt_tokens} tokens; the context holds {context}."),
        QT_TRANSLATE_NOOP("core", "Shorten it, or use an engine with a larger context."),
        prompt_tokens=tokens,
        context=context,
    )


UNREADABLE = Phrase(QT_TRANSLATE_NOOP("core", "not JSON"))
WEB_PAGE = Phrase(QT_TRANSLATE_NOOP("core", "a web page"))
NOT_UNDERSTOOD = Phrase(QT_TRANSLATE_NOOP("core", "not in the form that was asked for"))
