"""The token that other programs have to show: made here, kept in the system's keyring where there is one.

Owns its form and the name it is kept by. It is never written to a file or a log. Everything here may wait
for the user (the keyring can ask for a password): not for the GUI thread.
"""

from __future__ import annotations

import re
import secrets
from typing import Protocol

KEY = "llmdesk serve"  # with a space: no host is called that
PREFIX = "llmdesk-"  # so that who finds one knows what it opens


_TOKEN = re.compile(r"[\x21-\x7e]{16,512}")


class Kept(Protocol):
    """What keeps it: `network.tokens.TokenStore`."""

    def get(self, host: str) -> str | None: ...

    def set(self, host: str, token: str, *, remember: bool = True) -> bool: ...


def token_of(kept: Kept) -> tuple[str, bool]:
    """(the token, whether the keyring keeps it); a new one where none is kept."""
    token = kept.get(KEY)
    return (token, True) if token else make_anew(kept)


def make_anew(kept: Kept) -> tuple[str, bool]:
    """A new token in place of the old one, which opens nothing any more; as `token_of`."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, kept.set(KEY, token)


def is_token(text: str) -> bool:
    """Whether it can be one: long enough, and what a header can carry."""
    return _TOKEN.fullmatch(text) is not None
