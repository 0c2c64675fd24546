"""A model's chat template, which makes messages to one prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from llmdesk.engine.types import Message


class Formatter(Protocol):
    """Renders messages to one prompt text."""

    def __call__(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str: ...


def chat_formatter(template: str, eos: str, bos: str) -> Formatter:
    """A sandboxed Jinja2 renderer of `template`; raises jinja2's errors, for this and when called."""
    formatter = Jinja2ChatFormatter(template=template, eos_token=eos, bos_token=bos)

    def render(messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        turns: Any = [{"role": m.role, "content": m.content} for m in messages]
        return str(formatter(messages=turns, **variables).prompt)

    return render
