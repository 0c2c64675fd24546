"""Translate: a document into another language, segment by segment, each checked by program.

The face for the window and the command line.
"""

from llmdesk.tools.translate.editing import accepted, asked_again, edited
from llmdesk.tools.translate.glossary import checked, read_glossary, write_glossary
from llmdesk.tools.translate.languages import NAMES, code_of
from llmdesk.tools.translate.memory import Memory, Pair, corrections, forget, learn, pairs_from, remembered
from llmdesk.tools.translate.method import language_of, translate
from llmdesk.tools.translate.output import check_suffix, endings, plain_text, rendered
from llmdesk.tools.translate.runs import (
    KIND,
    Keeper,
    as_json,
    done_before,
    finished_before,
    inputs_of,
    keep_again,
    kept_of,
    options_from,
)
from llmdesk.tools.translate.segments import cut
from llmdesk.tools.translate.shapes import KINDS, Shape, open_shape, shape_of_text
from llmdesk.tools.translate.types import (
    Segment,
    TranslateOptions,
    TranslateProgress,
    Translation,
    Unit,
)

__all__ = [
    "KIND",
    "KINDS",
    "NAMES",
    "Keeper",
    "Memory",
    "Pair",
    "Segment",
    "Shape",
    "TranslateOptions",
    "TranslateProgress",
    "Translation",
    "Unit",
    "accepted",
    "as_json",
    "asked_again",
    "check_suffix",
    "checked",
    "code_of",
    "corrections",
    "cut",
    "done_before",
    "edited",
    "endings",
    "finished_before",
    "forget",
    "inputs_of",
    "keep_again",
    "kept_of",
    "language_of",
    "learn",
    "open_shape",
    "options_from",
    "pairs_from",
    "plain_text",
    "read_glossary",
    "remembered",
    "rendered",
    "shape_of_text",
    "translate",
    "write_glossary",
]
