"""Which way a connection goes: the system's proxy, one that was set, or straight.

Owns the choice of the proxy and the pools of connections.
Whether a request may be made at all is `gate`'s.
"""

from __future__ import annotations

import urllib.request
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore2

from llmdesk.network.addresses import NO_PROXY, SYSTEM_PROXY
from llmdesk.network.wire import SocksBackend, SocksProxy, StoppableBackend

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def proxy_for(scheme: str, host: str, wanted: str) -> str:
    """The proxy's address, "" for none."""
    if wanted == NO_PROXY:
        return ""
    if wanted != SYSTEM_PROXY:
        return wanted
    if host in LOOPBACK or urllib.request.proxy_bypass(host):
        return ""
    proxies = urllib.request.getproxies()
    found = proxies.get(scheme) or proxies.get("all") or ""
    return found if "://" in found or not found else f"http://{found}"


def make_pool(proxy: str, password: str | None = None) -> httpcore2.ConnectionPool:
    """Connections through `proxy` ("": straight), with a password that does not stand in its address."""
    parts = urlsplit(proxy)
    limits: dict[str, Any] = {"max_connections": 64, "max_keepalive_connections": 32}
    limits["keepalive_expiry"] = 30.0
    limits["ssl_context"] = httpcore2.default_ssl_context()
    if not proxy:
        return httpcore2.ConnectionPool(network_backend=StoppableBackend(), **limits)
    user, password = unquote(parts.username or ""), password or unquote(parts.password or "")
    host, port = parts.hostname or "", parts.port
    if parts.scheme.startswith("socks"):
        backend = SocksBackend(SocksProxy(host, port or 1080, user, password))
        return httpcore2.ConnectionPool(network_backend=backend, **limits)
    return httpcore2.HTTPProxy(
        proxy_url=httpcore2.URL(scheme="http", host=host, port=port or 80, target="/"),
        proxy_auth=(user, password) if user else None,
        network_backend=StoppableBackend(),
        **limits,
    )
