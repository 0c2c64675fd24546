"""How soon a chat that is opened again after a restart answers, against reading all of it, in one run.

    python -m tests.benchmarks.reopened [--model PATH] [--threads N] [--tokens N]

A chat is read and answered, the engine is closed, and the next turn is asked of a new one: with what was
kept, and without. Also how long saving holds up who asks meanwhile. Measures on an idle machine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.engine.kept_contexts import Keeping, KeptContexts
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, Message, ModelSpec
from tests.benchmarks import measure
from tests.models_for_tests import starter_path

_LIMIT = 8 << 30


@dataclass(frozen=True)
class Place:
    """Where everything lies in this run, and what is loaded."""

    folder: Path
    spec: ModelSpec

    @contextmanager
    def engine(self, *, keeps: bool) -> Iterator[Engine]:
        engine = Engine(self.folder / "engine.log", self.folder / "machine.json")
        if keeps:
            engine.keep_contexts(Keeping(self.folder / "contexts", _LIMIT))
        engine.load(self.spec)
        try:
            yield engine
        finally:
            engine.close()


def first_token(engine: Engine, request: GenerateRequest) -> tuple[float, Completion]:
    """(seconds until the first token, the answer), as whoever asked sees it."""
    began = time.perf_counter()
    stream = engine.generate(request)
    next(iter(stream))
    seconds = time.perf_counter() - began
    return seconds, stream.result()


def held_up(engine: Engine, request: GenerateRequest) -> tuple[float, float]:
    """Median seconds to the first token of a short question: with nothing to save, while a chat is saved."""
    short = GenerateRequest((Message("user", "Hello."),), max_tokens=1)
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for number in range(10):
        saves = number % 2 == 1
        turns = (Message("user", f"{number} {request.messages[0].content}"),)
        name = f"chat-{number}" if saves else ""
        engine.generate(replace(request, messages=turns, chat=name, max_tokens=2)).result()
        time.sleep(0.32)  # it begins to save now
        seconds[saves].append(first_token(engine, short)[0])
    return statistics.median(seconds[False]), statistics.median(seconds[True])


def reopened(place: Place, tokens: int) -> None:
    with place.engine(keeps=True) as engine:
        text = measure.text_of_tokens(engine, tokens, "Here is a story.")
        turns = (Message("user", text),)
        request = GenerateRequest(turns, sampling=measure.SAMPLING, max_tokens=24, chat="chat-1")
        reading, first = first_token(engine, request)
        began = time.perf_counter()
    closing = time.perf_counter() - began
    size = KeptContexts(place.folder / "contexts").size()
    print(f"  read at first in {reading:.2f} s; closed right after the answer in {closing:.2f} s", flush=True)
    question = Message("user", "And how does it go on after all of that?")
    again = replace(request, messages=(*turns, Message("assistant", first.text), question))
    with place.engine(keeps=True) as engine:
        kept, with_it = first_token(engine, again)
    with place.engine(keeps=False) as engine:
        anew, without = first_token(engine, again)
    print(
        f"  the next turn of {with_it.prompt_tokens} tokens: {kept:.3f} s with {with_it.reused_tokens} kept"
    )
    print(f"  ({size / 1e6:.0f} MB), {anew:.2f} s read anew: {kept / anew:.4f} of it", flush=True)
    print(f"  the same answer: {with_it.text == without.text}", flush=True)


def saving(place: Place, tokens: int) -> None:
    with place.engine(keeps=True) as engine:
        text = measure.text_of_tokens(engine, tokens, "Here is another.")
        request = GenerateRequest((Message("user", text),), max_tokens=2)
        quiet, busy = held_up(engine, request)
    print(
        f"  a short question: {quiet * 1000:.0f} ms; the longest while a chat is saved: {busy * 1000:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=starter_path())
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=3500)
    parser.add_argument("--context", type=int, default=4096)
    options = parser.parse_args()
    spec = ModelSpec(FileRef(options.model), context=options.context, device="cpu", threads=options.threads)
    with tempfile.TemporaryDirectory(prefix="llmdesk-reopened-") as name:
        place = Place(Path(name), spec)
        print(f"{options.model.name}, {options.threads} threads")
        reopened(place, options.tokens)
        saving(place, options.tokens // 4)


if __name__ == "__main__":
    main()
