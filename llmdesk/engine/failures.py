"""What the engine says when it cannot: every sentence about a process that ended.

Owns the wording, so that the code that notices an end stays about processes.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk import hardware
from llmdesk.engine.local.handle import Exit
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import MAX_TEMPLATE
from llmdesk.errors import (
    QT_TRANSLATE_NOOP,
    EngineClosed,
    EngineCrashed,
    EngineUnreachable,
    ModelFileError,
    ModelLoadError,
    ModelUnchecked,
    NoModelError,
    TemplateRefused,
    UnsuitedBuild,
    UserError,
    shown,
)


def no_model() -> NoModelError:
    return NoModelError(
        QT_TRANSLATE_NOOP("core", "No model is loaded."),
        hint=QT_TRANSLATE_NOOP("core", "Choose a model first."),
    )


def closed() -> EngineClosed:
    return EngineClosed(QT_TRANSLATE_NOOP("core", "The engine was stopped."))


def elsewhere(ref: ElsewhereRef) -> EngineUnreachable:
    """No engine of this llmdesk runs a model that is no file here."""
    return EngineUnreachable(
        QT_TRANSLATE_NOOP("core", "This model cannot be used: it is not on this computer."),
        QT_TRANSLATE_NOOP("core", "{model} runs elsewhere, and this llmdesk has no engine for that."),
        QT_TRANSLATE_NOOP("core", "Choose a model on this computer."),
        model=shown(ref.display_name),
    )


def crashed(end: Exit) -> EngineCrashed:
    """While it worked. The title says "engine": a person who reads it must know what stopped."""
    title = QT_TRANSLATE_NOOP("core", "The engine stopped unexpectedly.")
    hint = QT_TRANSLATE_NOOP("core", "Your texts are all there. Try again: the engine restarts by itself.")
    if end.rendering:
        return EngineCrashed(
            QT_TRANSLATE_NOOP(
                "core", "The engine was stopped because the model's chat template never finished."
            ),
            QT_TRANSLATE_NOOP("core", "It ran for more than 2 seconds or used too much memory."),
            QT_TRANSLATE_NOOP("core", "Use another model."),
            exit=end.name,
            reason=end.reason,
        )
    if end.killed:
        detail = QT_TRANSLATE_NOOP("core", "The system ended it (SIGKILL), often because memory ran out.")
    elif end.reason:
        detail = QT_TRANSLATE_NOOP("core", "It exited with {exit}: {reason}")
    else:
        detail = QT_TRANSLATE_NOOP("core", "It exited with {exit}.")
    return EngineCrashed(title, detail, hint, exit=end.name, reason=end.reason)


def load_failed(end: Exit) -> UserError:
    """While it loaded. The same load is never tried again by itself."""
    if end.killed:
        detail = QT_TRANSLATE_NOOP(
            "core", "The system ended the engine while it was loading, often because memory ran out."
        )
    elif end.reason:
        detail = QT_TRANSLATE_NOOP("core", "The engine exited while loading with {exit}: {reason}")
    else:
        detail = QT_TRANSLATE_NOOP("core", "The engine exited while loading with {exit}.")
    return ModelLoadError(
        QT_TRANSLATE_NOOP("core", "The model could not be loaded."),
        detail,
        QT_TRANSLATE_NOOP("core", "Try a smaller context or the device “cpu”, or choose another model."),
        exit=end.name,
        reason=end.reason,
    )


_UNSUITED = QT_TRANSLATE_NOOP("core", "This build of llama.cpp does not suit this processor.")
_OTHER_BUILD = QT_TRANSLATE_NOOP(
    "core",
    "Install llmdesk's package for your system, or rebuild llama.cpp (the "
    "README has the command). Then start llmdesk again.",
)


def nothing_suits(tried: Sequence[str]) -> UnsuitedBuild:
    """No code of this build computes right here. `tried`: each way and what came of it, for a report."""
    if not tried:
        detail = QT_TRANSLATE_NOOP("core", "It contains no code that this processor ({processor}) can run.")
    else:
        detail = QT_TRANSLATE_NOOP("core", "All of its code was tested on {processor}, and failed: {tried}")
    return UnsuitedBuild(
        _UNSUITED, detail, _OTHER_BUILD, processor=hardware.processor_name(), tried="; ".join(tried)
    )


def unsuited_at_work(end: Exit) -> UnsuitedBuild:
    """An answer was under way when the processor refused the code; the next one is computed otherwise."""
    return UnsuitedBuild(
        _UNSUITED,
        QT_TRANSLATE_NOOP("core", "It exited with {exit}."),
        QT_TRANSLATE_NOOP("core", "Try again: llmdesk uses other code from now on."),
        exit=end.name,
    )


def refused_in_every_way(end: Exit) -> ModelLoadError:
    """Code that was tested died with this model, one after the other."""
    return ModelLoadError(
        QT_TRANSLATE_NOOP("core", "The processor cannot compute this model."),
        QT_TRANSLATE_NOOP(
            "core", "It ended with {exit} with all the code that this build of llama.cpp has for it."
        ),
        QT_TRANSLATE_NOOP("core", "Choose another model, or another build of llama.cpp (see README)."),
        exit=end.name,
    )


def file_refused(name: str, reason: str) -> ModelFileError:
    """llama.cpp does not take this file. `reason` is from its log."""
    return ModelFileError(
        QT_TRANSLATE_NOOP("core", "llama.cpp cannot use this model."),
        QT_TRANSLATE_NOOP("core", "{name}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Choose another model, or a newer llmdesk if the model is very new."),
        name=name,
        reason=reason,
    )


def unchecked(name: str, end: Exit) -> ModelUnchecked:
    """The first look was ended before it found anything, which says nothing of the file."""
    if end.overdue:
        detail = QT_TRANSLATE_NOOP("core", "The first look at {name} took too long, so it was stopped.")
    else:
        detail = QT_TRANSLATE_NOOP(
            "core", "The system ended the first look at {name}, often because memory ran out."
        )
    return ModelUnchecked(
        QT_TRANSLATE_NOOP("core", "The model could not be checked yet."),
        detail,
        QT_TRANSLATE_NOOP("core", "The computer may be busy: try again, or close other programs first."),
        name=name,
    )


def cannot_generate(name: str, architecture: str) -> ModelFileError:
    return ModelFileError(
        QT_TRANSLATE_NOOP("core", "This model cannot write text."),
        QT_TRANSLATE_NOOP("core", "{name} has the architecture {architecture}, which does not generate."),
        QT_TRANSLATE_NOOP("core", "Choose an instruct or chat model."),
        name=name,
        architecture=architecture,
    )


def unknown_pooling(name: str) -> ModelFileError:
    """Neither the file nor the catalog says how the vectors of its tokens become one."""
    return ModelFileError(
        QT_TRANSLATE_NOOP("core", "This embedding model cannot be used."),
        QT_TRANSLATE_NOOP("core", "{name} does not say how it makes a vector of a text (its pooling type)."),
        QT_TRANSLATE_NOOP("core", "Choose a newer file of it, or another embedding model."),
        name=shown(name),
    )


def no_vectors(name: str) -> ModelFileError:
    return ModelFileError(
        QT_TRANSLATE_NOOP("core", "This embedding model cannot be used."),
        QT_TRANSLATE_NOOP("core", "{name} makes vectors that are no numbers, or have no length."),
        QT_TRANSLATE_NOOP("core", "Download the model again, or choose another one."),
        name=shown(name),
    )


_NO_TEMPLATE = QT_TRANSLATE_NOOP("core", "This chat template cannot be used.")


def template_refused(reason: str, line: int) -> TemplateRefused:
    """A chat template that somebody gave a model. `reason` is in English: Jinja's own, or ours about it."""
    detail = QT_TRANSLATE_NOOP("core", "Line {line}: {reason}.") if line else "{reason}."
    return TemplateRefused(
        _NO_TEMPLATE,
        detail,
        QT_TRANSLATE_NOOP("core", "Correct the template, or leave it empty for the model's own."),
        line=line,
        reason=shown(reason.rstrip(" .:"), 300),
    )


def template_too_long(characters: int) -> TemplateRefused:
    return TemplateRefused(
        _NO_TEMPLATE,
        QT_TRANSLATE_NOOP("core", "It has {count} characters; at most {most} are allowed."),
        QT_TRANSLATE_NOOP("core", "Give a shorter one."),
        line=0,
        count=f"{characters:,}",
        most=f"{MAX_TEMPLATE:,}",
    )
