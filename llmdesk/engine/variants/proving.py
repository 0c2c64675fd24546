"""In a throw-away child: does this way of computing give the right numbers, and how fast?

Owns the look at the variants of a build and the trial of one of them. Each step is announced before it is
taken, so that the parent knows what the child died of. The right numbers are those of `trial_model`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from llmdesk.engine.child import backend
from llmdesk.engine.child.llama import AbortFlag, C, Context, ContextSize, Model
from llmdesk.engine.protocol import Looking, Prove, Report, Surveyed, Tried, Trying
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice, Trial
from llmdesk.engine.variants.trial_model import TYPES, Array, Shape, TrialModel

# Layers add the rounding of their activations: up to 3 % in a right one, 26 % where one of them fails.
_TOLERANCE = 0.1
_PROMPT, _AFTER = 37, 3  # tokens read at once (no multiple of 4, 8 or 16), and one by one after them
_SHAPE = Shape(embedding=256, feed_forward=512, vocabulary=512)
# For the speed: matrices as wide as those of small models, in the quantizations that people have.
_FAST_SHAPE = Shape(embedding=512, feed_forward=1536, vocabulary=512)
_FAST_TYPES = ("Q4_K", "Q6_K", "Q8_0", "Q4_0")
_WIDE = 64  # tokens of a batch whose speed is measured
_SINGLES = 8  # single tokens in a turn
_MEASURE_S = 0.18  # of processor time for each choice

_SLOW_S = 4.0  # of processor time until numbers are known to be right: usually one

Send = Callable[[Report], None]


def prove(command: Prove, send: Send) -> None:
    """Answer `Surveyed` if it was asked for, then `Trying` and `Tried` for every choice."""
    log = backend.Log()
    build = Build.installed()
    variant = command.variant
    if variant is None:
        variants = _survey(build, command.broken, send)
        variant = variants[0] if variants else ""
    wanted = [Choice(variant, extra) for extra in (True, False)]
    wanted = [choice for choice in wanted if choice not in command.skip]
    if not wanted:
        return
    send(Trying(wanted[0]))  # loading a variant runs its code already
    backend.load_processor_backend(build, variant)
    C.llama_backend_init()
    trial = TrialModel(_SHAPE, tuple(TYPES))
    tokens = [(37 * n + 11) % _SHAPE.vocabulary for n in range(_PROMPT + _AFTER)]
    expected = trial.logits(tokens)
    right: dict[Choice, float] = {}
    with _written(trial) as path:
        for choice in wanted:
            send(Trying(choice))
            wrong = _difference(path, choice, tokens, expected, log)
            if wrong <= _TOLERANCE:
                right[choice] = wrong
            else:  # also where it is not a number
                send(Tried(Trial(choice, "wrong", f"{wrong:.0%} off")))
    for choice, (prompt, token) in _compare(list(right), log, send).items():
        send(Tried(Trial(choice, "right", f"{right[choice]:.1%} off", prompt, token)))


def _compare(wanted: list[Choice], log: backend.Log, send: Send) -> dict[Choice, tuple[float, float]]:
    """The speeds of each; none where the processor is so slow that a user would wait for them."""
    if time.process_time() > _SLOW_S:
        return dict.fromkeys(wanted, (0.0, 0.0))
    with _written(TrialModel(_FAST_SHAPE, _FAST_TYPES)) as path:
        return _speeds(path, wanted, log, send)


# -- what there is ------------------------------------------------------------------------------------
def _survey(build: Build, broken: tuple[str, ...], send: Send) -> list[str]:
    """The variants that say of themselves that they suit this processor, best first."""
    if backend.has_processor_backend():
        send(Surveyed(("",), backend.has_gpu()))
        return [""]
    scores: dict[str, int] = {}
    others = False
    for file in build.backends():
        others = others or file.kind != "cpu"
        if file.kind == "cpu" and file.path.name not in broken:
            send(Looking(file.path.name))
            score = _score(file.path)
            if score is None:
                send(Tried(Trial(Choice(file.path.name), "failed", "the file is damaged")))
            elif score > 0:
                scores[file.path.name] = score
    variants = sorted(scores, key=lambda name: (-scores[name], name))
    send(Surveyed(tuple(variants), others))
    return variants


def _score(path: Path) -> int | None:
    """How well a variant suits this processor by its own account, 0 not at all; None: it cannot be opened."""
    try:
        library = ctypes.CDLL(str(path))
    except OSError:
        return None
    if not hasattr(library, "ggml_backend_init"):
        return 0
    return int(library.ggml_backend_score()) if hasattr(library, "ggml_backend_score") else 1


# -- trying -------------------------------------------------------------------------------------------
def _difference(path: Path, choice: Choice, tokens: list[int], expected: Array, log: backend.Log) -> float:
    """How far the numbers are from the right ones at the worst token: 0 right, 1 and more useless."""
    with _context(path, choice, len(tokens), log) as context:
        rows = []
        context.decode(tokens[:_PROMPT], range(_PROMPT), [0] * _PROMPT, [True] * _PROMPT)
        rows += [context.logits(index).copy() for index in range(_PROMPT)]
        for position in range(_PROMPT, len(tokens)):
            context.decode([tokens[position]], [position], [0], [True])
            rows.append(context.logits(0).copy())
    differences = np.linalg.norm(np.array(rows) - expected, axis=1) / np.linalg.norm(expected, axis=1)
    return float(differences.max())


def _speeds(
    path: Path, wanted: list[Choice], log: backend.Log, send: Send
) -> dict[Choice, tuple[float, float]]:
    """Tokens in a second of processor time, at once and one by one, of each choice.

    They take turns, so that what else the computer does slows all of them; the shortest time counts.
    """
    wide: dict[Choice, list[float]] = {choice: [] for choice in wanted}
    single: dict[Choice, list[float]] = {choice: [] for choice in wanted}
    with contextlib.ExitStack() as stack:
        contexts = []
        for choice in wanted:
            send(Trying(choice))
            context = stack.enter_context(_context(path, choice, _WIDE, log))
            _seconds(context, _WIDE)  # pages and caches are cold the first time
            contexts.append((choice, context))
        ends = time.process_time() + _MEASURE_S * len(wanted)
        while time.process_time() < ends:
            for choice, context in contexts:
                wide[choice].append(_seconds(context, _WIDE))
                single[choice].append(min(_seconds(context, 1) for _ in range(_SINGLES)))
    return {c: (_WIDE / min(wide[c]), 1 / min(single[c])) for c in wanted if wide[c]}


def _seconds(context: Context, count: int) -> float:
    """The processor time of decoding `count` tokens."""
    began = time.process_time()
    context.decode([7] * count, range(count), [0] * count, [False] * (count - 1) + [True])
    context.synchronize()
    seconds = time.process_time() - began
    context.clear()
    return max(seconds, 1e-6)


@contextlib.contextmanager
def _context(path: Path, choice: Choice, tokens: int, log: backend.Log) -> Iterator[Context]:
    """With one thread: several wait for each other, on a busy computer for ever, and the code is the same."""
    model = Model(path, extra_buffers=choice.extra_buffers, log=log)
    size = ContextSize(cells=256, batch=_WIDE, sequences=1, outputs=tokens)
    context = Context(model, size, (1, 1), AbortFlag())
    try:
        yield context
    finally:
        context.close()
        model.close()


@contextlib.contextmanager
def _written(model: TrialModel) -> Iterator[Path]:
    """The model as a file: in memory where the system can, since there may be no room on the disk."""
    if sys.platform == "linux":
        descriptor = os.memfd_create("llmdesk-trial")
        path = Path(f"/proc/self/fd/{descriptor}")
        try:
            if path.exists():
                model.write(path)
                yield path
                return
        finally:
            os.close(descriptor)
    with tempfile.TemporaryDirectory(prefix="llmdesk-") as folder:
        path = Path(folder, "trial.gguf")
        model.write(path)
        yield path
