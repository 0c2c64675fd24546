"""Translations by a real model, measured on documents that no prompt or rule was made on.

    python -m tests.benchmarks.translate MODEL.gguf documents [NAME …]   order, form, what is marked
    python -m tests.benchmarks.translate MODEL.gguf chrf [SET [en|zh [FIRST [LAST [FILE]]]]]   beside plain
                                                                                               questions
    python -m tests.benchmarks.translate sum FILE   what several of these kept in it

The pairs of `chrf` are sentences with translations by people from tatoeba.org and those of
tests/tools/fidelity/pairs.tsv, which were written for us; from en or zh, else both. SET: "tatoeba", of which
"tatoeba-even" are those by which the prompt was chosen (with "ours") and "tatoeba-odd" the others;
"tatoeba-more", at which nobody had looked. chrF as Popović (2015) defines it: character n-grams up to 6, F
with β = 2, over the whole set. What is asked first in the words of the plain question is asked once.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, Message, ModelSpec, Sampling
from llmdesk.errors import UserError
from llmdesk.tools.translate import TranslateOptions, Unit, translate
from tests.benchmarks.translate_documents import documents
from tests.benchmarks.translate_faults import rows_of
from tests.tools.fidelity.pairs import EN_ZH, ZH_EN

_ORDER = 6  # the longest n-grams of chrF
_NAMES = {"en": "English", "zh": "Simplified Chinese"}


def main() -> None:
    if sys.argv[1] == "sum":
        summed(Path(sys.argv[2]))
        return
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
        first, last = int((sys.argv[5:6] or ["0"])[0]), int((sys.argv[6:7] or [str(len(pairs))])[0])
        pairs, begun = pairs[first:last], time.monotonic()
        texts, wanted = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        asked = FirstAnswers(engine)
        ours = _ours(asked, texts, source, target)
        seconds = time.monotonic() - begun
        plain = _plainly(engine, texts, target, asked.first)
        print(f"{source}-{target}: {len(pairs)} sentences, {seconds:.0f} s", flush=True)
        for text, one, other, right in zip(texts, ours, plain, wanted, strict=True):
            if one != other:
                worth = chrf([one], [right]) - chrf([other], [right])
                print(f"   {worth:+.1f}  {text}  plainly {other}  ours {one}")
        if len(sys.argv) > 7:  # to be put together with others of the same direction
            with Path(sys.argv[7]).open("a", encoding="utf-8") as stream:
                for row in zip(texts, ours, plain, wanted, strict=True):
                    stream.write("\t".join((source, *row)) + "\n")
        print(compared(ours, plain, wanted))


def summed(path: Path) -> None:
    """What was kept of several runs, each direction."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for source in sorted({row[0] for row in rows}):
        ours, plain, wanted = zip(*(row[2:] for row in rows if row[0] == source), strict=True)
        print(f"from {source}: {len(ours)} sentences, {compared(ours, plain, wanted)}")


def compared(ours: Sequence[str], plain: Sequence[str], wanted: Sequence[str], draws: int = 2000) -> str:
    """chrF of both, and of their difference the interval in which it lies in 95 % of so many draws of the
    sentences with putting back."""
    chance = random.Random(1)
    one, other = ([_counts(t, w) for t, w in zip(texts, wanted, strict=True)] for texts in (ours, plain))
    gains = []
    for _ in range(draws):
        drawn = chance.choices(range(len(wanted)), k=len(wanted))
        gains.append(_chrf([one[at] for at in drawn]) - _chrf([other[at] for at in drawn]))
    gains.sort()
    low, high = gains[round(0.025 * draws)], gains[round(0.975 * draws) - 1]
    differ = sum(a != b for a, b in zip(ours, plain, strict=True))
    return (
        f"chrF {chrf(ours, wanted):.2f}, asked plainly {chrf(plain, wanted):.2f}, {differ} differ: "
        f"{chrf(ours, wanted) - chrf(plain, wanted):+.2f} (95 %: {low:+.2f} to {high:+.2f})"
    )


class FirstAnswers:
    """An engine that remembers what it answered first to a question. The same question asked once more,
    beside others, may be answered otherwise: what is asked beside it changes the last digits of its sums."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.first: dict[tuple[Message, ...], str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for at, result in self._engine.generate_many(requests, cancel):
            self.first.setdefault(tuple(requests[at].messages), getattr(result, "text", "").strip())
            yield at, result


def _of_tatoeba(first: int = 0, step: int = 1, name: str = "translate_tatoeba.tsv") -> Sequence[Direction]:
    """Both directions of each pair, or of every other one."""
    pairs = tuple((row[0], row[1]) for row in rows_of(name))[first::step]
    return ((pairs, "en", "zh"), (tuple((zh, en) for en, zh in pairs), "zh", "en"))


Direction = tuple[Sequence[tuple[str, ...]], str, str]
SETS: dict[str, Sequence[Direction]] = {
    "tatoeba": _of_tatoeba(),
    "tatoeba-even": _of_tatoeba(0, 2),
    "tatoeba-odd": _of_tatoeba(1, 2),
    "tatoeba-more": _of_tatoeba(name="translate_tatoeba_more.tsv"),
    "ours": ((EN_ZH, "en", "zh"), (ZH_EN, "zh", "en")),
}


def _ours(engine: FirstAnswers, texts: Sequence[str], source: str, target: str) -> list[str]:
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


def _plainly(
    engine: Engine, texts: Sequence[str], target: str, known: Mapping[tuple[Message, ...], str]
) -> list[str]:
    """As somebody would ask in Chat; what was asked so already counts."""
    requests = [
        GenerateRequest(
            messages=(Message("user", f"Translate into {_NAMES[target]}: {text}"),),
            sampling=Sampling(temperature=0.0),
            max_tokens=200,
            priority="batch",
        )
        for text in texts
    ]
    told = [known.get(tuple(request.messages), "") for request in requests]
    open_ = [at for at, text in enumerate(told) if not text]
    for at, result in engine.generate_many([requests[at] for at in open_]) if open_ else ():
        told[open_[at]] = getattr(result, "text", "").strip()
    return told


def chrf(texts: Sequence[str], wanted: Sequence[str]) -> float:
    """0…100, white space left out, averaged over the orders."""
    return _chrf([_counts(text, reference) for text, reference in zip(texts, wanted, strict=True)])


Counts = tuple[tuple[int, int, int], ...]
"""Of one sentence and each order: n-grams that both have, those of the text, those of the reference."""


def _counts(text: str, reference: str) -> Counts:
    found = []
    for size in range(1, _ORDER + 1):
        one, other = _grams(text, size), _grams(reference, size)
        found.append((sum((one & other).values()), sum(one.values()), sum(other.values())))
    return tuple(found)


def _chrf(sentences: Sequence[Counts], beta: float = 2.0) -> float:
    scores = []
    for order in zip(*sentences, strict=True):
        right, ours, theirs = (sum(column) for column in zip(*order, strict=True))
        precision, recall = right / max(ours, 1), right / max(theirs, 1)
        below = beta**2 * precision + recall
        scores.append((1 + beta**2) * precision * recall / below if below else 0.0)
    return 100 * sum(scores) / _ORDER


def _grams(text: str, size: int) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + size] for at in range(len(plain) - size + 1))


if __name__ == "__main__":
    main()
