"""Whether an answer of the model can be used: its sentences, their language, repetitions, leaks.

Owns taking an answer apart into sentences and throwing out what is no sentence about the document.
Must not ask the model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from llmdesk.tools.documents import detect_language, sentences
from llmdesk.tools.evidence.terms import is_cjk, similarity, terms
from llmdesk.tools.summarize import quoting, whole_prompts
from llmdesk.tools.summarize.close import prompts as close_prompts
from llmdesk.tools.summarize.prompts import WORDS_OF_PROMPTS
from llmdesk.tools.summarize.standing import cleaning

_ENDS = '.!?。！？…"”’」』)）'
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Prof|No))\.$")  # more is to come
SAME = 0.75  # sentences with so much in common say the same
_LEAST_TERMS = 2
_MARK = re.compile(r"^\s*(?:(?:[-–—](?!\d)|[•*])+|\(?\d{1,2}[.)、](?=\s|\D)|#+)\s*")
_META = re.compile(
    r"^(?:sure|certainly|of course|okay|here (?:is|are)|below (?:is|are)|the following|as an ai|i am an? |"
    r"i cannot|i can't|note:|summary:|points?:|headline:|title:|当然|好的|以下是|下面是|作为一个|"
    r"标题[:：]|总结[:：]|要点[:：])",
    re.IGNORECASE,
)
# What is said of the text instead of what the text says; the first kind can be cut off.
_PREAMBLE = re.compile(
    r"^(?:the|this) (?:text|passage|article|document|author|report) (?:also |then )?"
    r"(?:says|states|mentions|tells us|explains|notes|reports|describes|shows|adds) (?:to us )?that |"
    r"^(?:according to|in) (?:the|this) (?:text|passage|article|document),? |"
    r"^(?:文章|文中|原文|上文|本文)(?:还|也)?(?:中)?(?:说|提到|指出|介绍|写道)(?:了)?[，：,:]?",
    re.IGNORECASE,
)
_ABOUT_TEXT = re.compile(
    r"\b(?:the|this|these) (?:text|passage|points?|sentences?|notes?|main (?:message|point)s?)\b|"
    r"原文|上文|要点|笔记|这个句子|句子",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"<\|?/?[a-z_]+\|?>|\[/?INST\]|<<<|>>>|<<SYS>>|^(?:system|user|assistant)\b[:：]?", re.IGNORECASE
)
_SHINGLE, _SHINGLE_CJK = 6, 10


def lines(answer: str) -> list[str]:
    """The sentences of an answer, without list marks; one a line, an unfinished last one left out."""
    found = []
    every = answer.splitlines()
    for number, line in enumerate(every):
        text = _without_preamble(_unwrapped(" ".join(_MARK.sub("", line).split())))
        if text and (text[-1] in _ENDS or number + 1 < len(every)):
            found.append(text)
    return found


def finished(answer: str, language: str) -> Iterator[str]:
    """The sentences of an answer that has come so far, without list marks: those that have come to an end."""
    for line in answer.splitlines():
        text = " ".join(_MARK.sub("", line).split())
        for span in sentences(text, language):
            sentence = _without_preamble(_unwrapped(text[span.start : span.end]))
            if sentence and sentence[-1] in _ENDS and not _ABBREVIATED.search(sentence):
                yield sentence


def _unwrapped(text: str) -> str:
    """`text` without quotation marks around all of it, and without one that has no other half."""
    for first, last in ('""', "“”"):
        inner = text[1:-1] if text[:1] == first and text[-1:] == last else text
        if first not in inner and last not in inner:
            text = inner
    if not quoting.is_closed(text):
        stripped = text.strip('"“” ')
        return stripped if quoting.is_closed(stripped) else text
    return text


def _without_preamble(text: str) -> str:
    """`text` without "The text says that"."""
    rest = _PREAMBLE.sub("", text, count=1)
    return rest if rest == text else rest[:1].upper() + rest[1:]


def is_sentence(text: str, language: str, source: str) -> bool:
    """Whether `text` can stand in a summary of `source`: says something, right language, no leak."""
    if len(set(terms(text))) < _LEAST_TERMS or len(text) > 700:
        return False
    if not quoting.is_closed(text):
        return False
    if _META.match(text) or _TEMPLATE.search(text) or leaks(text, source):
        return False
    about = _ABOUT_TEXT.search(text)
    if about and about[0].casefold() not in source.casefold():
        return False
    return is_language(text, language) and not stutters(text)


def is_statement(text: str, language: str, source: str) -> bool:
    """`is_sentence`, and one that says something: no question, and not the end of something."""
    usable = not cleaning.is_question(text) and not cleaning.is_end(text)
    return usable and is_sentence(text, language, source)


def is_language(text: str, language: str) -> bool:
    """Whether a sentence is in `language`, as far as a sentence shows it; "" is any."""
    if language in ("zh", "ja"):
        return is_cjk(text)
    if is_cjk(text):
        return not language
    found = detect_language(text)
    return not language or not found or found == language or len(text.split()) < 8


def leaks(text: str, source: str) -> bool:
    """Whether `text` repeats the prompt where the document does not say the same."""
    return any(piece in _PROMPT_SHINGLES and piece not in _flat(source) for piece in _shingles(text))


def stutters(text: str) -> bool:
    """Whether a run of words or characters comes again and again."""
    flat = _flat(text)
    if re.search(r"(.{2,20}?)\1{3,}", flat):
        return True
    pieces = list(terms(text))
    return len(pieces) >= 12 and len(set(pieces)) < len(pieces) / 2


def without_repeats(texts: Iterable[str], before: Collection[str] = ()) -> list[str]:
    """`texts` without those that say what an earlier one, or one of `before`, says."""
    kept: list[str] = []
    seen = [set(terms(text)) for text in before]
    for text in texts:
        own = set(terms(text))
        if all(similarity(own, other) < SAME for other in seen):
            kept.append(text)
            seen.append(own)
    return kept


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _shingles(text: str) -> set[str]:
    flat = _flat(re.sub(r"[^\w\s]", " ", text))
    if is_cjk(flat):
        flat = flat.replace(" ", "")
        return {flat[at : at + _SHINGLE_CJK] for at in range(len(flat) - _SHINGLE_CJK + 1)}
    words = flat.split()
    return {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


_PROMPT_SHINGLES = frozenset(
    piece
    for words in (*WORDS_OF_PROMPTS, *whole_prompts.WORDS, *close_prompts.WORDS)
    for piece in _shingles(words)
)
