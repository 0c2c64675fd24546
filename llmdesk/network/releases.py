"""Is there a newer llmdesk? Asked only when the user asks.

Owns where new versions are published, and what is taken from the answer: a version and the address of its
page. Downloads and opens nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.network import failures
from llmdesk.network.body import beginning_of
from llmdesk.network.gate import Network, retry_after

# The one place for it: an address that answers as GitHub's “latest release” does, with JSON that has
# `tag_name` and `html_url`. "" as long as no version is published anywhere: then nobody is asked.
RELEASES: Final = ""
PURPOSE: Final = QT_TRANSLATE_NOOP("core", "new version")
_MOST_BYTES = 1 << 20
_VERSION = re.compile(
    r"v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:[-+.]?[A-Za-z][A-Za-z0-9.+-]{0,40})?", re.ASCII
)
_LONGEST_PAGE = 500

State = Literal["newer", "same", "none"]


@dataclass(frozen=True)
class Release:
    """`newer`: `version` can be had, `page` says more (or is ""). `same`: there is none newer than this one.
    `none`: none was published."""

    state: State
    version: str = ""
    page: str = ""


def check_version(
    network: Network,
    cancel: CancelToken | None = None,
    *,
    address: str | None = None,
    here: str = __version__,
) -> Release:
    """Ask `address` (None: `RELEASES`) for the newest version. Raises `Cancelled`, `OfflineError`,
    `ConnectionFailed`, `ServerBusy`, and `ServerMisbehaved` for an answer that makes no sense."""
    address = RELEASES if address is None else address
    if not address:
        return Release("none")
    host = urlsplit(address).hostname or address
    with network.open(address, PURPOSE, cancel, headers={"Accept": "application/json"}, small=True) as answer:
        status = answer.status_code
        if status == 404:
            return Release("none")
        if status in (403, 408, 429) or status >= 500:
            raise failures.server_busy(host, status, retry_after(answer))
        data = beginning_of(answer, _MOST_BYTES + 1)
    if status != 200 or len(data) > _MOST_BYTES:
        raise _nonsense(host)
    return _newest(data, host, here)


def _newest(data: bytes, host: str, here: str) -> Release:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _nonsense(host) from error
    tag = told.get("tag_name") if isinstance(told, dict) else None
    numbers = numbers_of(tag) if isinstance(tag, str) else None
    if numbers is None or not isinstance(tag, str):
        raise _nonsense(host)
    page = told.get("html_url")
    return Release(
        "newer" if numbers > (numbers_of(here) or ()) else "same",
        tag.removeprefix("v"),
        page if isinstance(page, str) and _is_page(page) else "",
    )


def numbers_of(version: str) -> tuple[int, int, int] | None:
    """(1, 2, 0) of “v1.2”; what stands behind the numbers does not count. None where it is no version."""
    match = _VERSION.fullmatch(version.strip()) if len(version) < 80 else None
    if match is None:
        return None
    major, minor, patch = (int(part or 0) for part in match.groups())
    return major, minor, patch


def _is_page(address: str) -> bool:
    if len(address) > _LONGEST_PAGE or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _nonsense(host: str) -> failures.ServerMisbehaved:
    return failures.ServerMisbehaved(
        QT_TRANSLATE_NOOP("core", "{host} did not say which version is the newest."),
        QT_TRANSLATE_NOOP("core", "Its answer is not about versions of llmdesk; nothing of it was used."),
        QT_TRANSLATE_NOOP(
            "core", "Open a web page to see whether this network requires you to sign in, then try again."
        ),
        host=host,
    )
