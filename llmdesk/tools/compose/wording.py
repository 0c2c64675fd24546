"""What is said of a text that was made from a form. Owns the templates alone."""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP

CUT = QT_TRANSLATE_NOOP("core", "It was cut before its end.")
RIGHT_LANGUAGE = QT_TRANSLATE_NOOP("core", "It is in the language that was asked for.")
FACTS_USED = QT_TRANSLATE_NOOP("core", "Every fact is used.")
FACT_MISSING = QT_TRANSLATE_NOOP("core", "The fact “{text}” is not used: {missing} is missing.")
FACT_AGAINST = QT_TRANSLATE_NOOP("core", "The text says otherwise than “{text}”.")
FACT_OTHER_LANGUAGE = QT_TRANSLATE_NOOP(
    "core", "“{text}” is in another language than the text and cannot be compared: please look yourself."
)
POINTS_TAKEN = QT_TRANSLATE_NOOP("core", "Every point is taken up.")
POINT_MISSING = QT_TRANSLATE_NOOP("core", "The point “{text}” does not seem to be taken up.")
NO_NUMBER_ADDED = QT_TRANSLATE_NOOP("core", "All numbers, dates and amounts come from you.")
NUMBER_FROM_NOWHERE = QT_TRANSLATE_NOOP("core", "“{text}” is not in anything you gave.")
NO_NAME_ADDED = QT_TRANSLATE_NOOP("core", "All names come from you.")
NAME_FROM_NOWHERE = QT_TRANSLATE_NOOP("core", "The name “{text}” is not in anything you gave.")
NAMES_USED = QT_TRANSLATE_NOOP("core", "Every name is there.")
NAME_MISSING = QT_TRANSLATE_NOOP("core", "The name “{text}” is not there.")
TO_FILL_IN = QT_TRANSLATE_NOOP("core", "“{text}” is left to be filled in.")
LENGTH_RIGHT = QT_TRANSLATE_NOOP("core", "It has {count} words, as asked for ({least} to {most}).")
LENGTH_WRONG = QT_TRANSLATE_NOOP("core", "It has {count} words; {least} to {most} were asked for.")
CHARACTERS_RIGHT = QT_TRANSLATE_NOOP("core", "It has {count} characters, as asked for ({least} to {most}).")
CHARACTERS_WRONG = QT_TRANSLATE_NOOP("core", "It has {count} characters; {least} to {most} were asked for.")
ASKS = QT_TRANSLATE_NOOP("core", "It ends with a question.")
ASKS_NOTHING = QT_TRANSLATE_NOOP("core", "It does not end with a question.")
IN_STEPS = QT_TRANSLATE_NOOP("core", "It goes step by step.")
NO_STEPS = QT_TRANSLATE_NOOP("core", "It has no numbered steps.")
NO_CODE = QT_TRANSLATE_NOOP("core", "There is no code between ``` marks.")
OTHER_CODE = QT_TRANSLATE_NOOP("core", "The code is marked as {found}, not as {wanted}.")
CODE_PARSES = QT_TRANSLATE_NOOP("core", "It is valid {language}. It was checked, not run.")
CODE_UNREAD = QT_TRANSLATE_NOOP("core", "It is marked as {language}. Only Python and JSON can be checked.")
CODE_BROKEN = QT_TRANSLATE_NOOP("core", "It is not valid {language}. Line {line}: {reason}")
QUOTES_CODE = QT_TRANSLATE_NOOP("core", "Everything quoted from the code is in it.")
QUOTED_WRONG = QT_TRANSLATE_NOOP("core", "“{text}” is not in the code.")
