"""The same text gives the same result in every process, whatever order its sets of words have there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUMMARIZE = """
import random
from pathlib import Path
from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize.rank import central, choose, factual, point, best_one
from llmdesk.tools.evidence.support import check_sentences

for path in sorted(Path("tests/tools/summarize/texts").glob("*.txt")):
    document = from_text(path.read_text(encoding="utf-8"))
    draw = random.Random(1)
    texts = [document.text[span.start : span.end] for span in document.sentences]
    claims = []
    for _ in range(30):
        words = [word for text in draw.sample(texts, min(3, len(texts))) for word in text.split()]
        claims.append(" ".join(draw.sample(words, min(12, len(words)))))
    print(check_sentences(document, claims + texts[:10]))
    points = [point(t, s.start, s.end) for t, s in zip(texts, document.sentences)]
    scores = [a + b for a, b in zip(central(points), factual(points, document))]
    print([repr(score) for score in scores])
    print([p.start for p in choose(points, scores, 80)], best_one(points, 20).start)
"""
POEMS = """
from llmdesk.tools.poetry.compose import write_poem
from llmdesk.tools.poetry.english.grammar import line_grammar
from llmdesk.tools.poetry.english.rhyme import rhyme_set
from llmdesk.tools.poetry.types import PoemOptions
from tests.tools.poetry.grammar_engine import ChineseEngine

for name in ("jueju-5", "modern-zh"):
    poem = write_poem(PoemOptions(name, "秋夜", seed=3), engine := ChineseEngine())
    print(poem.lines, [request.grammar for request in engine.requests], engine.requests)
for words in (["light"], ["read"], ["wind", "mind"], ["lead", "bread"], ["record"]):
    rhyme = rhyme_set(words)
    print(rhyme)
    print(line_grammar(syllables=5, rhyme=rhyme, must_not_end=frozenset(words)))
"""


def printed(script: str, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize("script", [SUMMARIZE, POEMS], ids=["summaries", "poems"])
def test_a_result_does_not_depend_on_the_order_of_sets(script: str) -> None:
    first = printed(script, "1")
    assert len(first) > 200
    for seed in ("2",):
        assert printed(script, seed) == first
