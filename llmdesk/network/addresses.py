"""Addresses that the user typed: of the hub, of a proxy, of an engine elsewhere.

Owns which are well formed, what stands for no proxy of the user's, and who could read what is sent there.
Must not import what makes connections: the window checks the settings with it before it shows.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

#: What `NetworkOptions.proxy` says for "the system's" and for "none at all".
SYSTEM_PROXY, NO_PROXY = "", "none"
_PART = re.compile(r"0x[0-9a-f]{1,16}|0[0-7]{0,22}|[1-9][0-9]{0,19}")  # of an IPv4 address


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
    host = unicodedata.normalize("NFKC", parts.hostname or "")
    if parts.scheme != "http":
        return False
    number = _number_of(host)
    if number is None:
        return "." in host and not host.endswith((".local", ".lan", ".internal", ".home.arpa", ".localhost"))
    return not (number.is_private or number.is_loopback or number.is_link_local)


def _number_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a connection to `host` goes to; None for a name."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return _number_in_parts(host)
    mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return number if mapped is None else mapped


def _number_in_parts(host: str) -> ipaddress.IPv4Address | None:
    """As systems read it when they connect (`inet_aton`): 16909060 and 0x1020304 are 1.2.3.4, and 0177.1 is
    127.0.0.1. The last part fills what is left of the four bytes."""
    parts = host.split(".")
    if len(parts) > 4 or not all(_PART.fullmatch(part) for part in parts):
        return None
    *firsts, last = (int(part, 0 if "x" in part else 8 if part[0] == "0" else 10) for part in parts)
    left = 8 * (4 - len(firsts))
    if any(first > 255 for first in firsts) or last >> left:
        return None
    return ipaddress.IPv4Address(int.from_bytes(bytes(firsts)) << left | last)
