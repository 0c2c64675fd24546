"""The import rule of the architecture, checked on the source of every module.

Layers, each may import only what stands before it: leaves; network, engine, store, settings and
diagnostics (which do not know each other); models (on network); tools; cli, ui and server (ui does not know
cli, server neither; both start it).
In tools, what several of them share knows none of them, and no tool knows another.
Some libraries belong to one place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "llmdesk"

LEAVES = (
    "llmdesk.errors",
    "llmdesk.awake",
    "llmdesk.cancel",
    "llmdesk.child_processes",
    "llmdesk.paths",
    "llmdesk.files",
    "llmdesk.outputs",
    "llmdesk.traces",
    "llmdesk.gguf",
    "llmdesk.hardware",
    "llmdesk.licences",
    "llmdesk.engine.abilities",
    "llmdesk.engine.model_ref",
    "llmdesk.engine.types",
    "llmdesk.engine.face",
    "llmdesk.engine.embedding",
    "llmdesk.engine.kept_contexts",
    "llmdesk.engine.thoughts",
)
IMPORTING_CALLS = ("import_module", "__import__")
MOST_MODULES = 26  # of a folder: more than that nobody looks through
# What a part may import of llmdesk, beside itself. The root package holds only the version.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LEAVES, LEAVES),
    "llmdesk.engine": LEAVES,
    "llmdesk.engine.local": (*LEAVES, "llmdesk.engine"),
    "llmdesk.engine.child": (*LEAVES, "llmdesk.engine"),
    "llmdesk.engine.remote": (*LEAVES, "llmdesk.engine", "llmdesk.network"),
    "llmdesk.network": LEAVES,
    "llmdesk.models": (*LEAVES, "llmdesk.network"),
    "llmdesk.store": LEAVES,
    "llmdesk.settings": LEAVES,
    "llmdesk.diagnostics": LEAVES,
    "llmdesk.tools": (*LEAVES, "llmdesk.engine", "llmdesk.models", "llmdesk.store", "llmdesk.settings"),
    "llmdesk.cluster": (*LEAVES, "llmdesk.tools.tables", "llmdesk.workshop"),
    "llmdesk.workshop": (
        *LEAVES,
        "llmdesk.engine",
        "llmdesk.models",
        "llmdesk.network",
        "llmdesk.store",
        "llmdesk.settings",
    ),
    "llmdesk.server": (*LEAVES, "llmdesk.engine", "llmdesk.tools", "llmdesk.__version__"),
    "llmdesk.ui": ("llmdesk",),
    "llmdesk.cli": ("llmdesk",),
    "llmdesk.__main__": ("llmdesk.cli",),
    "llmdesk": (),
}
NEVER = {
    "llmdesk.ui": ("llmdesk.cli", "llmdesk.__main__"),
    "llmdesk.cli": ("llmdesk.__main__",),
    "llmdesk.engine.child": ("llmdesk.engine.local",),  # the child never knows its parent
}
# What in `tools` is there for all of them. Any other room of it is one tool's, and only that tool knows it.
SHARED_BY_TOOLS = (
    "ask", "bench", "chinese_fitness", "document_kinds", "documents", "evidence", "extract", "fidelity",
    "fields", "file_list", "formulas", "kept", "measured", "passages", "pieces", "reading", "simplified",
    "sought", "tables", "toml_text", "tool",
)  # fmt: skip
# A library and the only places that may import it.
OWNERS = {
    "PySide6": ("llmdesk.ui",),
    "shiboken6": ("llmdesk.ui",),
    "llama_cpp": ("llmdesk.engine.child.llama",),
    "huggingface_hub": ("llmdesk.models.hub", "llmdesk.models.download"),
    "sqlite3": ("llmdesk.store",),
    # The gate: whoever could open a connection could pass the offline switch and the list of requests.
    "httpx2": ("llmdesk.network.gate", "llmdesk.network.body"),
    "httpcore2": (
        "llmdesk.network.gate",
        "llmdesk.network.body",
        "llmdesk.network.proxies",
        "llmdesk.network.wire",
    ),
    # Two more look whether a display answers on this machine, through its local socket.
    "socket": (
        "llmdesk.network.wire",
        "llmdesk.cli.window",
        "llmdesk.ui.platform_setup",
        "llmdesk.server.listening",  # it listens, and calls nobody
    ),
    "pyarrow": ("llmdesk.tools.tables.formats.parquet", "llmdesk.cluster.storage.objects"),
    "ray": ("llmdesk.cluster.ray_places",),
    "starlette": ("llmdesk.server",),
    "uvicorn": ("llmdesk.server",),
    "urllib.request": ("llmdesk.network.proxies",),
    "http.client": (),
    # What parses the files of others runs in a process of its own (llmdesk.tools.reading).
    "llmdesk.tools.documents.read_document": ("llmdesk.tools.reading",),
    "llmdesk.tools.documents.reader": (
        "llmdesk.tools.documents",
        "llmdesk.tools.reading",
        "llmdesk.tools.library.elsewhere",  # runs there
    ),
    "llmdesk.tools.tables.open_table": ("llmdesk.tools.reading",),
    "llmdesk.tools.tables.opening": ("llmdesk.tools.tables", "llmdesk.tools.reading"),
    "llmdesk.tools.translate.shapes.word": ("llmdesk.tools.translate.shapes.elsewhere",),
    "llmdesk.tools.translate.shapes.book": ("llmdesk.tools.translate.shapes.elsewhere",),
    # What lays out the formulas of others runs there, too.
    "llmdesk.tools.formulas.layout": ("llmdesk.tools.reading",),
    "ziamath": ("llmdesk.tools.formulas.layout",),
    "ziafont": ("llmdesk.tools.formulas.layout",),
    "latex2mathml": (),
    # The only place that may read or keep an access token.
    "keyring": ("llmdesk.network.tokens",),
}


def is_within(module: str, *places: str) -> bool:
    return any(module == place or module.startswith(place + ".") for place in places)


def breaches(package: Path) -> list[str]:
    """Every import in the source tree `package` (the folder `llmdesk`) that the rule forbids."""
    found = []
    for path in sorted(package.rglob("*.py")):
        module = module_name(package, path)
        for line, imported in imports(path, module):
            reason = refusal(module, imported)
            if reason:
                found.append(f"{path.relative_to(package.parent)}:{line}: {reason}")
    return found


def module_name(package: Path, path: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, module: str) -> Iterator[tuple[int, str]]:
    """(line, module) of every import in a file: inside functions and `if TYPE_CHECKING` too."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    source = path.read_text(encoding="utf-8")
    calls = any(name in source for name in IMPORTING_CALLS)
    for node in (ast.walk if calls else statements)(ast.parse(source, str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            # `from llmdesk import paths` imports llmdesk.paths; a name that is no module does no harm.
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in IMPORTING_CALLS:
            yield from ((node.lineno, text) for text in map(constant, node.args) if text)


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements, those within others too: a tenth of what `ast.walk` goes through."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, field, ())


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def refusal(module: str, imported: str) -> str:
    """Why `module` must not import `imported`, or ""."""
    for library, owners in OWNERS.items():
        if is_within(imported, library) and not is_within(module, *owners):
            return f"only {' and '.join(owners) or 'nobody'} may import {library}"
    if not is_within(imported, "llmdesk") or imported in ("llmdesk", "llmdesk.__version__"):
        return ""
    if is_within(module, "llmdesk.tools") and is_within(imported, "llmdesk.tools"):
        room = room_of(imported)
        if room not in ("", room_of(module), *SHARED_BY_TOOLS):
            return f"only tools/{room} may import {imported}, unless all tools share it (SHARED_BY_TOOLS)"
    part = max((part for part in MAY_IMPORT if is_within(module, part)), key=len)
    if is_within(imported, *NEVER.get(part, ())):
        return f"{part} must not import {imported}"
    itself = (part,) if part != "llmdesk" else ()
    if is_within(imported, *MAY_IMPORT[part], *itself):
        return ""
    return f"{part} must not import {imported}"


def room_of(module: str) -> str:
    """The room of `tools` in which a module stands."""
    return ".".join(module.split(".")[2:3])


def test_every_module_keeps_to_the_import_rule() -> None:
    assert breaches(PACKAGE) == []


def test_no_folder_holds_more_modules_than_one_looks_through() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    counts = {folder.relative_to(PACKAGE).as_posix(): len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}


def test_every_module_has_a_place_in_the_rule() -> None:
    places = [part for part in MAY_IMPORT if part != "llmdesk"]
    modules = {module_name(PACKAGE, path) for path in PACKAGE.rglob("*.py")} - {"llmdesk"}
    assert {module for module in modules if not is_within(module, *places)} == set()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("engine/local/client.py", "from llmdesk.store import Store"),
        ("engine/local/client.py", "import llmdesk.models.library"),
        ("engine/local/client.py", "from llmdesk import settings"),
        ("engine/child/scheduler.py", "from llmdesk.engine.local.client import Engine"),
        ("engine/local/client.py", "from llmdesk.network.gate import Network"),
        ("network/gate.py", "from llmdesk.models.hub import Hub"),
        ("models/library.py", "def f():\n    from llmdesk.engine.local.client import Engine"),
        ("store/runs.py", "from ..tools import chat"),
        ("store/__init__.py", "from ..engine import client"),
        ("tools/chat/answering.py", "import PySide6.QtCore"),
        ("tools/tables/job.py", "def f():\n    from llmdesk.tools.sentiment.types import RowResult"),
        ("tools/reading/child.py", "from llmdesk.tools.sentiment import RowResult"),
        ("tools/evidence/checking.py", "from llmdesk.tools.summarize.types import Summary"),
        ("tools/summarize/runs.py", "from llmdesk.tools import poetry"),
        ("tools/chat/answering.py", "from llmdesk.ui.tasks import Task"),
        ("tools/chat/answering.py", "from llmdesk.cli import main"),
        ("engine/local/client.py", "import llama_cpp"),
        ("engine/local/client.py", "import importlib\nimportlib.import_module('llama_cpp.llama')"),
        ("cli/doctor.py", "import sqlite3"),
        ("cli/window.py", "from PySide6 import QtWidgets"),
        ("ui/app.py", "from llmdesk.cli.shell.console import Console"),
        ("ui/app.py", "import huggingface_hub"),
        ("models/download.py", "import httpx2"),
        ("ui/settings/dialog.py", "import keyring"),
        ("cli/doctor.py", "from urllib import request"),
        ("errors.py", "from llmdesk.engine.local.client import Engine"),
        ("engine/types.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import llmdesk.store"),
        (
            "errors.py",
            "try:\n    pass\nexcept OSError:\n    match 1:\n        case _:\n            import ray",
        ),
        ("__init__.py", "import llmdesk.errors"),
        ("ui/summarize/job.py", "from llmdesk.tools.documents import read_document"),
        ("cli/summarize.py", "from llmdesk.tools.documents.reader import read_document"),
        ("ui/sentiment/table/files.py", "from llmdesk.tools.tables import open_table"),
        ("__main__.py", "from llmdesk.ui import app"),
        ("server/serving.py", "from llmdesk.ui.tasks import Task"),
        ("server/serving.py", "from llmdesk.cli import main"),
        ("server/tokens.py", "from llmdesk.network.tokens import TokenStore"),
        ("ui/settings/server.py", "import uvicorn"),
        ("tools/chat/answering.py", "from llmdesk.server.serving import Server"),
    ],
)
def test_a_breach_is_found_wherever_it_stands(tmp_path: Path, path: str, source: str) -> None:
    file = tmp_path / "llmdesk" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    assert len(breaches(tmp_path / "llmdesk")) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("engine/local/client.py", "from llmdesk.errors import UserError\nfrom . import types"),
        ("engine/child/llama/api.py", "import llama_cpp"),
        ("models/library.py", "from llmdesk import gguf"),
        ("store/__init__.py", "import sqlite3\nfrom llmdesk.store.schema import SCHEMA"),
        (
            "tools/chat/answering.py",
            "from llmdesk.engine.face import TextEngine\nfrom llmdesk.store import Store",
        ),
        ("ui/chat/tab.py", "from PySide6 import QtWidgets\nfrom llmdesk.tools.chat.answering import answer"),
        ("tools/sentiment/table/job.py", "from llmdesk.tools.tables import job\nfrom llmdesk import tools"),
        ("tools/sentiment/table/worker.py", "from llmdesk.tools.sentiment.types import RowResult"),
        ("cli/window.py", "from llmdesk.ui.app import run_window\nimport llmdesk"),
        ("__main__.py", "from llmdesk import cli"),
    ],
)
def test_what_the_rule_allows_is_no_breach(tmp_path: Path, path: str, source: str) -> None:
    file = tmp_path / "llmdesk" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    assert breaches(tmp_path / "llmdesk") == []
