"""How long a search in a large library takes, what memory it needs, and whether it finds what it should.

    python -m tests.benchmarks.library [--documents 10000] [--passages 50] [--keep FOLDER]

Makes a store of so many documents with so many passages each, of words that are as frequent as words are
(Zipf), a fifth of the documents in characters, and asks it questions of twelve words that were taken from one
passage. With --keep the store is made once and used again.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil

from llmdesk.store.libraries import FileVersion, Libraries, NewDocument, NewPassage

WORDS = 150  # of a passage
VOCABULARY = 200_000
CHARACTERS = 3_500
QUESTIONS = 60
LETTERS = "etaoinshrdlucmfwypvbgk"


def word(number: int) -> str:
    """A made-up word: the frequent ones are short."""
    letters = []
    number += len(LETTERS)
    while number:
        number, letter = divmod(number, len(LETTERS))
        letters.append(LETTERS[letter])
    return "".join(letters) + "q"


class Made:
    """The words of passages, the same for the same number."""

    def __init__(self) -> None:
        self._words = [word(number) for number in range(VOCABULARY)]
        self._characters = [chr(0x4E00 + number) for number in range(CHARACTERS)]

    def passage(self, document: int, number: int) -> list[str]:
        random = np.random.default_rng([document, number])
        if document % 5 == 0:
            at = _zipf(random, CHARACTERS, 2 * WORDS)
            characters = [self._characters[each] for each in at]
            return [one + other for one, other in pairwise(characters)]
        return [self._words[each] for each in _zipf(random, VOCABULARY, WORDS)]

    def question(self, document: int, number: int) -> list[str]:
        """Seven words of a passage, as they come, and five that anybody uses."""
        words = list(dict.fromkeys(self.passage(document, number)))
        random = np.random.default_rng([7, document, number])
        said = [words[each] for each in random.choice(len(words), 7, replace=False)]
        usual = [self._words[each] for each in random.choice(300, 5, replace=False)]
        return said if document % 5 == 0 else said + usual


def _zipf(random: np.random.Generator, most: int, count: int) -> list[int]:
    """Ranks, each as often as 1 / (rank + 20): stop words are not among them."""
    low, high = np.log(20), np.log(most + 20)
    drawn = np.exp(random.random(count) * (high - low) + low) - 20
    return [int(each) for each in np.minimum(drawn, most - 1)]


def fill(libraries: Libraries, made: Made, documents: int, passages: int) -> int:
    """The library of so many documents; those that are there already stay."""
    found = libraries.all()
    library = found[0] if found else libraries.add("Synthetic", [Path("/synthetic")])
    for document in range(library.documents, documents):
        new = []
        for number in range(passages):
            words = made.passage(document, number)
            new.append(NewPassage(number * 900, number * 900 + 900, "", " ".join(words)))
        body = " ".join(each.words for each in new).encode()
        version = FileVersion(len(body), document, str(document))
        libraries.put(
            library.id, Path(f"/synthetic/{document}"), version, NewDocument("text", body, tuple(new))
        )
    return library.id


def measure(folder: Path, documents: int, passages: int) -> None:
    made = Made()
    libraries = Libraries(folder / "libraries.sqlite3")
    began = time.monotonic()
    library = fill(libraries, made, documents, passages)
    print(f"made in {time.monotonic() - began:.0f} s")
    libraries.close()
    libraries = Libraries(folder / "libraries.sqlite3")
    resident = psutil.Process().memory_info().rss
    random = np.random.default_rng(1)
    times, right = [], 0
    for _ in range(QUESTIONS):
        document, number = int(random.integers(documents)), int(random.integers(passages))
        words = made.question(document, number)
        began = time.monotonic()
        hits = libraries.find([library], words, 16)
        times.append(time.monotonic() - began)
        path = Path(f"/synthetic/{document}")
        right += any(
            hit.start == number * 900 and libraries.document(hit.document).path == path for hit in hits[:5]
        )
    file = sum(path.stat().st_size for path in folder.glob("libraries.sqlite3*"))
    stored = libraries.get(library)
    took = sorted(times)
    print(
        f"{stored.documents:,} documents, {stored.passages:,} passages, {file / 1e6:,.0f} MB on the disk\n"
        f"a search: {1000 * statistics.median(took):.0f} ms (median), {1000 * took[-4]:.0f} ms (95 %), "
        f"{1000 * took[-1]:.0f} ms (longest); the first one {1000 * times[0]:.0f} ms\n"
        f"the passage of the question among the first five: {right} of {QUESTIONS}\n"
        f"memory: {(psutil.Process().memory_info().rss - resident) / 1e6:,.0f} MB for searching, "
        f"{psutil.Process().memory_info().rss / 1e6:,.0f} MB of the process"
    )
    libraries.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=50)
    parser.add_argument("--keep", type=Path, help="a folder for the store")
    given = parser.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        measure(given.keep, given.documents, given.passages)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.documents, given.passages)


if __name__ == "__main__":
    main()
