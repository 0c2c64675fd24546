"""How fast the engine is, against llama.cpp's own programs in the same run.

    python -m tests.benchmarks.engine [--llama-bench PATH] [--llama-server PATH] [--threads N]

Goes through `Engine.generate`: child process, pipe, sampling and streaming included. Without
llama-bench it compares with llama_cpp's own `Llama.generate`. Both of llama.cpp's programs build
from the llama.cpp inside llama-cpp-python's source package. Measures on an idle machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message
from tests.benchmarks import measure

GENERATE = GenerateRequest(prompt="Once upon a time", sampling=measure.SAMPLING, max_tokens=128)


def ours(engine: Engine, round_number: int) -> tuple[float, float]:
    """(generation, prompt processing) in tokens/s."""
    result = engine.generate(GENERATE).result()
    text = measure.text_of_tokens(engine, 512, f"Round {round_number}.")
    read = engine.generate(GenerateRequest(prompt=text, max_tokens=1)).result()
    return result.tokens_per_s, (read.prompt_tokens - read.reused_tokens) / read.timings.prompt_s


def compare_with_llama_bench(options: argparse.Namespace) -> tuple[float, float]:
    rows = measure.llama_bench(options, "-p", "512", "-n", "128", "-r", "2")
    generation = next(row["avg_ts"] for row in rows if row["n_gen"] == 128)
    prompt = next(row["avg_ts"] for row in rows if row["n_prompt"] == 512)
    return generation, prompt


def compare_with_llama_cpp(options: argparse.Namespace) -> float:
    """Tokens/s of llama_cpp's own Python loop with the same sampling."""
    from llama_cpp import Llama

    llama = Llama(str(options.model), n_ctx=4096, n_threads=options.threads, verbose=False)
    tokens = llama.tokenize(b"Once upon a time")
    sampling = measure.SAMPLING
    generated = llama.generate(
        tokens, top_k=sampling.top_k or 40, top_p=sampling.top_p or 1.0, min_p=sampling.min_p or 0.0,
        temp=sampling.temperature or 0.0, repeat_penalty=sampling.repeat_penalty or 1.0,
    )  # fmt: skip
    next(generated)
    began = time.perf_counter()
    count = sum(1 for _ in islice(generated, 127))
    return count / (time.perf_counter() - began)


def second_turn(engine: Engine) -> float:
    """Time to the first token of the second turn of a 3,000-token chat, as a ratio to reading only
    its new tokens."""
    text = measure.text_of_tokens(engine, 3000, "Here is a story.")
    turns = [Message("user", text)]
    first = engine.generate(GenerateRequest(tuple(turns), max_tokens=20)).result()
    turns += [Message("assistant", first.text), Message("user", "And how does it go on after all of that?")]
    second = engine.generate(GenerateRequest(tuple(turns), max_tokens=1)).result()
    new = second.prompt_tokens - second.reused_tokens
    # The same number of tokens at the same depth: regenerate after cutting as many off.
    turns[-1] = Message("user", "But why does it end so soon after all of that?")
    third = engine.generate(GenerateRequest(tuple(turns), max_tokens=1)).result()
    per_token = third.timings.prompt_s / (third.prompt_tokens - third.reused_tokens)
    return second.timings.prompt_s / (new * per_token)


def cancel_times(engine: Engine) -> tuple[float, float]:
    """Seconds from cancel to the end, while answering and while reading a long prompt."""
    stream = engine.generate(GenerateRequest(prompt="Once upon a time", sampling=measure.SAMPLING))
    list(islice(stream, 10))
    began = time.perf_counter()
    stream.cancel()
    stream.result()
    answering = time.perf_counter() - began
    text = measure.text_of_tokens(engine, 3500, "A long one.")
    stream = engine.generate(GenerateRequest(prompt=text))
    time.sleep(0.5)  # well inside of the prompt
    began = time.perf_counter()
    stream.cancel()
    assert stream.result().finish_reason == "cancelled"
    return answering, time.perf_counter() - began


def main() -> int:
    options = measure.arguments(__doc__.splitlines()[0]).parse_args()
    generation, prompt, bench_generation, bench_prompt, server_generation, plain = ([] for _ in range(6))
    results: dict[str, float] = {}
    with measure.engine(options) as engine:
        ours(engine, 0)
        for number in range(1, options.rounds + 1):
            a, b = ours(engine, number)
            generation.append(a)
            prompt.append(b)
            if options.llama_bench:
                a, b = compare_with_llama_bench(options)
                bench_generation.append(a)
                bench_prompt.append(b)
            else:
                plain.append(compare_with_llama_cpp(options))
            if options.llama_server:
                with measure.llama_server(options, "-c", "4096", "-np", "1") as address:
                    body = {"prompt": "Once upon a time", "n_predict": 128, "ignore_eos": True}
                    measure.ask_server(address, **body, **measure.SERVER_SAMPLING)
                    answer = measure.ask_server(address, **body, **measure.SERVER_SAMPLING)
                    server_generation.append(answer["timings"]["predicted_per_second"])
        results["second turn, time against its new tokens"] = second_turn(engine)
        answering, reading = cancel_times(engine)
        model = engine.state().model
        assert model is not None
        assert model.local is not None
        accounted = model.local.size + model.local.kv_bytes + model.local.compute_bytes
        results["memory beyond model, KV, compute (MB)"] = (engine.state().memory - accounted) / 1e6
    results["generation (tokens/s)"] = measure.median(generation)
    results["prompt processing (tokens/s)"] = measure.median(prompt)
    results["cancel while answering (s)"] = answering
    results["cancel while reading (s)"] = reading
    bars: dict[str, float] = {}
    if bench_generation:
        results["llama-bench tg128"] = measure.median(bench_generation)
        results["llama-bench pp512"] = measure.median(bench_prompt)
        results["generation / llama-bench"] = _ratio(generation, bench_generation)
        results["prompt processing / llama-bench"] = _ratio(prompt, bench_prompt)
        bars |= {"generation / llama-bench": 0.93, "prompt processing / llama-bench": 0.95}
    if server_generation:
        results["llama-server"] = measure.median(server_generation)
        results["generation / llama-server"] = _ratio(generation, server_generation)
        bars["generation / llama-server"] = 1.0
    if plain:
        results["generation / Llama.generate"] = _ratio(generation, plain)
        bars["generation / Llama.generate"] = 1.0
    return measure.report(results, bars, options.json)


def _ratio(a: list[float], b: list[float]) -> float:
    """The median of the ratios round by round: the machine's own speed drifts."""
    return measure.median([x / y for x, y in zip(a, b, strict=True)])


if __name__ == "__main__":
    sys.exit(main())
