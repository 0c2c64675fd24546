"""Questions about documents, answered with the passages that say so; or told that none does.

Owns asking, and holding the answer against the documents. Must not read files, and must not find passages
(`tools/passages`).
"""

from llmdesk.tools.ask.asked import LONGEST_QUESTION, asks_for_all, checked_question
from llmdesk.tools.ask.export import as_json, as_text
from llmdesk.tools.ask.method import ask
from llmdesk.tools.ask.runs import KIND, answer_from_run, save_run
from llmdesk.tools.ask.types import Answer, AnswerSentence, AskOptions, AskProgress

__all__ = [
    "KIND",
    "LONGEST_QUESTION",
    "Answer",
    "AnswerSentence",
    "AskOptions",
    "AskProgress",
    "answer_from_run",
    "as_json",
    "as_text",
    "ask",
    "asks_for_all",
    "checked_question",
    "save_run",
]
