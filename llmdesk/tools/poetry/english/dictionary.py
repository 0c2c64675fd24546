"""How English words are spoken: every pronunciation of a word, listed or guessed.

Owns the data of the CMU Pronouncing Dictionary (ARPAbet sounds; vowels carry their stress: 1 main,
2 second, 0 none), the list of common words, and what is needed around them: elisions (o'er,
heav'n), possessives, hyphens, numbers, endings. Must not know of lines, metres or rhymes.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, product

from llmdesk.paths import resource
from llmdesk.tools.poetry.english import endings
from llmdesk.tools.poetry.english.guess import guess
from llmdesk.tools.poetry.english.numbers import number_words, symbol_words
from llmdesk.tools.poetry.english.optional import optional

_DIGITS = tuple("0123456789")
MOST = 12  # pronunciations of one word that are kept

# Short forms of verse that the dictionary does not list, and old words that it lists wrongly.
VERSE = {
    "o'er": ("AO1 R", "OW1 R"),
    "e'er": ("EH1 R",),
    "ne'er": ("N EH1 R",),
    "e'en": ("IY1 N",),
    "ta'en": ("T EY1 N",),
    "th'": ("DH",),
    "t'": ("T",),
    "i'": ("IH1",),
    "o'": ("AH0",),
    "'t": ("T",),
    "'st": ("S T",),
    "'gainst": ("G EH1 N S T",),
    "'mong": ("M AH1 NG",),
    "'mongst": ("M AH1 NG S T",),
    "'neath": ("N IY1 TH",),
    "'twere": ("T W ER1",),
    "'twill": ("T W IH1 L",),
    "'twould": ("T W UH1 D",),
    "'scape": ("S K EY1 P",),
    "ope": ("OW1 P",),
    "doth": ("D AH1 TH",),
    "dost": ("D AH1 S T",),
    "hast": ("HH AE1 S T",),
    "beauteous": ("B Y UW1 T IY0 AH0 S",),
    "whene'er": ("W EH0 N EH1 R",),
    "where'er": ("W EH0 R EH1 R",),
    "howe'er": ("HH AW0 EH1 R",),
    "ah": ("AA1",),
    "wherefore": ("W EH1 R F AO2 R",),
    "persephone": ("P ER0 S EH1 F AH0 N IY0",),
    "hecate": ("HH EH1 K AH0 T IY0",),
    "shew": ("SH OW1",),
    "shews": ("SH OW1 Z",),
    "shewed": ("SH OW1 D",),
    "enow": ("IH0 N AW1",),
}
# Pronunciations beside the listed ones.
_ALSO = {
    "perfume": "P ER1 F Y UW0 M",
    "perfumed": "P ER1 F Y UW0 M D",
    "perfumes": "P ER1 F Y UW0 M Z",
    "real": "R IY1 AH0 L",
    "blessed": "B L EH1 S IH0 D",
    "o": "OW1",
    "into": "IH0 N T UW1",
    "unto": "AH0 N T UW1",
    "onto": "AA0 N T UW1",
}

_BROAD = re.compile("a[uw]|ought|alk")
_SHORT_VOWELS = {"a": "AE", "e": "EH", "i": "IH", "o": "AA", "u": "AH"}
_LONG_VOWELS = {"a": "EY", "i": "AY", "o": "OW", "u": "UW"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a word's sound. `sounds`: ARPAbet, separated by spaces, one a pronunciation.

    `known` is False where the sounds were guessed from the spelling or from a part of the word. `optional`
    are sounds with a syllable more or less that may be spoken so (mem'ry, di-a-mond). `guessed`: nothing but
    the letters is known of it.
    """

    sounds: tuple[str, ...]
    known: bool = True
    optional: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def stresses(self) -> tuple[str, ...]:
        """For each pronunciation a digit a syllable, the optional ones last."""
        return tuple(map(stress, (*self.sounds, *self.optional)))

    @property
    def listed_stresses(self) -> tuple[str, ...]:
        """The same without the optional ones."""
        return tuple(map(stress, self.sounds))


def stress(sounds: str) -> str:
    """ "HH EH1 V AH0 N" → "10"."""
    return "".join(filter(str.isdigit, sounds))


@lru_cache(maxsize=20_000)
def lookup(token: str) -> Entry:
    """How a word is spoken, whatever its case. Without a letter, digit or spoken sign it has no sounds."""
    found = _lookup(token)
    return replace(found, optional=optional(_plain(token), found.sounds)) if found.sounds else found


def _lookup(token: str) -> Entry:
    if ways := symbol_words(token):
        return Entry(tuple(dict.fromkeys(sounds for way in ways for sounds in _joined(way).sounds))[:MOST])
    word = _plain(token)
    if word in VERSE:
        return Entry(VERSE[word])
    listed = _sounds(word)
    if listed:
        return Entry(listed)
    if "'" in word:
        return _with_apostrophe(word)
    if "-" in word:
        return _joined([part for part in word.split("-") if part])
    if word[:1] in _DIGITS:
        return _number(word)
    return _unlisted(word)


def is_listed(word: str) -> bool:
    return word in _pronunciations()


@cache
def common_words() -> tuple[str, ...]:
    """Words fit for writing, the most frequent first, all of them listed."""
    with gzip.open(resource("poetry", "english-words.txt.gz"), "rt", encoding="utf-8") as file:
        return tuple(file.read().split())


@cache
def ranks() -> dict[str, int]:
    """The place of each common word, from 0."""
    return {word: place for place, word in enumerate(common_words())}


@cache
def _pronunciations() -> dict[str, str]:
    with gzip.open(resource("poetry", "english-pronunciations.txt.gz"), "rt", encoding="utf-8") as file:
        return dict(line.split("\t") for line in file.read().splitlines())


def _sounds(word: str) -> tuple[str, ...]:
    listed = _pronunciations().get(word)
    if not listed:
        return VERSE.get(word, ())
    found = (*listed.split("|"), _ALSO[word]) if word in _ALSO else tuple(listed.split("|"))
    if _BROAD.search(word) and not any(
        "AO" in sounds for sounds in found
    ):  # raw is listed unlike saw and law
        found += tuple(sounds.replace("AA1", "AO1") for sounds in found if "AA1" in sounds)
    return found


def _rarity(word: str) -> tuple[bool, int]:
    """Listed before unlisted, then common before rare."""
    return not is_listed(word), ranks().get(word, len(ranks()))


def _plain(token: str) -> str:
    """Lower case, straight apostrophes, no accents; but `è` in -èd stays: it makes a syllable."""
    word = token.lower().translate({0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-"})
    if word.endswith("èd"):
        return _plain(word[:-2]) + "èd"
    word = word.replace("æ", "ae").replace("œ", "oe")
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain.strip("-")


def _with_apostrophe(word: str) -> Entry:
    """Possessives, short verbs and sounds left out; else the word without its apostrophes."""
    if word.endswith("'d") and (full := _sounds(f"{word[:-2]}ed")):
        fewest = min(map(len, map(stress, full)))
        return Entry(tuple(sounds for sounds in full if len(stress(sounds)) == fewest))
    if word.startswith("o'er") and (rest := lookup(word[4:]) if word[4:5].isalpha() else None):
        return Entry(tuple(f"AO2 R {sounds}" for sounds in rest.sounds), rest.known)
    if word.endswith("in'"):
        found = lookup(word[:-1] + "g")
        return Entry(tuple(re.sub(r"NG$", "N", sounds) for sounds in found.sounds), found.known)
    for ending, add in endings.AFTER_APOSTROPHE.items():
        stem = word.removesuffix(ending)
        if stem != word and stem:
            found = lookup(min((stem, f"{stem}e"), key=_rarity))
            return Entry(tuple(map(add, found.sounds)), found.known)
    if whole := _sounds(word.replace("'", "h")):  # be'ind
        return Entry(tuple(sounds.replace("HH ", "") for sounds in whole))
    if re.search(r"[a-z]'[a-z]", word):
        for vowel in "eoaiu":
            whole = _sounds(word.replace("'", vowel))
            longest = max(map(len, map(stress, whole)), default=0)
            shorter = (_one_less(s, word) for s in whole if len(stress(s)) == longest)
            if kept := tuple(dict.fromkeys(filter(None, shorter))):
                return Entry(kept)
    return lookup(word.replace("'", "") or "-")


def _one_less(sounds: str, word: str) -> str:
    """The sounds without the weak vowel that the apostrophe stands for; "" if there is none."""
    parts = sounds.split()
    weak = [n for n, p in enumerate(parts[:-1]) if n and p in ("AH0", "ER0", "IH0", "IY0", "OW0")]
    if parts[-1] == "ER0":
        weak.append(len(parts) - 1)
    if not weak:
        return ""
    wanted = word.index("'", 1) / len(word) * len(parts)
    place = min(weak, key=lambda n: abs(n - wanted))
    return " ".join([*parts[:place], *(["R"] if parts[place] == "ER0" else []), *parts[place + 1 :]])


def _joined(parts: list[str]) -> Entry:
    """Words spoken one after the other."""
    entries = [lookup(part) for part in parts]
    ways = product(*(entry.sounds for entry in entries if entry.sounds))
    sounds = tuple(" ".join(way) for way in islice(ways, MOST) if way)
    return Entry(sounds, all(entry.known for entry in entries))


def _number(word: str) -> Entry:
    ways = number_words(word)
    if not ways:
        return _spelled(word)
    return Entry(tuple(" ".join(lookup(part).sounds[0] for part in way) for way in ways))


def _spelled(word: str) -> Entry:
    """Letter by letter, digit by digit: "xkcd", "b2b"."""
    names = [_sounds(f"{c}.") or (_number(c).sounds if c in _DIGITS else ()) for c in word if c.isalnum()]
    return Entry((" ".join(name[0] for name in names if name),) if any(names) else (), known=False)


def _unlisted(word: str) -> Entry:
    if word.endswith("èd"):
        found = lookup(f"{word[:-2]}ed")
        return Entry(tuple(endings.with_own_syllable(s) for s in found.sounds), found.known)
    letters = re.sub(r"[^a-z0-9]", "", word)
    if not letters:
        return Entry((), known=False)
    derived = endings.derive(letters, _sounds, _rarity)
    if derived:
        return Entry(derived[:MOST], known=False)
    if not letters.isalpha() or not re.search("[aeiouy]", letters):
        return _spelled(letters)
    if sounds := guess(letters):
        text = " ".join(sounds)
        ways = (
            text if stress(text) else f"{text} AH0",
            *_long_end(letters, text),
            *_strong_end(letters, text),
        )
        return Entry(tuple(dict.fromkeys(ways)), known=False, guessed=True)
    return _spelled(letters)


def _strong_end(word: str, sounds: str) -> list[str]:
    """The guess with its stress on the last syllable, as names have it (Shalott, Innisfree); [] where it is
    there, or no vowel is written."""
    parts = re.sub(r"1", "2", sounds).split()
    last = next((n for n in reversed(range(len(parts))) if parts[n][-1].isdigit()), 0)
    vowel = re.search(r"([aeiou])[^aeiouy]+$", word)
    if len(stress(sounds)) < 2 or stress(sounds).endswith("1"):
        return []
    if parts[last][:-1] in ("AH", "IH"):
        if not vowel or parts[last] == parts[-1]:
            return []
        parts[last] = _SHORT_VOWELS[vowel[1]]
    return [" ".join([*parts[:last], f"{parts[last][:2]}1", *parts[last + 1 :]])]


def _long_end(word: str, sounds: str) -> list[str]:
    """The guess with a long last vowel, where the spelling says so (Eremite); [] elsewhere."""
    ending = re.search(r"[^aeiouyr]([aiou])[^aeiouyrwx]e$", word)
    parts = sounds.split()
    if not ending or len(parts) < 2 or parts[-2] not in ("AH0", "IH0", "IH2", "AH2"):
        return []
    return [" ".join([*parts[:-2], f"{_LONG_VOWELS[ending[1]]}2", parts[-1]])]
