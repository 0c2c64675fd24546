"""The words of the command line: commands, options and their help.

Owns the argparse parsers and `Options`, what all commands have in common. Options of all may stand
before or after the command. A mistake is a `UsageError`. Must not import anything slow.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from llmdesk import __version__
from llmdesk.cli import argument_types
from llmdesk.errors import UsageError

EPILOG = """\
Without a command the window opens; where there is no screen, a chat in the terminal.
Exit status: 0 done, 1 a bug of llmdesk, 2 something about the input or this machine, 130 interrupted.
"""
_BENCH = (
    "Loading, reading a prompt, writing one answer and several side by side, scoring rows, memory. "
    "What else runs on the computer lowers the figures."
)


@dataclass(frozen=True)
class Options:
    """The options of all commands. `None`: not given, the settings decide."""

    data_dir: Path | None = None
    model: str | None = None
    device: str | None = None
    context: int | None = None
    threads: int | None = None
    endpoint: str | None = None
    offline: bool = False
    json: bool = False
    seed: int | None = None

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Options:
        return cls(**{name: getattr(arguments, name) for name in cls.__dataclass_fields__})


class _Parser(argparse.ArgumentParser):
    """Raises instead of printing and exiting, so that --json can report mistakes too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            "The command line makes no sense.", message, "{program} --help shows what there is.",
            program=self.prog,
        )  # fmt: skip


class _Show(argparse.Action):
    """--help and --version: the text becomes the result instead of being printed."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str, default: object = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, option: str | None = None
    ) -> None:
        raise _Shown(f"llmdesk {__version__}\n" if option == "--version" else parser.format_help())


class _Shown(Exception):
    """Parsing ends early: there is something to show instead."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed, as `command` and its values; raises `UsageError`.

    For --help and --version the command is "text", and `text` is what to show.
    """
    try:
        return build_parser().parse_args(argv)
    except _Shown as shown:
        return argparse.Namespace(command="text", text=str(shown))


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="llmdesk",
        description="A language model of your own: private, offline, on your own computer.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_common(with_defaults=True)],
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("--version", action=_Show, help="show the version and end")
    parser.set_defaults(command="window")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _add_chat(commands)
    _add_summarize(commands)
    _add_sentiment(commands)
    _add_models(commands)
    _add_poem(commands)
    bench = _command(commands, "bench", "measure how fast the model runs on this computer", _BENCH)
    bench.add_argument("--quick", action="store_true", help="one round of each figure instead of three")
    _command(commands, "doctor", "show what this computer has and what llmdesk found, for a bug report")
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_chat(commands: Commands[_Parser]) -> None:
    chat = _command(
        commands,
        "chat",
        "stream one answer; without PROMPT, a chat in the terminal",
        "The answer streams to standard output. What is piped into llmdesk is added to PROMPT; "
        "'-' waits for standard input and takes it as the prompt.",
    )
    chat.add_argument("prompt", metavar="PROMPT", nargs="?", help="what to ask; '-' is standard input")
    chat.add_argument(
        "--system", metavar="TEXT", type=argument_types.words, default="", help="the system prompt"
    )
    chat.add_argument(
        "--max-tokens", metavar="N", type=argument_types.positive, help="end the answer after N tokens"
    )
    chat.add_argument(
        "--temperature",
        metavar="T",
        type=argument_types.temperature,
        help="0 always takes the likeliest token",
    )
    chat.add_argument("--no-save", action="store_true", help="do not keep the conversation")


def _add_summarize(commands: Commands[_Parser]) -> None:
    summarize = _command(
        commands,
        "summarize",
        "summarize documents, with the passages that each sentence rests on; or check a text",
        "All of a document is read: txt, Markdown, HTML, PDF, docx, epub. After Ctrl-C there is a summary of "
        "what was read until then. Of several files, those that are done are not done again. With --check "
        "nothing is summarized: each sentence of TEXT gets a verdict (supported, contradicted, not found, "
        "unsure), its probability, and the passage in the FILEs.",
    )
    summarize.add_argument("files", metavar="FILE", nargs="+", help="documents; '-' is standard input")
    summarize.add_argument(
        "--length",
        metavar="LENGTH",
        type=argument_types.length,
        default="medium",
        help="sentence, short, medium or long; or a number of words (characters for Chinese), 10 to 2000",
    )
    summarize.add_argument(
        "--style", choices=("paragraph", "bullets", "headline", "facts"), default="paragraph"
    )
    summarize.add_argument(
        "--focus", metavar="TEXT", type=argument_types.words, default="", help="only what concerns this"
    )
    summarize.add_argument(
        "--language",
        choices=("same", "en", "zh"),
        default="same",
        help="of the summary (same: the document's)",
    )
    summarize.add_argument(
        "--drafts",
        metavar="N",
        type=argument_types.drafts,
        default=1,
        help="write each part N times and keep the best, 1 to 4 (1)",
    )
    summarize.add_argument(
        "--with-source", action="store_true", help="with --json: the document's text and pages too"
    )
    summarize.add_argument(
        "--out", metavar="FILE", type=Path, help="write to FILE: .md, .html, .json, else text"
    )
    _add_overwrite(summarize)
    summarize.add_argument("--combined", action="store_true", help="one summary of all the files as well")
    summarize.add_argument("--again", action="store_true", help="do finished files again too")
    summarize.add_argument("--no-save", action="store_true", help="do not keep the summaries")
    check = summarize.add_argument_group("a text of somebody's, checked against the FILEs")
    check.add_argument(
        "--check", metavar="TEXT", help="the file with the text, the text itself, or '-' for standard input"
    )
    check.add_argument("--words-only", action="store_true", help="compare the words and ask no model")


def _add_sentiment(commands: Commands[_Parser]) -> None:
    sentiment = _command(
        commands,
        "sentiment",
        "how positive or negative a text is, or each row of a table",
        "Gives a calibrated probability of every label. No text is generated.",
    )
    sentiment.add_argument("text", metavar="TEXT", nargs="?", help="the text; '-' is standard input")
    sentiment.add_argument(
        "--labels",
        metavar="A,B,C",
        type=argument_types.words,
        help="labels, or a ready set: sentiment-2 (else this one), sentiment-3, sentiment-5, topic, spam, "
        "urgency",
    )
    sentiment.add_argument(
        "--codebook",
        metavar="FILE",
        type=Path,
        help="labels with definitions, examples and borderline cases, from a file (TOML)",
    )
    sentiment.add_argument(
        "--save-codebook",
        metavar="FILE",
        type=Path,
        help="write the labels of --labels as such a file, to be edited; nothing is labelled",
    )
    sentiment.add_argument(
        "--unsure-below",
        metavar="P",
        type=argument_types.share,
        help="below this confidence (0 to 1) the label is unsure",
    )
    sentiment.add_argument(
        "--no-save", action="store_true", help="do not keep the result, or the table, in the history"
    )
    table = sentiment.add_argument_group("a whole table")
    table.add_argument("--table", metavar="FILE", type=Path, help="CSV, TSV, XLSX, JSON lines, or a folder")
    table.add_argument(
        "--sheet",
        metavar="NAME",
        help="the sheet of a workbook; else the first that shows and holds something",
    )
    table.add_argument(
        "--header-row",
        metavar="N",
        type=argument_types.row,
        help="the row (in a text, the line) with the names of the columns, 0 for none; else it is guessed",
    )
    table.add_argument("--column", metavar="NAME", help="the column with the texts")
    table.add_argument("--out", metavar="FILE", type=Path, help="the new table, CSV or XLSX")
    _add_overwrite(table)
    table.add_argument("--resume", action="store_true", help="go on where a stopped run of it ended")
    table.add_argument(
        "--labelled", metavar="COLUMN", help="a column with known labels: fit on a part, report on the rest"
    )
    table.add_argument(
        "--label-map",
        metavar="MAP",
        action="append",
        help="what values of that column mean, where the guess is wrong or not certain: "
        "1=negative,5=positive,3= (nothing behind = leaves those rows out)",
    )
    table.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        help="a page (HTML) on how far the labels can be relied on: figures with intervals on the rows of "
        "--labelled, how many labels change with the order and the words of the labels, what was left out; "
        "named FILE.zip, with codebook, known labels and scored rows",
    )
    table.add_argument(
        "--second",
        metavar="COLUMN",
        help="a second person's labels beside those of --labelled: the report says how far the two agree",
    )
    _add_shares(sentiment.add_argument_group("what share of a table has each label, with a margin"))


def _add_shares(shares: argparse._ActionsContainer) -> None:
    shares.add_argument(
        "--sample",
        metavar="N",
        type=argument_types.positive,
        help="draw N rows of the table at random into the file of --out, to label them (30 to 300)",
    )
    shares.add_argument(
        "--share",
        action="store_true",
        help="each label's share with its 95 %% interval: the rows with a value in the column of --labelled "
        "are the random sample (all others blank), the model's labels of all rows do the rest",
    )
    shares.add_argument(
        "--sample-file",
        metavar="FILE",
        type=Path,
        help="the labelled file of --sample, where the labels do not stand in the table itself",
    )
    shares.add_argument("--by", metavar="COLUMN", help="shares of each group too: a month, a product")


def _add_overwrite(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace FILE of --out if it is there already (never one that is read)",
    )


def _add_poem(commands: Commands[_Parser]) -> None:
    poem = _command(
        commands,
        "poem",
        "write a poem that keeps its form, or check one",
        "With --drafts N the best of N poems is kept. What a form asks for is checked, rule by rule; "
        "a rule that could not be kept is told.",
    )
    poem.add_argument(
        "--form",
        metavar="FORM",
        default="",
        help="the form; --list-forms shows the names; a song (词) or an English poem that is checked is "
        "recognized without",
    )
    poem.add_argument(
        "--topic", metavar="TEXT", type=argument_types.words, default="", help="what the poem is about"
    )
    poem.add_argument(
        "--mood", metavar="TEXT", type=argument_types.words, default="", help="its mood, in a word or two"
    )
    poem.add_argument("--language", choices=("en", "zh"), help="the form's language, to be sure of it")
    poem.add_argument(
        "--acrostic",
        metavar="TEXT",
        type=argument_types.words,
        default="",
        help="what the first characters spell",
    )
    poem.add_argument("--drafts", metavar="N", type=argument_types.positive, default=1, help="at most 8 (1)")
    poem.add_argument(
        "--seconds",
        metavar="S",
        type=argument_types.positive,
        help="take S seconds: drafts are shown as they come, the best is kept",
    )
    poem.add_argument("--check", metavar="FILE", help="check the poem in FILE; '-' is standard input")
    poem.add_argument(
        "--rhymes",
        choices=("zhonghua", "pingshui", "cilin"),
        help="the rhyme book that a Chinese poem is written or checked by: today's sounds (中华通韵), "
        "平水韵 or 词林正韵; without it a poem is written by today's sounds, and checked by all three",
    )
    poem.add_argument("--list-forms", action="store_true", help="list the forms")
    poem.add_argument("--no-save", action="store_true", help="do not keep the poem")


def _add_models(commands: Commands[_Parser]) -> None:
    models = _command(commands, "models", "the model files on this computer, and those of the Hub")
    actions = models.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    actions.required = True
    _command(actions, "list", "list the models that llmdesk finds", name="models list")
    check = _command(
        actions, "check", "say what a GGUF file is, or what is wrong with it", name="models check"
    )
    check.add_argument("file", metavar="FILE", type=Path)
    _add_hub(actions)
    take = _command(
        actions,
        "import",
        "take a GGUF file of yours into the list",
        "It is used where it lies and stays yours: removing it only takes it off the list.",
        name="models import",
    )
    take.add_argument("file", metavar="FILE", type=Path, help="of a split model, any part")
    take.add_argument("--copy", action="store_true", help="copy it into the models folder instead")
    remove = _command(actions, "remove", "move the files of a model to the trash", name="models remove")
    remove.add_argument("name", metavar="NAME", help="as models list shows it, or its path")
    remove.add_argument("--yes", action="store_true", help="do not ask")


def _add_hub(actions: Commands[_Parser]) -> None:
    search = _command(actions, "search", "look for repos with GGUF files at the Hub", name="models search")
    search.add_argument("text", metavar="TEXT", nargs="+", help="part of the repo's name")
    search.add_argument("--sort", choices=("downloads", "likes", "updated"), default="downloads")
    search.add_argument(
        "--limit", metavar="N", type=argument_types.positive, default=20, help="at most so many repos (20)"
    )
    files = _command(
        actions, "files", "list the model files of a repo, and which fit into the memory", name="models files"
    )
    files.add_argument("repo", metavar="REPO", help="owner/name")
    download = _command(
        actions,
        "download",
        "fetch a model file and verify it bit for bit",
        "What has arrived when it is stopped or fails is kept, and the same command goes on from there.",
        name="models download",
    )
    download.add_argument("repo", metavar="REPO", help="owner/name")
    download.add_argument(
        "file", metavar="FILE", help="its name or its quantization (Q4_K_M); all parts of a split model come"
    )


def _command(
    commands: Commands[_Parser], word: str, help_text: str, description: str = "", name: str = ""
) -> _Parser:
    text = help_text[0].upper() + help_text[1:] + "."
    parser = commands.add_parser(
        word,
        help=help_text,
        description=f"{text} {description}".strip(),
        parents=[_common(with_defaults=False)],
        allow_abbrev=False,
        add_help=False,
    )
    parser.set_defaults(command=name or word)
    return parser


def _common(*, with_defaults: bool) -> _Parser:
    """The options of all; a command's own copy has no defaults, or they would win over what
    stood before the command."""
    parser = _Parser(
        add_help=False, argument_default=None if with_defaults else argparse.SUPPRESS, allow_abbrev=False
    )
    group = parser.add_argument_group("options of all commands, before or after the command")
    off: object = False if with_defaults else argparse.SUPPRESS
    group.add_argument("-h", "--help", action=_Show, help="show this help and end")
    group.add_argument("--data-dir", metavar="DIR", type=Path, help="keep everything in DIR, models too")
    group.add_argument("--model", metavar="NAME|FILE", help="the model to use")
    group.add_argument("--device", metavar="auto|cpu|gpu", help="or the name of a device, as doctor lists it")
    group.add_argument(
        "--context", metavar="N", type=argument_types.positive, help="the most tokens of one conversation"
    )
    group.add_argument(
        "--threads", metavar="N", type=argument_types.positive, help="threads on the processor"
    )
    group.add_argument("--endpoint", metavar="URL", type=argument_types.url, help="the Hub's address")
    group.add_argument("--offline", action="store_true", default=off, help="never use the network")
    group.add_argument("--json", action="store_true", default=off, help="print one JSON document")
    group.add_argument(
        "--seed", metavar="N", type=argument_types.seed, help="the same seed gives the same answer"
    )
    return parser
