"""What an answer must keep to, looked at by the program.

Owns the checks, and their words for the model that is asked again. Must not ask the model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, shown
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.own.patterns import compiled
from llmdesk.tools.own.types import Checks, Finding

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_WORD = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
_QUOTED = re.compile(  # an apostrophe inside ‘…’ does not end it
    r"“([^“”]+)”|\"([^\"]+)\"|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』"
    r"|‘((?:[^‘’]|’(?=\w))+)’"
)
_QUOTATION_MARKS = str.maketrans(dict.fromkeys('“”„"«»「」『』‘’', "'"))
_LATIN = frozenset(
    ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "pl", "cs", "hu", "ro", "tr", "id", "vi")
)
_FEW_WORDS = 8  # of Latin letters: below, which language it is cannot be told
_MOST_NAMED = 5
_SHOWN = 60


def findings(checks: Checks, answer: str, text: str, *, whole: bool = True) -> tuple[Finding, ...]:
    """What `answer`, made of `text`, does not keep to. `whole` False: it was cut."""
    return tuple(_all(checks, answer, text, whole))


def _all(checks: Checks, answer: str, text: str, whole: bool) -> Iterator[Finding]:
    if not answer:
        yield Finding("empty", Phrase(QT_TRANSLATE_NOOP("core", "nothing was written")))
        return
    if not whole:
        yield Finding("whole", Phrase(QT_TRANSLATE_NOOP("core", "it was cut before its end")))
    if checks.longest and len(answer) > checks.longest:
        yield _of(
            "longest",
            QT_TRANSLATE_NOOP("core", "it has {count} characters, at most {most} are wanted"),
            count=len(answer),
            most=checks.longest,
        )
    if checks.one_line and "\n" in answer:
        yield Finding("one line", Phrase(QT_TRANSLATE_NOOP("core", "it goes over several lines")))
    for wanted in checks.must_contain:
        if wanted not in answer:
            yield _of(
                "must contain",
                QT_TRANSLATE_NOOP("core", "“{wanted}” is missing"),
                wanted=shown(wanted, _SHOWN),
            )
    for pattern in checks.must_match:
        if not compiled(pattern).found(answer):
            yield _of(
                "must match",
                QT_TRANSLATE_NOOP("core", "it does not match the pattern {pattern}"),
                pattern=shown(pattern, _SHOWN),
            )
    yield from _language(checks.language, answer, text)
    if checks.only_words_of_text:
        yield from _foreign_words(answer, text)
    if checks.quotes:
        yield from _invented_quotes(answer, text)


def _language(wanted: str, answer: str, text: str) -> Iterator[Finding]:
    wanted = detect_language(text) if wanted == "same" else wanted
    found = detect_language(answer)
    if not wanted or found == wanted or not found:
        return
    if found in _LATIN and wanted in _LATIN and len(answer.split()) < _FEW_WORDS:
        return
    if wanted == "zh" and found == "ja":
        return  # a few characters of kana
    yield _of(
        "language",
        QT_TRANSLATE_NOOP("core", "it is in the language {found}, not {wanted}"),
        found=found,
        wanted=wanted,
    )


def _foreign_words(answer: str, text: str) -> Iterator[Finding]:
    answer, text = _composed(answer), _composed(text)
    known, plain = {word.casefold() for word in _WORD.findall(text)}, text.casefold()
    foreign = []
    for word in dict.fromkeys(_WORD.findall(answer)):
        folded = word.casefold()
        if folded not in known and not (_HAN.fullmatch(word) and folded in plain):
            foreign.append(word)
    if foreign:
        yield _of(
            "only words of the text",
            QT_TRANSLATE_NOOP("core", "not in the text: {foreign}"),
            foreign=", ".join(shown(word, _SHOWN) for word in foreign[:_MOST_NAMED]),
        )


def _invented_quotes(answer: str, text: str) -> Iterator[Finding]:
    plain = _plain(text)
    for found in _QUOTED.finditer(answer):
        quote = found[found.lastindex or 0]
        if _plain(quote) not in plain:
            yield _of(
                "quotes",
                QT_TRANSLATE_NOOP("core", "“{quote}” does not stand in the text"),
                quote=shown(quote, _SHOWN),
            )
            return


def of_names(missing: Sequence[str], answer: str, most: int) -> Iterator[Finding]:
    """Names that are in the model's list and stand nowhere, and a list that is full: some may be left."""
    for name in missing[:_MOST_NAMED]:
        yield _of(
            "names",
            QT_TRANSLATE_NOOP("core", "“{quote}” does not stand in the text"),
            quote=shown(name, _SHOWN),
        )
    if answer.count("\n") + 1 >= most:
        yield _of(
            "names",
            QT_TRANSLATE_NOOP(
                "core", "it names {count} names, the most that can be listed: there may be more in the text"
            ),
            count=most,
        )


def _plain(text: str) -> str:
    """White space and the shape of apostrophes and of quotation marks do not matter."""
    return " ".join(_composed(text).translate(_QUOTATION_MARKS).split())


def _composed(text: str) -> str:
    """An é of a letter and an accent, as it is in many PDF files, is the same é."""
    return unicodedata.normalize("NFC", text)


def _of(rule: str, words: str, **params: object) -> Finding:
    return Finding(rule, Phrase(words, params))


_TOLD: dict[str, dict[str, str]] = {
    "en": {
        "longest": "At most {longest} characters.",
        "one_line": "One line.",
        "language": "Write in this language: {language}.",
        "same": "Write in the language of the text.",
        "only_words_of_text": "Use only words that stand in the text.",
        "quotes": "Quote the text word for word.",
        "must_contain": "It must contain: {contain}.",
    },
    "zh": {
        "longest": "最多{longest}个字符。",
        "one_line": "只写一行。",
        "language": "用这种语言写：{language}。",
        "same": "用原文的语言写。",
        "only_words_of_text": "只用原文中出现的词。",
        "quotes": "引文必须与原文一字不差。",
        "must_contain": "必须包含：{contain}。",
    },
}  # fmt: skip
_NAMES = {
    "en": {
        "en": "English",
        "zh": "Chinese",
        "de": "German",
        "fr": "French",
        "es": "Spanish",
        "ja": "Japanese",
    },
    "zh": {"en": "英语", "zh": "中文", "de": "德语", "fr": "法语", "es": "西班牙语", "ja": "日语"},
}


def told(checks: Checks, language: str) -> str:
    """The checks as a model is told of them, in the language of the instructions; "" for none."""
    words, lines = _TOLD[language], []
    if checks.longest:
        lines.append(words["longest"].format(longest=checks.longest))
    if checks.one_line:
        lines.append(words["one_line"])
    if checks.language == "same":
        lines.append(words["same"])
    elif checks.language:
        name = _NAMES[language].get(checks.language, checks.language)
        lines.append(words["language"].format(language=name))
    if checks.only_words_of_text:
        lines.append(words["only_words_of_text"])
    if checks.quotes:
        lines.append(words["quotes"])
    if checks.must_contain:
        lines.append(words["must_contain"].format(contain=", ".join(checks.must_contain)))
    return ("" if language == "zh" else " ").join(lines)
