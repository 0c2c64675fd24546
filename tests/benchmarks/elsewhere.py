"""An engine elsewhere beside the one at home: the same weights, computed by a real llama-server or vLLM.

    python -m tests.benchmarks.elsewhere [--model FILE.gguf] [--rows N] [--sets a,b] [--slots N] [--no-speed]
    python -m tests.benchmarks.elsewhere --vllm PYTHON WEIGHTS --model THE_SAME.gguf [--dtype float32] …

Prints, for each ready label set, in how many rows the label is the same and how far the probabilities of the
labels are apart; then rows a second of one table over the server, and of the server itself, asked the same
prompts by a client that does nothing else: the best of some numbers of connections, and with vLLM of prompts
in one question. PYTHON, WEIGHTS: as `tests.servers.vllm` has them.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import ElsewhereRef, FileRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import ModelSpec, ScoreRequest
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from llmdesk.tools.sentiment import Analyzer
from llmdesk.tools.sentiment.labels import ready_set
from tests.benchmarks.labelled import HALVES, pairs, set_names
from tests.models_for_tests import starter_path
from tests.servers.llama import llama_server
from tests.servers.vllm_process import vllm_server

CONTEXT = 4096
_SHARED = (
    "Text: The room was clean and the staff could not do enough for us.\nVerdict: good\n"
    "Text: Two hours late, and nobody said a word.\nVerdict: bad\n"
    "Text: Open from nine to five, closed on Mondays.\nVerdict: neither\nText:"
)
_SUFFIX = "\nVerdict:"
_LABELS = (" good", " bad", " neither")


def texts(count: int) -> list[str]:
    """English texts of all ready sets, then two of them together."""
    alone = list(
        dict.fromkeys(t for name in set_names() for half in HALVES for t, _ in pairs(name, "en", half))
    )
    joined = [f"{alone[at]} {alone[at - by]}" for by in (7, 11) for at in range(len(alone))]
    return (alone + joined)[:count]


def agreement(name: str, here: TextEngine, there: TextEngine, rows: list[str]) -> str:
    labels = ready_set(name)
    assert labels is not None, name
    home, away = (list(Analyzer(engine, labels, None).rows(iter(rows))) for engine in (here, there))
    same = sum(mine.label == theirs.label for mine, theirs in zip(home, away, strict=True))
    apart = [
        max(abs(a - b) for a, b in zip(mine.probabilities, theirs.probabilities, strict=True))
        for mine, theirs in zip(home, away, strict=True)
    ]
    near = sum(each <= 0.01 for each in apart) / len(rows)
    return (
        f"{name}: label the same in {same} of {len(rows)} ({same / len(rows):.1%}); probabilities apart by "
        f"{statistics.median(apart):.4f} (median), {max(apart):.4f} (most), at most 0.01 in {near:.1%}"
    )


def table_speed(engine: TextEngine, rows: list[str]) -> float:
    request = ScoreRequest(_SHARED, tuple(f" {text}" for text in rows), _SUFFIX, _LABELS)
    list(engine.score(ScoreRequest(_SHARED, request.items[:8], _SUFFIX, _LABELS)))
    began = time.perf_counter()
    assert len(list(engine.score(request))) == len(rows)
    return len(rows) / (time.perf_counter() - began)


def server_speed(address: str, rows: list[str], connections: int, together: int = 0) -> float:
    """Texts as prompts, one token each, over connections that are kept; of vLLM, so many `together`."""
    place = urlsplit(address).netloc

    def question(texts: list[str]) -> tuple[str, dict[str, object]]:
        prompts = [f"{_SHARED} {text}{_SUFFIX}" for text in texts]
        if together:
            return "/v1/completions", {"prompt": prompts, "max_tokens": 1, "logprobs": 20, "temperature": 0}
        body = {"prompt": prompts[0], "n_predict": 1, "n_probs": 40, "temperature": 0, "cache_prompt": True}
        return "/completion", body

    def ask(some: list[str]) -> None:
        connection = http.client.HTTPConnection(place)
        for start in range(0, len(some), together or 1):
            path, body = question(some[start : start + (together or 1)])
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            assert connection.getresponse().read().startswith(b"{")
        connection.close()

    shares = [rows[number::connections] for number in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(ask, [share[:2] for share in shares]))
        began = time.perf_counter()
        list(pool.map(ask, shares))
        return len(rows) / (time.perf_counter() - began)


def server(arguments: argparse.Namespace, log: Path) -> AbstractContextManager[str]:
    if arguments.address:
        return nullcontext(arguments.address)
    if arguments.vllm:
        python, weights = arguments.vllm
        return vllm_server(python, weights, log, dtype=arguments.dtype, threads=arguments.threads)
    return llama_server(
        arguments.model, log, context=CONTEXT, slots=arguments.slots, threads=arguments.threads
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=starter_path())
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--sets", default="sentiment-2,topic,spam")
    parser.add_argument("--slots", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--vllm", type=Path, nargs=2, metavar=("PYTHON", "WEIGHTS"))
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--address", help="of a server that runs")
    arguments = parser.parse_args()
    rows = texts(arguments.rows)
    network = Network(NetworkOptions(proxy=NO_PROXY))
    there = RemoteEngine(lambda: network)
    with tempfile.TemporaryDirectory() as folder:
        here = Engine(Path(folder) / "engine.log")
        log = Path(folder) / "server.log"
        try:
            with server(arguments, log) as address:
                there.load(ModelSpec(ElsewhereRef(address)))
                sets = [name for name in arguments.sets.split(",") if name]
                if sets:
                    spec = ModelSpec(
                        FileRef(arguments.model), CONTEXT, "cpu", threads=arguments.threads,
                        threads_batch=arguments.threads,
                    )  # fmt: skip
                    here.load(spec)
                for name in sets:
                    print(agreement(name, here, there, rows), flush=True)
                here.close()
                if not arguments.no_speed:
                    ways = [(16, 1), (3, 32), (1, 64)] if arguments.vllm else []
                    ways = ways or [(arguments.slots, 0), (16, 0)]
                    raw = max(server_speed(address, rows, *way) for way in ways)
                    table = table_speed(there, rows)
                    print(
                        f"rows a second: {table:.1f} of a table, {raw:.1f} of the server: {table / raw:.2f}"
                    )
        finally:
            here.close()
            there.close()
            network.close()


if __name__ == "__main__":
    main()
