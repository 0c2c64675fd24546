"""The engines elsewhere that the user keeps: a name, an address, and the model there.

Owns how they stand in the settings, and how a model there looks beside those on this computer. Must not ask
an engine anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from llmdesk.engine.model_ref import ElsewhereRef, read_ref
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown
from llmdesk.models.library import InstalledModel
from llmdesk.network.addresses import is_readable_on_the_way

MAX_NAME = 60
MOST = 50  # engines that are kept


@dataclass(frozen=True, slots=True)
class KeptEngine:
    """`name` is the user's; it has no line break, and stands before the address in the settings."""

    name: str
    ref: ElsewhereRef

    def __str__(self) -> str:
        return f"{self.name} {self.ref}"


def read_engines(texts: Iterable[str]) -> tuple[KeptEngine, ...]:
    """What the settings hold; what makes no sense there is passed over."""
    found = []
    for text in texts:
        name, _, address = text.rpartition(" ")
        ref = as_elsewhere(address)
        if name.strip() and ref is not None:
            found.append(KeptEngine(name.strip()[:MAX_NAME], ref))
    return tuple(found[:MOST])


def as_elsewhere(text: str) -> ElsewhereRef | None:
    """The model that an address means, with its name behind `#`; None for what is no address."""
    ref = read_ref(text.strip())
    return ref if isinstance(ref, ElsewhereRef) else None


def typed_elsewhere(text: str) -> ElsewhereRef | None:
    """As `as_elsewhere`, and of a host with its port or its dots what people mean: http where nobody else can
    read it on its way, else https."""
    text = text.strip()
    if "://" in text:
        return as_elsewhere(text)
    plain = f"http://{text}"
    found = as_elsewhere(plain)
    if found is None or not _names_a_host(plain):
        return None
    return as_elsewhere(f"https://{text}") if is_readable_on_the_way(plain) else found


def _names_a_host(address: str) -> bool:
    """It is no mere word, which may be the name of an engine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.port is not None or "." in host or ":" in host or host == "localhost"


def with_engine(engines: Sequence[KeptEngine], name: str, ref: ElsewhereRef) -> tuple[KeptEngine, ...]:
    """With one more, or another one of that name. Raises `UsageError` for a name that cannot be kept."""
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or as_elsewhere(name) is not None:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{name}” cannot be the name of an engine."),
            hint=QT_TRANSLATE_NOOP("core", "Give it a short name of your own, like “workstation”."),
            name=shown(name),
        )
    others = [engine for engine in engines if engine.name != name]
    return (*others, KeptEngine(name, ref))[-MOST:]


def named(engines: Iterable[KeptEngine], name: str) -> KeptEngine | None:
    return next((engine for engine in engines if engine.name.casefold() == name.strip().casefold()), None)


def model_elsewhere(ref: ElsewhereRef, name: str = "") -> InstalledModel:
    """It as a choice among models; `name`: the user's for its engine."""
    called = f"{ref.name} ({name})" if ref.name and name else name or ref.display_name
    return InstalledModel(called, Path(), 0, elsewhere=ref)
