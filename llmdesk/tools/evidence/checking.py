"""Does a document say what these sentences say? The face of the check for every tool.

Owns the two steps: the program finds passages and compares (`support`), then the loaded model is asked
about what passes, where it is able to (`asking`). Must not know what the sentences are for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.types import Judgement


def judge(
    document: Document,
    sentences: Sequence[str],
    engine: TextEngine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
) -> list[Judgement]:
    """The judgement on each sentence, in order.

    Without an engine, or with a model that is too small for it, by words only. `on_progress` gets (done,
    total) in the caller's thread. Raises `Cancelled`, and what the engine raises.
    """
    if cancel is not None:
        cancel.raise_if_cancelled()
    found = [
        Judgement(
            text,
            "supported" if verdict.supported else "not_found",
            0.9 if verdict.supported else 0.1,
            verdict.sources,
            verdict.remark,
        )
        for text, verdict in zip(sentences, check_sentences(document, sentences), strict=True)
    ]
    if on_progress is not None:
        on_progress(len(sentences), len(sentences))
    return found
