"""Ten documents of all kinds translated: whether every segment comes back in order, and the document in form.

What was planted in them (numbers, placeholders, tags, addresses, terms of a glossary) must be in the
translation, or the segment is marked. What is looked for is written here once more, since the checks cannot
tell what they miss: numbers that are written otherwise (18.6万, 186,000) are printed, to be looked at.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl

from llmdesk.engine.face import TextEngine
from llmdesk.tools.fidelity import Term
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables.job import run_job
from llmdesk.tools.translate import Segment, TranslateOptions, Translation, language_of, open_shape, translate
from llmdesk.tools.translate.output import translated_units
from llmdesk.tools.translate.shapes import Shape
from llmdesk.tools.translate.table import TranslateWorker

TEXTS = Path(__file__).with_name("translate_texts")
TERMS = (
    Term("seal", "密封圈"),
    Term("housing", "外壳"),
    Term("pool", "泳池"),
    Term("cables", "缆索"),
    Term("lighthouse", "灯塔"),
    Term("replacement", "换货"),
    Term("局长", "commissioner"),
    Term("雨衣", "rain jacket"),
)
_PLANTED = re.compile(
    r"\{\w{1,40}\}|</?[a-z]\w{0,20}/?>|`[^`]{1,40}`|https?://[^\s，。]{1,200}|[\w.]{1,40}@[\w.]{1,40}\w|\d[\d,.]*"
)


@dataclass
class Planted:
    """What was planted in the segments seen so far: how much, what was kept, what is marked, and the rest."""

    kept: int = 0
    marked: int = 0
    silent: list[str] | None = None

    def look(self, segment: Segment, terms: Sequence[Term]) -> None:
        told = segment.target.replace(",", "").casefold()
        for wanted in _planted(segment.source, terms):
            if wanted.replace(",", "").rstrip(".").casefold() in told:
                self.kept += 1
            elif not segment.passed:
                self.marked += 1
            else:
                self.silent = [*(self.silent or []), f"{wanted}: {segment.source} => {segment.target}"]


def _planted(source: str, terms: Sequence[Term]) -> Iterator[str]:
    yield from _PLANTED.findall(source)
    for term in terms:
        for one, other in ((term.source, term.target), (term.target, term.source)):
            if one.casefold() in source.casefold():
                yield other


def documents(engine: TextEngine, folder: Path) -> None:
    """A line for each document; then each segment that is marked, with the reasons."""
    paths = [*sorted(TEXTS.iterdir()), *made_documents(folder)]
    wanted = [word for word in sys.argv[3:] if not word.startswith("-")]
    planted = Planted()
    for path in (each for each in paths if not wanted or each.name in wanted):
        if path.suffix in (".csv", ".xlsx"):
            table(engine, path, folder)
        else:
            document(engine, path, folder, planted)
    print(f"planted: {planted.kept} kept, {planted.marked} in segments that are marked, others:")
    print(*(f"   {line}" for line in planted.silent or ()), sep="\n")


def document(engine: TextEngine, path: Path, folder: Path, planted: Planted) -> None:
    shape = open_shape(path)
    source = language_of(shape.text, shape.units)
    options = TranslateOptions("en" if source == "zh" else "zh", source, glossary=TERMS)
    made = translate(engine, shape.text, shape.units, options, markdown=shape.markdown)
    marked = [segment for segment in made.segments if not segment.passed]
    form = "kept" if _form_is_kept(shape, made, folder) else "BROKEN"
    order = all(shape.text[each.start : each.end] == each.source for each in made.segments)
    print(
        f"{path.name:14} {len(made.segments):3} segments, in order {order}, form {form},"
        f" {len(marked)} marked, {made.seconds:.0f} s",
        flush=True,
    )
    for segment in made.segments:
        planted.look(segment, TERMS)
        if not segment.passed or "--show" in sys.argv:
            reasons = [str(each.detail) for each in segment.checks]
            print("      ", segment.source, "=>", segment.target, reasons)


def table(engine: TextEngine, path: Path, folder: Path) -> None:
    """A column of a table: all rows, in order, and the columns that were there as they were."""
    before = open_table(path)
    rows = [list(row) for row in before.rows()]
    out = folder / f"out-{path.name}"
    worker = TranslateWorker(engine, TranslateOptions("zh", "en", glossary=TERMS), "benchmark")
    made = run_job(path, ("comment",), out, worker)
    written = open_table(out)
    after = [[*row, *[None] * (written.width - len(row))] for row in written.rows()]  # empty cells at the end
    same = [row[: before.width] for row in after] == [
        [*row, *[None] * (before.width - len(row))] for row in rows
    ]
    filled = all(bool(row[before.width]) == bool(row[1]) for row in after)
    marked = [row[before.width :] for row in after if row[before.width + 1]]
    form = "kept" if same and filled and made.complete else "BROKEN"
    print(f"{path.name:14} {len(rows):3} rows, form {form}, {len(marked)} marked, {made.seconds:.0f} s")
    print(*(f"       {row}" for row in marked), sep="\n", end="\n" * bool(marked), flush=True)


def _form_is_kept(shape: Shape, made: Translation, folder: Path) -> bool:
    """Whether the translated document, opened again, has as many units, each with text."""
    path = folder / f"out{shape.suffix}"
    path.write_bytes(shape.write(translated_units(shape, made), made.target_language))
    again = open_shape(path)
    return len(again.units) == len(shape.units) and made.complete


def made_documents(folder: Path) -> list[Path]:
    """A docx with a format within a line, a list and a table; an epub with two pages; a workbook."""
    report = docx.Document()
    report.add_heading("Project report", 1)
    paragraph = report.add_paragraph("The bridge over the ")
    paragraph.add_run("Green River").bold = True
    paragraph.add_run(" is 320 metres long. It was closed on 5 May 2022 and will reopen in 2025.")
    report.add_paragraph("Inspect the cables every 6 months.", style="List Bullet")
    table = report.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Steel plates", "1,200 tonnes"
    report.add_paragraph("Questions? Write to bridge@city.gov or call the office.")
    report.save(str(folder / "report.docx"))
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    with zipfile.ZipFile(folder / "book.epub", "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("c.opf", "<package><dc:title>The lighthouse</dc:title></package>")
        first = "<p>The lighthouse stood 3 miles from the coast. Nobody had lived there since 1921.</p>"
        book.writestr("a.xhtml", page.format("<h1>Chapter 1</h1>" + first))
        book.writestr("b.xhtml", page.format("<p>One night <i>a light</i> appeared in its window.</p>"))
    sheet = openpyxl.Workbook()
    rows = (
        ("id", "comment"), (1, "The lid broke after 2 days."), (2, None), (3, "Order {order_id} never came!"),
        (4, "Costs €35, worth it."),
    )  # fmt: skip
    grid = sheet.worksheets[0]
    for row in rows:
        grid.append(row)
    sheet.save(folder / "orders.xlsx")
    return [folder / "report.docx", folder / "book.epub", folder / "orders.xlsx"]
