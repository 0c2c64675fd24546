"""Where a model file came from, kept in a small file beside it.

Owns the two sidecars: `NAME.part.json` while a download is unfinished (what the bytes in
`NAME.part` belong to) and `NAME.json` once it is done (to verify the file again later). What they
say is checked before it is used; a sidecar that makes no sense counts as none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from llmdesk.files import mode_in, write_atomically

_MAX_BYTES = 1 << 16


@dataclass(frozen=True)
class Origin:
    """One file of one commit. `size` in bytes, `time` since 1970."""

    endpoint: str
    repo: str
    path: str
    commit: str
    sha256: str
    size: int
    licence: str
    time: float

    def same_bytes(self, other: Origin) -> bool:
        """Whether both are the same content of the same repo file, of whatever commit."""
        mine = (self.repo, self.path, self.sha256, self.size)
        return mine == (other.repo, other.path, other.sha256, other.size)


_KINDS = {f.name: {"int": int, "float": float, "str": str}[str(f.type)] for f in fields(Origin)}


def part_path(target: Path) -> Path:
    """Where the bytes of an unfinished download of `target` lie."""
    return target.with_name(target.name + ".part")


def origin_path(file: Path) -> Path:
    """The sidecar of `file` (a model, or an unfinished `part_path`)."""
    return file.with_name(file.name + ".json")


def read_origin(file: Path) -> Origin | None:
    path = origin_path(file)
    try:
        if path.is_symlink() or path.stat().st_size > _MAX_BYTES:
            return None
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    values = {name: document.get(name) for name in _KINDS}
    if any(type(values[name]) is not kind for name, kind in _KINDS.items()):
        return None
    return Origin(**values)  # type: ignore[arg-type]  # checked by name above


def write_origin(file: Path, origin: Origin) -> None:
    """Raises `OSError`."""
    data = json.dumps(asdict(origin), indent=1).encode() + b"\n"
    write_atomically(origin_path(file), data, mode_in(file.parent))


def remove_origin(file: Path) -> None:
    origin_path(file).unlink(missing_ok=True)
