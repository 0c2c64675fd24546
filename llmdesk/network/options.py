"""What the user set of the network: the endpoint, the offline switch and the proxy, as one value.

Owns the addresses of the hub and its mirror, and which addresses are refused. Connects to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.network.addresses import NO_PROXY, SYSTEM_PROXY, bad_address, is_address

OFFICIAL_ENDPOINT = "https://huggingface.co"
MIRROR_ENDPOINT = "https://hf-mirror.com"


@dataclass(frozen=True)
class NetworkOptions:
    """What the user set. `proxy`: "" the system's, "none", or "http://…" or "socks5://…"."""

    endpoint: str = OFFICIAL_ENDPOINT
    offline: bool = False
    proxy: str = SYSTEM_PROXY


def checked(options: NetworkOptions) -> NetworkOptions:
    """`options` with a tidy endpoint; raises `UsageError` for addresses that cannot be used."""
    endpoint = options.endpoint.strip().rstrip("/")
    if not is_address(endpoint, ("http", "https")) or "@" in urlsplit(endpoint).netloc:
        raise bad_address(endpoint, QT_TRANSLATE_NOOP("core", "An endpoint looks like “https://HOST”."))
    proxy = options.proxy.strip()
    if proxy not in (SYSTEM_PROXY, NO_PROXY) and not is_address(proxy, ("http", "socks5", "socks5h")):
        hint = QT_TRANSLATE_NOOP("core", "A proxy looks like “http://HOST:PORT” or “socks5://HOST:PORT”.")
        raise bad_address(proxy, hint)
    return replace(options, endpoint=endpoint, proxy=proxy)
