"""`llmdesk models search TEXT`, `models files REPO` and `models download REPO FILE`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from llmdesk import hardware
from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.hub_access import token_advice
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.text import duration_text, size_text
from llmdesk.cli.shell.transfer import TransferLine
from llmdesk.errors import Cancelled, UserError
from llmdesk.gguf import can_chat
from llmdesk.models.download import DownloadRequest, DownloadResult, download, kept_bytes
from llmdesk.models.fit import recommended
from llmdesk.models.hub import Hub, HubModel, RemoteFile, Repo, find_file
from llmdesk.models.names import is_old_split
from llmdesk.models.remote_fit import FileFit, fits_of

T = TypeVar("T")

_PAGE = 100


def run_search(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    text, sort, limit = " ".join(arguments.text), arguments.sort, arguments.limit

    def search(hub: Hub, cancel: CancelToken) -> list[HubModel]:
        found: list[HubModel] = []
        page = ""
        while True:
            wanted = min(limit - len(found), _PAGE)
            results = hub.search(text, sort, page=page, limit=wanted, cancel=cancel)
            found += results.models
            page = results.next_page
            if len(found) >= limit or not page:
                return found[:limit]

    models = _ask(session, search)
    if console.json:
        console.write_json([_model_facts(model) for model in models])
        return exit_status.OK
    for model in models:
        console.write(_model_lines(model))
    if not models:
        console.note(f"no repo with GGUF files has “{text}” in its name.")
    return exit_status.OK


def run_files(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    memory = hardware.memory()
    context = session.options.context or session.settings.context

    def look(hub: Hub, cancel: CancelToken) -> tuple[Repo, tuple[FileFit, ...]]:
        repo = hub.repo(arguments.repo, cancel)
        speed = session.machine.weights_speed(session.options.device or session.settings.device)
        return repo, fits_of(hub, repo, context, memory=memory, speed=speed, cancel=cancel)

    repo, fits = _ask(session, look)
    known = {found.file.path: found.verdict for found in fits if found.verdict is not None}
    best = recommended([f.file for f in fits if f.problem is None], memory.available, known)
    if console.json:
        console.write_json(
            {
                **_model_facts(repo.model),
                "commit": repo.commit,
                "page": repo.page,
                "licence_link": repo.licence_link,
                "files": [_file_facts(found, found.file is best) for found in fits],
                "refused": list(repo.refused),
            }
        )
        return exit_status.OK
    console.write(_model_lines(repo.model))
    console.write(_file_lines(fits, memory.available, best))
    for problem in dict.fromkeys(str(found.problem) for found in fits if found.problem is not None):
        console.note(problem)
    old = [name for name in repo.refused if is_old_split(name)]
    others = [name for name in repo.refused if name not in old]
    if old:
        reason = "they are cut in an old way that llmdesk does not join"
        console.note(f"not offered, since {reason}: {', '.join(old)}")
    if others:
        console.note(f"not offered, since no file here may have such a name: {', '.join(others)}")
    return exit_status.OK


def run_download(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    """Status 0 when every byte is there and verified. Ctrl-C keeps what has arrived."""
    request: DownloadRequest | None = None

    def fetch(hub: Hub, cancel: CancelToken) -> DownloadResult:
        nonlocal request
        repo = hub.repo(arguments.repo, cancel)
        file = find_file(repo, arguments.file)
        request = DownloadRequest(
            arguments.repo, tuple(part.path for part in file.parts), session.paths.models
        )
        return download(hub, request, cancel, TransferLine(console, file.name))

    awake = KeepAwake("a model is being downloaded")
    awake.hold(True)
    try:
        result = _ask(session, fetch)
    except (UserError, Cancelled, KeyboardInterrupt) as error:
        if not isinstance(error, UserError) or (request is not None and kept_bytes(request)):
            _tell_what_is_kept(request, console, stopped=not isinstance(error, UserError))
        raise
    finally:
        awake.hold(False)
    _show_result(result, session, console)
    return exit_status.OK


def _ask(session: Session, question: Callable[[Hub, CancelToken], T]) -> T:
    """The hub's answer; Ctrl-C cancels the question."""
    hub, cancel = session.hub, CancelToken()
    with token_advice():
        return run_cancellable(lambda: question(hub, cancel), cancel)


# -- downloads ---------------------------------------------------------------------------------
def _tell_what_is_kept(request: DownloadRequest | None, console: Console, *, stopped: bool) -> None:
    kept = kept_bytes(request) if request is not None else 0
    said = "stopped; " if stopped else ""
    if kept:
        console.note(f"{said}{size_text(kept)} are kept, and the same command goes on from there.")
    else:
        console.note("stopped before anything arrived.")


def _show_result(result: DownloadResult, session: Session, console: Console) -> None:
    if console.json:
        console.write_json(
            {
                "path": str(result.path),
                "sha256": result.sha256,
                "size": result.size,
                "resumed_from": result.resumed_from,
                "seconds": round(result.seconds, 3),
            }
        )
    else:
        before = f", {size_text(result.resumed_from)} of it were there before" if result.resumed_from else ""
        console.write(
            f"{result.path}\n  {size_text(result.size)} in {duration_text(result.seconds)}{before}\n"
            f"  sha256 {result.sha256}, as it should be\n"
        )
    model = next((m for m in session.library.models() if m.path.resolve() == result.path.resolve()), None)
    if model is None:
        return
    if model.problem:
        console.note(f"all of the file is there, but it cannot be used: {model.problem}")
    elif not console.json:
        console.write(f'  llmdesk chat --model "{model.name}" uses it\n')


# -- what a repo is ------------------------------------------------------------------------------
def _model_facts(model: HubModel) -> dict[str, object]:
    """`updated` in ISO 8601, `parameters` 0 and `updated` "" where the hub does not say."""
    return {
        "repo": model.repo,
        "author": model.author,
        "downloads": model.downloads,
        "likes": model.likes,
        "updated": datetime.fromtimestamp(model.updated, UTC).isoformat() if model.updated else "",
        "licence": model.licence,
        "gated": model.gated,
        "parameters": model.parameters,
        "architecture": model.architecture,
    }


def _model_lines(model: HubModel) -> str:
    facts = [f"{model.downloads:,} downloads", f"{model.likes:,} likes"]
    if not can_chat(model.architecture):
        facts.append(f"no chat model ({model.architecture})")
    if model.parameters:
        facts.append(f"{model.parameters / 1e9:.2g} billion parameters")
    if model.licence:
        facts.append(f"licence {model.licence}")
    if model.updated:
        facts.append(f"updated {datetime.fromtimestamp(model.updated, UTC):%Y-%m-%d}")
    if model.gated:
        facts.append("only for those who accept its licence")
    return f"{model.repo}\n  {', '.join(facts)}\n"


def _file_facts(found: FileFit, is_best: bool) -> dict[str, object]:
    """`fit` is None where the hub does not say the size. `needs` (bytes of memory at `context` tokens)
    is there where the file's header was read; else the verdict rests on the size alone."""
    file, exact = found.file, found.exact
    return {
        "name": file.name,
        "path": file.path,
        "quantization": file.quantization,
        "size": file.size,
        "parts": [
            {"path": part.path, "size": part.size, "sha256": part.sha256 or None} for part in file.parts
        ],
        "fit": found.verdict,
        "fit_from": "header" if exact else "size" if found.verdict else None,
        "needs": exact.need.total if exact else None,
        "context": exact.context if exact else None,
        "tokens_per_s": round(exact.tokens_per_s, 1) if exact and exact.tokens_per_s else None,
        "recommended": is_best,
    }


def _file_lines(fits: Sequence[FileFit], available: int, best: RemoteFile | None) -> str:
    if not fits:
        return "  there is no model file in it\n"
    rows = [(*_columns(found), _file_name(found.file, best)) for found in fits]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        f"  {row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]}" for row in rows
    ]
    lines.append(f"  ({size_text(available)} of memory are free)")
    if any(found.exact is None and found.verdict for found in fits):
        lines.append("  (≈ is a guess from the size alone: the file's header could not be read)")
    return "\n".join(lines) + "\n"


def _columns(found: FileFit) -> tuple[str, str, str]:
    """Quantization, size, and the verdict with the memory it takes."""
    file, exact = found.file, found.exact
    if file.size is None or found.verdict is None:
        return file.quantization, "?", ""
    if exact is None:
        return file.quantization, size_text(file.size), f"≈ {found.verdict}"
    needs = f"{found.verdict}, takes {size_text(exact.need.total)} at {exact.context:,} tokens"
    if exact.tokens_per_s is not None:
        needs += f", about {exact.tokens_per_s:.2g} tokens/s"
    return file.quantization, size_text(file.size), needs


def _file_name(file: RemoteFile, best: RemoteFile | None) -> str:
    parts = f" (in {len(file.parts)} parts)" if len(file.parts) > 1 else ""
    return f"{file.path}{parts}{' (recommended)' if file is best else ''}"
