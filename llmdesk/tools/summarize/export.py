"""A summary for other programs: Markdown and HTML with the sources as notes, JSON.

Owns the three forms. The document and the model's text are untrusted: everything is escaped, nothing
becomes a link, a picture or markup. Must not write files.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from llmdesk.tools.documents import Document
from llmdesk.tools.summarize.types import Source, Summary, SummarySentence

_NOTE_LENGTH = 300
# What Markdown could take for markup, a link, a heading or a list.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>~|&@]|:(?=//)|(?<=www)\.|^[-+#]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def as_markdown(summary: Summary, document: Document) -> str:
    """The summary as Markdown; each sentence's passages are footnotes with page and quote."""
    blocks = [f"# {_plain(document.name or 'Summary')}"]
    notes: list[str] = []
    for lines in _blocks(summary):
        block = []
        for listed, sentence in lines:
            numbers = []
            for source in sentence.sources:
                notes.append(f"[^{len(notes) + 1}]: {_plain(f'{_place(source)}“{_short(source.quote)}”')}")
                numbers.append(f"[^{len(notes)}]")
            mark = "" if sentence.supported else f" *({_plain('not supported: ' + sentence.reason)})*"
            block.append(("- " if listed else "") + _plain(sentence.text) + "".join(numbers) + mark)
        blocks.append(("\n" if lines[0][0] else _space(summary)).join(block))
    blocks += [f"*{_plain(_about(summary))}*", *(_plain(str(note)) for note in summary.notes), *notes]
    return "\n\n".join(blocks) + "\n"


def as_html(summary: Summary, document: Document) -> str:
    """The summary as one HTML page without scripts, links out or pictures; passages are notes below."""
    return as_html_page([(summary, document)])


def as_html_page(summaries: Sequence[tuple[Summary, Document]]) -> str:
    """Several summaries on one page."""
    title = html.escape(", ".join(document.name or "Summary" for _, document in summaries))
    language = html.escape(summaries[0][0].language or "en") if summaries else "en"
    body = [part for at, each in enumerate(summaries) for part in _html_parts(*each, f"n{at}-")]
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title>\n<style>body{{max-width:42em;margin:2em auto;padding:0 1em;"
        "font-family:sans-serif;line-height:1.5}ol{color:#666;font-size:.9em}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _html_parts(summary: Summary, document: Document, prefix: str) -> Iterator[str]:
    yield f"<h1>{html.escape(document.name or 'Summary')}</h1>"
    notes: list[str] = []
    for lines in _blocks(summary):
        pieces = [_html_sentence(sentence, notes, prefix) for _, sentence in lines]
        if lines[0][0]:
            yield "<ul>\n" + "\n".join(f"<li>{piece}</li>" for piece in pieces) + "\n</ul>"
        else:
            yield f"<p>{_space(summary).join(pieces)}</p>"
    for text in (_about(summary), *map(str, summary.notes)):
        yield f"<p><small>{html.escape(text)}</small></p>"
    if notes:
        yield "<ol>\n" + "\n".join(notes) + "\n</ol>"


def _html_sentence(sentence: SummarySentence, notes: list[str], prefix: str) -> str:
    marks = ""
    for source in sentence.sources:
        name = f"{prefix}{len(notes) + 1}"
        quote = html.escape(_place(source)) + f"<q>{html.escape(_short(source.quote))}</q>"
        notes.append(f'<li id="{name}">{quote}</li>')
        marks += f'<sup><a href="#{name}">{len(notes)}</a></sup>'
    text = html.escape(sentence.text) + marks
    return text if sentence.supported else f'<mark title="{html.escape(sentence.reason)}">{text}</mark>'


def as_json(summary: Summary, document: Document, with_source: bool = False) -> dict[str, object]:
    """The JSON of the command line; `source.text[start:end] == quote` for every source."""
    result: dict[str, object] = {
        "summary": summary.text,
        "sentences": [_json_sentence(sentence) for sentence in summary.sentences],
        "language": summary.language,
        "chars_total": summary.chars_total,
        "chars_read": summary.chars_read,
        "chunks": summary.chunks,
        "model": summary.model,
        "seconds": round(summary.seconds, 3),
        "complete": summary.complete,
        "notes": [str(note) for note in (*summary.notes, *document.notes)],
    }
    if with_source:
        pages = [{"label": page.label, "start": page.start, "end": page.end} for page in document.pages]
        result["source"] = {"name": document.name, "text": document.text, "pages": pages}
    return result


def _json_sentence(sentence: SummarySentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "supported": sentence.supported,
        "reason": sentence.reason,
        "extracted": sentence.extracted,
        "sources": [
            {"start": s.start, "end": s.end, "page": s.page, "quote": s.quote, "score": s.score}
            for s in sentence.sources
        ],
    }


def _blocks(summary: Summary) -> list[list[tuple[bool, SummarySentence]]]:
    """The sentences by paragraph of the summary's text, each with whether it is an item of a list."""
    blocks: list[list[tuple[bool, SummarySentence]]] = []
    end = 0
    for sentence in summary.sentences:
        between = summary.text[end : sentence.start]
        if not blocks or "\n\n" in between:
            blocks.append([])
        blocks[-1].append((between.endswith("- "), sentence))
        end = sentence.end
    return blocks


def _space(summary: Summary) -> str:
    return "" if summary.language in ("zh", "ja") else " "


def _about(summary: Summary) -> str:
    read = f"{summary.chars_read:,} of {summary.chars_total:,} characters read"
    return f"{read} in {summary.chunks} parts, {summary.model}, llmdesk"


def _place(source: Source) -> str:
    return f"p. {source.page}: " if source.page else ""


def _short(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= _NOTE_LENGTH else text[:_NOTE_LENGTH].rstrip() + "…"


def _plain(text: str) -> str:
    """`text` as Markdown that shows just that."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
