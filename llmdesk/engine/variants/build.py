"""The native libraries of llama.cpp on this computer: where they lie, which they are.

Owns the folders that are searched (those of the package, of a bundle, never the current one), the names of
backend files, and the identity of a build. Opens no library; runs in parent and child.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LIBRARY = re.compile(r"(lib)?(ggml|llama)[\w.-]*\.(so|dylib|dll)$")
_BACKEND = re.compile(r"(?:lib)?ggml-(?P<kind>[a-z]+)(?P<variant>-[\w.]+)?\.(?:so|dll)$")


@dataclass(frozen=True)
class Backend:
    """A file that may hold a loadable backend: "libggml-cpu-haswell.so" is of the kind "cpu"."""

    path: Path
    kind: str


class Build:
    """The files of one build of llama.cpp; `folders` may hold some of them, the first is libllama's."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    @classmethod
    def installed(cls) -> Build:
        """That of the installed llama_cpp, or of `LLAMA_CPP_LIB_PATH`, which llama_cpp obeys too."""
        spec = importlib.util.find_spec("llama_cpp")
        if spec is None or spec.origin is None:
            return cls(())
        package = Path(spec.origin).parent
        own = os.environ.get("LLAMA_CPP_LIB_PATH")
        if own:
            return cls((Path(own),))
        folders = [package / "lib", package.parent / "bin"]
        bundle = getattr(sys, "_MEIPASS", None)
        if bundle is not None:
            folders += [Path(bundle), Path(bundle, "bin"), Path(bundle, "lib")]
        return cls(tuple(dict.fromkeys(folders)))

    def backends(self) -> list[Backend]:
        """The files that may hold loadable backends, each name once. In a build where all is linked
        together there are such names too: nothing can be loaded from them, and nothing need be."""
        found: dict[str, Backend] = {}
        for path in self._files():
            match = _BACKEND.match(path.name)
            if match is not None and match["kind"] != "base":
                found.setdefault(path.name, Backend(path, match["kind"]))
        return list(found.values())

    def backend(self, name: str) -> Backend | None:
        return next((backend for backend in self.backends() if backend.path.name == name), None)

    def identity(self) -> str:
        """Another build has another one, and so has one with a file more, less or changed; where it lies
        does not matter."""
        digest = hashlib.sha256()
        for path in sorted(self._files(), key=lambda path: path.name):
            stat = path.stat()
            digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            try:
                entries = sorted(folder.iterdir())
            except OSError:
                continue
            yield from (path for path in entries if _LIBRARY.match(path.name) and path.is_file())
