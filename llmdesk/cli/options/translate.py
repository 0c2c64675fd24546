"""The words of `llmdesk translate`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_overwrite, add_table
from llmdesk.cli.shell import argument_types


def _add_options(translate: argparse.ArgumentParser) -> None:
    translate.add_argument(
        "input",
        metavar="FILE|TEXT",
        nargs="?",
        help="a document, a text, '-' for standard input, or a folder of documents",
    )
    translate.add_argument(
        "--to", metavar="LANGUAGE", help="en, zh, fr, …; else Chinese, and English for a Chinese text"
    )
    translate.add_argument("--from", dest="source", metavar="LANGUAGE", help="else it is found")
    translate.add_argument(
        "--glossary", metavar="FILE", type=Path, help="CSV: a term, its translation, a note"
    )
    translate.add_argument(
        "--tone", choices=("formal", "plain"), default="", help="the style; else none is asked for"
    )
    translate.add_argument(
        "--no-memory", action="store_true", help="take no translations of your own from the memory"
    )
    translate.add_argument(
        "--learn",
        metavar="FILE",
        type=Path,
        help="translations of your own into the memory: the JSON of translate that you corrected, or CSV",
    )
    translate.add_argument(
        "--both",
        action="store_true",
        help="both languages: side by side in --out (.html, .docx), else one above the other",
    )
    translate.add_argument(
        "--out",
        metavar="FILE",
        type=argument_types.place,
        help="write to FILE: the document's own kind, .txt, .html, .docx, .json; of a table .csv, "
        ".tsv, .xlsx, .jsonl; of a folder a folder",
    )
    add_overwrite(translate)
    translate.add_argument("--resume", action="store_true", help="go on where a stopped run of it ended")
    translate.add_argument("--no-save", action="store_true", help="do not keep the translation")
    add_table(translate)


TRANSLATE = Command(
    "translate",
    "translate a text or a document that keeps its shape; every segment is checked",
    "The whole document is translated, sentence by sentence: txt, Markdown, HTML, docx, epub, srt and vtt "
    "keep their shape, and of a PDF a new docx or HTML is made. What the program finds wrong with a segment "
    "(a number, a placeholder, a name that is missing, another language, a term of the glossary) is told; no "
    "segment is left out. After Ctrl-C the same command with --resume goes on.",
    "llmdesk.cli.translate.document:run",
    _add_options,
)
