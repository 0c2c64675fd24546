"""Documents are read and written in a process of their own: whatever one does there is told by its name."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import docx
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import DocumentError
from llmdesk.tools.reading import end_readers, pool, process
from llmdesk.tools.reading.allowance import Allowance
from llmdesk.tools.reading.child import PIECE
from llmdesk.tools.translate import open_shape
from tests.tools.reading import entries
from tests.tools.reading.conftest import cancelled_at_once, fresh, going_wrong, idle, readers

__all__ = ["fresh", "going_wrong"]  # fixtures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("The bridge is long.")
    path = tmp_path / "bridge.docx"
    document.save(str(path))
    return path


def small(monkeypatch: pytest.MonkeyPatch, **given: float) -> None:
    allowed = {"memory": 400 << 20, "seconds": 60.0, "quiet": 60.0} | given
    allowance = Allowance(int(allowed["memory"]), allowed["seconds"], allowed["quiet"])
    monkeypatch.setattr(pool, "allowance", lambda *_: allowance)


@pytest.mark.parametrize(
    ("name", "limit", "told"),
    [
        ("aborting", {}, "ended"),
        ("computing", {"quiet": 0.5}, "time"),
        ("growing", {"memory": 9e7}, "memory"),
    ],
)
@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.usefixtures("fresh")
def test_a_document_that_ends_hangs_or_fills_the_memory_of_its_reader_is_told_by_its_name(
    file: Path, monkeypatch: pytest.MonkeyPatch, writing: bool, name: str, limit: dict[str, float], told: str
) -> None:
    shape = open_shape(file)
    end_readers()
    small(monkeypatch, **limit)
    monkeypatch.setattr(process, "child_main", getattr(entries, name))
    with pytest.raises(DocumentError, match=r"bridge\.docx") as caught:
        _ = shape.write(["桥很长。"], "zh") if writing else open_shape(file)
    assert caught.value.params["why"] == told
    assert readers() == []


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.usefixtures("fresh")
def test_a_cancel_ends_reading_and_writing_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch, writing: bool
) -> None:
    shape = open_shape(file)
    end_readers()
    monkeypatch.setattr(process, "child_main", entries.computing)
    cancel, begun = CancelToken(), threading.Event()
    begin = process.ReaderProcess.begin

    def noted(self: process.ReaderProcess, *given: object) -> None:
        begin(self, *given)  # type: ignore[arg-type]
        begun.set()

    monkeypatch.setattr(process.ReaderProcess, "begin", noted)

    def work() -> object:
        return shape.write(["桥很长。"], "zh", cancel) if writing else open_shape(file, cancel)

    cancelled_at_once(work, cancel, begun)


@pytest.mark.usefixtures("fresh")
def test_a_file_that_grows_beyond_what_is_allowed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "deep.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_000
        head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        archive.writestr("word/document.xml", f"{head}<w:body>{body}</w:body></w:document>")
    small(monkeypatch, memory=60 << 20)
    with pytest.raises(DocumentError, match=r"deep\.docx") as caught:
        open_shape(path)
    assert caught.value.params["why"] == "memory"


@pytest.mark.usefixtures("fresh")
def test_a_document_is_written_as_it_was_read_though_its_file_is_gone(file: Path) -> None:
    shape = open_shape(file)
    file.unlink()
    out = docx.Document(io.BytesIO(shape.write(["桥很长。"], "zh")))
    assert out.paragraphs[0].text == "桥很长。"
    assert idle() == 1  # one process served both


def test_a_large_document_crosses_in_pieces_and_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text("<p>One <b>line</b>.</p>" * 16_000, encoding="utf-8")
    assert path.stat().st_size > PIECE
    shape = open_shape(path)
    assert len(shape.units) == 16_000
    assert shape.as_read(15_999, shape.text[shape.units[-1].start :]) == "One line."
    out = shape.write([shape.text[unit.start : unit.end] for unit in shape.units], "")
    assert out == path.read_bytes()
