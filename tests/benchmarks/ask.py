"""For how many questions the right passage is among the first five, by words alone, in memory and in a
library.

    python -m tests.benchmarks.ask --questions FOLDER

FOLDER has `zh_documents.jsonl` (id, text) and `zh_questions.jsonl` (question, document, answers).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from llmdesk.store.libraries import FileVersion, Libraries
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.library import LibrarySource
from llmdesk.tools.library.elsewhere import new_document
from llmdesk.tools.passages import PassageIndex, Source


def documents_in(folder: Path) -> dict[object, Document]:
    """By their ids."""
    lines = (folder / "zh_documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["id"]: from_text(each["text"]) for each in map(json.loads, lines)}


def library_of(documents: Sequence[Document], folder: Path) -> LibrarySource:
    """The same documents in a library."""
    libraries = Libraries(folder / "libraries.sqlite3")
    library = libraries.add("Benchmark", [Path("/benchmark")]).id
    for number, document in enumerate(documents):
        libraries.put(
            library, Path(f"/benchmark/{number}"), FileVersion(number, number, ""), new_document(document)
        )
    return LibrarySource(libraries, [library])


def found_first(source: Source, folder: Path, most: int = 5) -> tuple[int, int]:
    """For how many questions a passage with an answer is among the first `most`, and of how many."""
    documents = documents_in(folder)
    asked = (folder / "zh_questions.jsonl").read_text(encoding="utf-8").splitlines()
    right = 0
    for question in map(json.loads, asked):
        text = documents[question["document"]].text
        spans = [(at, at + len(each)) for each in question["answers"] if (at := text.find(each)) >= 0]
        passages = [each.passage for each in source.find(question["question"], most)]
        right += any(
            source.document(each.document).text == text
            and any(each.start < end and start < each.end for start, end in spans)
            for each in passages
        )
    return right, len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=Path, required=True)
    folder = parser.parse_args().questions
    documents = list(documents_in(folder).values())
    with tempfile.TemporaryDirectory() as temporary:
        for name, source in (
            ("memory", PassageIndex(documents)),
            ("library", library_of(documents, Path(temporary))),
        ):
            right, asked = found_first(source, folder)
            print(f"{name}: the right passage among the first five: {right} of {asked}")


if __name__ == "__main__":
    main()
