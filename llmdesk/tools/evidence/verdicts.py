"""What the program alone says of a sentence, and by which passages.

Owns the type. Must not find out anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.tools.documents import Span
from llmdesk.tools.evidence.remarks import VERDICT_OF, WEAK_SOURCE
from llmdesk.tools.evidence.types import Remark, Source, VerdictName

_PERHAPS = 0.25  # covered so much, a sentence may be said in other words


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported, by which passages, and how much of its weight they cover (0…1).

    `remark`: why it is not; `marks`: the deciding words in the sentence, `source_marks`: in the document.
    """

    supported: bool
    sources: tuple[Source, ...]
    coverage: float
    remark: Remark | None = None
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Span, ...] = ()

    @property
    def name(self) -> VerdictName:
        if self.remark is None:
            return "supported"
        if self.remark.template == WEAK_SOURCE and self.coverage >= _PERHAPS:
            return "unsure"
        return VERDICT_OF[self.remark.template]
