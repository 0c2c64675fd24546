"""Which model is meant: a file on this computer, or a name at an engine elsewhere.

Owns the value and the one text that is kept of it (in the settings, at the command line). Must not look
whether the file or the engine is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 2000  # characters of an address


@dataclass(frozen=True, slots=True)
class FileRef:
    """A model file on this computer; of a split model, its first part."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def display_name(self) -> str:
        """For people, where nobody has named the model."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class ElsewhereRef:
    """The model that the engine at `address` calls `name` ("": the only one that it runs).

    `address` is one of http or https, without the fragment, and without a login or a query, in which a secret
    may stand that has no place in the settings; a slash at its end does not count. Raises `ValueError` for
    any other.
    """

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.address.rstrip("/"))
        if len(self.address) > _LONGEST or not self.address.isprintable() or " " in self.address:
            raise ValueError("not an address")  # `urlsplit` takes line breaks out in silence
        parts = urlsplit(self.address)
        is_bare = parts.port != 0 and not any(mark in self.address for mark in "#?")  # `port` raises, too
        if parts.scheme not in ("http", "https") or not parts.hostname or not is_bare:
            raise ValueError("not the address of an engine")
        if "@" in parts.netloc:
            raise ValueError("an address with a login")

    def __str__(self) -> str:
        return f"{self.address}#{quote(self.name, '/:@', errors='replace')}" if self.name else self.address

    @property
    def place(self) -> str:
        """The host, and the port where one is given."""
        return urlsplit(self.address).netloc

    @property
    def display_name(self) -> str:
        """With the place: the same model here and there are two."""
        return f"{self.name} ({self.place})" if self.name else self.place


ModelRef = FileRef | ElsewhereRef


def read_ref(text: str) -> ModelRef:
    """What `str` wrote of a ref. Any text that is no address is the path of a file, as every text was that
    an older llmdesk kept; never raises."""
    address, _, name = text.partition("#")
    try:
        return ElsewhereRef(address, unquote(name))
    except ValueError:
        return FileRef(Path(text))
