"""`llmdesk run TOOL` on a text, on documents, or over a table or a folder (`table`).

Owns which of these it is, and what is printed of texts and documents. Must not know how a tool answers.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.presets import language_of
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.listed_files import with_libraries
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.cli.shell.sharing import OPTIONS
from llmdesk.errors import Cancelled, NoModelError, UsageError, UserError, shown
from llmdesk.models.library import InstalledModel
from llmdesk.tools.own import OwnTool, Result, ToolShelf, run_tool
from llmdesk.tools.own.entries import ToolFileError
from llmdesk.tools.own.fitness import is_too_small
from llmdesk.tools.own.kinds import asks
from llmdesk.tools.own.runs import keep
from llmdesk.tools.own.toml import tool_of_instruction
from llmdesk.tools.reading import read_document


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    tool, files = _tool_and_files(arguments, session)
    if arguments.libraries:
        files = with_libraries(files, arguments.libraries, session)
    if arguments.table is not None or arguments.folder is not None or (files and arguments.out is not None):
        from llmdesk.cli.own import table

        return table.run(arguments, tool, files, session, console)
    _check_words(arguments, tool, files)
    cancel = CancelToken()
    work = _Work(arguments, tool, files, session, console, cancel)
    try:
        return run_cancellable(work.run, cancel)
    except Cancelled:
        raise KeyboardInterrupt from None


def _tool_and_files(arguments: argparse.Namespace, session: Session) -> tuple[OwnTool, list[str]]:
    words = [arguments.tool] if arguments.tool is not None else []
    if arguments.instruction is not None:
        try:
            return tool_of_instruction(arguments.instruction), [*words, *arguments.files]
        except ToolFileError as error:
            raise UsageError(
                "The instruction cannot be used.", "{reason}", "Change it.", reason=error.reason
            ) from error
    if not words:
        raise UsageError(
            "Which tool?", hint="llmdesk tools list shows them; or say what to do with --instruction."
        )
    return ToolShelf(session.store()).find(words[0], language_of(session)), arguments.files


def _check_words(arguments: argparse.Namespace, tool: OwnTool, files: list[str]) -> None:
    if bool(files) == (arguments.text is not None):
        raise UsageError(
            "There is no text, or more than one source of it.",
            hint="Name files, '-' for standard input, --text TEXT, --table FILE or --folder DIR.",
        )
    if len(tool.takes) > 1:
        raise UsageError(
            "This tool reads several columns of a table.",
            "Its places are: {places}.",
            "Give a table: --table FILE",
            places=", ".join(tool.takes),
        )
    if "-" in files and len(files) > 1:
        raise UsageError("Standard input stands alone.", hint="Give either files or '-'.")
    for word in ("preview", "resume", "again", "column", "sheet", "header_row", "out", *OPTIONS):
        given = getattr(arguments, word)
        if given is not None and given is not False:  # 0 is a row
            option = word.replace("_", "-")
            raise UsageError(f"--{option} belongs to a table or a folder.", hint="Give --table or --folder.")


def model_for(session: Session, console: Console, tool: OwnTool) -> InstalledModel:
    """The model of --model, else the tool's; where that is gone, it is said, and the usual one is taken."""
    if session.options.model is None and tool.model:
        try:
            return session.library.find(tool.model)
        except NoModelError:
            model = session.model()
            console.note(
                f"“{shown(tool.name)}” was made for the model {shown(tool.model)}, which is not here; "
                f"{model.name} answers."
            )
            return model
    return session.model()


def load(
    session: Session, console: Console, model: InstalledModel, tool: OwnTool, cancel: CancelToken
) -> None:
    """Load it for the tool; that a small one does little of what it is told is said once."""
    loaded = session.load(model, cancel, asks(tool))
    if is_too_small(session.engine, loaded, tool, session.paths.trials, cancel):
        console.note_once(
            f"{shown(loaded.name)} is a small model and often does not do what a tool says; "
            "try --preview first, or a larger model."
        )


@dataclass(frozen=True)
class _Work:
    """What is done in a thread that Ctrl-C can stop."""

    arguments: argparse.Namespace
    tool: OwnTool
    files: list[str]
    session: Session
    console: Console
    cancel: CancelToken

    def run(self) -> int:
        text = self._given_text()
        model = model_for(self.session, self.console, self.tool)
        load(self.session, self.console, model, self.tool, self.cancel)
        if text is not None:
            result = self._answer(text, None)
            if self.console.json:
                self.console.write_json(result.to_json())
            else:
                self._write(result, "")
            return exit_status.OK if result.answer.passed else exit_status.USER
        return self._documents()

    def _given_text(self) -> str | None:
        if self.arguments.text is not None:
            return str(self.arguments.text)
        return standard_input(self.console) if self.files == ["-"] else None

    def _documents(self) -> int:
        found: list[dict[str, object]] = []
        status = exit_status.OK
        for name in self.files:
            self.console.progress(f"{name}: reading…")
            try:
                result = self._answer(read_document(Path(name), self.cancel).text, Path(name))
            except UserError as error:
                self.console.show_error(error, shown(name))
                title, detail, hint = error.render()
                found.append({"file": name, "error": {"title": title, "detail": detail, "hint": hint}})
                status = exit_status.USER
                continue
            found.append({"file": name, **result.to_json()})
            status = status if result.answer.passed else exit_status.USER
            if not self.console.json:
                self._write(result, name if len(self.files) > 1 else "")
        if self.console.json:
            self.console.write_json(found[0] if len(found) == 1 else {"files": found})
        return status

    def _answer(self, text: str, path: Path | None) -> Result:
        self.console.progress(f"{path.name if path is not None else 'text'}: the model answers…")
        result = run_tool(self.tool, (text,), self.session.engine, self.cancel)
        if not self.arguments.no_save:
            keep(self.session.store(), (text,), result, path)
        return result

    def _write(self, result: Result, name: str) -> None:
        title = f"{shown(name)}\n{'-' * len(shown(name))}\n" if name else ""
        lines = []
        for column, value in zip(result.columns, result.answer.values, strict=True):
            if value is not None and len(result.columns) == 1:
                lines.append(str(value))
            elif value is not None:
                lines.append(f"{column.name}: {value}")
        self.console.write(title + "\n".join(lines) + "\n" * bool(lines))
        if not result.answer.passed:
            self.console.note(result.answer.words)
