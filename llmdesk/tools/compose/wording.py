"""What is said of a text that was made from a form. Owns the templates alone."""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP

CUT = QT_TRANSLATE_NOOP("core", "It was cut before its end.")
RIGHT_LANGUAGE = QT_TRANSLATE_NOOP("core", "It is in the language that was asked for.")
FACTS_USED = QT_TRANSLATE_NOOP("core", "Every fact is used.")
FACT_MISSING = QT_TRANSLATE_NOOP("core", "The fact “{text}” is not used: {missing} is missing.")
FACT_OTHER_LANGUAGE = QT_TRANSLATE_NOOP(
    "core", "“{text}” is in another language than the text and cannot be compared: please look yourself."
)
POINTS_TAKEN = QT_TRANSLATE_NOOP("core", "Every point is taken up.")
POINT_MISSING = QT_TRANSLATE_NOOP("core", "The point “{text}” is not taken up, as far as its words show.")
NO_NUMBER_ADDED = QT_TRANSLATE_NOOP("core", "All numbers, dates and amounts are yours.")
NUMBER_FROM_NOWHERE = QT_TRANSLATE_NOOP("core", "“{text}” stands in nothing that you gave.")
NO_NAME_ADDED = QT_TRANSLATE_NOOP("core", "All names are yours.")
NAME_FROM_NOWHERE = QT_TRANSLATE_NOOP("core", "The name “{text}” stands in nothing that you gave.")
NAMES_USED = QT_TRANSLATE_NOOP("core", "Every name is there.")
NAME_MISSING = QT_TRANSLATE_NOOP("core", "The name “{text}” is not there.")
TO_FILL_IN = QT_TRANSLATE_NOOP("core", "“{text}” is left to be filled in.")
LENGTH_RIGHT = QT_TRANSLATE_NOOP("core", "It has {count} words; {least} to {most} were asked for.")
LENGTH_WRONG = QT_TRANSLATE_NOOP("core", "It has {count} words, and not {least} to {most}.")
CHARACTERS_RIGHT = QT_TRANSLATE_NOOP("core", "It has {count} characters; {least} to {most} were asked for.")
CHARACTERS_WRONG = QT_TRANSLATE_NOOP("core", "It has {count} characters, and not {least} to {most}.")
ASKS = QT_TRANSLATE_NOOP("core", "It ends with a question.")
ASKS_NOTHING = QT_TRANSLATE_NOOP("core", "It does not end with a question.")
IN_STEPS = QT_TRANSLATE_NOOP("core", "It goes step by step.")
NO_STEPS = QT_TRANSLATE_NOOP("core", "It has no steps that follow one another.")
NO_CODE = QT_TRANSLATE_NOOP("core", "There is no code between ``` marks.")
OTHER_CODE = QT_TRANSLATE_NOOP("core", "The code is marked as {found}, and not as {wanted}.")
CODE_PARSES = QT_TRANSLATE_NOOP("core", "It is valid {language}. It was read, not run.")
CODE_UNREAD = QT_TRANSLATE_NOOP("core", "It is marked as {language}. Only Python and JSON are read.")
CODE_BROKEN = QT_TRANSLATE_NOOP("core", "It is no valid {language}: line {line}: {reason}")
QUOTES_CODE = QT_TRANSLATE_NOOP("core", "All that is quoted of the code stands in it.")
QUOTED_WRONG = QT_TRANSLATE_NOOP("core", "“{text}” does not stand in the code.")
