"""What was typed over a page: the values of form fields, and notes of text ("typewriter").

Owns annotations. Must not run scripts of the file, fill in forms or change them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from llmdesk.tools.documents.pdf.order import MOST_LINES
from llmdesk.tools.documents.pdf.place import Box, Frame, Line
from llmdesk.tools.documents.plain_text import clean
from llmdesk.tools.documents.raised import unmarked

_MOST_ANNOTATIONS = 5000
_LONGEST_VALUE = 100_000
_HIDDEN = 2 | 32  # flags: hidden, no view
_LINE_HEIGHT = 12.0
_TICK = "☒"


def with_typed(lines: list[Line], page: Any, frame: Frame) -> list[Line]:
    """The lines with what was typed over them, each in its place."""
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0 or len(lines) > MOST_LINES:
        return lines
    usual = median(line.height for line in lines) if lines else _LINE_HEIGHT
    for at in range(min(count, _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        try:
            for typed in _typed(annotation, page, frame, usual):
                lines = _placed(lines, typed)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return lines


def _typed(annotation: Any, page: Any, frame: Frame, usual: float) -> Iterator[Line]:
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _string(annotation, b"Contents")
    elif kind == pdfium.FPDF_ANNOT_WIDGET:
        text = _field_value(annotation, page)
    else:
        return
    rect = pdfium.FS_RECTF()
    found = pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    box = frame.turned(Box(rect.left, rect.bottom, rect.right, rect.top)) if found else Box(0, 0, 0, 0)
    top, bottom = max(box.top, box.bottom), min(box.top, box.bottom)
    rows = [row for row in unmarked(clean(text)).split("\n") if row.strip()]
    step = min((top - bottom) / max(len(rows), 1), usual)
    for at, row in enumerate(rows):
        yield Line(row.strip(), box.left, box.right, top - at * step - usual, top - at * step)


def _string(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * _LONGEST_VALUE:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def _field_value(annotation: Any, page: Any) -> str:
    form = page.formenv.raw if page.formenv else None
    if form is None:
        return ""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return _TICK if pdfium.FPDFAnnot_IsChecked(form, annotation) else ""
    if kind not in (
        pdfium.FPDF_FORMFIELD_TEXTFIELD,
        pdfium.FPDF_FORMFIELD_COMBOBOX,
        pdfium.FPDF_FORMFIELD_LISTBOX,
    ):
        return ""
    size = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < size <= 2 * _LONGEST_VALUE:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetFormFieldValue(
        form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def _placed(lines: Sequence[Line], typed: Line) -> list[Line]:
    """Behind the words on its height ("Name:"), else after the line above it."""
    middle = (typed.bottom + typed.top) / 2
    if typed.text == _TICK:
        return _ticked(lines, typed, middle)
    level = [
        at
        for at, line in enumerate(lines)
        if line.bottom <= middle <= line.top and line.left < typed.left + 2
    ]
    out = list(lines)
    if level:
        at = max(level, key=lambda place: lines[place].right)
        before = lines[at]
        if typed.text in before.text:
            return out  # the page shows it as its own text too
        out[at] = replace(
            before, text=f"{before.text} {typed.text}", right=max(before.right, typed.right), parts=()
        )
        return out
    above = [at for at, line in enumerate(lines) if line.bottom >= middle]
    below = min(above, key=lambda place: lines[place].bottom - middle) + 1 if above else 0
    out.insert(below, typed)
    return out


def _ticked(lines: Sequence[Line], typed: Line, middle: float) -> list[Line]:
    """A tick stands before the words on its right, or behind those on its left."""
    out = list(lines)
    level = [at for at, line in enumerate(lines) if line.bottom <= middle <= line.top]
    right = [at for at in level if lines[at].left >= typed.left]
    if right:
        at = min(right, key=lambda place: lines[place].left)
        out[at] = replace(out[at], text=f"{_TICK} {out[at].text}", parts=())
    elif level:
        at = max(level, key=lambda place: lines[place].right)
        out[at] = replace(out[at], text=f"{out[at].text} {_TICK}", parts=())
    return out
