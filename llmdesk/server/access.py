"""Who may ask: the host that is called, the page that calls, and the token.

Owns the three checks, before a byte of a body is read. A page in a browser can send requests to this
computer: it is known by its Origin, and where a name of the web was made to point here, by the Host; and it
does not have the token. No answer allows another origin to read it (no CORS), but those that the user has
written down.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping

from llmdesk.server.failures import Refusal
from llmdesk.server.listening import may_be_called, own_names
from llmdesk.server.origins import is_origin

_BEARER = "bearer "


class Access:
    """`token` may be another one at any time."""

    def __init__(self, token: str, *, network: bool, origins: Iterable[str] = ()) -> None:
        self.token = token
        self.origins = frozenset(filter(is_origin, origins))
        self._network = network
        self._names = own_names(network=network)

    def check(self, headers: Mapping[str, str]) -> None:
        """`headers` in lower case; raises `Refusal` with 403."""
        self.check_caller(headers)
        self.check_token(headers)

    def check_caller(self, headers: Mapping[str, str]) -> None:
        """The host and the page, as far as one asks; raises as `check` does."""
        host = headers.get("host", "")
        if not may_be_called(_without_port(host), self._names, network=self._network):
            raise _refused("This server is not called by that name.", "wrong_host")
        origin = headers.get("origin")
        own = f"http://{host.lower()}"
        if origin is not None and origin.lower() != own and origin not in self.origins:
            raise _refused("Pages of other origins may not ask this server.", "wrong_origin")

    def check_token(self, headers: Mapping[str, str]) -> None:
        """Raises as `check` does."""
        given = headers.get("authorization", "")
        given = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            raise _refused("The token is missing or wrong; llmdesk's settings show it.", "wrong_token")


def _refused(message: str, code: str) -> Refusal:
    return Refusal(403, message, code=code)


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if name and port.isdecimal() and (":" not in name or name.endswith("]")) else host
