"""The command line's way to the model hub: which endpoint, which token, and not while offline.

Owns what decides about them: options, settings and the environment variable HF_TOKEN. Keeps and
prints no token. Makes no request itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from llmdesk.cli.parser import Options
from llmdesk.network.failures import AccessDenied, OfflineError
from llmdesk.network.gate import OFFICIAL_ENDPOINT, Network, NetworkOptions

if TYPE_CHECKING:
    from llmdesk.network.tokens import TokenStore
    from llmdesk.settings import Settings


def make_network(
    options: Options, settings: Settings, environment: Mapping[str, str], tokens: TokenStore
) -> Network:
    """The gate, open. Raises `OfflineError` before anything is sent, `UsageError` for a bad address."""
    endpoint = options.endpoint or settings.endpoint
    _require_online(options, settings, environment, endpoint)
    wanted = NetworkOptions(endpoint, proxy=settings.proxy)
    network = Network(wanted, token_of=tokens.get, password_of=tokens.proxy_password)
    token = environment.get("HF_TOKEN", "").strip()
    # It is a token of the official hub, or of the one that was named beside it; a mirror that was
    # once chosen in the settings is not given it.
    if token and (options.endpoint is not None or network.endpoint == OFFICIAL_ENDPOINT):
        tokens.set(urlsplit(network.endpoint).hostname or "", token, remember=False)
    return network


def _require_online(
    options: Options, settings: Settings, environment: Mapping[str, str], endpoint: str
) -> None:
    if options.offline:
        hint = "Run it again without --offline."
    elif settings.offline:
        hint = "Turn off “Offline” in the settings of the window, then run it again."
    elif environment.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        hint = "Take the environment variable HF_HUB_OFFLINE away, and run it again."
    else:
        return
    host = urlsplit(endpoint).hostname or endpoint
    raise OfflineError("llmdesk is offline.", "Nothing was sent to {host}.", hint, host=host)


@contextlib.contextmanager
def token_advice() -> Iterator[None]:
    """Where the hub asks who we are, say how the command line can tell it."""
    try:
        yield
    except AccessDenied as error:
        _, _, hint = error.render()
        advice = "For one command, an access token can be given in the environment variable HF_TOKEN."
        raise AccessDenied(
            error.title, error.detail, "{first}\n{advice}",
            **{**error.params, "first": hint, "advice": advice},
        ) from error  # fmt: skip
