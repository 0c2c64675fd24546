"""An answer held against the documents that it rests on: sentence by sentence, by the program.

Owns which sentences are checked, against which documents, and where what supports them stands. How a sentence
is judged `tools/evidence` knows. Must not ask for an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import DocumentError
from llmdesk.tools.chat.attaching.grounds import Grounds, Named, Quoted, Sentence
from llmdesk.tools.chat.attaching.sources import Documents, asks_something
from llmdesk.tools.chat.attaching.texts import places_of
from llmdesk.tools.chat.claims import plain
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.against import joined, sentences_of
from llmdesk.tools.evidence.binding import is_bound
from llmdesk.tools.evidence.checking import judge
from llmdesk.tools.evidence.remarks import APART
from llmdesk.tools.evidence.types import Judgement, Remark, Source
from llmdesk.tools.passages import says_nothing

MOST_SENTENCES = 200  # of an answer; what stands behind them is not checked, and that is told
_MOST_TEXT = 3_000_000  # characters of one document; of a longer one the passages that the model got are read
_SOURCES = 2  # of one sentence


@dataclass(frozen=True)
class _Held:
    """What sentences are held against: a document, or a passage of one that begins at `start` of it."""

    named: Named
    document: Document
    start: int = 0
    page: str = ""


def checked(
    engine: TextEngine | None,
    text: str,
    grounds: Grounds,
    documents: Documents,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
    question: str = "",
) -> Grounds:
    """`grounds` with the verdicts on the sentences of an answer, `text` as it was written, to
    `question`. `trials` as of `judge`.

    Raises `Cancelled`, and what the engine raises.
    """
    held, claims = _held(grounds, documents), _claims(text)
    sentences = claims[:MOST_SENTENCES]
    if not held or not sentences:
        return replace(grounds, checked=True, sentences=(), sources=())
    source = joined([each.document for each in held])
    judgements = judge(source, sentences, engine, on_progress, cancel, trials)
    topics = [_topic(each) for each in held]
    begins = _begins(held)
    judgements = [_bound(each, topics, begins, question) for each in judgements]
    return replace(_with_verdicts(grounds, judgements, held), left=len(claims) - len(sentences))


def _claims(text: str) -> list[str]:
    """The sentences that say something: no questions, no thanks, and not that the documents do not say it."""
    try:
        said = from_text(plain(text))
    except DocumentError:
        return []
    found = (said.text[span.start : span.end] for span in sentences_of(said))
    return [each for each in found if asks_something(each) and not (_asks(each) or says_nothing(each))]


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’)）」』 ").endswith(("?", "？"))


def _held(grounds: Grounds, documents: Documents) -> list[_Held]:
    """Each document once. Of one that is not here, or is very long, the passages that the model got."""
    held: dict[Named, list[_Held]] = {}
    whole: set[Named] = set()
    for named in (*grounds.whole, *(each.document for each in grounds.passages)):
        if named not in held:
            document = documents.of(named.name, named.digest) if named.digest else None
            is_short = document is not None and len(document.text) <= _MOST_TEXT
            held[named] = [_Held(named, document)] if document is not None and is_short else []
            whole.update(each.named for each in held[named])
    for passage in grounds.passages:
        if passage.quote.strip() and passage.document not in whole:
            held[passage.document].append(_of_passage(passage))
    return [each for some in held.values() for each in some]


def _of_passage(passage: Quoted) -> _Held:
    document = from_text(passage.quote, passage.document.name)
    lead = passage.quote.find(document.text[:20])  # white space that the document was read without
    return _Held(passage.document, document, passage.start + max(0, lead), passage.page)


def _begins(held: Sequence[_Held]) -> list[int]:
    """Where each begins in all of them together."""
    begins, at = [], 0
    for each in held:
        begins.append(at)
        at += len(each.document.text) + 2  # as `evidence.against.joined` puts them together
    return begins


def _topic(held: _Held) -> str:
    """What a document is about: its name, and what it begins with."""
    first = (held.document.text[span.start : span.end] for span in held.document.sentences[:1])
    return "\n".join((held.named.name, *first))


def _bound(judged: Judgement, topics: Sequence[str], begins: Sequence[int], question: str) -> Judgement:
    """The judgement; unsure where what it says stands in no one place, or is said of something else."""
    if not judged.supported:
        return judged
    about = sorted({places_of(begins, source.start) for source in judged.sources})
    passages = [source.quote for source in judged.sources]
    if is_bound(judged.text, passages, "\n".join(topics[at] for at in about), question):
        return judged
    return replace(judged, verdict="unsure", remark=Remark(APART))


def _with_verdicts(grounds: Grounds, judgements: Sequence[Judgement], held: Sequence[_Held]) -> Grounds:
    begins = _begins(held)
    numbers: dict[Quoted, int] = {}
    sentences = []
    for judged in judgements:
        # Only what supports a sentence is a source: what is nearest to one without support is none.
        found = judged.sources[:_SOURCES] if judged.supported else ()
        places = (_quoted(source, held, begins) for source in found)
        sources = tuple(dict.fromkeys(numbers.setdefault(place, len(numbers)) for place in places))
        remark = judged.remark
        reason, params = ("", {}) if remark is None else (remark.template, dict(remark.params))
        sentences.append(Sentence(judged.text, judged.verdict, sources, reason, params))
    return replace(grounds, checked=True, sentences=tuple(sentences), sources=tuple(numbers))


def _quoted(source: Source, held: Sequence[_Held], begins: Sequence[int]) -> Quoted:
    at = places_of(begins, source.start)
    each = held[at]
    start, end = source.start - begins[at], source.end - begins[at]
    page = each.page or each.document.page_at(start)
    return Quoted(each.named, each.start + start, each.start + end, page, source.quote)
