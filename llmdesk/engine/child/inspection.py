"""A first look at a model file in a throw-away process: its vocabulary, its tensors, its chat template.

Owns what happens before a file is ever loaded for real: llama.cpp does all that it does at a load and at
the start of a chat, but without reading or keeping the weights. It may abort on the file and the template
may loop for ever; either costs only this process, and the parent knows why.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from llmdesk.engine.child.backend import Log
from llmdesk.engine.child.llama import AbortFlag, Context, ContextLimit, ContextSize, Model, chat_formatter
from llmdesk.engine.child.prompt import MAX_PROMPT_CHARS
from llmdesk.engine.limits import limited_memory
from llmdesk.engine.protocol import Inspected, LoadFailed, Rendering, Report
from llmdesk.engine.types import Message
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError, UserError

_SAMPLE = "Hello, world!\n你好，世界。 1 😀 \u0301"
_SMALLEST = ContextSize(cells=256, batch=64, sequences=1, outputs=1)
_TRIALS = (
    (Message("user", "llmdesk-trial"),),
    (Message("user", "Hello"), Message("assistant", "Hello."), Message("user", "llmdesk-trial")),
)


def inspect(path: Path, log: Log, send: Callable[[Report], None]) -> None:
    """Load `path` without its weights, try its template, and send what was found."""
    try:
        model = Model(path, no_weights=True, log=log)
        if model.can_generate:
            model.tokenize(_SAMPLE, False)  # aborts where the vocabulary is of another kind than it says
            _try_to_compute(model)
    except UserError as error:
        send(LoadFailed(error))
        return
    template = model.template
    problem = ""
    if template:
        send(Rendering(0, active=True))
        problem = _try_template(model, template)
        send(Rendering(0, active=False))
    send(Inspected(model.architecture, model.n_vocab, model.can_generate, bool(template), problem))


def _try_to_compute(model: Model) -> None:
    """Build what computes a batch: figures that contradict each other are noticed only there."""
    try:
        Context(model, _SMALLEST, (1, 1), AbortFlag(), offload=False).close()
    except ContextLimit:
        raise ModelLoadError(
            QT_TRANSLATE_NOOP("core", "The model could not be loaded."),
            QT_TRANSLATE_NOOP("core", "llama.cpp cannot make a context for {name}."),
            QT_TRANSLATE_NOOP("core", "Choose another model, or download this one again."),
            name=model.path.name,
        ) from None


def _try_template(model: Model, template: str) -> str:
    """What is wrong with the template, empty when it renders small chats."""
    try:
        with limited_memory():
            render = chat_formatter(template, model.token_text(model.eos), model.token_text(model.bos))
            texts = [render(messages, {}) for messages in _TRIALS]
    except Exception as error:  # noqa: BLE001  # a template is a program out of an untrusted file
        return f"{type(error).__name__}: {error}"[:300]
    if any(len(text) > MAX_PROMPT_CHARS for text in texts):
        return "it builds prompts that are too large"
    if not all("llmdesk-trial" in text for text in texts):
        return "it leaves out what the user says"
    return ""
