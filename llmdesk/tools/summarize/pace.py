"""How far a summary is, in tokens: what was read and written of what is to be.

Owns the estimate of the whole and of the time left. Must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.engine.types import Completion
from llmdesk.tools.summarize import lengths
from llmdesk.tools.summarize.plan import Plan

_QUESTION = 110  # tokens of a question behind the text
_WRITING = 2.5  # a token that is written costs so many that are read
_AGAIN = 1.15  # what is asked again
_MOST = 0.97  # the end is reported when it is there


class Pace:
    """`add` what an answer took; `share` of all work is done."""

    def __init__(self, plan: Plan, counts: Sequence[int], language: str, drafts: int) -> None:
        """`drafts`: how often each part is summed up."""
        self.total_tokens = sum(counts)
        each = 1.0 if language in lengths.CJK_LANGUAGES else 1.5
        text = max(1, drafts) * plan.points * plan.words * each
        self._cost = _AGAIN * (self.total_tokens + _QUESTION * len(plan.chunks) + _WRITING * text)
        self._done = 0.0

    def add(self, completion: Completion) -> None:
        read = completion.prompt_tokens - completion.reused_tokens
        self._done += read + _WRITING * completion.completion_tokens

    @property
    def share(self) -> float:
        return min(_MOST, self._done / self._cost)
