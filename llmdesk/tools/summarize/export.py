"""A summary for other programs: Markdown and HTML with the sources as notes, JSON.

Owns the three forms. The document and the model's text are untrusted: everything is escaped, nothing
becomes a link, a picture or markup. Words of ours are English, or what `translate` makes of them.
Must not write files.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from llmdesk.errors import QT_TRANSLATE_NOOP, fill, spoken
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.remarks import in_conflict
from llmdesk.tools.evidence.wording import Translate, english, note, place, plain, short, verdict_line
from llmdesk.tools.summarize.shown import contradicted, without_contradicted
from llmdesk.tools.summarize.types import Summary, SummarySentence

_UNNAMED = QT_TRANSLATE_NOOP("core", "Summary")
_ASIDE = QT_TRANSLATE_NOOP("core", "({remark})")
_LEFT_OUT = QT_TRANSLATE_NOOP("core", "Left out because the document contradicts it:")
_ABOUT = QT_TRANSLATE_NOOP("core", "{read} of {total} characters read in {chunks} parts, {model}, llmdesk")


def as_markdown(summary: Summary, document: Document, translate: Translate = english) -> str:
    """The summary as Markdown; each sentence's passages are footnotes with page and quote."""
    blocks = [f"# {plain(_name(document, translate))}"]
    notes: list[str] = []
    for lines in _blocks(without_contradicted(summary)):
        block = [
            ("- " if listed else "") + _markdown_sentence(sentence, notes, translate)
            for listed, sentence in lines
        ]
        blocks.append(("\n" if lines[0][0] else _space(summary)).join(block))
    if wrong := contradicted(summary):
        listed = [f"- {_markdown_sentence(sentence, notes, translate)}" for sentence in wrong]
        blocks.append("\n".join([translate(_LEFT_OUT), "", *listed]))
    remarks = map(plain, _remarks(summary, document, translate))
    blocks += [f"*{plain(_about(summary, translate))}*", *remarks, *notes]
    return "\n\n".join(blocks) + "\n"


def _markdown_sentence(sentence: SummarySentence, notes: list[str], translate: Translate) -> str:
    """The sentence with the numbers of its notes, which `notes` gets, and what is to be said of it."""
    numbers = ""
    for source in sentence.sources:
        notes.append(f"[^{len(notes) + 1}]: {note(source, translate)}")
        numbers += f"[^{len(notes)}]"
    aside = fill(translate(_ASIDE), {"remark": plain(_said(sentence, translate))})
    return plain(sentence.text) + numbers + ("" if sentence.supported else f" *{aside}*")


def as_html(summary: Summary, document: Document, translate: Translate = english) -> str:
    """The summary as one HTML page without scripts, links out or pictures; passages are notes below."""
    return as_html_page([(summary, document)], translate)


def as_html_page(summaries: Sequence[tuple[Summary, Document]], translate: Translate = english) -> str:
    """Several summaries on one page."""
    title = html.escape(", ".join(_name(document, translate) for _, document in summaries))
    language = html.escape(summaries[0][0].language or "en") if summaries else "en"
    body = [part for at, each in enumerate(summaries) for part in _html_parts(*each, f"n{at}-", translate)]
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title>\n<style>body{{max-width:42em;margin:2em auto;padding:0 1em;"
        "font-family:sans-serif;line-height:1.5}ol{color:#666;font-size:.9em}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _html_parts(summary: Summary, document: Document, prefix: str, translate: Translate) -> Iterator[str]:
    yield f"<h1>{html.escape(_name(document, translate))}</h1>"
    notes: list[str] = []
    for lines in _blocks(without_contradicted(summary)):
        pieces = [_html_sentence(sentence, notes, prefix, translate) for _, sentence in lines]
        if lines[0][0]:
            yield "<ul>\n" + "\n".join(f"<li>{piece}</li>" for piece in pieces) + "\n</ul>"
        else:
            yield f"<p>{_space(summary).join(pieces)}</p>"
    if wrong := contradicted(summary):
        items = [f"<li>{_html_sentence(each, notes, prefix, translate)}</li>" for each in wrong]
        yield f"<p>{html.escape(translate(_LEFT_OUT))}</p>\n<ul>\n" + "\n".join(items) + "\n</ul>"
    for text in (_about(summary, translate), *_remarks(summary, document, translate)):
        yield f"<p><small>{html.escape(text)}</small></p>"
    if notes:
        yield "<ol>\n" + "\n".join(notes) + "\n</ol>"


def _remarks(summary: Summary, document: Document, translate: Translate) -> Iterator[str]:
    """What a reader should know of the summary, and what of the document was not read."""
    yield from (note.render(translate) for note in summary.notes)
    yield from (spoken(note, translate) for note in document.notes)


def _html_sentence(sentence: SummarySentence, notes: list[str], prefix: str, translate: Translate) -> str:
    marks = ""
    for source in sentence.sources:
        name = f"{prefix}{len(notes) + 1}"
        quote = html.escape(place(source.page, translate)) + f"<q>{html.escape(short(source.quote))}</q>"
        notes.append(f'<li id="{name}">{quote}</li>')
        marks += f'<sup><a href="#{name}">{len(notes)}</a></sup>'
    text = html.escape(sentence.text) + marks
    if sentence.supported:
        return text
    aside = fill(translate(_ASIDE), {"remark": _said(sentence, translate)})
    return f"<mark>{text}</mark> <em>{html.escape(aside)}</em>"


def as_json(summary: Summary, document: Document, with_source: bool = False) -> dict[str, object]:
    """The JSON of the command line; `source.text[start:end] == quote` for every source."""
    result: dict[str, object] = {
        "summary": without_contradicted(summary).text,
        "sentences": [_json_sentence(sentence) for sentence in summary.sentences],
        **summary.figures(),
        "notes": [str(note) for note in (*summary.notes, *document.notes)],
        "left_out": {each.kind: each.count for each in document.left_out},
    }
    if with_source:
        pages = [{"label": page.label, "start": page.start, "end": page.end} for page in document.pages]
        result["source"] = {"name": document.name, "text": document.text, "pages": pages}
    return result


def _json_sentence(sentence: SummarySentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "supported": sentence.supported,
        "verdict": sentence.verdict,
        "probability": sentence.probability,
        "reason": sentence.reason,
        "extracted": sentence.extracted,
        "sources": [asdict(source) for source in sentence.sources],
        "conflict": [asdict(source) for source in in_conflict(sentence.remark, sentence.sources)],
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


def _name(document: Document, translate: Translate) -> str:
    return translate(document.name or _UNNAMED)


def _about(summary: Summary, translate: Translate) -> str:
    read, total = f"{summary.chars_read:,}", f"{summary.chars_total:,}"
    places = {"read": read, "total": total, "chunks": summary.chunks, "model": summary.model}
    return fill(translate(_ABOUT), places)


def _said(sentence: SummarySentence, translate: Translate) -> str:
    return verdict_line(sentence.verdict, sentence.remark, translate)
