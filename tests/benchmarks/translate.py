"""Translations by a real model, measured on documents that no prompt or rule was made on.

    python -m tests.benchmarks.translate MODEL.gguf documents [NAME …]   order, form, what is marked
    python -m tests.benchmarks.translate MODEL.gguf chrf [SET [en|zh [COUNT]]]   beside plain questions

The pairs of `chrf` are sentences with translations by people from tatoeba.org (translate_tatoeba.tsv) and
those of tests/tools/fidelity/pairs.tsv, which were written for us. chrF as Popović (2015) defines it:
character n-grams up to 6, F with β = 2, over the whole set. SET: tatoeba, ours; from en or zh, else
both. SET tatoeba-even has the pairs by which the prompt was chosen (with "ours"), tatoeba-odd the others.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Sampling
from llmdesk.tools.translate import TranslateOptions, Unit, translate
from tests.benchmarks.translate_documents import documents
from tests.benchmarks.translate_faults import rows_of
from tests.tools.fidelity.pairs import EN_ZH, ZH_EN

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


# -- chrF -------------------------------------------------------------------------------------------
def chrf_of_pairs(engine: Engine, _folder: Path) -> None:
    for pairs, source, target in SETS[sys.argv[3] if len(sys.argv) > 3 else "tatoeba"]:
        if source not in (sys.argv[4:5] or [source]):
            continue
        pairs = pairs[: int(sys.argv[5])] if len(sys.argv) > 5 else pairs
        wanted = [pair[1] for pair in pairs]
        begun = time.monotonic()
        ours = _ours(engine, [pair[0] for pair in pairs], source, target)
        seconds = time.monotonic() - begun
        print(f"  chrF {chrf(ours, wanted):.1f}", flush=True)
        plain = _plainly(engine, [pair[0] for pair in pairs], target)
        print(
            f"{source}-{target}: {len(pairs)} sentences, chrF {chrf(ours, wanted):.1f} ({seconds:.0f} s),"
            f" asked plainly {chrf(plain, wanted):.1f} ({time.monotonic() - begun - seconds:.0f} s)",
            flush=True,
        )


def _of_tatoeba(first: int = 0, step: int = 1) -> Sequence[Direction]:
    """Both directions of each pair, or of every other one."""
    pairs = tuple((row[0], row[1]) for row in rows_of("translate_tatoeba.tsv"))[first::step]
    return ((pairs, "en", "zh"), (tuple((zh, en) for en, zh in pairs), "zh", "en"))


Direction = tuple[Sequence[tuple[str, ...]], str, str]
SETS: dict[str, Sequence[Direction]] = {
    "tatoeba": _of_tatoeba(),
    "tatoeba-even": _of_tatoeba(0, 2),
    "tatoeba-odd": _of_tatoeba(1, 2),
    "ours": ((EN_ZH, "en", "zh"), (ZH_EN, "zh", "en")),
}


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
