"""The last steps of a summary: a headline, a translation, the text with the sources of its sentences.

Owns what becomes of the chosen points. Must not choose them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from llmdesk.engine.types import GenerateRequest
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence import Figure, figures, same_figure
from llmdesk.tools.evidence.checking import VERBATIM, by_words, stands_in
from llmdesk.tools.evidence.remarks import NO_NUMBER, WEAK_SOURCE
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.evidence.types import QUOTE_LIMIT, Judgement, Remark, Source
from llmdesk.tools.evidence.verdicts import Verdict
from llmdesk.tools.summarize import check, lengths, prompts, rank
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.types import Style, Summary, SummarySentence

Ask = Callable[[Sequence[GenerateRequest]], list[str]]
"""Ask the model several things at once; the answers in order."""
SecondOpinion = Callable[[Sequence[Judgement]], list[Judgement]]
"""Judgements by words, with what the model says to those that pass."""

_ATTEMPTS = 3
_PARAGRAPH = 7  # sentences
_SOURCES = 3
_ENOUGH_HEADLINE = 0.3
_LONGEST_HEADLINE = 1.25

NOT_TRANSLATED = QT_TRANSLATE_NOOP("core", "The model could not translate this sentence.")


@dataclass(frozen=True, slots=True)
class Written:
    """A point and how it is written in the summary, which may be another language."""

    point: Point
    text: str
    failed: bool = False

    @property
    def is_translated(self) -> bool:
        return self.text != self.point.text


def headline(document: Document, points: Sequence[Point], task: prompts.Task, seed: int, ask: Ask) -> Point:
    """One headline for the points; where the model gives none that holds, the best short point."""
    limit = lengths.target("short", "headline", task.language)
    start, end = min(p.start for p in points), max(p.end for p in points)
    best: tuple[float, str] = (0.0, "")
    for attempt in range(_ATTEMPTS):
        notes = [point.text for point in points]
        request = prompts.headline(
            task, notes, limit, prompts.seed(seed, "headline", 0, attempt), again=attempt > 0
        )
        text = _one_line(ask([request])[0], limit)
        if not check.is_sentence(text, task.language, document.text):
            continue
        verdict = check_headline(document, text)
        if verdict.supported:
            return Point(text, start, end)
        if verdict.coverage > best[0]:
            best = verdict.coverage, text
    if best[1]:
        return Point(best[1], start, end, supported=False)
    short = [point for point in points if words(point.text) <= 1.5 * limit]
    stands_in = rank.best_one(short or [min(points, key=lambda point: words(point.text))], limit)
    return replace(stands_in, text=stands_in.text.rstrip(".。"))


def _without_aside(line: str) -> str:
    """The line without what stands in parentheses at its end, closed or not."""
    line = line.rstrip()
    inside = line[:-1] if line.endswith((")", "）")) else line
    start = max(map(inside.rfind, ")）")) + 1
    opened = min((at for at in (inside.find(sign, start) for sign in "(（") if at >= 0), default=len(line))
    return line[:opened]


def _one_line(answer: str, limit: int) -> str:
    """The headline of an answer; one that goes on for long ends at a comma."""
    text = _without_aside(next(iter(answer.splitlines()), "")).strip(' "“”-.。')
    while words(text) > _LONGEST_HEADLINE * limit:
        shorter = re.sub(r"[,，;；:：、]\s*[^,，;；:：、]*$", "", text)
        if shorter == text:
            return ""
        text = shorter
    return text


def check_headline(document: Document, text: str) -> Verdict:
    """The verdict on a headline. Where most words have capitals, a capital is no sign of a name; and since it
    draws on all of the document, less of it need be found in one passage."""
    capitals = sum(word[0].isupper() for word in text.split() if word[0].isalpha())
    plain = text.lower() if capitals > len(text.split()) / 2 else text
    verdict = check_sentences(document, [plain])[0]
    weak = verdict.remark is not None and verdict.remark.template == WEAK_SOURCE
    if weak and verdict.coverage >= _ENOUGH_HEADLINE:
        return replace(verdict, supported=True, remark=None)
    return verdict


def translated(points: Sequence[Point], language: str, seed: int, ask: Ask) -> list[Written]:
    """Each point in `language`, its numbers kept; one that fails three times stays as it is, marked."""
    done: dict[int, str] = {}
    cjk = language in lengths.CJK_LANGUAGES
    for attempt in range(_ATTEMPTS):
        pending = [at for at in range(len(points)) if at not in done]
        requests = []
        for at in pending:
            length = words(points[at].text)
            room = round(length * 2.5) if cjk else length
            number = prompts.seed(seed, "translation", at, attempt)
            requests.append(prompts.translation(points[at].text, language, room, number, again=attempt > 0))
        for at, answer in zip(pending, ask(requests) if requests else [], strict=True):
            text = next(iter(check.lines(answer)), "")
            if check.is_sentence(text, language, points[at].text) and _same_figures(points[at].text, text):
                done[at] = text
    return [Written(point, done.get(at, point.text), at not in done) for at, point in enumerate(points)]


def _same_figures(one: str, other: str) -> bool:
    """Whether the translation keeps every number that is not a mere "one" or "two"."""
    return _missing(one, other) is None


def _missing(text: str, other: str) -> Figure | None:
    """The first number of `text` that `other` does not have; small ones may be words there."""
    known = list(figures(other))
    for figure in figures(text):
        small = figure.idle or (len(figure.text) == 1 and figure.span[1] - figure.span[0] <= 2)
        if not small and not any(same_figure(figure, each) or same_figure(each, figure) for each in known):
            return figure
    return None


def assemble(document: Document, style: Style, language: str, written: Sequence[Written]) -> Summary:
    """The text of the summary with each sentence's sources, judged over the whole document."""
    if style == "headline":
        verdicts = [check_headline(document, item.point.text) for item in written]
    else:
        verdicts = check_sentences(document, [item.point.text for item in written])
    text, places = _layout([item.text for item in written], style, language)
    sentences = tuple(
        _sentence(document, item, verdict, start)
        for item, verdict, start in zip(written, verdicts, places, strict=True)
    )
    total = len(document.text)
    return Summary(text, sentences, language, total, total, 1, "", 0.0, True)


def _sentence(document: Document, item: Written, verdict: Verdict, start: int) -> SummarySentence:
    """A sentence at its place, judged by words."""
    found = by_words(item.point.text, verdict)
    probability: float | None = found.probability
    if item.point.close and not item.is_translated and found.verdict != "contradicted":
        found, probability = _of_close(document, item.point, found)
    remark = found.remark or (Remark(NOT_TRANSLATED) if item.failed else _lost_figure(item))
    return SummarySentence(
        item.text,
        remark is None,
        found.sources,
        remark,
        item.point.extracted or (probability is not None and probability >= VERBATIM),
        start,
        start + len(item.text),
        verdict=found.verdict if remark == found.remark else "unsure",
        probability=probability,
        marks=() if item.is_translated else found.marks,
        source_marks=found.source_marks,
    )


def _of_close(document: Document, point: Point, found: Judgement) -> tuple[Judgement, float | None]:
    """The judgement on a sentence that is close to one of the document's: that one is its first source. And
    how likely it is true, where it stands there word for word; of a shortened one nobody has measured it."""
    end = min(point.end, point.start + QUOTE_LIMIT)
    own = Source(point.start, end, document.page_at(point.start), document.text[point.start : end], 1.0)
    others = tuple(each for each in found.sources if each.start != own.start)[: _SOURCES - 1]
    if not found.supported:
        others = ()
    sources = (own, *others)
    probability = VERBATIM if any(stands_in(point.text, each) for each in sources) else None
    close = replace(found, verdict="supported", remark=None, sources=sources, marks=(), source_marks=())
    return close, probability


def judged(summary: Summary, ask: SecondOpinion) -> Summary:
    """The summary with what the model says to its sentences, as far as they pass by words, and are not close
    to the document's own."""
    asked = [each for each in summary.sentences if not _is_close(each)]
    answers = iter(ask([_judgement(each) for each in asked]) if asked else [])
    sentences = tuple(
        each if _is_close(each) else _with_opinion(each, next(answers)) for each in summary.sentences
    )
    return replace(summary, sentences=sentences)


def _is_close(sentence: SummarySentence) -> bool:
    """Whether a sentence stands in the document, or is one of its sentences made shorter (`_of_close`)."""
    return sentence.verdict == "supported" and (
        sentence.probability is None or sentence.probability >= VERBATIM
    )


def _with_opinion(sentence: SummarySentence, found: Judgement) -> SummarySentence:
    return replace(
        sentence,
        supported=found.supported,
        verdict=found.verdict,
        probability=found.probability,
        method=found.method,
        remark=found.remark,
        marks=() if found.supported else sentence.marks,
    )


def _judgement(sentence: SummarySentence) -> Judgement:
    probability = 0.0 if sentence.probability is None else sentence.probability
    return Judgement(sentence.text, sentence.verdict, probability, sentence.sources, sentence.remark)


def _lost_figure(item: Written) -> Remark | None:
    """A number of a translation that its sentence does not have."""
    if not item.is_translated:
        return None
    figure = _missing(item.text, item.point.text)
    return Remark(NO_NUMBER, (("figure", figure.text),)) if figure else None


def _layout(texts: Sequence[str], style: Style, language: str) -> tuple[str, list[int]]:
    """The whole text, and where each sentence begins in it."""
    listed = style in ("bullets", "facts")
    space = "" if language in lengths.CJK_LANGUAGES else " "
    whole = ""
    places = []
    paragraphs = max(1, round(len(texts) / _PARAGRAPH))
    length = -(-len(texts) // paragraphs)
    for number, text in enumerate(texts):
        if number:
            whole += "\n" if listed else "\n\n" if number % length == 0 else space
        whole += "- " if listed else ""
        places.append(len(whole))
        whole += text
    return whole, places
