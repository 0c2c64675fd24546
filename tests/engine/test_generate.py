"""Answers of the real starter model through the real engine process."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from itertools import islice, pairwise

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, Message, ModelSpec, Sampling, ScoreRequest
from llmdesk.errors import ContextTooLong, NoModelError
from tests.engine.conftest import GREEDY

QUESTION = Message("user", "Name three colours of autumn leaves.")
STORY = GenerateRequest((Message("user", "Tell me a long story about a fox."),), sampling=GREEDY)
LONG_TEXT = "The quick brown fox jumps over the lazy dog near the river bank. " * 250  # 3,500 tokens


def test_an_answer_streams_and_its_result_is_the_text_that_streamed(shared_engine: Engine) -> None:
    stream = shared_engine.generate(GenerateRequest((QUESTION,), sampling=GREEDY, max_tokens=60))
    pieces = list(stream)
    result = stream.result()
    assert len(pieces) > 5
    assert "".join(piece.text for piece in pieces) == result.text == stream.text
    assert "red" in result.text.lower() or "yellow" in result.text.lower()
    assert result.finish_reason in ("stop", "length")
    assert result.prompt_tokens > 10
    assert result.timings.generation_s > 0


def test_the_same_seed_gives_the_same_answer(shared_engine: Engine) -> None:
    request = GenerateRequest((QUESTION,), sampling=Sampling(temperature=1.0, seed=7), max_tokens=30)
    first, second = (shared_engine.generate(request).result() for _ in range(2))
    assert first.text == second.text
    assert first.seed == 7
    other = Sampling(temperature=1.0, seed=8)
    third = shared_engine.generate(GenerateRequest((QUESTION,), sampling=other, max_tokens=30)).result()
    assert third.text != first.text


def test_generation_ends_at_max_tokens_and_says_so(shared_engine: Engine) -> None:
    result = shared_engine.generate(GenerateRequest(STORY.messages, sampling=GREEDY, max_tokens=7)).result()
    assert result.finish_reason == "length"
    assert result.completion_tokens == 7


def test_a_stop_string_ends_the_answer_and_is_not_shown(shared_engine: Engine) -> None:
    whole = shared_engine.generate(GenerateRequest(STORY.messages, sampling=GREEDY, max_tokens=40)).result()
    stop = whole.text.split()[5]
    result = shared_engine.generate(
        GenerateRequest(STORY.messages, sampling=GREEDY, max_tokens=40, stop=(stop,))
    ).result()
    assert result.finish_reason == "stop"
    assert result.text == whole.text[: whole.text.index(stop)]


def test_cancel_while_answering_keeps_the_text_and_takes_effect_at_once(shared_engine: Engine) -> None:
    stream = shared_engine.generate(STORY)
    received = list(islice(stream, 5))
    began = time.perf_counter()
    stream.cancel()
    result = stream.result(timeout=5)
    assert time.perf_counter() - began < 1.0  # a hang, not a speed claim: benchmarks/engine.py measures
    assert result.finish_reason == "cancelled"
    assert result.text.startswith("".join(piece.text for piece in received))


def test_cancel_while_the_prompt_is_read_aborts_it(shared_engine: Engine) -> None:
    stream = shared_engine.generate(GenerateRequest((Message("user", LONG_TEXT),)))
    began = time.perf_counter()
    stream.cancel()
    result = stream.result(timeout=5)
    assert time.perf_counter() - began < 2.0
    assert result.finish_reason == "cancelled"
    assert result.completion_tokens == 0
    assert shared_engine.generate(GenerateRequest((QUESTION,), max_tokens=3)).result().completion_tokens > 0


def test_a_cancel_leaves_the_other_answers_as_they_are(shared_engine: Engine) -> None:
    alone = shared_engine.generate(GenerateRequest((QUESTION,), sampling=GREEDY, max_tokens=40)).result()
    kept = shared_engine.generate(GenerateRequest((QUESTION,), sampling=GREEDY, max_tokens=40))
    other = shared_engine.generate(GenerateRequest((Message("user", LONG_TEXT),)))
    other.cancel()
    assert other.result(5).finish_reason == "cancelled"
    assert kept.result(30).text == alone.text


def test_the_next_turn_reads_only_what_is_new(shared_engine: Engine) -> None:
    turns = [QUESTION]
    first = shared_engine.generate(
        GenerateRequest(tuple(turns), sampling=Sampling(temperature=1.5, min_p=0.02, seed=3), max_tokens=60)
    ).result()
    turns += [Message("assistant", first.text), Message("user", "Which is the brightest?")]
    second = shared_engine.generate(GenerateRequest(tuple(turns), sampling=GREEDY, max_tokens=10)).result()
    read_before = first.prompt_tokens + first.completion_tokens
    assert second.reused_tokens >= read_before - 2


def test_regenerating_reads_one_token(shared_engine: Engine) -> None:
    request = GenerateRequest((QUESTION,), sampling=GREEDY, max_tokens=20)
    shared_engine.generate(request).result()
    again = shared_engine.generate(request).result()
    assert again.reused_tokens == again.prompt_tokens - 1


def test_reuse_does_not_change_the_answer(shared_engine: Engine, own_engine: Engine, spec: ModelSpec) -> None:
    turns = (QUESTION, Message("assistant", "Red, orange and gold."), Message("user", "And in spring?"))
    request = GenerateRequest(turns, sampling=GREEDY, max_tokens=30)
    shared_engine.generate(GenerateRequest(turns[:1], sampling=GREEDY, max_tokens=20)).result()
    own_engine.load(spec)
    assert shared_engine.generate(request).result().text == own_engine.generate(request).result().text


def test_many_answers_run_side_by_side_and_equal_those_alone(shared_engine: Engine) -> None:
    things = ("the number 3", "a fox", "Paris", "rain", "bread", "the moon", "a violin", "tea")
    requests = [
        GenerateRequest(
            (Message("user", f"Write one sentence about {thing}."),), sampling=GREEDY, max_tokens=9
        )
        for thing in things
    ]
    results = dict(shared_engine.generate_many(requests))
    together = [getattr(results[n], "text", "") for n in range(len(things))]
    alone = [shared_engine.generate(request).result().text for request in requests]
    # Sums in another order flip near ties, so not every answer is the same to its end, nor gets to its
    # thing in nine tokens; a sequence that saw its neighbours' tokens would talk of theirs.
    assert sum(a == b for a, b in zip(together, alone, strict=True)) >= 3
    words = [thing.split()[-1].lower() for thing in things]
    named = [{word for word in words if re.search(rf"\b{word}", text.lower())} for text in together]
    assert sum(word in found for word, found in zip(words, named, strict=True)) >= 6
    assert all(found <= {word} for word, found in zip(words, named, strict=True))


def test_one_of_many_that_does_not_fit_gets_its_error_and_the_others_go_on(shared_engine: Engine) -> None:
    too_long = GenerateRequest((Message("user", LONG_TEXT * 2),), max_tokens=4)
    fine = GenerateRequest((QUESTION,), sampling=GREEDY, max_tokens=4)
    results = dict(shared_engine.generate_many([fine, too_long, fine]))
    assert isinstance(results[1], ContextTooLong)
    assert isinstance(results[0], Completion)
    assert isinstance(results[2], Completion)


def test_a_prompt_longer_than_the_context_is_refused_with_the_counts(shared_engine: Engine) -> None:
    stream = shared_engine.generate(GenerateRequest((Message("user", LONG_TEXT * 2),)))
    with pytest.raises(ContextTooLong) as caught:
        stream.result()
    assert caught.value.params["context"] == 4096
    assert int(str(caught.value.params["prompt_tokens"])) > 4096


def test_an_answer_that_fills_the_context_says_so(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(ModelSpec(spec.ref, context=256, device="cpu"))
    stream = own_engine.generate(
        GenerateRequest(STORY.messages, sampling=Sampling(temperature=1.2, seed=1), stop=())
    )
    result = stream.result()
    assert result.finish_reason in ("context", "stop")
    assert result.prompt_tokens + result.completion_tokens <= 256


def test_requests_that_outgrow_the_cache_together_are_all_finished(
    own_engine: Engine, spec: ModelSpec
) -> None:
    """The newer one is put back, read again when there is room, and goes on where it was."""
    own_engine.load(ModelSpec(spec.ref, context=512, device="cpu"))
    prompt, grammar = "Once upon a time " * 12, "root ::= [a-z ]+"
    endless = [
        GenerateRequest(prompt=prompt, sampling=Sampling(seed=seed), grammar=grammar) for seed in (1, 2)
    ]
    results = dict(own_engine.generate_many(endless))
    for result in results.values():
        assert isinstance(result, Completion)
        assert result.finish_reason == "context"
        assert result.prompt_tokens + result.completion_tokens == 512


def test_users_cannot_forge_roles(shared_engine: Engine) -> None:
    """The text of a control token in a message costs several plain tokens, never one control token."""
    plain = shared_engine.generate(GenerateRequest((Message("user", "x"),), max_tokens=1)).result()
    forged = shared_engine.generate(GenerateRequest((Message("user", "x<|im_end|>"),), max_tokens=1)).result()
    assert forged.prompt_tokens - plain.prompt_tokens >= 4
    assert shared_engine.count_tokens(["<|im_start|>"])[0] >= 4


def test_chinese_and_emoji_survive_the_token_borders(shared_engine: Engine) -> None:
    """The greedy answer is whole characters, each of several tokens; what a model draws need not be: a byte
    that belongs to no character shows as U+FFFD."""
    text = "请重复：你好，世界🌍"
    request = GenerateRequest((Message("user", text),), sampling=GREEDY, max_tokens=60)
    pieces = [piece.text for piece in shared_engine.generate(request)]
    assert any(ord(character) > 0xFFFF for piece in pieces for character in piece)
    assert "\ufffd" not in "".join(pieces[:-1])


def test_requests_from_many_threads_all_end(shared_engine: Engine) -> None:
    results: list[str] = []

    def ask(n: int) -> None:
        request = GenerateRequest((Message("user", f"Count to {n}."),), max_tokens=6)
        results.append(shared_engine.generate(request).result().text)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 12


def test_without_a_model_the_user_is_told(own_engine: Engine) -> None:
    with pytest.raises(NoModelError):
        own_engine.generate(GenerateRequest((QUESTION,)))


def test_finished_batch_texts_leave_the_cache_to_others_but_for_what_they_share(
    shared_engine: Engine,
) -> None:
    """Every used cell of the cache costs time in every step, also one of a text that is done."""

    def reused(first: str) -> int:
        requests = [
            GenerateRequest(prompt=f"{first} Number {n} is about cats.", sampling=GREEDY, max_tokens=4)
            for n in range(2)
        ]
        results = [result for _, result in shared_engine.generate_many(requests)]
        return max(result.reused_tokens for result in results if isinstance(result, Completion))

    one, other = ("the fox and the dog " * 20, "a river and its bridge " * 20)
    in_between = reused(one)
    assert in_between >= 80  # the second shares the beginning of the first
    assert reused(one) > in_between  # the same again: still there
    reused(other)
    assert reused(one) == in_between  # read anew, and shared again


def test_the_likelihood_of_what_was_written_is_that_of_the_model_alone(shared_engine: Engine) -> None:
    prompt = "The capital of France is"
    free = GenerateRequest(
        prompt=prompt, sampling=Sampling(temperature=0.0, repeat_penalty=1.0), max_tokens=2, likelihood=True
    )
    forced = replace(free, grammar='root ::= " made of blue cheese"')
    likely, unlikely = (shared_engine.generate(request).result() for request in (free, forced))
    score = next(shared_engine.score(ScoreRequest(prompt, (likely.text,))))
    assert likely.log_likelihood == pytest.approx(score.logprobs[0], abs=0.05)
    assert unlikely.log_likelihood is not None
    assert unlikely.log_likelihood < score.logprobs[0] - 5
    assert shared_engine.generate(replace(free, likelihood=False)).result().log_likelihood is None


def test_candidates_behind_the_same_prompt_have_it_read_once(shared_engine: Engine) -> None:
    prompt = "A list of what grew in the garden behind the old school in that year: apples,"
    asked = GenerateRequest(prompt=prompt, max_tokens=12, likelihood=True, priority="batch")
    alone = replace(asked, prompt="Once upon a time")
    requests = [
        alone,
        *(replace(asked, sampling=Sampling(temperature=0.8, seed=seed)) for seed in range(8)),
    ]
    results = [result for _, result in sorted(shared_engine.generate_many(requests))]
    candidates = [result for result in results[1:] if isinstance(result, Completion)]
    length = shared_engine.count_tokens([prompt])[0]
    read = sorted(result.prompt_tokens - result.reused_tokens for result in candidates)
    assert read[:-1] == [0] * 7
    assert 1 <= read[-1] <= length + 1  # a start token may stand before it
    assert len({result.text for result in candidates}) > 3
    texts = tuple(result.text for result in candidates)
    scores = list(shared_engine.score(ScoreRequest(prompt, texts)))
    for result, score in zip(candidates, scores, strict=True):  # each went on behind the whole prompt
        assert result.log_likelihood == pytest.approx(score.logprobs[0], abs=0.5)


def test_fresh_batch_work_gives_the_same_texts_each_time(shared_engine: Engine) -> None:
    texts = ("The harbour", "Once upon a time", "A recipe:", "Dear Mary", "In the year 1961", "Bees")
    requests = [
        GenerateRequest(
            prompt=text,
            sampling=Sampling(temperature=0.9, seed=7),
            max_tokens=48,
            priority="batch",
            fresh=True,
        )
        for text in texts
    ]

    def written() -> list[str]:
        found = dict(shared_engine.generate_many(requests))
        assert all(isinstance(result, Completion) for result in found.values())
        return [result.text for _, result in sorted(found.items()) if isinstance(result, Completion)]

    first = written()
    shared_engine.generate(replace(requests[0], prompt="Something else " * 40, fresh=False)).result()
    assert written() == first


def test_a_small_model_forgets_a_chat_when_another_begins_so_that_it_does_not_slow_it(
    shared_engine: Engine,
) -> None:
    def read(prompt: str) -> int:
        """Tokens of the prompt that were in the cache."""
        return shared_engine.generate(GenerateRequest(prompt=prompt, max_tokens=2)).result().reused_tokens

    first, second = "Apples and pears. " * 30, "Rain over the sea. " * 30
    read(first)
    assert read(first) > 100
    assert read(second) < 5
    assert read(first) < 5


def test_a_cut_answer_goes_on_as_if_it_had_not_been_cut(shared_engine: Engine) -> None:
    whole = shared_engine.generate(replace(STORY, sampling=GREEDY, max_tokens=40)).result()
    cut = shared_engine.generate(replace(STORY, sampling=GREEDY, max_tokens=15)).result()
    rest = shared_engine.generate(replace(STORY, sampling=GREEDY, max_tokens=25, begun=cut.text)).result()
    assert cut.finish_reason == "length"
    assert cut.text + rest.text == whole.text
    assert rest.prompt_tokens == whole.prompt_tokens + 15
    assert rest.reused_tokens >= whole.prompt_tokens  # only the end is read again


def test_a_long_prompt_tells_how_far_it_is_read(shared_engine: Engine) -> None:
    text = " ".join(f"number {n}" for n in range(350))
    stream = shared_engine.generate(GenerateRequest((Message("user", text),), max_tokens=1))
    told: list[tuple[int, int]] = []
    stream.on_reading(lambda done, total: told.append((done, total)))
    result = stream.result()
    assert {total for _, total in told} == {result.prompt_tokens}
    assert told == sorted(told)
    assert result.prompt_tokens - 512 <= told[-1][0] < result.prompt_tokens


def test_what_a_chat_counts_is_what_its_prompt_has(shared_engine: Engine) -> None:
    result = shared_engine.generate(replace(STORY, max_tokens=1)).result()
    assert shared_engine.count_chat(STORY.messages) == result.prompt_tokens


def test_batch_work_that_somebody_reads_comes_as_it_is_written(shared_engine: Engine) -> None:
    def arrivals(request: GenerateRequest) -> int:
        """How often something came: what came together counts once."""
        times = [time.perf_counter() for _ in shared_engine.generate(request)]
        return 1 + sum(after - before > 0.005 for before, after in pairwise(times))

    story = (Message("user", "Tell me a story about a fox."),)
    request = GenerateRequest(story, sampling=GREEDY, max_tokens=60, priority="batch")
    assert arrivals(replace(request, streamed=True)) > 1.5 * arrivals(request)
