"""What is done with an engine elsewhere, in tasks: a trial, its token kept, its token forgotten.

Owns that a token is kept only when the engine works. No Qt; any thread but the GUI's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown
from llmdesk.models.elsewhere import typed_elsewhere
from llmdesk.network.addresses import origin_of

if TYPE_CHECKING:
    from llmdesk.engine.remote.probe import Probe
    from llmdesk.network.tokens import Forgotten, TokenStore
    from llmdesk.ui.hub_access import HubParts

MAX_TYPED = 2000  # characters of a field


@dataclass(frozen=True)
class Typed:
    """What stands in the form, the token left out."""

    name: str = ""
    address: str = ""
    model: str = ""


@dataclass(frozen=True)
class Tried:
    """`token_hosts`: what the settings are to hold; None where nothing changed. `session_only`: the token is
    kept until llmdesk closes."""

    ref: ElsewhereRef
    probe: Probe
    token_hosts: tuple[str, ...] | None = None
    session_only: bool = False


def ref_of(typed: Typed) -> ElsewhereRef:
    """Raises `UsageError` for what is no address."""
    ref = typed_elsewhere(typed.address)
    if ref is None:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{address}” is not the address of an engine."),
            hint=QT_TRANSLATE_NOOP("core", "It looks like 192.168.1.20:8080, or https://HOST/v1."),
            address=shown(typed.address),
        )
    model = typed.model.strip()
    return ElsewhereRef(ref.address, model) if model else ref


def try_engine(
    parts: HubParts, ref: ElsewhereRef, token: str, cancel: CancelToken, on_step: Callable[[str], None]
) -> Tried:
    """Try it step by step; a token that was given is kept where all went well. Raises `UsageError` for what
    is no token, and `Cancelled`."""
    from llmdesk.engine.remote.probe import probe

    origin = origin_of(ref.address)
    if not token.strip():
        return Tried(ref, probe(parts.network, ref, cancel, on_step))
    before = parts.tokens.get(origin)
    parts.tokens.set(origin, token, remember=False)
    works = False
    try:
        found = probe(parts.network, ref, cancel, on_step)
        works = found.problem is None
    finally:
        if not works:
            _put_back(parts.tokens, origin, before)
    if not works:
        return Tried(ref, found)
    kept = parts.tokens.set(origin, token)
    return Tried(ref, found, parts.tokens.remembered, session_only=not kept)


def _put_back(tokens: TokenStore, origin: str, before: str | None) -> None:
    if before is None:
        tokens.forget_for_now(origin)
    else:
        tokens.set(origin, before, remember=False)


def forget_token(parts: HubParts, ref: ElsewhereRef) -> tuple[Forgotten, tuple[str, ...]]:
    """What became of it, and what the settings are to hold then."""
    return parts.tokens.forget(origin_of(ref.address)), parts.tokens.remembered
