"""A checked text for readers and for other programs: plain text, Markdown, HTML, JSON.

Owns the four forms. The texts are untrusted: everything is escaped, nothing becomes a link, a picture or
markup. Words of ours are English, or what `translate` makes of them. Must not write files.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from llmdesk.errors import QT_TRANSLATE_NOOP, fill, spoken
from llmdesk.tools.checking.types import CheckedSentence, CheckedText, Passage
from llmdesk.tools.documents import Document
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
    for sentence in checked.sentences:
        sign, name = VERDICT_SIGNS[sentence.verdict], translate(VERDICT_NAMES[sentence.verdict])
        block = [f"[{sign} {name}] {likely(sentence.probability, translate)}"]
        block.append(" ".join(sentence.text.split()))
        if sentence.remark is not None:
            block.append(f"  {sentence.remark.render(translate)}")
        block += [f"  {each}" for each in _quotes(checked, sentence, translate)]
        blocks.append("\n".join(block))
    return "\n\n".join([*blocks, "\n".join(_about(checked, translate))]) + "\n"


def as_markdown(checked: CheckedText, translate: Translate = english) -> str:
    """Each sentence with its verdict, reason and passages as a list below it."""
    blocks = [f"# {plain(title_of(checked, translate))}"]
    for sentence in checked.sentences:
        said = verdict_line(sentence.verdict, sentence.remark, translate)
        likelihood = likely(sentence.probability, translate)
        block = [f"{plain(sentence.text)}  ", f"**{plain(said)}** ({likelihood})"]
        quotes = list(_quotes(checked, sentence, translate))
        blocks.append("\n".join(block + ([""] if quotes else []) + [f"> {plain(each)}" for each in quotes]))
    blocks += [f"*{plain(each)}*" for each in _about(checked, translate)]
    return "\n\n".join(blocks) + "\n"


def as_html(checked: CheckedText, translate: Translate = english) -> str:
    """One page without scripts, links or pictures. A verdict is told in words, not by a color alone."""
    title = html.escape(title_of(checked, translate))
    body = [f"<h1>{title}</h1>"]
    for sentence in checked.sentences:
        said = html.escape(verdict_line(sentence.verdict, sentence.remark, translate))
        sign = html.escape(VERDICT_SIGNS[sentence.verdict])
        body.append(
            f'<section class="{sentence.verdict}"><p>{html.escape(sentence.text)}</p>'
            f"<p><strong>{sign} {said}</strong> ({html.escape(likely(sentence.probability, translate))})</p>"
            + "".join(
                f"<blockquote>{html.escape(each)}</blockquote>"
                for each in _quotes(checked, sentence, translate)
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
    that `source` names; `marks` are the deciding words, in the sentence and in that text. `conflict`: the two
    passages that contradict each other about what the sentence says, else none."""
    return {
        "text": name_of(checked.text, english),
        "sources": [source_name(checked, number) for number in range(len(checked.documents))],
        "sentences": [_json_sentence(checked, sentence) for sentence in checked.sentences],
        "counts": dict(checked.counts),
        "method": checked.method,
        "model": checked.model,
        "seconds": round(checked.seconds, 3),
        "notes": [str(note) for each in (checked.text, *checked.documents) for note in each.notes],
    }


def _json_sentence(checked: CheckedText, sentence: CheckedSentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "verdict": sentence.verdict,
        "probability": round(sentence.probability, 4),
        "reason": sentence.reason,
        "method": sentence.method,
        "marks": [{"start": mark.start, "end": mark.end} for mark in sentence.marks],
        "sources": [_json_passage(checked, sentence, passage) for passage in sentence.passages],
        "conflict": [_json_passage(checked, sentence, passage) for passage in sentence.conflict],
    }


def _json_passage(checked: CheckedText, sentence: CheckedSentence, passage: Passage) -> dict[str, object]:
    marks = [
        {"start": mark.start, "end": mark.end}
        for mark in sentence.source_marks
        if mark.document == passage.document and passage.start <= mark.start and mark.end <= passage.end
    ]
    return {
        "source": source_name(checked, passage.document),
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "quote": passage.quote,
        "score": round(passage.score, 4),
        "marks": marks,
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


def cited(checked: CheckedText, passage: Passage, translate: Translate = english) -> str:
    """What stands before a quote: the page; with several sources the file, too."""
    if len(checked.documents) == 1:
        return place(passage.page, translate)
    name = source_name(checked, passage.document, translate)
    if not passage.page:
        return f"{name}: "
    is_number = place(passage.page) != f"{passage.page}: "
    return fill(translate(_IN_FILE if is_number else _IN_CHAPTER), {"file": name, "page": passage.page})


def _quotes(checked: CheckedText, sentence: CheckedSentence, translate: Translate) -> Iterator[str]:
    for passage in sentence.passages[:_SHOWN_SOURCES]:
        yield f"{cited(checked, passage, translate)}“{short(passage.quote)}”"


def _about(checked: CheckedText, translate: Translate) -> Iterator[str]:
    """How many of what, how it was checked, and what of the texts was not read."""
    yield count_line((each.verdict for each in checked.sentences), translate)
    yield method_line(checked.method, checked.model, translate)
    for document in (checked.text, *checked.documents):
        yield from (spoken(note, translate) for note in document.notes)
