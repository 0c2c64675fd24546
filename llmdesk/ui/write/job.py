"""What the Write tab does in threads: read, rewrite, keep, open again, save.

Owns these functions and the values that they hand to the tab. No widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError, UserError
from llmdesk.outputs import write_for_user
from llmdesk.store import Run
from llmdesk.tools.document_kinds import MARKDOWN, TEXT
from llmdesk.tools.documents import Document
from llmdesk.tools.documents.kinds import kind_of
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tool import WRITE
from llmdesk.tools.write import (
    Keeper,
    Part,
    Style,
    WriteOptions,
    WriteProgress,
    Written,
    revision_kept,
    unfit,
    write,
    written_of,
)
from llmdesk.tools.write.opening import read_plain
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.given import read as read_given
from llmdesk.ui.given.opened import Opened
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.source_view import is_long
from llmdesk.ui.widgets.text_places import TextPlaces
from llmdesk.ui.write.versions import Version, as_shown, version_of

_LONG = 20_000  # characters; while more are written, the computer does not fall asleep
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]<>&~$|^=#"}  # what Markdown would leave out
GONE = UserError(
    QT_TRANSLATE_NOOP("core", "This result can no longer be shown."),
    QT_TRANSLATE_NOOP("core", "Its text was too long to be kept, or another version of llmdesk made it."),
)


@dataclass(frozen=True)
class Asked:
    """A text to be rewritten; `version` counts those of the same style."""

    text: str
    style: Style
    version: int = 0
    name: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Streamed:
    """How far it is: `chunks` are all that is written so far, in order, `count` of them by then. `begun`: of
    the only part, as far as it is there."""

    done: int
    total: int
    chunks: Sequence[str]
    count: int
    begun: str = ""


@dataclass(frozen=True)
class Made:
    """`version` None: it was stopped before anything came. `problem`: what stopped it, or why it is not in
    the history."""

    version: Version | None
    problem: UserError | None = None


def make(services: Services, asked: Asked, context: TaskContext) -> Made:
    """Rewrite a text and keep it; a full disk or a crash does not take away what is written."""
    services.models.load_blocking(context, WRITE)
    model = services.engine.state().model
    name = "" if model is None else model.name
    options = WriteOptions(asked.style, detect_language(asked.text), asked.version)
    work = _Work(services, asked, options, name, context)
    warning = unfit(services.engine, options.language, context.cancel)
    with KeepAwake("a text is being written") if len(asked.text) > _LONG else nullcontext():
        return work.run(warning)


class _Work:
    """One text that is rewritten, told and kept as it comes."""

    def __init__(
        self, services: Services, asked: Asked, options: WriteOptions, model: str, context: TaskContext
    ) -> None:
        self._services, self._asked, self._options, self._context = services, asked, options, context
        self._model = model
        self._chunks: list[str] = []
        self._parts: list[Part] = []
        self._at = 0
        self._problem: UserError | None = None
        self._keeper: Keeper | None = None

    def run(self, warning: str) -> Made:
        written = self._written()
        run_id = self._kept(written)
        if not written.parts:
            if self._problem is not None:
                raise self._problem
            return Made(None)
        asked = self._asked
        version = version_of(written, run_id=run_id, name=asked.name, path=asked.path, warning=warning)
        return Made(version, self._problem)

    def _written(self) -> Written:
        asked, options = self._asked, self._options
        try:
            return write(self._services.engine, asked.text, options, self._on_progress, self._context.cancel)
        except UserError as error:
            self._problem = error
            parts = tuple(self._parts)
            return Written(asked.text, options.style, options.language, parts, self._model, 0.0, False)

    def _on_progress(self, progress: WriteProgress) -> None:
        for part in progress.parts:
            self._chunks += [self._asked.text[self._at : part.start], part.text]
            self._parts.append(part)
            self._at = part.end
        if progress.parts:
            self._keep(progress)
        chunks = self._chunks
        self._context.progress(Streamed(progress.done, progress.total, chunks, len(chunks), progress.begun))

    def _keep(self, progress: WriteProgress) -> None:
        """In the history, from the first part on."""
        asked = self._asked
        try:
            if self._keeper is None:
                path = "" if asked.path is None else str(asked.path)
                self._keeper = Keeper(
                    self._services.store, asked.text, self._options, self._model, asked.name, path
                )
            self._keeper(progress)
        except StoreError as problem:
            self._problem = problem

    def _kept(self, written: Written) -> int | None:
        if self._keeper is None and written.parts:  # it was stopped within the first one
            self._keep(WriteProgress(0, 0))
        if self._keeper is None:
            return None
        try:
            return self._keeper.finish(written).id
        except StoreError as problem:
            self._problem = self._problem or problem
            return None


# -- opening ------------------------------------------------------------------------------------------
def read_exactly(given: Given, context: TaskContext) -> Given:
    """As `given.read`, but a plain text as it is: what is not rewritten stays to the character."""
    path = given.path
    if given.opened is None and path is not None and path.is_file() and _is_plain(path):
        return given.as_read(exactly(read_plain(path), path))
    return read_given(given, context)


def _is_plain(path: Path) -> bool:
    try:
        return kind_of(path) in (TEXT, MARKDOWN)
    except (OSError, UserError):  # its reader says so
        return False


def exactly(text: str, path: Path | None = None) -> Opened:
    """A text as a document, with nothing of it changed but the line ends of old Macs."""
    if "\r" in text:
        text = "\r\n".join(lines.replace("\r", "\n") for lines in text.split("\r\n"))
    document = Document("" if path is None else path.name, "text", text, "", (), (), (), ())
    return Opened(document, TextPlaces(as_shown(text)), path)


def pasted_exactly(text: str, under: str = "") -> Given:
    """As `given.pasted`, with nothing of it changed."""
    if not under and not is_long(text):
        return Given(text)
    return Given("" if is_long(under) else under, exactly(text))


def version_from(run: Run) -> Version:
    """A past result as it stood when it was left. Raises `UserError`."""
    written = written_of(run)
    if written is None:
        raise GONE
    path, name = str(run.inputs.get("path", "")), str(run.inputs.get("name", ""))
    return version_of(
        written,
        revision_kept(run, written),
        run_id=run.id,
        name=name,
        path=Path(path) if path else None,
    )


def given_of(version: Version) -> Given:
    """The text of a past result, to be rewritten again; one of a file keeps its name."""
    source = version.written.source
    if version.path is None:
        return pasted_exactly(source)
    opened = exactly(source, version.path)
    document = replace(opened.document, name=version.name or version.path.name)
    return Given("", replace(opened, document=document), version.path)


# -- saving -------------------------------------------------------------------------------------------
def save(path: Path, text: str, newline: str, inputs: Sequence[Path]) -> Path:
    """Write a text, for Word where the name ends so; never over one of `inputs`. Raises `UsageError`."""
    if path.suffix.lower() == ".docx":
        return write_for_user(path, _as_docx(text), inputs)
    if newline != "\n":
        text = text.replace("\n", newline)
    return write_for_user(path, text.encode("utf-8", "replace"), inputs)


def _as_docx(text: str) -> bytes:
    from llmdesk.tools.chat.export.turns import Turn  # Markdown's reader is needed for this alone
    from llmdesk.tools.chat.export.word import as_docx

    lines = text.split("\n")
    is_markdown = "**" in text or any(line.startswith(("# ", "## ", "### ", "```")) for line in lines)
    has_list = any(line.startswith(("- ", "* ", "1. ")) for line in lines)
    if has_list and not is_markdown:
        text = "\n".join(map(_as_written, lines))
    turn = Turn("assistant" if is_markdown or has_list else "user", "", text, "", "", 0.0)
    return as_docx("", (turn,), str)


def _as_written(line: str) -> str:
    """For Markdown's reader: a line of a plain text that has lists, with no other sign of Markdown."""
    mark = line[:2] if line.startswith(("- ", "* ")) else ""
    rest = line[len(mark) :].translate(_SIGNS)
    return mark + (rest if rest.strip("- ") else rest.replace("-", "&#45;"))
