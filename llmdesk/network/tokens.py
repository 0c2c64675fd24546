"""Access tokens and the password of a proxy: in the system's keyring where it is a real one, else for
this session only.

Owns who may keep a secret. Never writes one to a file or a log, and knows nothing of requests.
Everything here may wait for the user (the keyring can ask for a password): not for the GUI thread.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from typing import Literal

import keyring
import keyring.backend
import keyring.errors

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

SERVICE = "llmdesk"
# Backends that encrypt. Others (plain text, "fail", "null", unknown ones) are not given a token.
_TRUSTED = (
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)
#: What became of a token: there was none, it is nowhere any more, or the keyring did not let it go.
Forgotten = Literal["none", "gone", "kept"]
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")


class TokenStore:
    """One token a host, one password a proxy. Thread-safe.

    `remembered`: the hosts and proxies for which something was put into the keyring, kept in the
    settings; only for these is the keyring asked, so that nobody is asked for a password who never
    stored one. A proxy is named by its address without the password, which no host looks like.
    """

    def __init__(
        self, remembered: Iterable[str] = (), backend: keyring.backend.KeyringBackend | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._remembered = set(remembered)
        self._backend = backend
        self._session: dict[str, str | None] = {}

    @property
    def remembered(self) -> tuple[str, ...]:
        """What to keep in the settings: hosts and proxies, no secrets."""
        return tuple(sorted(self._remembered))

    def keyring_name(self) -> str:
        """The keyring that a token would be kept in; "" where there is none to be trusted."""
        backend = self._trusted()
        return "" if backend is None else str(backend.name)

    def get(self, host: str) -> str | None:
        """The token for exactly this host."""
        token = self._get(host)
        return token if token and _TOKEN.fullmatch(token) else None

    def proxy_password(self, proxy: str) -> str | None:
        """The password for a proxy of exactly this address."""
        return self._get(proxy)

    def set(self, host: str, token: str, *, remember: bool = True) -> bool:
        """Use `token` for `host`; True if the keyring keeps it, False if only this session does.

        Raises `UsageError` for what cannot be a token.
        """
        token = token.strip()
        if not _TOKEN.fullmatch(token):
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "This is not an access token."),
                QT_TRANSLATE_NOOP("core", "An access token is one word of letters, digits and signs."),
                QT_TRANSLATE_NOOP("core", "Copy it again from the page where it was made."),
            )
        return self._set(host, token, remember=remember)

    def set_proxy_password(self, proxy: str, password: str) -> bool:
        """Use `password` for `proxy`; True if the keyring keeps it, False if only this session does."""
        return self._set(proxy, password, remember=True)

    def forget(self, host: str) -> Forgotten:
        """Forget the access token of `host`, in the keyring too. Where the keyring refuses, the host stays
        remembered: the token is used again, and forgetting it can be tried again."""
        with self._lock:
            here = self._session.pop(host, None) is not None
            if host not in self._remembered:
                return "gone" if here else "none"
            if not self._delete(host):
                return "kept"
            self._remembered.discard(host)
            return "gone"

    def forget_for_now(self, host: str) -> None:
        """Forget what this session has for `host`; what the keyring keeps stays."""
        with self._lock:
            self._session.pop(host, None)

    def _get(self, key: str) -> str | None:
        with self._lock:
            if key not in self._session and key in self._remembered:
                self._session[key] = self._read(key)
            return self._session.get(key)

    def _set(self, key: str, secret: str, *, remember: bool) -> bool:
        with self._lock:
            self._session[key] = secret
            kept = remember and self._write(key, secret)
            if kept:
                self._remembered.add(key)
            return kept

    def _read(self, host: str) -> str | None:
        backend = self._trusted()
        try:
            return None if backend is None else backend.get_password(SERVICE, host)
        except (keyring.errors.KeyringError, OSError):
            return None

    def _write(self, host: str, token: str) -> bool:
        backend = self._trusted()
        if backend is None:
            return False
        try:
            backend.set_password(SERVICE, host, token)
        except (keyring.errors.KeyringError, OSError):
            return False
        return True

    def _delete(self, host: str) -> bool:
        """Whether the keyring has nothing of it any more."""
        backend = self._trusted()
        if backend is None:
            return False
        try:
            backend.delete_password(SERVICE, host)
        except keyring.errors.PasswordDeleteError:
            return self._is_absent(backend, host)
        except (keyring.errors.KeyringError, OSError):
            return False
        return True

    def _is_absent(self, backend: keyring.backend.KeyringBackend, host: str) -> bool:
        try:
            return backend.get_password(SERVICE, host) is None
        except (keyring.errors.KeyringError, OSError):
            return False

    def _trusted(self) -> keyring.backend.KeyringBackend | None:
        backend = self._backend if self._backend is not None else keyring.get_keyring()
        return next((b for b in _members(backend) if type(b).__module__.startswith(_TRUSTED)), None)


def _members(backend: keyring.backend.KeyringBackend) -> Iterator[keyring.backend.KeyringBackend]:
    """A chain of backends holds several, of which some may write plain text."""
    members = getattr(backend, "backends", None)
    if type(backend).__module__ == "keyring.backends.chainer" and members is not None:
        yield from members
    else:
        yield backend
