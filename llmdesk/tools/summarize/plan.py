"""How a document is read: in which chunks, how many points each gives, how long the summary may be.

Owns the sizes. Must not ask the model for anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize import lengths
from llmdesk.tools.summarize.chunks import Chunk, split
from llmdesk.tools.summarize.types import SummaryOptions
from llmdesk.tools.summarize.windows import Window, largest_part, windows

_LEAST_CHUNK, _MOST_CHUNK, _MOST_CHUNK_FACTS = 220, 900, 450  # tokens
_PROMPT_TOKENS = 260  # what the prompt and the template add to a chunk: an upper estimate
_PER_CHUNK = 3  # points of a chunk, where the summary allows
_POOL = 3  # so many points are wanted for each sentence of the summary
_LEAST_PART = 90  # tokens of a part that is summed up
_AT_ONCE = 1  # sentences of a part: of several, a small model copies the first ones of the part
_WHOLE_PARAGRAPHS = 0.6  # a paragraph ends a part that is at least so full
_SPARE = 1.15  # some sentences do not hold
_OF_HEADLINE = 4  # sentences that a headline is made of
_PICKED = 1.3  # sentences that are picked for each one that is wanted
_OF_PART = 3  # picked of each part: of one, a small model picks the first, and each costs a question
_LEAST_CLOSE, _MOST_CLOSE = 100, 550  # tokens of such a part
_TITLE_TOKENS = 80  # that stand over it


@dataclass(frozen=True)
class Plan:
    """How much is read and written at a time.

    `points`: of each chunk. `target`: the summary's length in words (characters) of the document's
    language, `shortened` when the document is too short for the wanted one. `words`: of a usual
    sentence. `room`: tokens of material that one request takes. `windows`: what the model has before it
    at once; empty where each chunk is read by itself.
    """

    chunks: list[Chunk]
    points: int
    target: int
    shortened: bool
    words: int
    room: int
    windows: tuple[Window, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether the summary is one sentence."""
        return self.target < 1.5 * self.words


def make_plan(
    document: Document,
    options: SummaryOptions,
    languages: tuple[str, str],
    counts: Sequence[int],
    context: int,
) -> Plan:
    """The plan for a document whose sentences have `counts` tokens, with a model of so large a context.

    `languages`: of the document, of the summary. Chunks are small where a detailed summary is wanted:
    a small model sees the beginning of a long text best.
    """
    language, result = languages
    wanted = lengths.converted(lengths.target(options.length, options.style, result), language, result)
    most = max(8, round(words(document.text) * lengths.MOST_OF_DOCUMENT))
    target, per = min(wanted, most), lengths.per_sentence(language)
    desired = max(_POOL * max(1, round(target / per)), 6)
    facts = options.style == "facts"
    room = _room(context)
    largest = min(_MOST_CHUNK_FACTS if facts else _MOST_CHUNK, room)
    even = math.ceil(sum(counts) * _PER_CHUNK / desired)
    chunks = split(document, counts, min(max(even, _LEAST_CHUNK), largest))
    points = min(max(math.ceil(desired / len(chunks)), 3 if facts else 2), 6)
    shortened = wanted > 1.25 * most and options.style != "headline"
    return Plan(chunks, points, target, shortened, per, room)


def make_whole_plan(
    document: Document,
    options: SummaryOptions,
    languages: tuple[str, str],
    counts: Sequence[int],
    context: int,
) -> Plan:
    """The plan for a model that has all of the document before it, or as much as fits: it sums up each
    part (a chunk) when it has read as far. As `make_plan` otherwise; `points` are of all chunks."""
    plan = make_plan(document, options, languages, counts, context)
    total = sum(counts)
    sentences = round(_SPARE * plan.target / plan.words)
    if options.style == "headline":
        sentences = _OF_HEADLINE
    elif options.style == "facts":
        sentences *= 2
    elif plan.is_single:
        sentences = 1
    parts = max(1, min(round(sentences / _AT_ONCE), total // _LEAST_PART))
    size = min(math.ceil(total / parts), largest_part(context))
    chunks = split(document, counts, size, _WHOLE_PARAGRAPHS)
    written = sentences * plan.words * (1.0 if languages[0] in lengths.CJK_LANGUAGES else 1.5)
    found = tuple(windows(chunks, context, written))
    return replace(plan, chunks=chunks, points=max(1, sentences), windows=found)


def make_close_plan(
    document: Document,
    options: SummaryOptions,
    languages: tuple[str, str],
    counts: Sequence[int],
    context: int,
) -> Plan:
    """The plan for a summary in sentences close to the document's own: some are picked from each part. As
    `make_plan` otherwise."""
    plan = make_plan(document, options, languages, counts, context)
    total = sum(counts)
    wanted = _PICKED * max(2, round(plan.target / plan.words))
    parts = max(1, math.ceil(wanted / _OF_PART))
    size = min(max(math.ceil(total / parts), _LEAST_CLOSE), _MOST_CLOSE, max(64, plan.room - _TITLE_TOKENS))
    chunks = split(document, counts, size, _WHOLE_PARAGRAPHS)
    points = min(max(math.ceil(wanted / len(chunks)), 2), 6)
    return replace(plan, chunks=chunks, points=points)


def _room(context: int) -> int:
    """The most tokens of a chunk, so that the prompt and the answer fit too."""
    return max(64, min(context - _PROMPT_TOKENS - context // 4, context * 2 // 3))
