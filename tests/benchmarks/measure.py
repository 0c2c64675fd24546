"""What the benchmarks share: an engine to measure, llama.cpp's own programs to compare with."""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, ModelSpec, Sampling
from tests.models_for_tests import starter_path

SAMPLING = Sampling(temperature=0.8, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.1, seed=1)
SERVER_SAMPLING = {
    "temperature": 0.8,
    "top_k": 40,
    "top_p": 0.95,
    "min_p": 0.05,
    "repeat_penalty": 1.1,
    "repeat_last_n": 64,
    "seed": 1,
    "samplers": ["penalties", "top_k", "top_p", "min_p", "temperature"],
}
TEXT = "the quick brown fox jumps over the lazy dog while seven grey cats watch from a wall of stone"
WORDS = TEXT.split()


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, default=starter_path())
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--llama-bench", type=Path, help="llama.cpp's own, built alike")
    parser.add_argument("--llama-server", type=Path, help="llama.cpp's llama-server")
    parser.add_argument("--json", action="store_true")
    return parser


@contextmanager
def engine(options: argparse.Namespace, context: int = 4096) -> Iterator[Engine]:
    """An engine with the model loaded, as many threads as asked for both kinds of work."""
    with tempfile.TemporaryDirectory() as folder:
        running = Engine(Path(folder, "engine.log"))
        running.load(
            ModelSpec(
                FileRef(options.model),
                context=context,
                device="cpu",
                threads=options.threads,
                threads_batch=options.threads,
            )
        )
        try:
            yield running
        finally:
            running.close()


def text_of_tokens(running: Engine, count: int, start: str) -> str:
    """A text of exactly `count` tokens as a raw prompt, beginning with `start`."""
    words = [start]
    while True:
        need = count - running.count_tokens([" ".join(words)])[0]
        if need <= 0:
            break
        words += [WORDS[len(words) % len(WORDS)] for _ in range(max(1, need // 2))]
    text = " ".join(words)
    while running.count_tokens([text])[0] > count:
        text = text[:-1]
    return text


def llama_bench(options: argparse.Namespace, *extra: str) -> list[dict[str, Any]]:
    """Rows of llama-bench, as it prints them in JSON."""
    command = [
        str(options.llama_bench), "-m", str(options.model), "-t", str(options.threads), "-o", "json", *extra
    ]  # fmt: skip
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows: list[dict[str, Any]] = json.loads(output)
    return rows


def prompt_speed(running: Engine, options: argparse.Namespace, round_number: int) -> float:
    """pp512 in tokens/s: llama-bench's, or our own where it is not given."""
    if options.llama_bench:
        return float(llama_bench(options, "-p", "512", "-n", "0", "-r", "2")[0]["avg_ts"])
    text = text_of_tokens(running, 512, f"Round {round_number}.")
    read = running.generate(GenerateRequest(prompt=text, max_tokens=1)).result()
    return (read.prompt_tokens - read.reused_tokens) / read.timings.prompt_s


@contextmanager
def llama_server(options: argparse.Namespace, *extra: str) -> Iterator[str]:
    """The address of a running llama-server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(options.llama_server), "-m", str(options.model), "-t", str(options.threads),
        "--port", str(port), "--no-webui", *extra,
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def ask_server(address: str, **body: Any) -> dict[str, Any]:
    """POST /completion, without streaming; its `timings` are the server's own."""
    request = urllib.request.Request(
        f"{address}/completion", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=300) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


def median(values: list[float]) -> float:
    return statistics.median(values)


def report(
    results: dict[str, float],
    bars: dict[str, float],
    as_json: bool,
    at_most: dict[str, float] | None = None,
) -> int:
    """Print the figures; one under its bar (or over, of those `at_most`) makes the exit status 1."""
    at_most = at_most or {}
    missed = [name for name, bar in bars.items() if name in results and results[name] < bar]
    missed += [name for name, bar in at_most.items() if name in results and results[name] > bar]
    bars = {**bars, **at_most}
    if as_json:
        print(json.dumps({"results": results, "bars": bars, "missed": missed}, indent=1))
    else:
        for name, value in results.items():
            bar = f"   (bar {bars[name]:g}{', MISSED' if name in missed else ''})" if name in bars else ""
            print(f"{name:44} {value:10.3f}{bar}")
    return 1 if missed else 0
