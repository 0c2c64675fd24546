"""What an answer rests on: the documents and passages that went with its question, and which of its sentences
are found in them.

Owns these values and how they are kept with the answer. Must not ask or judge anything, nor import what is
slow to import: the window shows them when it opens.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from llmdesk.store import StoredMessage, WholeMessage

# As `evidence.types.VerdictName`.
VerdictName = Literal["supported", "contradicted", "not_found", "unsure"]

_log = logging.getLogger(__name__)
MEMBER = "documents"  # of the detail of an answer


@dataclass(frozen=True, slots=True)
class Named:
    """A document: `path` of its file, "" for none; `digest` of its text where the store has it as an
    attachment of the chat, "" where it is a library's."""

    name: str
    path: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """`quote` stands at [start:end] of a document; `page` as a reader says it, "" where there are none."""

    document: Named
    start: int
    end: int
    page: str
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer, the verdict on it, and the numbers of its `sources` in `Grounds.sources`.
    `reason` for any verdict but "supported": a text marked for translation, with places for `params`."""

    text: str
    verdict: VerdictName
    sources: tuple[int, ...] = ()
    reason: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def supported(self) -> bool:
        return self.verdict == "supported"


@dataclass(frozen=True, slots=True)
class Grounds:
    """`whole`: documents that the model got with all they say. `passages` of those that were too long, best
    first; `beginning`: none had a word of the question, and these are just their beginnings. `due`: the
    answer is to be checked; `checked`: it was, and `sentences` are those of it that claim something, with the
    passages that say so in `sources`; `left` more were not checked, since there are too many. `searched`: the
    question as passages were looked up with it, where that is another than it was asked with. `nothing`:
    libraries were looked through, and no passage has a word of it, so the answer rests on no document."""

    whole: tuple[Named, ...] = ()
    passages: tuple[Quoted, ...] = ()
    beginning: bool = False
    due: bool = False
    checked: bool = False
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Quoted, ...] = ()
    left: int = 0
    searched: str = ""
    nothing: bool = False

    @property
    def unsupported(self) -> tuple[Sentence, ...]:
        return tuple(each for each in self.sentences if not each.supported)


def grounds_of(message: StoredMessage | WholeMessage) -> Grounds | None:
    """Those of an answer; None for one that has none, or whose are not to be understood."""
    kept = message.detail.get(MEMBER)
    if kept is None:
        return None
    try:
        found = msgspec.convert(kept, Grounds)
    except msgspec.ValidationError as error:
        _log.warning("What is kept of an answer's documents is not understood: %s", error)
        return None
    numbers = range(len(found.sources))
    sound = all(number in numbers for each in found.sentences for number in each.sources)
    return found if sound else None


def as_detail(grounds: Grounds | None) -> Mapping[str, object]:
    """What is stored with an answer; nothing where no document went with the question."""
    return {} if grounds is None else {MEMBER: msgspec.to_builtins(grounds)}
