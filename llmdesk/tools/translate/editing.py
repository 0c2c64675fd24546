"""One segment of a translation that is there: edited by the user, accepted, or asked for once more.

Owns these three steps. The rules are those of the whole translation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.tools.translate.asking import Asking
from llmdesk.tools.translate.checking import Checks
from llmdesk.tools.translate.glossary import for_direction
from llmdesk.tools.translate.prompts import prompts_for
from llmdesk.tools.translate.types import Segment, TranslateOptions


def edited(segment: Segment, target: str, options: TranslateOptions, *, markdown: bool = False) -> Segment:
    """With a translation of the user's, in one line and checked as one of the model's is. `options` name both
    languages."""
    target = " ".join(target.split())
    checks = Checks(_turned(options), markdown=markdown)
    findings = checks.findings(" ".join(segment.source.split()), target)
    return replace(segment, target=target, passed=not findings, checks=findings, origin="user")


def accepted(segment: Segment) -> Segment:
    """The user says that it is right as it is."""
    return replace(segment, passed=True, checks=(), origin="user")


def asked_again(
    engine: TextEngine,
    segments: Sequence[Segment],
    place: int,
    options: TranslateOptions,
    cancel: CancelToken,
    *,
    seed: int,
    markdown: bool = False,
) -> Segment:
    """Another translation of the segment at `place`, the best of some drawn from `seed`; where the model only
    says the same again, that. `options` name both languages. Raises `Cancelled`, and what ends the engine."""
    model = loaded_model(engine)
    options = _turned(options)
    checks = Checks(options, markdown=markdown)
    prompts = prompts_for(options, model.name, model.parameters)
    return Asking(engine, prompts, checks, cancel).again(segments, place, seed)


def _turned(options: TranslateOptions) -> TranslateOptions:
    return replace(options, glossary=for_direction(options.glossary, options.source, options.target))
