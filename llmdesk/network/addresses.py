"""Addresses that the user typed: of the hub, of a proxy.

Owns which are well formed, and what stands for no proxy of the user's. Must not import what makes
connections: the window checks the settings with it before it shows.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

#: What `NetworkOptions.proxy` says for "the system's" and for "none at all".
SYSTEM_PROXY, NO_PROXY = "", "none"


def is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, an IPv6 address without its bracket
        return False


def bad_address(address: str, hint: str) -> UsageError:
    scheme, _, rest = address.partition("://")
    address = f"{scheme}://…" if "@" in rest else address  # a password may stand in it
    return UsageError(
        QT_TRANSLATE_NOOP("core", "“{address}” is not a valid address."),
        "",
        hint,
        address=address,
    )
