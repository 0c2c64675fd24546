"""How long a summary should be, in words (characters for Chinese and Japanese).

Owns what the named lengths mean and how many sentences that is.
"""

from __future__ import annotations

from llmdesk.tools.summarize.types import Length, Style

# Words; a Chinese character says as much as about 0.55 words. `medium` has room for about ten points of a
# document, in sentences as long as documents have them: thirteen of these, since not each carries a point (of
# ten points of forty documents, the program's own choice has 4.8 and 5.1 with 220 words and 400 characters,
# 5.5 and 5.9 with these).
_WORDS = {"sentence": 25, "short": 70, "medium": 270, "long": 450}
_CHARACTERS = {"sentence": 45, "short": 125, "medium": 500, "long": 800}
_PER_SENTENCE, _PER_SENTENCE_CJK = 20, 36
_HEADLINE, _HEADLINE_CJK = 12, 22
# A summary is at most this part of its document.
MOST_OF_DOCUMENT = 0.6
CJK_LANGUAGES = ("zh", "ja")


def target(length: Length, style: Style, language: str) -> int:
    """The wanted length in words of `language`; a headline has its own."""
    cjk = language in CJK_LANGUAGES
    if style == "headline":
        return _HEADLINE_CJK if cjk else _HEADLINE
    if isinstance(length, int):
        return length
    return (_CHARACTERS if cjk else _WORDS)[length]


def per_sentence(language: str) -> int:
    """Words of a usual sentence."""
    return _PER_SENTENCE_CJK if language in CJK_LANGUAGES else _PER_SENTENCE


def converted(words: int, source: str, result: str) -> int:
    """A length of the result's language as one of the document's."""
    if (source in CJK_LANGUAGES) == (result in CJK_LANGUAGES):
        return words
    return round(words * 1.75) if source in CJK_LANGUAGES else round(words / 1.75)
