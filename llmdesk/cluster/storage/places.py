"""The address of an object, or of a folder of them: `s3://bucket/path`, `gs://bucket/path`.

Owns how it is written. It never holds a credential: those are the environment's.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from llmdesk.cluster.storage import failures

SCHEMES = {"s3": "s3", "gs": "gs", "gcs": "gs"}
_SETTINGS = {"s3": ("region", "endpoint_override", "scheme"), "gs": ("endpoint_override", "scheme")}
_ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class ObjectPlace:
    """`path` begins with the bucket. `settings`: of the connection, those that are no secret."""

    scheme: str
    path: str
    anonymous: bool = False
    settings: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def bucket(self) -> str:
        return self.path.split("/", 1)[0]

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    def within(self, folder: ObjectPlace) -> bool:
        return self.scheme == folder.scheme and self.path.startswith(f"{folder.path}/")

    def at(self, path: str) -> str:
        """What `path`, one of its store, is called for people."""
        return f"{self.scheme}://{path}"

    def __str__(self) -> str:
        return self.at(self.path)


def place_of(address: str) -> ObjectPlace:
    """Raises `StorageError`, whose words hold nothing of the address but its scheme: a password may stand
    in it."""
    try:
        parts = urlsplit(address)
        host, user, password = parts.hostname or "", parts.username, parts.password
        port = parts.port
    except ValueError:
        raise failures.bad_address() from None
    scheme = SCHEMES.get(parts.scheme)
    if scheme is None:
        raise failures.other_scheme(parts.scheme)
    given = parse_qsl(parts.query, keep_blank_values=True)
    secret = password is not None or user not in (None, _ANONYMOUS)
    if secret or any(name not in _SETTINGS[scheme] for name, _value in given):
        raise failures.secret_in_address(", ".join(_SETTINGS[scheme]))
    steps = [step for step in parts.path.split("/") if step]
    if not host or port is not None or parts.fragment or any(step in (".", "..") for step in steps):
        raise failures.bad_address()
    # A bucket may have capitals, which `hostname` has not.
    bucket = parts.netloc.rpartition("@")[2]
    path = "/".join((bucket, *steps))
    return ObjectPlace(scheme, path, user is not None, tuple(given))


def is_address(text: str) -> bool:
    """Whether it is written as an address of whatever kind, and not as a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text) is not None
