"""The words of `llmdesk poem`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_overwrite
from llmdesk.cli.shell import argument_types


def _add_options(poem: argparse.ArgumentParser) -> None:
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
    _add_picture(poem)
    poem.add_argument("--list-forms", action="store_true", help="list the forms")
    poem.add_argument("--no-save", action="store_true", help="do not keep the poem")


def _add_picture(poem: argparse.ArgumentParser) -> None:
    poem.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="write the poem, or the one that is checked, to FILE: a picture (.png, .pdf) or text (.txt)",
    )
    add_overwrite(poem)
    poem.add_argument(
        "--vertical",
        action="store_true",
        help="of a picture: set Chinese verse in columns from right to left",
    )
    poem.add_argument(
        "--pinyin", action="store_true", help="of a picture: pinyin above the characters of Chinese verse"
    )
    poem.add_argument(
        "--tones",
        action="store_true",
        help="of a picture: a ring for a level tone (平) of Chinese verse, a dot for an oblique one (仄)",
    )
    poem.add_argument(
        "--seal",
        metavar="TEXT",
        type=argument_types.words,
        default="",
        help="of a picture: a red seal of up to four characters",
    )
    poem.add_argument(
        "--cut",
        choices=("white", "red"),
        default="white",
        help="of a seal: its characters white on red (阴文), or red on the paper (阳文)",
    )
    poem.add_argument(
        "--type",
        choices=("song", "kai", "fangsong"),
        default="song",
        help="of a picture: the type of Chinese verse, where the system has it",
    )
    poem.add_argument(
        "--ground",
        choices=("rice", "white", "ruled"),
        default="rice",
        help="of a picture: rice paper, white, or letter paper with red rules",
    )
    poem.add_argument(
        "--author",
        metavar="NAME",
        type=argument_types.words,
        default="",
        help="of a picture: who wrote the poem",
    )
    poem.add_argument(
        "--paper",
        choices=("poem", "a4", "a5", "card", "square"),
        default="poem",
        help="of a picture: its size, as large as the poem without; a card has 10 × 15 cm, a square 15 × 15",
    )


POEM = Command(
    "poem",
    "write a poem that keeps its form, or check one",
    "With --drafts N the best of N poems is kept. What a form asks for is checked, rule by rule; "
    "a rule that could not be kept is told.",
    run="llmdesk.cli.poem:run",
    add_options=_add_options,
)
