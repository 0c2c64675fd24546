"""Translations by a real model, measured on documents that no prompt or rule was made on.

    python -m tests.benchmarks.translate MODEL.gguf documents [NAME …]   order, form, what is marked
    python -m tests.benchmarks.translate MODEL.gguf chrf                 beside the same model asked plainly

The documents are in `translate_texts` (docx and epub are made here); the pairs of `chrf` are those of
tests/tools/fidelity/pairs.tsv, sentences with translations that people would write. chrF as Popović (2015)
defines it: character n-grams up to 6, F with β = 2, over the whole set.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Sampling
from llmdesk.tools.translate import TranslateOptions, Translation, Unit, language_of, open_shape, translate
from llmdesk.tools.translate.output import translated_units
from llmdesk.tools.translate.shapes import Shape
from tests.tools.fidelity.pairs import EN_ZH, ZH_EN

TEXTS = Path(__file__).with_name("translate_texts")
_NAMES = {"en": "English", "zh": "Simplified Chinese"}


def main() -> None:
    model, what = Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "engine.log")
        try:
            engine.load(ModelSpec(FileRef(model), context=4096, device="cpu"))
            (documents if what == "documents" else chrf_of_pairs)(engine, Path(folder))
        finally:
            engine.close()


# -- documents --------------------------------------------------------------------------------------
def documents(engine: Engine, folder: Path) -> None:
    """A line for each document; then each segment that is marked, with the reasons."""
    paths = [*sorted(path for path in TEXTS.iterdir() if path.suffix != ".csv"), *made_documents(folder)]
    wanted = [word for word in sys.argv[3:] if not word.startswith("-")]
    for path in paths:
        if wanted and path.name not in wanted:
            continue
        shape = open_shape(path)
        source = language_of(shape.text, shape.units)
        options = TranslateOptions("en" if source == "zh" else "zh", source)
        made = translate(engine, shape.text, shape.units, options, markdown=shape.markdown)
        marked = [segment for segment in made.segments if not segment.passed]
        form = "kept" if _form_is_kept(shape, made, folder) else "BROKEN"
        order = all(shape.text[each.start : each.end] == each.source for each in made.segments)
        print(
            f"{path.name:14} {len(made.segments):3} segments, in order {order}, form {form},"
            f" {len(marked)} marked, {made.seconds:.0f} s",
            flush=True,
        )
        for segment in marked:
            print(
                "      ", segment.source, "=>", segment.target, [str(each.detail) for each in segment.checks]
            )
        if "--show" in sys.argv:
            for segment in made.segments:
                print("    ", segment.source, "=>", segment.target)


def _form_is_kept(shape: Shape, made: Translation, folder: Path) -> bool:
    """Whether the translated document, opened again, has as many units, each with text."""
    path = folder / f"out{shape.suffix}"
    path.write_bytes(shape.write(translated_units(shape, made), made.target_language))
    again = open_shape(path)
    return len(again.units) == len(shape.units) and made.complete


def made_documents(folder: Path) -> list[Path]:
    """A docx with a format within a line, a list and a table; an epub with two pages."""
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
    return [folder / "report.docx", folder / "book.epub"]


# -- chrF -------------------------------------------------------------------------------------------
def chrf_of_pairs(engine: Engine, _folder: Path) -> None:
    for pairs, source, target in ((EN_ZH, "en", "zh"), (ZH_EN, "zh", "en")):
        wanted = [pair[1] for pair in pairs]
        begun = time.monotonic()
        ours = _ours(engine, [pair[0] for pair in pairs], source, target)
        seconds = time.monotonic() - begun
        plain = _plainly(engine, [pair[0] for pair in pairs], target)
        print(
            f"{source}-{target}: {len(pairs)} sentences, chrF {chrf(ours, wanted):.1f} ({seconds:.0f} s),"
            f" asked plainly {chrf(plain, wanted):.1f} ({time.monotonic() - begun - seconds:.0f} s)"
        )


def _ours(engine: Engine, texts: Sequence[str], source: str, target: str) -> list[str]:
    text = "\n".join(texts)
    units, at = [], 0
    for each in texts:
        units.append(Unit(at, at + len(each)))
        at += len(each) + 1
    made = translate(engine, text, units, TranslateOptions(target, source), with_context=False)
    told = ["" for _ in texts]
    for segment in made.segments:
        told[segment.unit] += (" " if told[segment.unit] and target == "en" else "") + segment.target
    print(f"  {made.failed} of {len(made.segments)} marked")
    return told


def _plainly(engine: Engine, texts: Sequence[str], target: str) -> list[str]:
    """As somebody would ask in Chat."""
    requests = [
        GenerateRequest(
            messages=(Message("user", f"Translate into {_NAMES[target]}: {text}"),),
            sampling=Sampling(temperature=0.0),
            max_tokens=200,
            priority="batch",
        )
        for text in texts
    ]
    told = ["" for _ in texts]
    for at, result in engine.generate_many(requests):
        told[at] = getattr(result, "text", "").strip()
    return told


def chrf(texts: Sequence[str], wanted: Sequence[str], order: int = 6, beta: float = 2.0) -> float:
    """0…100, white space left out, averaged over the orders."""
    scores = []
    for size in range(1, order + 1):
        right = ours = theirs = 0
        for text, reference in zip(texts, wanted, strict=True):
            one, other = _grams(text, size), _grams(reference, size)
            right += sum((one & other).values())
            ours += sum(one.values())
            theirs += sum(other.values())
        precision, recall = right / max(ours, 1), right / max(theirs, 1)
        below = beta**2 * precision + recall
        scores.append((1 + beta**2) * precision * recall / below if below else 0.0)
    return 100 * sum(scores) / order


def _grams(text: str, size: int) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + size] for at in range(len(plain) - size + 1))


if __name__ == "__main__":
    main()
