"""A translated document as the bytes of a file: its own kind, text, HTML or docx, alone or side by side.

Owns the choice by the name's ending. Must not write files.
"""

from __future__ import annotations

import html
import io
import json
from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.translate.runs import as_json
from llmdesk.tools.translate.segments import joined
from llmdesk.tools.translate.shapes import Shape
from llmdesk.tools.translate.shapes.made import Made
from llmdesk.tools.translate.shapes.shape import for_xml
from llmdesk.tools.translate.types import Segment, Translation

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em;
  color: #222; background: #fff; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
td {{ vertical-align: top; padding: .4em .8em; border-bottom: 1px solid #ddd; width: 50%;
  overflow-wrap: anywhere; }}
.marked {{ background: #fff3cd; }}
@media (prefers-color-scheme: dark) {{
  body {{ color: #ddd; background: #1c1c1c; }} td {{ border-color: #444; }} .marked {{ background: #4d3f0d; }}
}}
</style></head>
<body>
{body}
</body>
</html>
"""


def check_suffix(shape: Shape, suffix: str, *, both: bool) -> None:
    """Whether the document can be written as such a file. Raises `UsageError`."""
    can = endings(shape, both=both)
    if suffix.lower().lstrip(".") not in can:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "This document cannot be written as “{suffix}”."),
            hint=QT_TRANSLATE_NOOP("core", "Give the file one of these endings: {endings}."),
            suffix=suffix,
            endings=", ".join(f".{kind}" for kind in can),
        )


def endings(shape: Shape, *, both: bool = False) -> tuple[str, ...]:
    """What the name of its file may end in, without the dot; the document's own kind first."""
    if both:
        return "html", "docx", "json"
    own = {".md": ("md", "markdown"), ".html": ("html", "htm")}.get(shape.suffix, (shape.suffix.lstrip("."),))
    return tuple(dict.fromkeys((*own, "txt", "html", "docx", "json")))


def rendered(
    shape: Shape,
    translation: Translation,
    suffix: str,
    *,
    both: bool = False,
    cancel: CancelToken | None = None,
) -> bytes:
    """The file. `suffix` as `check_suffix` takes it; `both`: the source beside the translation. Raises
    `Cancelled`, and `DocumentError` for a document that takes too much to be written again."""
    kind = suffix.lower().lstrip(".")
    if kind == "json":
        return (json.dumps(as_json(translation), ensure_ascii=False, indent=2) + "\n").encode(
            "utf-8", "replace"
        )
    texts = translated_units(shape, translation)
    read = [shape.as_read(number, text) for number, text in enumerate(texts)]
    if both:
        pairs = _pairs(shape, translation.segments, read)
        if kind == "docx":
            return _docx_of_pairs(pairs)
        return _page_of_pairs(pairs, shape.name, translation.target_language)
    if f".{kind}" == shape.suffix or (kind in ("htm", "markdown") and shape.suffix[1:3] == kind[:2]):
        return shape.write(texts, translation.target_language, cancel)
    if kind == "docx":
        return _docx_of_texts(read)
    if kind in ("html", "htm") and isinstance(shape, Made):
        return _page(shape.body(texts), shape.name, translation.target_language)
    if kind in ("html", "htm"):
        return _page_of_texts(read, shape.name, translation.target_language)
    return plain_text(shape, translation).encode("utf-8", "replace")


def translated_units(shape: Shape, translation: Translation) -> list[str]:
    return joined(
        shape.text, shape.units, translation.segments, translation.source_language,
        translation.target_language,
    )  # fmt: skip


def plain_text(shape: Shape, translation: Translation) -> str:
    """The translation to be read: a document that is text as it is, of any other a unit a line."""
    texts = translated_units(shape, translation)
    if shape.kind in ("text", "markdown", "subtitles"):
        text = shape.write(texts, translation.target_language).decode("utf-8").replace("\r\n", "\n")
        return text if text.endswith("\n") else text + "\n"
    return "\n".join(shape.as_read(number, text) for number, text in enumerate(texts)) + "\n"


Pair = tuple[str, str, bool]  # source, translation, whether something is marked


def _pairs(shape: Shape, segments: Sequence[Segment], texts: Sequence[str]) -> list[Pair]:
    marked = {segment.unit for segment in segments if not segment.passed}
    return [
        (shape.as_read(number, shape.text[unit.start : unit.end]), text, number in marked)
        for number, (unit, text) in enumerate(zip(shape.units, texts, strict=True))
    ]


def _page_of_pairs(pairs: Sequence[Pair], name: str, language: str) -> bytes:
    rows = "\n".join(
        f"<tr{' class=marked' if marked else ''}><td>{html.escape(source)}</td>"
        f"<td>{html.escape(target)}</td></tr>"
        for source, target, marked in pairs
    )
    return _page(f"<table>\n{rows}\n</table>", name, language)


def _page_of_texts(texts: Sequence[str], name: str, language: str) -> bytes:
    return _page("\n".join(f"<p>{html.escape(text)}</p>" for text in texts), name, language)


def _page(body: str, name: str, language: str) -> bytes:
    return _PAGE.format(language=language, title=html.escape(name), body=body).encode("utf-8", "replace")


def _docx_of_pairs(pairs: Sequence[Pair]) -> bytes:
    import docx
    from docx.enum.text import WD_COLOR_INDEX

    document = docx.Document()
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for source, target, marked in pairs:
        cells = table.add_row().cells
        cells[0].text = for_xml(source)
        cells[1].text = for_xml(target)
        if marked:
            for run in cells[1].paragraphs[0].runs:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return _saved(document)


def _docx_of_texts(texts: Sequence[str]) -> bytes:
    import docx

    document = docx.Document()
    for text in texts:
        document.add_paragraph(for_xml(text))
    return _saved(document)


def _saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]  # python-docx's Document is a function's result
    return stream.getvalue()
