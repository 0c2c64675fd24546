"""`llmdesk models settings NAME`: how one model is loaded, shown and changed.

Owns how these settings are said on the terminal. What they mean is the engine's, where they are kept the
library's.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk import hardware
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.text import size_text
from llmdesk.errors import UsageError
from llmdesk.gguf import read_header
from llmdesk.models.fit import Fit, fit
from llmdesk.models.library_changes import set_own_settings
from llmdesk.models.own_settings import (
    MAX_CONTEXT,
    MAX_GPU_LAYERS,
    MIN_CONTEXT,
    NOTHING_OWN,
    OwnSettings,
    kv_text,
    read_template,
)

if TYPE_CHECKING:
    from llmdesk.models.library import InstalledModel


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    model = session.library.find(arguments.name)
    before = session.library.own_settings(model.path)
    own = _changed(before, arguments, session)
    if own != before:
        _check(own, model, session)
        set_own_settings(session.library, model, own)
    header, kv = read_header(model.path, tensors=True), own.kv_beside(session.settings.kv_type)
    found = fit(
        header,
        own.context or session.settings.context,
        kv=kv if own.kv is not None or hardware.kv_suits(header, kv) else own.kv_used,
        flash_attention=own.flash_attention,
    )
    if console.json:
        console.write_json(_facts(model, own, found))
    else:
        console.write(_lines(model, own, found))
    return exit_status.OK


def _changed(before: OwnSettings, arguments: argparse.Namespace, session: Session) -> OwnSettings:
    own = before
    for name in arguments.reset or ():
        own = NOTHING_OWN if name == "all" else replace(own, **{name: getattr(NOTHING_OWN, name)})
    if session.options.context is not None:
        own = replace(own, context=_within(session.options.context, MIN_CONTEXT, MAX_CONTEXT, "--context"))
    if arguments.gpu_layers is not None:
        own = replace(own, gpu_layers=_within(arguments.gpu_layers, 0, MAX_GPU_LAYERS, "--gpu-layers"))
    if arguments.kv_type is not None:
        own = replace(own, kv=arguments.kv_type)
    if arguments.flash_attention is not None:
        own = replace(own, flash_attention=arguments.flash_attention)
    if arguments.template is not None:
        own = replace(own, template=_template(arguments.template))
    return own


def _within(value: int, least: int, most: int, option: str) -> int:
    if least <= value <= most:
        return value
    raise UsageError(
        "This setting cannot be kept.",
        "{option} {value}: from {least} to {most} is possible.",
        "Give another number.",
        option=option,
        value=value,
        least=least,
        most=most,
    )


def _template(path: Path) -> str:
    text = read_template(path.expanduser())
    if not text.strip():
        raise UsageError(
            "This chat template cannot be used.",
            "{path} is empty.",
            "--reset template goes back to the model's own.",
            path=path,
        )
    return text


def _check(own: OwnSettings, model: InstalledModel, session: Session) -> None:
    """Raises what is wrong with settings that the model could not be loaded with."""
    if not hardware.kv_suits(read_header(model.path), own.kv_used):
        raise UsageError(
            "This model cannot keep its context in the type that was chosen.",
            "{type} packs 32 numbers together, and its keys and values have other lengths.",
            "Give --kv-type f16.",
            type=kv_text(own.kv_used),
        )
    if own.template:
        cancel = CancelToken()
        run_cancellable(lambda: session.machine.check_template(model.path, own.template, cancel), cancel)


def _facts(model: InstalledModel, own: OwnSettings, found: Fit) -> dict[str, object]:
    """`null` is automatic; sizes in bytes."""
    return {
        "name": model.name,
        "path": str(model.path),
        "context": own.context,
        "gpu_layers": own.gpu_layers,
        "kv_type": kv_text(own.kv) if own.kv is not None else None,
        "flash_attention": own.flash_attention,
        "template": own.template or None,
        "memory": {
            "context": found.context,
            "kv_cache": found.need.kv_cache,
            "total": found.need.total,
            "verdict": found.verdict,
        },
    }


def _lines(model: InstalledModel, own: OwnSettings, found: Fit) -> str:
    automatic = "automatic"
    context = f"{own.context:,} tokens" if own.context else automatic
    flash = own.flash_attention if own.flash_attention != "auto" else automatic
    if own.flash_attention == "off" and own.kv_used.needs_flash:
        flash = "on: llama.cpp needs it to keep values in fewer bits"
    template = f"{len(own.template):,} characters of your own" if own.template else "its own"
    lines = [
        model.name,
        f"  context          {context}",
        f"  layers on GPU    {automatic if own.gpu_layers is None else own.gpu_layers}",
        f"  type of context  {automatic if own.kv is None else kv_text(own.kv)}",
        f"  flash attention  {flash}",
        f"  chat template    {template}",
        f"  memory           {found.verdict}, takes {size_text(found.need.total)} at {found.context:,} tokens"
        f" ({size_text(found.need.kv_cache)} for the context)",
    ]
    return "\n".join(lines) + "\n"
