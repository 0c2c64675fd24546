"""The question itself: what is none, and in which language it is answered.

Owns these checks. Must not ask anything.
"""

from __future__ import annotations

import re

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.ask.types import AskOptions
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.passages import Source

LONGEST_QUESTION = 50_000  # characters
_COUNTS = re.compile(
    r"(?i:\b(?:how many|how often|what number of|which of|list (?:all|every)|count (?:all|the|how))\b)"
    r"|多少[份封个篇条张名位家次]|几[份封个篇条张名位家]|列出|哪几|哪些[^，。？]{0,12}(?:文件|信|邮件|评论|记录)"
)


def checked_question(question: str) -> str:
    """The question without white space around it. Raises `UsageError`."""
    question = question.strip()
    if not any(map(str.isalnum, question)):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no question."),
            hint=QT_TRANSLATE_NOOP("core", "Type what you want to know about the documents."),
        )
    if len(question) > LONGEST_QUESTION:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The question is too long."),
            QT_TRANSLATE_NOOP("core", "It has {length} characters; {most} are the most."),
            QT_TRANSLATE_NOOP("core", "Ask in fewer words. A text to be looked through is a document."),
            length=f"{len(question):,}",
            most=f"{LONGEST_QUESTION:,}",
        )
    return question


def checked(question: str, source: Source) -> str:
    """The same, and that there is something to look in. Raises `UsageError`."""
    question = checked_question(question)
    if not source.count:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are no documents to look in."),
            hint=QT_TRANSLATE_NOOP("core", "Open one or several."),
        )
    return question


def language_of(question: str, options: AskOptions | None = None) -> str:
    """The language of the prompts and the answer: "en" or "zh"."""
    wanted = options.language if options is not None else ""
    return wanted or ("zh" if is_cjk(question) else "en")


def asks_for_all(question: str) -> bool:
    """Whether it asks for a number, a list or which ones: what a few passages cannot tell."""
    return _COUNTS.search(question[:2000]) is not None
