"""A folder of documents, and libraries that read it in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.store.libraries import Libraries, NewDocument
from llmdesk.tools.documents.reader import read_document
from llmdesk.tools.library import LibrarySource, Updated, update
from llmdesk.tools.library.elsewhere import new_document

ROOF = "The roof of the town hall was repaired in May. It cost 40,000 euros."
POOL = "The pool opens on 3 June. Children under six swim for nothing."


def read_here(path: Path, cancel: CancelToken) -> NewDocument:
    """What a reader process does, without one."""
    return new_document(read_document(path, cancel), cancel)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    (place / "more").mkdir(parents=True)
    (place / "roof.txt").write_text(ROOF)
    (place / "more" / "pool.md").write_text(POOL)
    (place / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (place / ".hidden.txt").write_text("hidden")
    return place


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    libraries = Libraries(tmp_path / "libraries.sqlite3")
    yield libraries
    libraries.close()


@pytest.fixture
def library(libraries: Libraries, folder: Path) -> int:
    return libraries.add("Papers", [folder]).id


Refresh = Callable[..., Updated]


@pytest.fixture
def refresh(libraries: Libraries, library: int) -> Refresh:
    """Update the library; what is given goes to `update`."""

    def run(read: Callable[[Path, CancelToken], NewDocument] = read_here, **given: object) -> Updated:
        return update(libraries, library, read=read, **given)  # type: ignore[arg-type]  # as `update` takes it

    return run


@pytest.fixture
def names(libraries: Libraries, library: int) -> Callable[[str], list[str]]:
    """The files in which a question is found, best first."""

    def ask(question: str) -> list[str]:
        source = LibrarySource(libraries, [library])
        found = source.find(question, 9)
        return list(dict.fromkeys(source.path(each.passage.document).name for each in found))

    return ask
