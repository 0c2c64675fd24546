"""Questions about documents, answered with the passages that say so; or told that none does.

Owns finding passages, asking, and holding the answer against the documents. Must not read files.
"""

from llmdesk.tools.ask.asked import LONGEST_QUESTION, checked_question
from llmdesk.tools.ask.everything import Counted, Everything, ask_everything, asks_for_all
from llmdesk.tools.ask.export import (
    as_json,
    as_text,
    everything_as_json,
    everything_as_text,
    write_everything,
)
from llmdesk.tools.ask.finding import Found, PassageIndex
from llmdesk.tools.ask.method import ask
from llmdesk.tools.ask.passages import Passage, passages_of
from llmdesk.tools.ask.runs import KIND, answer_from_run, everything_from_run, save_run
from llmdesk.tools.ask.types import Answer, AnswerSentence, AskOptions, AskProgress, Quote

__all__ = [
    "KIND",
    "LONGEST_QUESTION",
    "Answer",
    "AnswerSentence",
    "AskOptions",
    "AskProgress",
    "Counted",
    "Everything",
    "Found",
    "Passage",
    "PassageIndex",
    "Quote",
    "answer_from_run",
    "as_json",
    "as_text",
    "ask",
    "ask_everything",
    "asks_for_all",
    "checked_question",
    "everything_as_json",
    "everything_as_text",
    "everything_from_run",
    "passages_of",
    "save_run",
    "write_everything",
]
