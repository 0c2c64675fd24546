"""The words that carry a sentence's meaning, for comparing sentences by program.

Owns tokenizing into terms (stems of English words, bigrams of Chinese characters), similarity, and the
measuring of a text's length. Must not know the model.

The stems are made by hand and not by snowballstemmer 3.1 (English; Porter alike): measured with
tests/benchmarks/checked (English, half `look`), 179 of 249 true sentences pass with these and 173 with its
stems, 156 and 154 of 337 false ones; a word takes 5 µs here and 42 there, the whole check half the time.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from llmdesk.paths import resource

# Han, kana and their extensions: written without spaces.
CJK = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = re.compile("[\u3040-\u30ff]")
_CJK_RUN = re.compile(f"[{CJK}]+")
_PIECE = re.compile(rf"(?P<cjk>[{CJK}]+)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)")


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(resource("summarize", "words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """A list of resources/summarize/words.toml."""
    return frozenset(_lists()[name].split())


STOP_WORDS = word_list("stop_words")
# Characters that join words in Chinese and say nothing by themselves.
_STOP_CHARACTERS = re.compile(
    "[的了是在和与及也就都而但被把对从向于以之其这那个们着过又还要将会能可或并等因为所由则且若吗呢吧啊让给]+"
)
_ENDINGS = (
    "ational", "ization", "isation", "fulness", "ousness", "iveness", "ations", "ments", "ation", "ement",
    "ingly", "edly", "ness", "ment", "ings", "ers", "ies", "ied", "ing", "est", "ion", "ive", "ity", "ous",
    "ful", "ed", "es", "er", "ly", "al", "s", "e", "y",
)  # fmt: skip
IRREGULAR = {
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow",
    "won": "win", "lost": "lose", "loss": "lose", "losses": "lose", "paid": "pay", "sold": "sell",
    "sale": "sell", "sales": "sell", "bought": "buy", "built": "build", "began": "begin", "begun": "begin",
    "found": "find", "led": "lead", "left": "leave", "held": "hold", "kept": "keep", "told": "tell",
    "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write", "chose": "choose",
    "chosen": "choose", "gave": "give", "took": "take", "came": "come", "went": "go", "ran": "run",
    "saw": "see", "seen": "see", "knew": "know", "known": "know", "thought": "think", "brought": "bring",
    "drew": "draw", "drawn": "draw", "drove": "drive", "driven": "drive", "spent": "spend", "cost": "cost",
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
}  # fmt: skip


def terms(text: str) -> Iterator[str]:
    """The terms of `text` in order, with repetitions. Numbers are not among them (see `figures`)."""
    for found in _PIECE.finditer(text):
        if found["cjk"]:
            for run in _STOP_CHARACTERS.split(found["cjk"]):
                yield from _bigrams(run)
        else:
            word = fold(found["word"])
            if word not in STOP_WORDS and len(word) > 1:
                yield stem(word)


def _bigrams(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for at in range(len(run) - 1):
        yield run[at : at + 2]


def fold(word: str) -> str:
    """Lower case, without accents and a possessive ending."""
    word = re.sub(r"['’]s?$", "", word.casefold())
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def stem(word: str) -> str:
    """A crude stem: irregular forms first, then the longest known ending that leaves four letters."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= (3 if ending in ("s", "ed", "e") else 4):
                word = word[: -len(ending)]
                break
        else:
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def is_cjk(text: str) -> bool:
    """Whether `text` is written mostly in characters that stand without spaces."""
    characters = sum(len(run) for run in _CJK_RUN.findall(text))
    words = len(re.findall(r"[^\W\d_]+", _CJK_RUN.sub(" ", text)))
    return characters > 2 * words


def is_chinese(text: str) -> bool:
    """Whether `text` is mostly in characters, and has no kana."""
    return is_cjk(text) and _KANA.search(text) is None


def similarity(one: Collection[str], other: Collection[str]) -> float:
    """The share of the smaller set of terms that is in the other, 0…1."""
    smaller = min(len(one), len(other))
    return len(set(one) & set(other)) / smaller if smaller else 0.0


def words(text: str) -> int:
    """The length of `text` as an option of length counts it: words, and for Chinese and Japanese the
    characters that are not spaces (punctuation is one, as word processors count)."""
    if is_cjk(text):
        return sum(not character.isspace() for character in text)
    return len(text.split())


def joined(sentences: Iterable[str], language: str) -> str:
    """Sentences as one paragraph."""
    return ("" if language in ("zh", "ja") else " ").join(sentences)
