"""A checked text for readers and for other programs: plain text, Markdown, HTML, JSON.

Owns the four forms. The texts are untrusted: everything is escaped, nothing becomes a link, a picture or
markup. Words of ours are English, or what `translate` makes of them. Must not write files.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from llmdesk.errors import QT_TRANSLATE_NOOP, fill, spoken
from llmdesk.tools.checking.types import CheckedText
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.types import Judgement, Source
from llmdesk.tools.evidence.wording import (
    VERDICT_NAMES,
    VERDICT_SIGNS,
    Translate,
    count_line,
    english,
    likely,
    method_line,
    place,
    plain,
    short,
    verdict_line,
)

_CHECKED = QT_TRANSLATE_NOOP("core", "{name}, checked against {sources}")
_TEXT = QT_TRANSLATE_NOOP("core", "Text")
_SOURCE = QT_TRANSLATE_NOOP("core", "Source {number}")
_IN_FILE = QT_TRANSLATE_NOOP("core", "{file}, p. {page}: ")
_IN_CHAPTER = QT_TRANSLATE_NOOP("core", "{file}, {page}: ")
_SHOWN_SOURCES = 2


def as_text(checked: CheckedText, translate: Translate = english) -> str:
    """For a terminal and for e-mails: each sentence under its verdict, with the passage."""
    blocks = []
    for judgement in checked.judgements:
        sign, name = VERDICT_SIGNS[judgement.verdict], translate(VERDICT_NAMES[judgement.verdict])
        block = [f"[{sign} {name}] {likely(judgement.probability, translate)}"]
        block.append(" ".join(judgement.text.split()))
        if judgement.remark is not None:
            block.append(f"  {judgement.remark.render(translate)}")
        block += [f"  {each}" for each in _quotes(checked, judgement, translate)]
        blocks.append("\n".join(block))
    return "\n\n".join([*blocks, "\n".join(_about(checked, translate))]) + "\n"


def as_markdown(checked: CheckedText, translate: Translate = english) -> str:
    """Each sentence with its verdict, reason and passages as a list below it."""
    blocks = [f"# {plain(title_of(checked, translate))}"]
    for judgement in checked.judgements:
        said = verdict_line(judgement.verdict, judgement.remark, translate)
        likelihood = likely(judgement.probability, translate)
        block = [f"{plain(judgement.text)}  ", f"**{plain(said)}** ({likelihood})"]
        quotes = list(_quotes(checked, judgement, translate))
        blocks.append("\n".join(block + ([""] if quotes else []) + [f"> {plain(each)}" for each in quotes]))
    blocks += [f"*{plain(each)}*" for each in _about(checked, translate)]
    return "\n\n".join(blocks) + "\n"


def as_html(checked: CheckedText, translate: Translate = english) -> str:
    """One page without scripts, links or pictures. A verdict is told in words, not by a color alone."""
    title = html.escape(title_of(checked, translate))
    body = [f"<h1>{title}</h1>"]
    for judgement in checked.judgements:
        said = html.escape(verdict_line(judgement.verdict, judgement.remark, translate))
        sign = html.escape(VERDICT_SIGNS[judgement.verdict])
        body.append(
            f'<section class="{judgement.verdict}"><p>{html.escape(judgement.text)}</p>'
            f"<p><strong>{sign} {said}</strong> ({html.escape(likely(judgement.probability, translate))})</p>"
            + "".join(
                f"<blockquote>{html.escape(each)}</blockquote>"
                for each in _quotes(checked, judgement, translate)
            )
            + "</section>"
        )
    body += [f"<p><small>{html.escape(each)}</small></p>" for each in _about(checked, translate)]
    language = html.escape(checked.text.language or "en")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.5}"
    "section{border-left:4px solid #999;padding-left:1em;margin:1.5em 0}section p{margin:.2em 0}"
    "section.supported{border-color:#2e7d32}section.contradicted{border-color:#c62828}"
    "section.not_found{border-color:#b26a00}blockquote{color:#555;margin:.4em 0 .4em 1em}"
)


def as_json(checked: CheckedText) -> dict[str, object]:
    """The JSON of the command line. A source's `start` and `end` count characters of the text of the file
    that `source` names; `marks` are the deciding words, in the sentence and in that text."""
    return {
        "text": name_of(checked.text, english),
        "sources": [source_name(checked, number) for number in range(len(checked.documents))],
        "sentences": [
            _json_sentence(checked, judgement, span.start, span.end)
            for judgement, span in zip(checked.judgements, checked.places, strict=True)
        ],
        "counts": dict(checked.counts),
        "method": checked.method,
        "model": checked.model,
        "seconds": round(checked.seconds, 3),
        "notes": [str(note) for each in (checked.text, *checked.documents) for note in each.notes],
    }


def _json_sentence(checked: CheckedText, judgement: Judgement, start: int, end: int) -> dict[str, object]:
    return {
        "text": judgement.text,
        "start": start,
        "end": end,
        "verdict": judgement.verdict,
        "probability": round(judgement.probability, 4),
        "reason": judgement.reason,
        "method": judgement.method,
        "marks": [{"start": mark.start, "end": mark.end} for mark in judgement.marks],
        "sources": [_json_source(checked, judgement, source) for source in judgement.sources],
    }


def _json_source(checked: CheckedText, judgement: Judgement, source: Source) -> dict[str, object]:
    here = checked.located(source.start, source.end)
    within = [m for m in judgement.source_marks if source.start <= m.start and m.end <= source.end]
    marks = [checked.located(mark.start, mark.end) for mark in within]
    return {
        "source": source_name(checked, here.index),
        "start": here.start,
        "end": here.end,
        "page": here.page,
        "quote": source.quote,
        "score": round(source.score, 4),
        "marks": [{"start": mark.start, "end": mark.end} for mark in marks],
    }


def title_of(checked: CheckedText, translate: Translate = english) -> str:
    """ "summary.txt, checked against report.pdf"."""
    sources = ", ".join(source_name(checked, at, translate) for at in range(len(checked.documents)))
    return fill(translate(_CHECKED), {"name": name_of(checked.text, translate), "sources": sources})


def name_of(document: Document, translate: Translate) -> str:
    return document.name or translate(_TEXT)


def source_name(checked: CheckedText, index: int, translate: Translate = english) -> str:
    """What source number `index` is called, unlike all others; one that was pasted has a number."""
    name = checked.documents[index].name
    if not name:
        return fill(translate(_SOURCE), {"number": index + 1})
    before = sum(each.name == name for each in checked.documents[:index])
    return f"{name} ({before + 1})" if before else name


def cited(checked: CheckedText, source: Source, translate: Translate = english) -> str:
    """What stands before a quote: the page; with several sources the file, too."""
    here = checked.located(source.start, source.end)
    if len(checked.documents) == 1:
        return place(here.page, translate)
    name = source_name(checked, here.index, translate)
    if not here.page:
        return f"{name}: "
    is_number = place(here.page) != f"{here.page}: "
    return fill(translate(_IN_FILE if is_number else _IN_CHAPTER), {"file": name, "page": here.page})


def _quotes(checked: CheckedText, judgement: Judgement, translate: Translate) -> Iterator[str]:
    for source in judgement.sources[:_SHOWN_SOURCES]:
        yield f"{cited(checked, source, translate)}“{short(source.quote)}”"


def _about(checked: CheckedText, translate: Translate) -> Iterator[str]:
    """How many of what, how it was checked, and what of the texts was not read."""
    yield count_line((each.verdict for each in checked.judgements), translate)
    yield method_line(checked.method, checked.model, translate)
    for document in (checked.text, *checked.documents):
        yield from (spoken(note, translate) for note in document.notes)
