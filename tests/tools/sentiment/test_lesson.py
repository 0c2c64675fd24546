"""What words of labelled rows teach: labels of one's own, where it helps, and nothing else."""

from __future__ import annotations

import random

import numpy as np

from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.lesson import LEAST_ROWS, learn
from tests.tools.sentiment.engine import CountingEngine

KINDS = ("the match was won by the home team", "the court heard the minister again")
FILL = ("today", "slowly", "in town", "at noon", "as planned", "they say", "for once", "so far")
TOPICS = label_set("sport,politics")


def rows(count: int, seed: int = 0) -> list[tuple[str, str]]:
    draw = random.Random(seed)
    return [
        (f"{draw.choice(FILL)} {KINDS[number % 2]} {draw.choice(FILL)}", TOPICS.names[number % 2])
        for number in range(count)
    ]


def right(analyzer: Analyzer, known: list[tuple[str, str]]) -> float:
    found = analyzer.rows([text for text, _ in known])
    return sum(row.label == name for row, (_, name) in zip(found, known, strict=True)) / len(known)


def test_words_of_corrected_rows_set_right_what_the_model_cannot_tell_apart() -> None:
    plain = Analyzer(CountingEngine(), TOPICS, None)
    new = rows(40, seed=1)
    assert right(plain, new) < 0.6  # to the model all of these texts are alike
    taught = plain.with_corrections(rows(30))
    assert right(taught, new) == 1.0
    assert taught.calibration("en").source == "labelled rows"
    assert taught.refused == 0
    metrics = taught.metrics()
    assert metrics is not None
    assert metrics.accuracy > 0.9


def test_one_text_alone_gets_the_label_of_its_row() -> None:
    taught = Analyzer(CountingEngine(), TOPICS, None).with_corrections(rows(30))
    for text, name in rows(4, seed=2):
        assert taught.analyze(text).label == name


def test_fewer_than_twenty_rows_teach_no_words() -> None:
    analyzer = Analyzer(CountingEngine(), TOPICS, None)
    taught = analyzer.with_corrections(rows(LEAST_ROWS - 1))
    assert taught.calibration("en") == analyzer.calibration("en")


def test_words_that_say_nothing_of_the_label_are_not_learnt() -> None:
    draw = random.Random(3)
    texts = [" ".join(draw.sample(FILL, 4)) for _ in range(60)]
    truth = np.array([draw.randrange(2) for _ in texts])
    logits = np.where(np.eye(2)[truth] > 0, 2.0, -2.0)  # a model that is right
    assert learn(texts, logits, truth) is None


def test_a_ready_set_learns_no_words() -> None:
    ready = label_set("positive,negative")
    analyzer = Analyzer(CountingEngine(), ready, None)
    known = [(text, ready.names[place % 2]) for place, (text, _) in enumerate(rows(40))]
    taught = analyzer.with_corrections(known)
    assert right(taught, known) <= 0.6


def test_the_order_of_the_labels_changes_nothing() -> None:
    one = Analyzer(CountingEngine(bias=0), TOPICS, None).with_corrections(rows(30))
    other = Analyzer(CountingEngine(bias=0), label_set("politics,sport"), None).with_corrections(rows(30))
    new = [text for text, _ in rows(10, seed=5)]
    assert [row.label for row in one.rows(new)] == [row.label for row in other.rows(new)]


def test_chinese_words_teach_too() -> None:
    topics = label_set("体育,时政")
    kinds = ("主队昨晚赢得比赛", "部长今天在法庭作证")
    draw = random.Random(4)
    fill = ("据说", "终于", "如期", "再次", "目前", "听说")
    known = [(draw.choice(fill) + kinds[n % 2] + draw.choice(fill), topics.names[n % 2]) for n in range(60)]
    taught = Analyzer(CountingEngine(), topics, None).with_corrections(known[:30])
    assert right(taught, known[30:]) == 1.0
