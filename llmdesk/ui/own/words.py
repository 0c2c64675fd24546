"""What a tool takes, gives and checks, in words for people.

Owns these words, for the page of a tool and its editor. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.own.types import Checks, Gives, OwnTool

GIVES: dict[Gives, str] = {
    "text": QT_TRANSLATE_NOOP("OwnWords", "A text"),
    "label": QT_TRANSLATE_NOOP("OwnWords", "One of several labels, with probabilities"),
    "yes/no": QT_TRANSLATE_NOOP("OwnWords", "Yes or no, with a probability"),
    "fields": QT_TRANSLATE_NOOP("OwnWords", "Fields, as a small table"),
    "anonymized": QT_TRANSLATE_NOOP("OwnWords", "The text without names, numbers and addresses"),
}
LANGUAGES = {
    "en": QT_TRANSLATE_NOOP("OwnWords", "English"),
    "zh": QT_TRANSLATE_NOOP("OwnWords", "Chinese"),
    "de": QT_TRANSLATE_NOOP("OwnWords", "German"),
    "fr": QT_TRANSLATE_NOOP("OwnWords", "French"),
    "es": QT_TRANSLATE_NOOP("OwnWords", "Spanish"),
    "ja": QT_TRANSLATE_NOOP("OwnWords", "Japanese"),
}


def words(text: str) -> str:
    return QCoreApplication.translate("OwnWords", text)


def described(tool: OwnTool) -> str:
    """What it does, in one line: in its own words, else by what it gives; what it reads, where that is
    several texts."""
    about = tool.about[:1].upper() + tool.about[1:] if tool.about else words(GIVES[tool.gives])
    if len(tool.takes) < 2:
        return about
    takes = " ".join(f"{{{name}}}" for name in tool.takes)
    said = words(QT_TRANSLATE_NOOP("OwnWords", "{about} · reads {takes}"))
    return fill(said, {"about": about, "takes": takes})


def language_name(code: str) -> str:
    return words(LANGUAGES[code]) if code in LANGUAGES else code


def checked(checks: Checks) -> list[tuple[str, str]]:
    """What the program looks at in an answer: the rule's name in a `Finding`, and words."""
    found: list[tuple[str, str]] = []
    if checks.longest:
        count = QLocale().toString(checks.longest)
        most = words(QT_TRANSLATE_NOOP("OwnWords", "At most {count} characters"))
        found.append(("longest", fill(most, {"count": count})))
    if checks.one_line:
        found.append(("one line", words(QT_TRANSLATE_NOOP("OwnWords", "One line"))))
    if checks.must_contain:
        found.append(("must contain", words(QT_TRANSLATE_NOOP("OwnWords", "Contains what it must"))))
    if checks.must_match:
        found.append(("must match", words(QT_TRANSLATE_NOOP("OwnWords", "Matches the pattern"))))
    if checks.language == "same":
        found.append(("language", words(QT_TRANSLATE_NOOP("OwnWords", "In the language of the text"))))
    elif checks.language:
        said = words(QT_TRANSLATE_NOOP("OwnWords", "In this language: {language}"))
        found.append(("language", fill(said, {"language": language_name(checks.language)})))
    if checks.only_words_of_text:
        said = words(QT_TRANSLATE_NOOP("OwnWords", "Only words of the text"))
        found.append(("only words of the text", said))
    if checks.quotes:
        said = words(QT_TRANSLATE_NOOP("OwnWords", "Quotes stand in the text, word for word"))
        found.append(("quotes", said))
    return found
