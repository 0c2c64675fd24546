"""A new XLSX workbook of one sheet, written row by row.

Owns the few parts that a workbook needs (ECMA-376, part 1). Texts stand in their cells as texts, so
nothing can be taken for a formula. The same rows give the same bytes.
"""

from __future__ import annotations

import math
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from llmdesk.outputs import Output
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.formats.date_styles import FORMATS, Dating
from llmdesk.tools.tables.formats.workbook import column_letters, escape
from llmdesk.tools.tables.types import Cell

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
_MOST_NAME = 31
MOST_ROWS_TEXT = "1,048,576"
_WHEN = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OWN = Dating()
_QUOTED = 1 + len(FORMATS)  # its place in cellXfs below

_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in (0, *FORMATS)
    )
    # A text that looks like a formula stays a text also when its user edits the cell.
    + '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}


def write(
    path: Path, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, large: bool = False
) -> int:
    """Returns the number of cells that were cut to `MOST_CHARACTERS`.

    `large`: the sheet's XML may pass 2 GiB; Excel then asks to repair what is no fault.

    Raises `TableError` for more rows or columns than a sheet has, `OSError` for the disk."""
    if len(header) > MOST_COLUMNS:
        raise failures.too_big_for_sheet(path, f"{MOST_COLUMNS:,}")
    letters = [column_letters(number) for number in range(1, len(header) + 1)]
    name = escape(_sheet_name(sheet)).replace('"', "&quot;")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for part, text in _PARTS.items():
            archive.writestr(_info(part), text)
        archive.writestr(
            _info("xl/workbook.xml"),
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        with archive.open(_info("xl/worksheets/sheet1.xml"), "w", force_zip64=large) as stream:
            stream.write(
                f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
                "</sheetView></sheetViews><sheetData>".encode()
            )
            stream.write(_row(1, letters, header))
            cut = 0
            for number, row in enumerate(rows, start=2):
                if number > MOST_ROWS:
                    raise failures.too_big_for_sheet(path, MOST_ROWS_TEXT)
                cut += sum(1 for cell in row if isinstance(cell, str) and len(cell) > MOST_CHARACTERS)
                stream.write(_row(number, letters, row))
            stream.write(b"</sheetData></worksheet>")
    return cut


def write_to(output: Output, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """The same as what the user asked for; where it was written. Raises as `Output.fill`, too."""
    with tempfile.TemporaryDirectory(prefix="llmdesk-") as folder:
        part = Path(folder, "table.xlsx")
        write(part, sheet, header, rows)
        return output.fill(lambda stream: stream.write(part.read_bytes()))


def _sheet_name(wanted: str) -> str:
    """One that Excel takes: 31 characters of UTF-16, no apostrophe at its ends."""
    name = "".join(c for c in wanted if c not in "[]:*?/\\")
    while len(name.encode("utf-16-le", "surrogatepass")) > 2 * _MOST_NAME:
        name = name[: min(_MOST_NAME, len(name) - 1)]
    return name.strip("'") or "Sheet1"


def _info(part: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(part, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 4  # type: ignore[attr-defined]  # public only from Python 3.13 on
    return info


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell]) -> bytes:
    inside = "".join(
        cell_xml(f"{letter}{number}", cell, style=_style(cell))
        for letter, cell in zip(letters, cells, strict=False)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{inside}</row>'.encode()


def _style(cell: Cell) -> str:
    return f' s="{_QUOTED}"' if isinstance(cell, str) and defuse(cell) is not cell else ""


def cell_xml(place: str, cell: Cell, prefix: str = "", style: str = "", dating: Dating = _OWN) -> str:
    """The XML of a cell that holds something; `prefix` is that of the sheet's namespace ("x:"), `style` an
    attribute of a text's cell."""
    if isinstance(cell, str):
        text = escape(cell[:MOST_CHARACTERS])
        return (
            f'<{prefix}c r="{place}"{style} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}'
            f"</{prefix}t></{prefix}is></{prefix}c>"
        )
    if isinstance(cell, bool):
        return f'<{prefix}c r="{place}" t="b"><{prefix}v>{int(cell)}</{prefix}v></{prefix}c>'
    if isinstance(cell, int | float):
        # Excel has doubles: a longer whole number would lose digits, and there is no infinity.
        if abs(cell) > 1 << 53 if isinstance(cell, int) else not math.isfinite(cell):
            return cell_xml(place, str(cell), prefix)
        return f'<{prefix}c r="{place}"><{prefix}v>{cell!r}</{prefix}v></{prefix}c>'
    if cell is None:
        return ""
    dated = dating.cell(cell)
    if isinstance(dated, str):
        return cell_xml(place, dated, prefix)
    number, form = dated
    return f'<{prefix}c r="{place}" s="{form}"><{prefix}v>{number!r}</{prefix}v></{prefix}c>'
