"""Questions about documents, answered with the passages that say so; or told that none does.

Owns finding passages, asking, and holding the answer against the documents. Must not read files.
"""

from llmdesk.tools.ask.asked import LONGEST_QUESTION, asks_for_all, checked_question
from llmdesk.tools.ask.export import as_json, as_text
from llmdesk.tools.passages.memory import Found, PassageIndex
from llmdesk.tools.ask.method import ask
from llmdesk.tools.passages.cutting import Passage, passages_of
from llmdesk.tools.ask.runs import KIND, answer_from_run, save_run
from llmdesk.tools.ask.types import Answer, AnswerSentence, AskOptions, AskProgress, Quote

__all__ = [
    "KIND",
    "LONGEST_QUESTION",
    "Answer",
    "AnswerSentence",
    "AskOptions",
    "AskProgress",
    "Found",
    "Passage",
    "PassageIndex",
    "Quote",
    "answer_from_run",
    "as_json",
    "as_text",
    "ask",
    "asks_for_all",
    "checked_question",
    "passages_of",
    "save_run",
]
