"""Labels that no ready set has, in several wordings: how right they are, and how many change with the words.

    python -m tests.benchmarks.own_labels [SET …] [--model FILE] [--half look|report] [--unknown | --no-list]
                                          [--given] [--names-alone]

The texts (`own_labels.toml`) are read as the rows of a table: its bias is learnt on them first. Of every set
it prints how right each wording is, as the model says and as a user gets it, and how many labels of the first
wording are others in the next ones. What is changed because of wrong texts is judged on the half "report",
which is not looked at. `--unknown`: as if no word of a wording stood in llmdesk's list of common labels, when
that wording is read; `--no-list`: as if there were no list. `--given`: each label has the words of the other
wordings besides, as if the user had given them. `--names-alone`: without what the model writes of labels that
have only a name.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.sentiment import Analyzer, Label, LabelSet, make_set
from llmdesk.tools.sentiment.naming import kinds
from llmdesk.tools.sentiment.naming.names import readings
from tests.benchmarks.labelled import HALVES
from tests.models_for_tests import starter_path


@dataclass(frozen=True)
class OwnSet:
    """`wordings[w][l]` names label l; `texts[l]` are the texts of label l."""

    name: str
    wordings: tuple[tuple[str, ...], ...]
    texts: tuple[tuple[str, ...], ...]

    def mixed(self) -> list[tuple[str, int]]:
        """(text, place of its label), the labels taking turns as in a table that nobody sorted."""
        turns = itertools.zip_longest(*self.texts)
        return [(text, place) for turn in turns for place, text in enumerate(turn) if text is not None]


def own_sets(half: str) -> list[OwnSet]:
    path = Path(__file__).with_suffix(".toml")
    tables = tomllib.loads(path.read_text("utf-8"))
    return [
        OwnSet(name, tuple(map(tuple, table["wordings"])), tuple(map(tuple, table[half])))
        for name, table in tables.items()
    ]


@dataclass(frozen=True)
class Given:
    """Places of the labels that texts get: as the model says, and as a user gets them."""

    raw: list[int]
    now: list[int]


@dataclass(frozen=True)
class Known:
    """What llmdesk is told of labels, and what it is kept from."""

    names_alone: bool
    unknown: bool
    others: bool


def given(engine: TextEngine, labels: LabelSet, texts: Sequence[str], names_alone: bool) -> Given:
    analyzer = Analyzer(engine, labels, None)
    if names_alone:
        analyzer.take({})
    analyzer.learn(texts[: analyzer.wanted])
    rows = list(analyzer.rows(texts))
    raw = [int(np.argmax(row.scores)) for row in rows]
    return Given(raw, [labels.names.index(row.label) for row in rows])


def labels_of(one: OwnSet, names: Sequence[str], with_others: bool) -> LabelSet:
    others = [tuple(word for word in words if word not in names) for words in zip(*one.wordings, strict=True)]
    both = zip(names, others, strict=True)
    return make_set([Label(name, also=also if with_others else ()) for name, also in both])


@contextmanager
def forgotten(names: Sequence[str]) -> Iterator[None]:
    """As if these stood, in no form, in the list of common labels."""
    gone = {reading for name in names for reading in readings(name, of_matters=True)}

    def without(language: str) -> tuple[kinds._Family, ...]:
        return tuple(
            replace(each, names={name: what for name, what in each.names.items() if name not in gone})
            for each in known(language)
        )

    known = kinds._families
    with patch.object(kinds, "_families", without):
        yield


def judge(engine: TextEngine, one: OwnSet, known: Known) -> str:
    """What to print of a set."""
    pairs = one.mixed()
    texts, truth = [text for text, _ in pairs], [place for _, place in pairs]
    found = []
    for names in one.wordings:
        with forgotten(names) if known.unknown else nullcontext():
            found.append(given(engine, labels_of(one, names, known.others), texts, known.names_alone))
    lines = [f"{one.name}: {len(texts)} rows"]
    for names, each in zip(one.wordings, found, strict=True):
        changed = share(each.now, found[0].now, alike=False)
        lines.append(
            f"  raw {share(each.raw, truth):.2f}  now {share(each.now, truth):.2f}  "
            f"others than in the first wording {changed:.2f}  {', '.join(names)}"
        )
    return "\n".join(lines)


def share(one: Sequence[int], other: Sequence[int], alike: bool = True) -> float:
    return sum((a == b) == alike for a, b in zip(one, other, strict=True)) / len(one)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sets", metavar="SET", nargs="*")
    parser.add_argument("--model", type=Path, default=starter_path())
    parser.add_argument("--half", choices=HALVES, default="report")
    parser.add_argument("--unknown", action="store_true")
    parser.add_argument("--no-list", action="store_true")
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--names-alone", action="store_true")
    options = parser.parse_args()
    known = Known(options.names_alone, options.unknown, options.given)
    if options.no_list:
        vars(kinds)["_families"] = lambda _language: ()
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"), Path(folder, "machine.json"))
        try:
            loaded = engine.load(ModelSpec(FileRef(options.model)))
            print(loaded.name)
            for one in own_sets(options.half):
                if not options.sets or one.name in options.sets:
                    print(judge(engine, one, known), flush=True)
        finally:
            engine.close()


if __name__ == "__main__":
    main()
