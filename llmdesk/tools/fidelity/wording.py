"""What is said of a text in which something is not kept. Owns the templates alone."""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP

LOST = QT_TRANSLATE_NOOP("core", "“{text}” is missing.")
ADDED = QT_TRANSLATE_NOOP("core", "“{text}” is not in the source.")
CHANGED = QT_TRANSLATE_NOOP("core", "“{source}” became “{target}”.")
UNIT = QT_TRANSLATE_NOOP("core", "“{text}” has another unit, or none.")
ORDER = QT_TRANSLATE_NOOP("core", "The tag “{text}” does not stand where it can.")
MARKS = QT_TRANSLATE_NOOP("core", "The source has {source} marked lines, this has {target}.")
QUOTES = QT_TRANSLATE_NOOP("core", "The source has {source} quotations, this has {target}.")
EMPTY = QT_TRANSLATE_NOOP("core", "There is no text.")
OTHER_LANGUAGE = QT_TRANSLATE_NOOP("core", "This is not in the language that was asked for.")
LEFT = QT_TRANSLATE_NOOP("core", "“{text}” was not translated.")
AGAIN = QT_TRANSLATE_NOOP("core", "This is the source again.")
SHORT = QT_TRANSLATE_NOOP("core", "This is too short for what the source says.")
LONG = QT_TRANSLATE_NOOP("core", "This is too long for what the source says.")
BROKEN_OFF = QT_TRANSLATE_NOOP("core", "This is not said to its end.")
REPEATED = QT_TRANSLATE_NOOP("core", "“{text}” is said over and over.")
REMARK = QT_TRANSLATE_NOOP("core", "“{text}” is about the text and not of it.")
TERM = QT_TRANSLATE_NOOP("core", "“{source}” must be “{target}” (glossary).")
