"""Origins of pages in a browser, as a user writes them down and as a browser sends them.

Owns which text is one. Must not import anything slow: the settings check with it what is typed.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown

MOST = 50
_LONGEST = 300  # characters
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,40}")
_HOST = re.compile(r"[a-z0-9._-]{1,255}|\[[0-9a-f:.]{2,45}\]")
_USUAL = {"http": 80, "https": 443}


def as_origin(text: str) -> str:
    """Scheme, host and port, as browsers send it: in small letters, and without the port that is usual for
    http and https. That of a program that is a page within, such as app://obsidian.md, is one, too. Raises
    `UsageError` for anything else, a page's whole address and * among it."""
    origin = text.strip().lower().removesuffix("/")
    scheme, _, place = origin.partition("://")
    try:
        parts = urlsplit(f"//{place}")
        host, port = place.removesuffix(f":{parts.port}"), parts.port
    except ValueError:
        raise _none(text) from None
    is_bare = len(origin) <= _LONGEST and _SCHEME.fullmatch(scheme) and _HOST.fullmatch(host) and port != 0
    if not is_bare or scheme == "file":
        raise _none(text)
    return f"{scheme}://{host}" if port in (None, _USUAL.get(scheme)) else f"{scheme}://{host}:{port}"


def _none(text: str) -> UsageError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "“{origin}” is not an origin."),
        QT_TRANSLATE_NOOP("core", "An origin is the beginning of a page's address, without a path."),
        QT_TRANSLATE_NOOP("core", "It looks like https://notes.example or http://localhost:3000."),
        origin=shown(text.strip(), 100),
    )


def is_origin(text: str) -> bool:
    """Whether it is one as browsers send it."""
    try:
        return as_origin(text) == text
    except UsageError:
        return False
