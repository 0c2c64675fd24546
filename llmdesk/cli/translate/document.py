"""`llmdesk translate`: a text, a document or a column of a table, into another language.

Owns what is printed and where it is written. Must not know how a translation is made.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.column_job import check_words
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.cli.shell.text import count_text
from llmdesk.errors import UsageError, shown
from llmdesk.outputs import Output
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import (
    KINDS,
    Keeper,
    Memory,
    Shape,
    TranslateOptions,
    TranslateProgress,
    Translation,
    as_json,
    check_suffix,
    code_of,
    corrections,
    done_before,
    inputs_of,
    language_of,
    learn,
    open_shape,
    pairs_from,
    plain_text,
    read_glossary,
    rendered,
    shape_of_text,
    translate,
)

_TOLD = 20  # marked segments that are listed
_TRIAL = 12  # segments after which it is told that the model is not up to it
_LOG_EVERY_S = 60.0
_TOO_SMALL = "so much goes wrong that this model is too small for it, or does not know the language."


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    options = options_of(arguments)
    given = [f"--{word}" for word in ("table", "learn") if getattr(arguments, word) is not None]
    given += ["FILE|TEXT"] if arguments.input is not None else []
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together.", hint="Give one of them.")
    if arguments.table is not None:
        from llmdesk.cli.translate import table

        return table.run(arguments, options, session, console)
    check_words(arguments)
    if arguments.learn is not None:
        return _learn(arguments.learn, options, session, console)
    if arguments.input is None:
        raise UsageError("There is nothing to translate.", hint="Give a file, a text, '-', or --table FILE.")
    if arguments.input != "-" and _is_folder(arguments.input):
        from llmdesk.cli.translate import folder

        return folder.run(arguments, _OfFolder(arguments, options, session, console), session, console)
    shape, path = _shape_of(arguments.input, console)
    out = _output(arguments, shape, path, session, console)
    translation = _translated(arguments, options, shape, path, session, console)
    _put_out(translation, shape, out, arguments, console)
    return exit_status.OK if translation.complete else exit_status.INTERRUPTED


def _translated(
    arguments: argparse.Namespace,
    options: TranslateOptions,
    shape: Shape,
    path: Path | None,
    session: Session,
    console: Console,
) -> Translation:
    options = _with_languages(options, shape, arguments.to is not None)
    cancel = CancelToken()
    work = _Work(arguments, options, shape, path, session, console, cancel)
    return run_awake(work.run, cancel, "a text is being translated")


@dataclass(frozen=True)
class _OfFolder:
    """Translates one document of a folder, from a path to a path; where it was written, if it was."""

    arguments: argparse.Namespace
    options: TranslateOptions
    session: Session
    console: Console

    def __call__(self, shape: Shape, file: Path, place: Path) -> tuple[Translation, Path | None]:
        given, console = self.arguments, self.console
        made = self.session.paths.made
        out = listed_files.output(place, [file], made, console, overwrite=given.overwrite)
        translation = _translated(given, self.options, shape, file, self.session, console)
        written = None
        if out is not None and translation.complete:
            written = out.write(rendered(shape, translation, place.suffix, both=given.both))
            console.note(f"written to {shown(str(written), 300)}")
        _tell_marked(translation, console)
        return translation, written


def _learn(path: Path, options: TranslateOptions, session: Session, console: Console) -> int:
    """Translations of the user's own; of a JSON those that the model did not write so."""
    pairs = pairs_from(path, options.source, options.target)
    store = session.store()
    if path.suffix.lower() == ".json":
        pairs = corrections(store, pairs)
    count = learn(store, pairs)
    if console.json:
        console.write_json({"learned": count})
    else:
        console.write(f"New in the memory: {count_text(count, 'translation')}.\n")
    return exit_status.OK


def options_of(arguments: argparse.Namespace) -> TranslateOptions:
    """`target` is "" where none was named."""
    return TranslateOptions(
        target="" if arguments.to is None else code_of(arguments.to),
        source="" if arguments.source is None else code_of(arguments.source),
        tone=arguments.tone,
        glossary=() if arguments.glossary is None else read_glossary(arguments.glossary),
    )


def _shape_of(given: str, console: Console) -> tuple[Shape, Path | None]:
    """The file of this name, else the text itself; '-' is standard input."""
    if given == "-":
        return shape_of_text(standard_input(console)), None
    if not given:  # Path("") is this folder
        raise UsageError("There is nothing to translate.", "The text is empty.")
    path = Path(given)
    if _is_file(path) or path.suffix.lower() in KINDS:
        return open_shape(path), path
    if not any(map(str.isalpha, given)):
        raise UsageError("There is nothing to translate.", "The text has no letters.")
    return shape_of_text(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")), None


def _is_folder(given: str) -> bool:
    try:
        return bool(given) and Path(given).is_dir()
    except (OSError, ValueError):  # a text that is too long for a name
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a text that is too long for a name
        return False


def _with_languages(options: TranslateOptions, shape: Shape, named: bool) -> TranslateOptions:
    """The source is found; without --to, Chinese becomes English and all else Chinese."""
    source = options.source or language_of(shape.text, shape.units)
    target = options.target if named else ("en" if source == "zh" else "zh")
    return TranslateOptions(target, source, options.tone, options.glossary)


def _output(
    arguments: argparse.Namespace, shape: Shape, path: Path | None, session: Session, console: Console
) -> Output | None:
    """Where it goes; what cannot or must not be written is told before the work."""
    if arguments.out is None:
        return None
    check_suffix(shape, arguments.out.suffix, both=arguments.both)
    inputs = ["-"] if arguments.input == "-" else [] if path is None else [path]
    return listed_files.output(
        arguments.out, inputs, session.paths.made, console, overwrite=arguments.overwrite
    )


class _Work:
    """Translates in a thread that Ctrl-C can stop."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        options: TranslateOptions,
        shape: Shape,
        path: Path | None,
        session: Session,
        console: Console,
        cancel: CancelToken,
    ) -> None:
        self._arguments, self._options, self._shape = arguments, options, shape
        self._session, self._console, self._cancel = session, console, cancel
        self._logged = time.monotonic()
        self._inputs = inputs_of(shape.name, "" if path is None else str(path.absolute()), shape.text)

    def run(self) -> Translation:
        session, shape = self._session, self._shape
        model = session.load(session.model(), self._cancel, TRANSLATE)
        for note in shape.notes:
            self._console.note(str(note))
        store = None if self._arguments.no_save else session.store()
        keeper, done = None, {}
        if store is not None:
            if self._arguments.resume:
                done = done_before(store, self._inputs, self._options, model.name)
            title = shape.name or shown(shape.text)
            keeper = Keeper(store, self._inputs, self._options, title, model.name)
        translation = translate(
            session.engine,
            shape.text,
            shape.units,
            self._options,
            lambda progress: self._show(progress, keeper),
            self._cancel,
            memory=self._memory(),
            done=done,
            markdown=shape.markdown,
        )
        self._console.end_progress()
        if keeper is not None:
            keeper.finish(translation)
        return translation

    def _memory(self) -> Memory | None:
        if self._arguments.no_memory:
            return None
        return Memory.of(self._session.store(), self._options.source, self._options.target)

    def _show(self, progress: TranslateProgress, keeper: Keeper | None) -> None:
        if keeper is not None:
            keeper(progress)
        marked = f", {progress.failed} to look at" if progress.failed else ""
        name = f"{shown(self._shape.name)}: " if self._shape.name else ""
        line = f"{name}{progress.done} of {progress.total} segments{marked}"
        if self._console.shows_progress:
            self._console.progress(line)
        elif time.monotonic() - self._logged >= _LOG_EVERY_S:
            self._logged = time.monotonic()
            self._console.note(line)
        if progress.done >= _TRIAL and progress.failed > progress.done / 2:
            self._console.note_once(_TOO_SMALL)


def _put_out(
    translation: Translation,
    shape: Shape,
    out: Output | None,
    arguments: argparse.Namespace,
    console: Console,
) -> None:
    """JSON to standard output with --json; the translation to --out, else to standard output."""
    written = None
    if out is not None and translation.complete:
        data = rendered(shape, translation, out.path.suffix, both=arguments.both)
        written = out.write(data)
    if console.json:
        console.write_json(as_json(translation))
    elif out is None and translation.complete:
        console.write(_both(translation) if arguments.both else plain_text(shape, translation))
    if not translation.complete:
        kept = "" if arguments.no_save else "; the same command with --resume goes on from there"
        console.note(f"interrupted; {_done(len(translation.segments))} done{kept}.")
    if written is not None:
        console.note(f"written to {shown(str(written), 300)}")
    _tell_marked(translation, console)
    _tell_near(translation, console)
    if translation.doubtful:
        console.note_once(_TOO_SMALL)


def _done(count: int) -> str:
    return f"{count_text(count, 'segment')} {'is' if count == 1 else 'are'}"


def _both(translation: Translation) -> str:
    return "".join(f"{segment.source}\n{segment.target}\n\n" for segment in translation.segments)


def _tell_marked(translation: Translation, console: Console) -> None:
    """What the program found wrong, segment by segment; in JSON it stands with them."""
    marked = [segment for segment in translation.segments if not segment.passed]
    if not marked or console.json:
        return
    console.note(f"{len(marked)} of {count_text(len(translation.segments), 'segment')} should be looked at:")
    for segment in marked[:_TOLD]:
        reasons = " ".join(finding.detail for finding in segment.checks)
        console.show_text(
            f"  {shown(segment.source, 60)}\n    → {shown(segment.target, 60)}\n    {reasons}\n"
        )
    if len(marked) > _TOLD:
        console.show_text(f"  … and {len(marked) - _TOLD} more (--json has all)\n")


def _tell_near(translation: Translation, console: Console) -> None:
    """Segments that are like translations of the user's own; in JSON they have them as `near`."""
    near = [segment for segment in translation.segments if segment.near is not None]
    if not near or console.json:
        return
    console.note(f"like some of your own translations: {count_text(len(near), 'segment')}")
    for segment in near[:_TOLD]:
        assert segment.near is not None
        source, target = shown(segment.near.source, 60), shown(segment.near.target, 60)
        like = f"{segment.near.likeness:.0%} like {source}\n    → {target}"
        console.show_text(f"  {shown(segment.source, 60)}\n    {like}\n")
    if len(near) > _TOLD:
        console.show_text(f"  … and {len(near) - _TOLD} more (--json has all)\n")
