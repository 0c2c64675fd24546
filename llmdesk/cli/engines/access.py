"""The command line's way to engines elsewhere: which one is meant, and which token it gets.

Owns what decides about them: options, settings and the environment variable LLMDESK_ENGINE_TOKEN. Keeps and
prints no token. Makes no request itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from llmdesk.cli.parser import Options
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.errors import UsageError
from llmdesk.models.elsewhere import model_elsewhere, named, read_engines, typed_elsewhere
from llmdesk.network.addresses import bad_address, origin_of
from llmdesk.network.gate import Network, NetworkOptions

if TYPE_CHECKING:
    from llmdesk.models.library import InstalledModel
    from llmdesk.network.tokens import TokenStore
    from llmdesk.settings import Settings

TOKEN_VARIABLE = "LLMDESK_ENGINE_TOKEN"


def make_engine_network(
    options: Options, settings: Settings, environment: Mapping[str, str], tokens: TokenStore
) -> Network:
    """The gate, which asks nobody but this computer while offline."""
    wanted = NetworkOptions(offline=options.offline or settings.offline, proxy=settings.proxy)
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if token and options.engine is not None:
        ref = engine_ref(options.engine, None, settings.engines)
        tokens.set(origin_of(ref.address), token, remember=False)
    return Network(wanted, token_of=tokens.get, password_of=tokens.proxy_password)


def engine_ref(text: str, model: str | None, kept: Sequence[str]) -> ElsewhereRef:
    """The engine of that address or name; `model` names the model there. Raises `UsageError`."""
    known = named(read_engines(kept), text)
    ref = known.ref if known is not None else typed_elsewhere(text)
    if ref is None and "://" in text:
        raise bad_address(text, "It looks like 192.168.1.20:8080, or https://HOST/v1.")
    if ref is None:
        raise UsageError(
            "There is no engine “{name}”.",
            "It is neither an address nor the name of an engine that is kept.",
            "Give an address like http://HOST:PORT; llmdesk engines list shows the names.",
            name=text,
        )
    return ElsewhereRef(ref.address, model) if model else ref


def chosen_engine(text: str, model: str | None, kept: Sequence[str]) -> InstalledModel:
    """What --engine and --model mean together."""
    return model_elsewhere(engine_ref(text, model, kept))
