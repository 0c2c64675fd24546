"""The server for other programs: how fast it streams beside the engine alone, and many requests at once.

    python -m tests.benchmarks.server [--requests 1000] [--clients 16] [--rounds 5] [--json]

Streams through HTTP and straight from the engine in turn, the same request; the ratio is the median of the
rounds. Then so many clients send so many requests, and what is left of them is counted: threads, open files,
memory of this process. On an idle machine.
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import psutil

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, LoadedModel, Message
from llmdesk.server.desk import Source
from llmdesk.server.serving import Server, Serving
from tests.benchmarks import measure

TOKEN = "llmdesk-token-of-the-benchmark"
STORY = "Tell me a long story about the sea."
LONG = 200  # tokens of a streamed answer
_FIRST = 100  # requests after which memory counts


@contextmanager
def served(engine: Engine) -> Iterator[httpx2.Client]:
    """A client of a server on `engine`."""

    def load(_cancel: object) -> LoadedModel:
        raise AssertionError("a model is loaded")

    server = Server(engine, Source(lambda: "", load), Serving(0, TOKEN))
    limits = httpx2.Limits(max_connections=64, max_keepalive_connections=64)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    try:
        with httpx2.Client(
            base_url=server.address, headers=headers, limits=limits, trust_env=False, timeout=600
        ) as client:
            yield client
    finally:
        server.close()


def straight(engine: Engine) -> float:
    """Tokens/s from the first piece to the last, of the engine alone."""
    stream = engine.generate(
        GenerateRequest((Message("user", STORY),), sampling=measure.SAMPLING, max_tokens=LONG)
    )
    times = [time.perf_counter() for _ in stream]
    return (stream.result().completion_tokens - 1) / (times[-1] - times[0])


def through(client: httpx2.Client) -> float:
    """The same through HTTP."""
    sampling = measure.SAMPLING
    body = {
        "messages": [{"role": "user", "content": STORY}], "stream": True, "max_tokens": LONG,
        "stream_options": {"include_usage": True}, "temperature": sampling.temperature,
        "top_p": sampling.top_p, "top_k": sampling.top_k, "min_p": sampling.min_p, "seed": sampling.seed,
    }  # fmt: skip
    times: list[float] = []
    tokens = 0
    with client.stream("POST", "/chat/completions", json=body) as answer:
        for line in answer.iter_lines():
            if '"content":"' in line and '"role"' not in line:
                times.append(time.perf_counter())
            elif '"completion_tokens":' in line:
                tokens = json.loads(line.removeprefix("data: "))["usage"]["completion_tokens"]
    return (tokens - 1) / (times[-1] - times[0])


def many(client: httpx2.Client, requests: int, clients: int) -> dict[str, float]:
    """So many requests: what failed, how long it took, what is left of it."""
    process, left = psutil.Process(), {}

    def ask(number: int) -> bool:
        body = {
            "messages": [{"role": "user", "content": f"Say the number {number}."}],
            "max_tokens": 4,
            "stream": number % 2 == 0,
        }
        answer = client.post("/chat/completions", json=body)
        return answer.status_code == 200 and '"error"' not in answer.text

    with ThreadPoolExecutor(clients) as pool:
        good = sum(pool.map(ask, range(_FIRST)))
        time.sleep(1)
        before = (threading.active_count(), process.num_fds(), process.memory_info().rss)
        began = time.perf_counter()
        good += sum(pool.map(ask, range(_FIRST, requests)))
        took = time.perf_counter() - began
        time.sleep(1)
        after = (threading.active_count(), process.num_fds(), process.memory_info().rss)
    names = ("threads", "files", "bytes")
    left = {f"{name}_left": now - was for name, was, now in zip(names, before, after, strict=True)}
    return {"failed": requests - good, "requests_per_s": (requests - _FIRST) / took, **left}


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    options = parser.parse_args()
    with measure.engine(options) as engine, served(engine) as client:
        through(client)
        rounds = [(straight(engine), through(client)) for _ in range(options.rounds)]
        ratio = statistics.median(ours / engines for engines, ours in rounds)
        speeds = [statistics.median(column) for column in zip(*rounds, strict=True)]
        found = many(client, options.requests, options.clients) if options.requests > _FIRST else {}
    figures = {"engine_tokens_per_s": speeds[0], "streamed_tokens_per_s": speeds[1], "ratio": ratio, **found}
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<24} {value:>12,.3f}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
