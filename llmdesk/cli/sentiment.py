"""`llmdesk sentiment`: the labels of one text, as lines or JSON; with --table those of every row.

Must not know how a result is made, nor how tables are read.
"""

from __future__ import annotations

import argparse

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import sharing, stored
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import read_prompt
from llmdesk.errors import StoreError, UsageError
from llmdesk.outputs import look_at
from llmdesk.store import Store
from llmdesk.tools.sentiment import Analyzer, LabelSet, TextResult, label_set
from llmdesk.tools.sentiment.codebook import as_toml, read_codebook
from llmdesk.tools.sentiment.runs import keep
from llmdesk.tools.sentiment.written import say
from llmdesk.tools.tool import SENTIMENT

_TABLE_OPTIONS = (
    "sheet",
    "header_row",
    "column",
    "out",
    "overwrite",
    "resume",
    "labelled",
    "label_map",
    "suggest",
    "sample",
    "sample_by",
    "share",
    "by",
    "sample_file",
    "report",
    "second",
    *sharing.OPTIONS,
)
_OF_SHARES = ("sample", "sample_by", "share", "by", "sample_file")


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    labels = _labels(arguments, console)
    if arguments.save_codebook is not None:
        return _save_codebook(arguments, labels, session, console)
    if arguments.fill_in:
        raise UsageError(
            "--fill-in belongs to --save-codebook.", hint="Name a file too: --save-codebook FILE."
        )
    if arguments.libraries:
        return _run_libraries(arguments, labels, session, console)
    if arguments.table is not None:
        return _run_table(arguments, labels, session, console)
    for name in _TABLE_OPTIONS:
        if getattr(arguments, name) not in (None, False):
            raise UsageError(
                "--{name} belongs to a table.",
                hint="Name the table too: --table FILE.",
                name=name.replace("_", "-"),
            )
    store = None if arguments.no_save else session.store()  # what is wrong with it is told before the work
    text = _text(arguments.text, console)
    result = _analyze(text, labels, arguments, session, console)
    if result.warning:
        console.note(result.warning)
    console.write_json(document(result)) if console.json else console.write(lines(result))
    if store is not None:
        _keep(store, text, labels, arguments, result, console)
    return 0


def _run_table(arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console) -> int:
    if arguments.text is not None:
        raise UsageError("There is a text and a table.", hint="Give one of them: a text, or --table FILE.")
    from llmdesk.cli import sentiment_shares, sentiment_table

    if any(getattr(arguments, name) not in (None, False) for name in _OF_SHARES):
        stored.check_here(arguments)
        return sentiment_shares.run(arguments, labels, session, console)
    return sentiment_table.run(arguments, labels, session, console)


def _run_libraries(
    arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console
) -> int:
    """Their documents, a row each."""
    for name in ("table", "sheet", "header_row", "column"):
        if getattr(arguments, name) is not None:
            raise UsageError(
                "--{name} does not go with --library.",
                hint="The rows are the documents of the library: leave it out.",
                name=name.replace("_", "-"),
            )
    from llmdesk.cli.shell.library_table import COLUMN, NAMES_ROW, library_table

    with library_table(arguments.libraries, session, console) as table:
        arguments.table, arguments.column, arguments.header_row = table, COLUMN, NAMES_ROW
        return _run_table(arguments, labels, session, console)


def _keep(
    store: Store,
    text: str,
    labels: LabelSet,
    arguments: argparse.Namespace,
    result: TextResult,
    console: Console,
) -> None:
    """In the history; a full disk does not make a failure of what was found and shown."""
    try:
        keep(store, text, labels, arguments.unsure_below or 0.0, result)
    except StoreError as problem:
        console.show_error(problem)


def _save_codebook(
    arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console
) -> int:
    """Write the labels as a codebook, and do nothing else."""
    if arguments.text is not None or arguments.table is not None:
        raise UsageError(
            "--save-codebook writes the codebook and labels nothing.",
            hint="Give the text or the table to a command of its own.",
        )
    inputs = [] if arguments.codebook is None else [arguments.codebook]
    output = look_at(arguments.save_codebook, inputs, overwrite=arguments.overwrite)
    if arguments.fill_in:
        labels, before = _filled_in(labels, session, console), labels
        if labels == before:
            console.note("The model has nothing to add to these labels.")
    path = output.write(as_toml(labels).encode())
    console.write_json({"path": str(path)}) if console.json else console.write(f"Written: {path}\n")
    return 0


def _filled_in(labels: LabelSet, session: Session, console: Console) -> LabelSet:
    """With what the chosen model writes of labels that have only a name."""
    cancel = CancelToken()

    def work() -> LabelSet:
        session.load(session.model(), cancel, SENTIMENT)
        return say(session.engine, labels, cancel, lambda done, total: console.progress(f"{done}/{total}"))

    return run_cancellable(work, cancel)


def _labels(arguments: argparse.Namespace, console: Console) -> LabelSet:
    """Those of --labels or of --codebook."""
    if arguments.codebook is None:
        return label_set(arguments.labels or "sentiment-2")
    if arguments.labels is not None:
        raise UsageError(
            "There are labels and a codebook.", hint="Give one of them: --labels, or --codebook FILE."
        )
    codebook = read_codebook(arguments.codebook)
    for note in codebook.notes:
        console.note(str(note))
    return codebook.labels


def _text(argument: str | None, console: Console) -> str:
    """TEXT, or standard input where it is '-' or missing. A text that is given is the whole text."""
    if argument is not None and argument != "-":
        return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = read_prompt(argument, console)
    if text is None:
        raise UsageError(
            "There is no text.", hint='Give it like this: llmdesk sentiment "A fine day." --json'
        )
    return text


def make_analyzer(
    labels: LabelSet,
    arguments: argparse.Namespace,
    session: Session,
    console: Console,
    cancel: CancelToken,
) -> Analyzer:
    """Load the chosen model and make the analyzer of the command's options."""
    session.load(session.model(), cancel, SENTIMENT)
    analyzer = Analyzer(session.engine, labels, session.paths.sentiment, unsure_below=arguments.unsure_below)
    analyzer.on_measuring = lambda far: console.progress(f"Measuring the labels… {far.done} of {far.total}")
    return analyzer


def _analyze(
    text: str, labels: LabelSet, arguments: argparse.Namespace, session: Session, console: Console
) -> TextResult:
    cancel = CancelToken()

    def work() -> TextResult:
        analyzer = make_analyzer(labels, arguments, session, console, cancel)
        console.progress("Analyzing…")
        return analyzer.analyze(text, cancel)

    return run_cancellable(work, cancel)


def document(result: TextResult) -> dict[str, object]:
    """The JSON of one text."""
    calibration = result.calibration
    return {
        "label": result.label,
        "probabilities": dict(result.probabilities),
        "confidence": result.confidence,
        "calibration": {
            "source": calibration.source,
            "rows": calibration.rows,
            "scale": calibration.scale,
            "bias": dict(zip(result.probabilities, calibration.bias, strict=True)),
        },
        "sentences": [
            {
                "text": sentence.text,
                "start": sentence.start,
                "end": sentence.end,
                "probabilities": dict(sentence.probabilities),
                "share": sentence.share,
            }
            for sentence in result.sentences
        ],
        "words": [{"start": word.start, "end": word.end, "share": word.share} for word in result.words],
        "language": result.language,
        "model": result.model,
        "warning": result.warning,
    }


def lines(result: TextResult) -> str:
    """The text's labels, then its sentences, each with its likeliest label."""
    width = max(len(name) for name in result.probabilities)
    text = [f"{result.label} ({result.confidence:.0%})", ""]
    text += [f"  {name:<{width}}  {value:7.2%}" for name, value in result.probabilities.items()]
    if len(result.sentences) > 1:
        text.append("")
        for sentence in result.sentences:
            name, value = max(sentence.probabilities.items(), key=lambda pair: pair[1])
            text.append(f"  {name:<{width}}  {value:4.0%}  {' '.join(sentence.text.split())}")
    return "\n".join(text) + "\n"
