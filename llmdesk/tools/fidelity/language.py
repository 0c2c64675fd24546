"""Whether a text is in the language that was asked for, all of it, and not the source again.

Owns the judgement on single sentences, where a guess by small words says little: by script first. Must not
read numbers. `surely_not` decides between languages of one script, where there are enough words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmdesk.errors import shown
from llmdesk.tools.documents.language import surely_not
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.types import Finding

_HAN, _KANA = "\u3400-\u9fff\uf900-\ufaff", "\u3040-\u30ff"
_SCRIPTS = {
    "zh": f"[{_HAN}]", "ja": f"[{_HAN}{_KANA}]", "ko": "[\uac00-\ud7a3]", "ru": "[\u0400-\u04ff]",
    "uk": "[\u0400-\u04ff]", "bg": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]", "fa": "[\u0600-\u06ff]",
    "he": "[\u0590-\u05ff]", "el": "[\u0370-\u03ff]", "th": "[\u0e00-\u0e7f]", "hi": "[\u0900-\u097f]",
}  # fmt: skip
_OF_SCRIPT = {language: re.compile(letters) for language, letters in _SCRIPTS.items()}
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
# A word of running text, not part of a name, an option or a path.
_PLAIN_WORD = re.compile(r"(?<![A-Za-z0-9_./:=@#&'’-])[a-z][a-z'’]{1,30}(?![A-Za-z0-9_/:=@-]|\.[A-Za-z])")
_OTHER_LETTERS = re.compile(f"[{_HAN}{_KANA}\uac00-\ud7a3\u0400-\u04ff\u0600-\u06ff]")
_HAN_RUN = re.compile(f"[{_HAN}]{{2,200}}")
_PLAIN_RUN = re.compile(
    r"(?:(?<![A-Za-z'’-])[a-z][a-z'’-]{0,30},?[ \t]{1,2}(?:[€$£]?\d{1,9}[ \t])?){3,40}[a-z][a-z'’-]{0,30}"
)
_QUOTED = re.compile(r"[(（\"“「『《'‘][^()（）\"“”「」『』《》'‘’\n]{1,80}[)）\"”」』》'’]")
_SURE_WORDS = 9  # from here on the guess between languages of one script is worth something
_PLAIN = re.compile(r"[^\w]+")


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    """Both texts without code, addresses and other marks. One finding at the most: what is in another
    language is of no use for what follows."""
    if not target.strip():
        if _has_words(source):
            yield Finding("empty", wording.EMPTY)
        return
    if _is_the_source(source, target):
        if source_language != target_language and _is_to_translate(source, target_language):
            yield Finding("untranslated", wording.AGAIN)
        return
    if target_language:
        yield from _in_language(source, target, source_language, target_language)


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _is_the_source(source: str, target: str) -> bool:
    return _PLAIN.sub("", source).casefold() == _PLAIN.sub("", target).casefold()


def _is_to_translate(source: str, target_language: str) -> bool:
    """Whether it has more than names, numbers and signs, which are the same in every language."""
    script = _OF_SCRIPT.get(target_language)
    if script is None and _OTHER_LETTERS.search(source):
        return True
    words = _LATIN_WORD.findall(source)
    return sum(1 for word in words if word.islower() and len(word) > 2) >= (1 if len(words) > 1 else 2) or (
        script is not None and script.search(source) is None and len(words) >= 4
    )


def _in_language(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    script = _OF_SCRIPT.get(target_language)
    if script is None:
        yield from _in_latin(source, target, target_language)
        return
    plain = _PLAIN_WORD.findall(target)
    letters = len(script.findall(target))
    if target_language == "zh" and len(_OF_SCRIPT["ja"].findall(target)) - letters > 0.15 * letters + 3:
        yield Finding("language", wording.OTHER_LANGUAGE)  # kana
    elif _too_little(source, letters, plain) or (not letters and _other(target, target_language)):
        yield Finding("language", wording.OTHER_LANGUAGE)
    else:
        yield from _left_in_latin(target)


def _too_little(source: str, letters: int, plain: list[str]) -> bool:
    """Whether running words of another script outweigh the letters of the right one."""
    if letters:
        return len(plain) > letters / 1.7 + 2
    return len(plain) >= 2 or (
        len(plain) == 1 and any(word.islower() for word in _LATIN_WORD.findall(source)[1:])
    )


def _other(target: str, target_language: str) -> bool:
    return len(_OTHER_LETTERS.findall(target)) > 1 and target_language not in ("zh", "ja")


def _left_in_latin(target: str) -> Iterator[Finding]:
    """Running words of another language in the midst of a text; what is quoted may stay."""
    for found in _PLAIN_RUN.finditer(_QUOTED.sub(_blank, target)):
        place = Span(*found.span())
        yield Finding("untranslated", wording.LEFT, (("text", shown(found[0], 60)),), target=place)
        return


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _in_latin(source: str, target: str, target_language: str) -> Iterator[Finding]:
    others, words = len(_OTHER_LETTERS.findall(target)), _LATIN_WORD.findall(target)
    if others > 1.7 * len(words):
        yield Finding("language", wording.OTHER_LANGUAGE)
        return
    left = _HAN_RUN.search(_QUOTED.sub(_blank, target))
    if left is not None and left[0] in source:
        yield Finding(
            "untranslated", wording.LEFT, (("text", shown(left[0], 60)),), target=Span(*left.span())
        )
        return
    if len(words) >= _SURE_WORDS and surely_not(target, target_language):
        yield Finding("language", wording.OTHER_LANGUAGE)
