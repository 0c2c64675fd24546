"""Puts a Word document together: its body, its notes, and the parts that the body calls for.

Owns the order in which the parts are read. Must not follow links out of the file or load pictures.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.archive import Archive, open_archive
from llmdesk.tools.documents.blocks import add_blocks
from llmdesk.tools.documents.builder import Builder
from llmdesk.tools.documents.left_out import COMMENTS
from llmdesk.tools.documents.types import Document, Progress
from llmdesk.tools.documents.word.body import Body, Context
from llmdesk.tools.documents.word.events import parse
from llmdesk.tools.documents.word.numbering import Numbering
from llmdesk.tools.documents.word.parts import Parts, main_part
from llmdesk.tools.documents.word.styles import Styles


def read(path: Path, cancel: CancelToken, report: Progress) -> Document:
    """Raises `DocumentError` for a broken or locked file, `DocumentEmpty` without text, `Cancelled`."""
    builder = Builder()
    with open_archive(path) as archive:
        body, notes = read_archive(archive, path.name, cancel, report)
    add_blocks(body.blocks, builder)
    for at, reference in enumerate(body.references, start=1):
        if notes.get(reference):
            builder.add(f"[{at}] {notes[reference]}", tight=at > 1)
    builder.left_out = body.left_out
    return builder.finish(path.name, "docx")


def read_archive(
    archive: Archive, name: str, cancel: CancelToken, report: Progress | None = None, depth: int = 0
) -> tuple[Body, dict[tuple[str, str], str]]:
    """The body of a package, and its notes by (kind, id)."""
    main = main_part(archive, name)
    folder = main.rpartition("/")[0]
    parts = Parts(archive, main, name, cancel, depth)
    styles = Styles()
    if parts.of("styles", f"{folder}/styles.xml"):
        parse(archive, parts.of("styles", f"{folder}/styles.xml"), styles, name, cancel)
    numbering = Numbering(styles.resolved())
    if parts.of("numbering", f"{folder}/numbering.xml"):
        parse(archive, parts.of("numbering", f"{folder}/numbering.xml"), numbering, name, cancel)
    context = Context(styles.resolved(), numbering, parts)
    body = Body(context)
    parse(archive, main, body, name, cancel, report)
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        part = parts.of(f"{kind}s", f"{folder}/{kind}s.xml")
        if part and any(which == kind for which, _number in body.references):
            collector = Body(context, note=kind)
            parse(archive, part, collector, name, cancel)
            notes.update(collector.notes)
            body.left_out.update(collector.left_out)
    comments = parts.of("comments", f"{folder}/comments.xml")
    if comments:
        counter = Body(context, note="comment")
        parse(archive, comments, counter, name, cancel)
        body.left_out[COMMENTS] += len(counter.notes)
    return body, notes
