"""A text that somebody has, checked against one or several sources.

Owns which sentences of the text are checked, and the sources as one document whose pages say which file
they are of. Must not read files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.documents import Document, Heading, LeftOut, Page, Span
from llmdesk.tools.evidence.checking import judge
from llmdesk.tools.evidence.types import Judgement


@dataclass(frozen=True, slots=True)
class Checked:
    """The result: `judgements` of the sentences at `places` of `text.text`, with offsets of sources in
    `sources.text`. What is no sentence (a heading) is not judged."""

    text: Document
    sources: Document
    places: tuple[Span, ...]
    judgements: tuple[Judgement, ...]


def check_text(
    text: Document,
    sources: Sequence[Document],
    engine: TextEngine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> Checked:
    """Judge every sentence of `text` by `sources`, as `checking.judge` does.

    Raises `UsageError` where one of them has no words, `Cancelled`, and what the engine raises.
    """
    if not _has_words(text):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is nothing to check."),
            QT_TRANSLATE_NOOP("core", "The text has no words."),
        )
    if not any(map(_has_words, sources)):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no source to check against."),
            QT_TRANSLATE_NOOP("core", "The sources have no words."),
        )
    document = joined(sources)
    places = tuple(sentences_of(text))
    found = judge(document, [text.text[p.start : p.end] for p in places], engine, on_progress, cancel, trials)
    return Checked(text, document, places, tuple(found))


def sentences_of(text: Document) -> list[Span]:
    """The places of what is judged: sentences with words that are no headings; all there is where there is
    nothing else."""
    headings = {heading.start for heading in text.headings}
    with_words = [
        span
        for span in text.sentences
        if any(character.isalnum() for character in text.text[span.start : span.end])
    ]
    return [span for span in with_words if span.start not in headings] or with_words


def joined(documents: Sequence[Document]) -> Document:
    """Several documents as one. A page is called by its file and, where the file has pages, its own name."""
    if len(documents) == 1:
        return documents[0]
    text = ""
    pages: list[Page] = []
    headings: list[Heading] = []
    sentences: list[Span] = []
    paragraphs: list[Span] = []
    left_out: Counter[str] = Counter()
    for each in documents:
        start = len(text)
        text += each.text + "\n\n"
        for page in each.pages or (Page("", 0, len(each.text)),):
            label = f"{each.name}, {page.label}" if page.label else each.name
            pages.append(Page(label, start + page.start, start + page.end))
        left_out.update({one.kind: one.count for one in each.left_out})
        headings += [replace(h, start=h.start + start, end=h.end + start) for h in each.headings]
        sentences += [Span(span.start + start, span.end + start) for span in each.sentences]
        paragraphs += [Span(span.start + start, span.end + start) for span in each.paragraphs]
    return replace(
        documents[0],
        text=text,
        name=", ".join(each.name for each in documents),
        pages=tuple(pages),
        headings=tuple(headings),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        notes=tuple(note for each in documents for note in each.notes),
        left_out=tuple(LeftOut(kind, count) for kind, count in left_out.items()),
    )


def _has_words(document: Document) -> bool:
    return any(character.isalnum() for character in document.text)
