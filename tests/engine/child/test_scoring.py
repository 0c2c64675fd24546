"""Label scores of the real starter model: against what the model itself says token by token."""

from __future__ import annotations

import math
import os
import signal

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Score, ScoreRequest
from llmdesk.errors import Cancelled, EngineCrashed

EXAMPLES = (
    "Review: I loved every minute of it.\nSentiment: positive\n\n"
    "Review: A waste of time and money.\nSentiment: negative\n\nReview:"
)
TEXTS = [
    " The acting was wonderful and the story moved me.",
    " Dull, slow and far too long.",
    " My favourite film of the year!",
    " The worst service I have ever had, never again, and the food was cold as well.",
    " Great.",
    " I want my money back.",
]
LABELS = (" positive", " negative")


def _request(items: list[str], labels: tuple[str, ...] = LABELS, **changes: str) -> ScoreRequest:
    return ScoreRequest(EXAMPLES, tuple(items), "\nSentiment:", labels, **changes)  # type: ignore[arg-type]


def _close(a: Score, b: Score) -> bool:
    """Equal as probabilities to 4 decimals."""
    pairs = zip(a.logprobs, b.logprobs, strict=True)
    return all(abs(math.exp(x) - math.exp(y)) < 1e-4 for x, y in pairs)


def test_labels_are_told_apart_and_come_in_order(shared_engine: Engine) -> None:
    scores = list(shared_engine.score(_request(TEXTS)))
    assert [score.index for score in scores] == list(range(6))
    guesses = [score.logprobs[0] > score.logprobs[1] for score in scores]
    assert guesses == [True, False, True, False, True, False]
    assert all(logprob < 0 for score in scores for logprob in score.logprobs)


def test_a_label_score_is_the_likelihood_of_the_label_after_the_prompt(shared_engine: Engine) -> None:
    """The same number by another way: the label as a continuation of the whole prompt."""
    labels = (" positive", " very positive indeed")
    scored = next(iter(shared_engine.score(_request(TEXTS[:1], labels))))
    whole = ScoreRequest(EXAMPLES + TEXTS[0] + "\nSentiment:", labels)
    continued = [score.logprobs[0] for score in shared_engine.score(whole)]
    assert scored.logprobs == pytest.approx(continued, abs=0.02)


def test_results_do_not_depend_on_the_width_of_the_batch(shared_engine: Engine) -> None:
    items = TEXTS * 6
    together = list(shared_engine.score(_request(items)))
    alone = [next(iter(shared_engine.score(_request([text])))) for text in TEXTS]
    assert all(_close(score, alone[score.index % 6]) for score in together)


def test_results_do_not_depend_on_what_else_runs(shared_engine: Engine) -> None:
    quiet = list(shared_engine.score(_request(TEXTS * 6)))
    chat = shared_engine.generate(
        GenerateRequest((Message("user", "Tell me a long story."),), max_tokens=150)
    )
    busy = list(shared_engine.score(_request(TEXTS * 6)))
    assert chat.result().completion_tokens > 0
    assert all(_close(a, b) for a, b in zip(quiet, busy, strict=True))


def test_labels_of_many_tokens_and_many_labels(shared_engine: Engine) -> None:
    labels = tuple(
        f" the reviewer felt {word}" for word in ("joy", "disappointment", "nothing at all", "fear")
    )
    scores = list(shared_engine.score(_request(TEXTS * 4, labels)))
    assert len(scores) == 24
    assert all(len(score.logprobs) == 4 for score in scores)
    again = list(shared_engine.score(_request(TEXTS[:1], labels)))
    assert _close(scores[0], again[0])


def test_an_item_too_long_for_the_context_gets_an_error_and_the_others_go_on(shared_engine: Engine) -> None:
    scores = list(shared_engine.score(_request([TEXTS[0], " very" * 5000, "", TEXTS[1]])))
    assert [bool(score.error) for score in scores] == [False, True, True, False]
    assert scores[1].logprobs == ()


def test_an_item_longer_than_a_batch_is_scored(shared_engine: Engine) -> None:
    (score,) = shared_engine.score(_request([" Such a good film." * 250]))
    assert score.tokens > 1000
    assert all(-20 < logprob < 0 for logprob in score.logprobs)


def test_the_likelihood_of_a_line_prefers_sense(shared_engine: Engine) -> None:
    lines = (" the sun sets behind the mountains.", " mountains the behind sets sun the.")
    sense, nonsense = shared_engine.score(ScoreRequest("In the evening", lines))
    assert sense.logprobs[0] > nonsense.logprobs[0] + 5


def test_the_likelihood_under_a_grammar_is_shared_among_what_it_allows(shared_engine: Engine) -> None:
    grammar = 'root ::= " red" | " blue" | " green"'
    items = (" red", " blue", " green", " seven")
    free = [s.logprobs[0] for s in shared_engine.score(ScoreRequest("The sky is", items))]
    bound = [s.logprobs[0] for s in shared_engine.score(ScoreRequest("The sky is", items, grammar=grammar))]
    # The rest belongs to other spellings of the same words (" r" "ed").
    assert 0.5 < sum(math.exp(p) for p in bound[:3]) <= 1.0001
    assert bound[3] == -math.inf
    assert all(b > f for b, f in zip(bound[:3], free, strict=False))


def test_scoring_can_be_cancelled_and_the_engine_stays_usable(shared_engine: Engine) -> None:
    cancel = CancelToken()
    received = []
    with pytest.raises(Cancelled):  # noqa: PT012  # the loop is what is cancelled
        for score in shared_engine.score(_request(TEXTS * 100), cancel):
            received.append(score)
            cancel.cancel()
    assert 0 < len(received) < 600
    assert len(list(shared_engine.score(_request(TEXTS)))) == 6


def test_a_killed_engine_keeps_the_scores_so_far(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    received: list[Score] = []
    with pytest.raises(EngineCrashed):  # noqa: PT012
        for score in own_engine.score(_request(TEXTS * 25)):
            received.append(score)
            if len(received) == 20:
                child = own_engine._child
                assert child is not None
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
    assert len(received) >= 20
    assert [score.index for score in received] == list(range(len(received)))
    rest = list(own_engine.score(_request((TEXTS * 25)[len(received) :])))
    assert len(rest) == 150 - len(received)


def test_a_chat_answers_while_rows_are_scored(shared_engine: Engine) -> None:
    cancel = CancelToken()
    scores = shared_engine.score(_request(TEXTS * 200), cancel)
    next(iter(scores))
    chat = shared_engine.generate(GenerateRequest((Message("user", "Say hello."),), max_tokens=8))
    assert chat.result(20).completion_tokens > 0
    assert next(iter(scores)).logprobs  # the rows go on
    cancel.cancel()
