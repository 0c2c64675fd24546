"""A first look at a model file in a throw-away process: its vocabulary, its tensors, its chat template.

Owns what happens before a file is ever loaded for real: llama.cpp does all that it does at a load and at
the start of a chat, but without reading or keeping the weights. It may abort on the file and the template
may loop for ever; either costs only this process, and the parent knows why.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from llmdesk.engine.child.backend import Log
from llmdesk.engine.child.llama import AbortFlag, Context, ContextLimit, ContextSize, Model, chat_formatter
from llmdesk.engine.child.prompt import MAX_PROMPT_CHARS
from llmdesk.engine.limits import limited_memory
from llmdesk.engine.protocol import Inspected, LoadFailed, Rendering, Report
from llmdesk.engine.types import Message
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError, UserError

_TEMPLATE_FILES = ("<template>", "<unknown>")  # as Jinja names what is made of a text
_SAMPLE = "Hello, world!\n你好，世界。 1 😀 \u0301"
_SMALLEST = ContextSize(cells=256, batch=64, sequences=1, outputs=1)
_TRIALS = (
    (Message("user", "llmdesk-trial"),),
    (Message("user", "Hello"), Message("assistant", "Hello."), Message("user", "llmdesk-trial")),
)


@dataclass(frozen=True)
class _Problem:
    """What is wrong with a template, and in which line; "" and 0 for nothing."""

    reason: str = ""
    line: int = 0


def inspect(path: Path, given: str, log: Log, send: Callable[[Report], None]) -> None:
    """Load `path` without its weights, try its template (with `given` that one alone), and send what was
    found."""
    try:
        model = Model(path, vocab_only=bool(given), no_weights=True, log=log)
        if not given and model.can_generate:
            model.tokenize(_SAMPLE, False)  # aborts where the vocabulary is of another kind than it says
            _try_to_compute(model)
    except UserError as error:
        send(LoadFailed(error))
        return
    template = given or model.template
    problem = _Problem()
    if template:
        send(Rendering(0, active=True))
        problem = _try_template(model, template)
        send(Rendering(0, active=False))
    can_generate = bool(given) or model.can_generate
    found = model.architecture, model.n_vocab, can_generate, bool(template), problem.reason, problem.line
    send(Inspected(*found))


def _try_to_compute(model: Model) -> None:
    """Build what computes a batch: figures that contradict each other are noticed only there."""
    try:
        Context(model, _SMALLEST, (1, 1), AbortFlag()).close()
    except ContextLimit:
        raise ModelLoadError(
            QT_TRANSLATE_NOOP("core", "The model could not be loaded."),
            QT_TRANSLATE_NOOP("core", "llama.cpp cannot make a context for {name}."),
            QT_TRANSLATE_NOOP("core", "Choose another model, or download this one again."),
            name=model.path.name,
        ) from None


def _try_template(model: Model, template: str) -> _Problem:
    """What is wrong with the template; nothing when it renders small chats."""
    try:
        with limited_memory():
            render = chat_formatter(template, model.token_text(model.eos), model.token_text(model.bos))
            texts = [render(messages, {}) for messages in _TRIALS]
    except Exception as error:  # noqa: BLE001  # a template is a program out of an untrusted file
        reason = "it takes too much memory" if isinstance(error, MemoryError) else str(error)
        return _Problem(f"{type(error).__name__}: {reason}"[:300], _line_of(error))
    if any(len(text) > MAX_PROMPT_CHARS for text in texts):
        return _Problem("it builds prompts that are too large")
    if not all("llmdesk-trial" in text for text in texts):
        return _Problem("it leaves out what the user says")
    return _Problem()


def _line_of(error: Exception) -> int:
    """The line of the template that is to blame: its own account, or where it was when it failed."""
    line = getattr(error, "lineno", None)
    if isinstance(line, int):
        return line
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename in _TEMPLATE_FILES), 0)
