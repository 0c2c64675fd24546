"""`llmdesk summarize`: files or standard input, as text, Markdown, HTML or JSON.

Owns what is printed and where it is written. Must not know how a summary is made.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.cli.shell.text import duration_text
from llmdesk.errors import UsageError, shown
from llmdesk.outputs import Output
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.wording import VERDICT_NAMES
from llmdesk.tools.summarize import (
    FileState,
    Summary,
    SummaryOptions,
    SummaryProgress,
    SummarySentence,
    as_html_page,
    as_json,
    as_markdown,
    save_run,
    summarize,
    summarize_files,
    without_contradicted,
)
from llmdesk.tools.tool import SUMMARIZE

if TYPE_CHECKING:
    from llmdesk.store import Store

_STAGES = {"chunks": "Reading", "merging": "Combining", "support": "Checking"}


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.check is not None:
        from llmdesk.cli import check

        if arguments.libraries or not arguments.files:
            arguments.files = listed_files.with_libraries(arguments.files, arguments.libraries, session)
        return check.run(arguments, session, console)
    if arguments.words_only:
        raise UsageError("--words-only belongs to --check.", "A summary needs a model.")
    options = SummaryOptions(
        length=arguments.length,
        style=arguments.style,
        focus=arguments.focus.strip(),
        language=arguments.language,
        seed=arguments.seed or 0,
        drafts=arguments.drafts,
    )
    files = arguments.files = listed_files.with_libraries(arguments.files, arguments.libraries, session)
    if arguments.combined and len(files) < 2:
        raise UsageError("--combined needs several files.", hint="Name more than one file.")
    out = listed_files.output(
        arguments.out, files, session.paths.made, console, overwrite=arguments.overwrite
    )
    work = _Work(arguments, options, session, console)
    states = work.run(files)
    _put_out(states, out, arguments, console)
    status = listed_files.status_of(states, len(files))
    if status == exit_status.INTERRUPTED and not console.json and (len(files) > 1 or not _any(states)):
        console.note(_interrupted(states, len(files), kept=not arguments.no_save))
    return status


class _Work:
    """Makes the summaries in a thread that Ctrl-C can stop."""

    def __init__(
        self, arguments: argparse.Namespace, options: SummaryOptions, session: Session, console: Console
    ) -> None:
        self._options, self._session, self._console = options, session, console
        self._combined, self._reuse = arguments.combined, not arguments.again
        self._keep = not arguments.no_save
        self._planned: set[int] = set()  # files whose main points were shown
        self._cancel = CancelToken()

    def run(self, files: Sequence[str]) -> list[FileState]:
        """The end states; after Ctrl-C those there are."""
        text = standard_input(self._console) if files == ["-"] else None
        model = self._session.model()
        store = self._session.store() if self._keep else None

        def load_and_summarize() -> list[FileState]:
            self._session.load(model, self._cancel, SUMMARIZE)
            return [self._one(text, store)] if text is not None else self._files(files, store)

        states = run_cancellable(load_and_summarize, self._cancel)
        self._console.end_progress()
        return states

    def _files(self, files: Sequence[str], store: Store | None) -> list[FileState]:
        many = len(files) > 1
        states = summarize_files(
            [Path(name) for name in files], self._options, self._session.engine, store, self._show,
            self._cancel, combined=self._combined, reuse=self._reuse and many,
            trials=self._session.paths.trials,
        )  # fmt: skip
        return listed_files.told(states, self._console, many=many)

    def _one(self, text: str, store: Store | None) -> FileState:
        document = from_text(text)
        state = FileState(0, Path("-"), "summarizing", document=document)

        def report(progress: SummaryProgress) -> None:
            self._show(replace(state, progress=progress))

        summary = summarize(
            document, self._options, self._session.engine, report, self._cancel, self._session.paths.trials
        )
        if store is not None:
            save_run(store, document, self._options, summary)
        return replace(state, status="done" if summary.complete else "stopped", summary=summary)

    def _show(self, state: FileState) -> None:
        name = listed_files.name_of(state)
        progress = state.progress
        if progress is None:
            if state.status == "reading":
                self._console.progress(f"{name}: opening…")
            return
        if progress.plan and state.index not in self._planned:
            self._planned.add(state.index)
            self._show_plan(progress.plan)
        left = "" if progress.seconds_left is None else f", {duration_text(progress.seconds_left)} left"
        stage = _STAGES[progress.stage]
        done = f"{progress.done} of {progress.total}"
        if progress.stage == "chunks" and progress.tokens_total:
            done = f"{progress.tokens_read / progress.tokens_total:.0%}"
        self._console.progress(f"{name}: {stage} {done}{left}")

    def _show_plan(self, points: Sequence[str]) -> None:
        """The main points, for who waits at a terminal; they stay above the progress."""
        if self._console.shows_progress:
            lines = "".join(f"  - {point}\n" for point in points)
            self._console.show_text(f"llmdesk: main points, while the summary is being written:\n{lines}")


# -- output -------------------------------------------------------------------------------------
def _put_out(
    states: Sequence[FileState], out: Output | None, arguments: argparse.Namespace, console: Console
) -> None:
    """JSON to standard output with --json; the summaries to --out, else to standard output."""
    pairs = [(s.summary, s.document) for s in states if s.summary is not None and s.document is not None]
    written = _write(out, states, pairs, arguments) if out is not None and pairs else None
    if console.json:
        console.write_json(_document(states, arguments))
    elif out is None:
        console.write(_text(states))
        for state in states:
            for note in state.summary.notes if state.summary is not None else ():
                console.note(str(note))
    elif written is not None:
        console.note(f"written to {shown(str(written), 300)}")
    _tell_what_was_not_read(states, console)


def _tell_what_was_not_read(states: Sequence[FileState], console: Console) -> None:
    """Pages that are pictures, formulas, and so on: one line each, on standard error."""
    for state in states:
        if state.document is not None and state.index >= 0 and state.summary is not None:
            name = f"{shown(state.path.name)}: " if len(states) > 1 else ""
            for note in state.document.notes:
                console.note(f"{name}{note}")


def _write(
    out: Output,
    states: Sequence[FileState],
    pairs: Sequence[tuple[Summary, Document]],
    arguments: argparse.Namespace,
) -> Path:
    """The form follows the name: .md, .html, .json, else plain text. Where it was written."""
    kind = out.path.suffix.lower()
    if kind in (".md", ".markdown"):
        text = "\n\n".join(as_markdown(summary, document) for summary, document in pairs)
    elif kind in (".html", ".htm"):
        text = as_html_page(pairs)
    elif kind == ".json":
        text = json.dumps(_document(states, arguments), ensure_ascii=False, indent=2) + "\n"
    else:
        text = _text(states)
    return out.write(text.encode("utf-8", "replace"))


def _text(states: Sequence[FileState]) -> str:
    """The summaries; of several, each under the name of its file."""
    blocks = []
    for state in states:
        if state.summary is not None:
            name = listed_files.name_of(state)
            title = f"{name}\n{'-' * len(name)}\n" if len(states) > 1 else ""
            unsupported = [
                f"  {VERDICT_NAMES[s.verdict]}: {s.text} ({s.reason})" for s in _unsupported(state.summary)
            ]
            text = without_contradicted(state.summary).text
            blocks.append("\n".join([title + text, *unsupported]))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _unsupported(summary: Summary) -> list[SummarySentence]:
    return [sentence for sentence in summary.sentences if not sentence.supported]


def _document(states: Sequence[FileState], arguments: argparse.Namespace) -> dict[str, object]:
    """The JSON of one summary, or of a list of files."""
    if len(arguments.files) == 1:
        return _json(states[0], arguments.with_source) if states else {"error": {"title": "Interrupted."}}
    files = [
        {"file": str(state.path), "status": state.status, "reused": state.reused}
        | _json(state, arguments.with_source)
        for state in states
        if state.index >= 0
    ]
    combined = [_json(state, arguments.with_source) for state in states if state.index < 0]
    return {"files": files} | ({"combined": combined[0]} if combined else {})


def _json(state: FileState, with_source: bool) -> dict[str, object]:
    if state.summary is not None and state.document is not None:
        return as_json(state.summary, state.document, with_source)
    return {"error": listed_files.error_json(state.error)}


def _any(states: Sequence[FileState]) -> bool:
    return any(state.summary is not None for state in states)


def _interrupted(states: Sequence[FileState], count: int, kept: bool) -> str:
    """What there is after Ctrl-C; a summary of a part says itself of how much."""
    if count == 1:
        return "interrupted; nothing is ready yet."
    return listed_files.interrupted(states, count, kept=kept)
