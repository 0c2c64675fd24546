"""Addresses that the user typed: of the hub, of a proxy, of an engine elsewhere.

Owns which are well formed, what stands for no proxy of the user's, and who could read what is sent there.
Must not import what makes connections: the window checks the settings with it before it shows.
"""

from __future__ import annotations

import ipaddress
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


def origin_of(address: str) -> str:
    """Scheme, host and port of an address: what an access token belongs to."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return f"{parts.scheme}://{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def is_readable_on_the_way(address: str) -> bool:
    """Whether others could read what is sent there: no TLS, and neither this computer nor its own network.
    A name that is no number and has no dot is one of the own network."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "http":
        return False
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return "." in host and not host.endswith((".local", ".lan", ".internal", ".home.arpa", ".localhost"))
    return not (number.is_private or number.is_loopback or number.is_link_local)
