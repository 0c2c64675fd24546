"""A question answered from documents: passages found, weighed, answered, and the answer checked.

Owns the steps and what counts as "the documents do not say". Must not read files.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.engine.types import GenerateRequest, LoadedModel, Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, UserError
from llmdesk.tools.ask import prompts
from llmdesk.tools.ask.asked import checked, language_of
from llmdesk.tools.ask.focus import is_answered
from llmdesk.tools.ask.statements import is_short, stands_among, statement
from llmdesk.tools.ask.types import Answer, AnswerSentence, AskOptions, AskProgress
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.against import joined, sentences_of
from llmdesk.tools.evidence.binding import is_bound
from llmdesk.tools.evidence.checking import judge
from llmdesk.tools.evidence.remarks import APART, CONDITION, DOUBTED, HELD_BACK, NO_SOURCE, PLAN, VIEW
from llmdesk.tools.evidence.types import Judgement, Remark
from llmdesk.tools.evidence.types import Source as EvidenceSource
from llmdesk.tools.passages import Found, Passage, Quote, Source, quoted, says_nothing

OnProgress = Callable[[AskProgress], None]
# Passages by words that the model weighs where it is asked to. Not asked, it gets the best by their words: of
# 60 questions about 200 public Chinese documents the right one was among the first five for 59, and weighing
# sixteen with a model of 1.5 billion parameters takes two cores 105 to 120 seconds.
_WEIGHED = 16
_LEXICAL = 0.25  # how much of a step by words counts beside the model's log-odds
_MOST_TOKENS = 300  # of an answer
# What is shown with its passage and not as supported: it stands there in other words, under a condition, as a
# plan or a view ("is to be paid in three parts" of "is paid in three parts").
_TO_BE_LOOKED_AT = frozenset((APART, CONDITION, DOUBTED, HELD_BACK, PLAN, VIEW))
_ENDS = (".", "!", "?", "。", "！", "？")
_AROUND = " .。!！?？;；,，:：“”\"'"  # what may stand around a fragment
_ROOM = 700  # tokens that the instructions, the template and the answer take of the context
_CITED = re.compile(r" ?[\[【]\d{1,2}(?:[,，、;–-] ?\d{1,2}){0,20}[\]】]")


def ask(
    engine: TextEngine,
    question: str,
    source: Source,
    options: AskOptions | None = None,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> Answer:
    """Answer `question` from `source`; every sentence of the answer with the passages that say it.

    Where no passage has a word of the question, the model says that the passages do not answer, or nothing
    of its answer is found in them, the documents do not say (`stated` False). `trials` as in `judge`. Raises
    `UsageError` for an empty question or no documents, `NoModelError`, `Cancelled`, and what the engine and
    the source raise.
    """
    begun, token = time.monotonic(), cancel or CancelToken()
    model = loaded_model(engine)
    question = checked(question, source)
    wanted = options or AskOptions()
    wanted = replace(wanted, language=language_of(question, wanted))
    work = _Work(engine, model, question, source, wanted, on_progress or (lambda _progress: None), token)
    answer = work.answered(trials)
    return replace(answer, model=model.name, seconds=time.monotonic() - begun)


class _Work:
    """One question."""

    def __init__(
        self,
        engine: TextEngine,
        model: LoadedModel,
        question: str,
        source: Source,
        options: AskOptions,
        tell: OnProgress,
        cancel: CancelToken,
    ) -> None:
        self._engine, self._model, self._question = engine, model, question
        self._source, self._options, self._tell, self._cancel = source, options, tell, cancel

    def answered(self, trials: Path | None) -> Answer:
        self._tell(AskProgress("looking"))
        found = self._source.find(self._question, _WEIGHED, self._cancel)
        read = self._fitting(self._weighed(found))
        quotes = tuple(map(self._quote, read))
        none = Answer(self._question, False, (), quotes, self._source.count)
        if not read:
            return none
        said = self._said(read)
        parts = _sentences(said)
        empty = [_says_nothing(part, self._options.language) for part in parts]
        if all(empty):
            return none
        judged = self._checked(said, parts, read, trials)
        # That the documents do not say something shares its words with them, and stands in none.
        unsaid = AnswerSentence("", False, (), Remark(NO_SOURCE))
        sentences = tuple(
            replace(unsaid, text=each.text) if nothing else each
            for each, nothing in zip(judged, empty, strict=True)
        )
        if not self._is_answered(sentences):
            return replace(none, said=said)
        return replace(none, stated=True, sentences=sentences, said=said)

    # -- which passages -----------------------------------------------------------------------------
    def _weighed(self, found: Sequence[Found]) -> list[Passage]:
        """The best first: by what the model thinks of each and by its words, where it can be asked."""
        if not self._options.weigh or len(found) < 2 or Ability.LABEL_SCORES not in self._model.abilities:
            return [each.passage for each in found]
        self._tell(AskProgress("weighing", 0, len(found)))
        request = prompts.weighing(
            self._question, [self._text(each.passage) for each in found], self._options.language
        )
        best = found[0].score or 1.0
        weights: list[float] = []
        for score in self._engine.score(request, self._cancel):
            odds = score.logprobs[0] - score.logprobs[1] if score.logprobs else 0.0
            weights.append(odds + _LEXICAL * _steps(found[score.index].score / best))
            self._tell(AskProgress("weighing", len(weights), len(found)))
        self._cancel.raise_if_cancelled()
        order = sorted(range(len(found)), key=lambda at: -weights[at])
        return [found[at].passage for at in order]

    def _fitting(self, passages: Sequence[Passage]) -> list[Passage]:
        """As many of the first as the context holds."""
        chosen = list(passages[: self._options.passages])
        if not chosen or Ability.TOKEN_COUNTS not in self._model.abilities:
            return chosen
        shown = [prompts.headed(name, text) for name, text in map(self._shown, chosen)]
        counts = self._engine.count_tokens([self._question, *shown])
        left = self._model.context - _ROOM - counts[0]
        fitting: list[Passage] = []
        for passage, count in zip(chosen, counts[1:], strict=True):
            left -= count + 20
            if left < 0:
                break
            fitting.append(passage)
        return fitting or chosen[:1]  # then the engine says that it does not fit, with the figures

    # -- the answer ---------------------------------------------------------------------------------
    def _said(self, read: Sequence[Passage]) -> str:
        shown = list(map(self._shown, read))
        self._tell(AskProgress("answering"))
        stream = self._engine.generate(
            GenerateRequest(
                prompts.asking(self._question, shown, self._options.language),
                sampling=Sampling(temperature=0.0, repeat_penalty=1.0, seed=self._options.seed),
                max_tokens=_MOST_TOKENS,
                template_variables={"enable_thinking": False},
            )
        )
        self._cancel.on_cancel(stream.cancel)
        for _piece in stream:
            self._tell(AskProgress("answering", text=stream.text))
        reason = stream.result().finish_reason
        if reason == "cancelled":
            raise Cancelled
        said = _CITED.sub("", stream.text).replace("**", "").strip()
        return said if reason == "stop" else _whole(said)

    def _checked(
        self, said: str, sentences: Sequence[str], read: Sequence[Passage], trials: Path | None
    ) -> tuple[AnswerSentence, ...]:
        """Each sentence judged by the documents of the passages; each place is one in its own document."""
        numbers = sorted({passage.document for passage in read})
        sources = [self._source.document(number) for number in numbers]

        def report(done: int, total: int) -> None:
            self._tell(AskProgress("checking", done, total, said))

        report(0, len(sentences))
        whole = joined(sources)
        judged = judge(whole, sentences, self._engine, report, self._cancel, trials)
        judged = [self._with_question(each, whole, trials) for each in judged]
        begins = _begins(sources)
        judged = [self._bound(each, sources, begins) for each in judged]
        judged = [self._pointed_to(each, read, numbers, begins) for each in judged]
        return tuple(self._sentence(each, numbers, begins) for each in judged)

    def _with_question(self, judged: Judgement, whole: Document, trials: Path | None) -> Judgement:
        """The judgement on a fragment ("Fifty euros.") as what it says together with the question."""
        if judged.supported or not is_short(judged.text):
            return judged
        said = statement(self._question, judged.text)
        if not said:
            return judged
        (found,) = judge(whole, [said], self._engine, None, self._cancel, trials)
        if not found.supported or not stands_among(judged.text, (each.quote for each in found.sources)):
            return judged
        return replace(found, text=judged.text)

    def _bound(self, judged: Judgement, sources: Sequence[Document], begins: Sequence[int]) -> Judgement:
        """The judgement; unsure where what it says stands in no one place, or is said of something else."""
        if not judged.supported:
            return judged
        about = {max(at for at, begin in enumerate(begins) if begin <= each.start) for each in judged.sources}
        topic = "\n".join(map(_topic, (sources[at] for at in sorted(about))))
        if is_bound(judged.text, [each.quote for each in judged.sources], topic, self._question):
            return judged
        return replace(judged, verdict="unsure", remark=Remark(APART))

    def _pointed_to(
        self, judged: Judgement, read: Sequence[Passage], numbers: Sequence[int], begins: Sequence[int]
    ) -> Judgement:
        """The judgement; a fragment that is not supported gets the sentence of what was read that has it and
        speaks of what is asked, to be looked at."""
        bare = judged.text.strip(_AROUND)
        if judged.supported or not bare or not is_short(judged.text):
            return judged
        for passage in read:
            source = self._source.document(passage.document)
            for span in source.sentences:
                inside = passage.start <= span.start < passage.end
                sentence = source.text[span.start : span.end] if inside else ""
                if bare in sentence and is_answered(self._question, sentence, _topic(source)):
                    begin, page = begins[numbers.index(passage.document)], source.page_at(span.start)
                    found = EvidenceSource(begin + span.start, begin + span.end, page, sentence, 0.0)
                    return replace(judged, verdict="unsure", sources=(found,), remark=Remark(APART))
        return judged

    def _is_answered(self, sentences: Sequence[AnswerSentence]) -> bool:
        """Whether what supports the answer speaks of what is asked: to stand in a document is not enough.
        What stands there less plainly is to be looked at, and no sign that the documents do not say it."""
        found = (each for each in sentences if each.supported or _is_to_be_looked_at(each))
        return any(self._speaks_of_it(each.sources) for each in found)

    def _speaks_of_it(self, sources: Sequence[Quote]) -> bool:
        around = []
        for number in {quote.document for quote in sources}:
            document = self._source.document(number)
            around += [
                document.name,
                *(document.text[each.start : each.end] for each in document.sentences[:1]),
            ]
        return is_answered(self._question, "\n".join(quote.quote for quote in sources), "\n".join(around))

    def _sentence(self, judged: Judgement, numbers: Sequence[int], begins: Sequence[int]) -> AnswerSentence:
        quotes = []
        for source in judged.sources:
            at = max(place for place, begin in enumerate(begins) if begin <= source.start)
            start = source.start - begins[at]
            quotes.append(self._quote(Passage(numbers[at], start, start + source.end - source.start)))
        return AnswerSentence(judged.text, judged.supported, tuple(quotes), judged.remark)

    # -- places -------------------------------------------------------------------------------------
    def _shown(self, passage: Passage) -> tuple[str, str]:
        quote = self._quote(passage)
        return quote.file, quote.quote

    def _text(self, passage: Passage) -> str:
        return self._quote(passage).quote

    def _quote(self, passage: Passage) -> Quote:
        return quoted(self._source, passage)


def _steps(share: float) -> float:
    """How far a passage is behind the best by its words, in steps of a tenth of the best's score."""
    return -10 * (1 - share)


def _sentences(said: str) -> list[str]:
    if not said:
        return []
    text = from_text(said)
    return [text.text[span.start : span.end] for span in sentences_of(text)]


def _whole(said: str) -> str:
    """An answer that was cut off, without the sentence that it was cut in: half of one may say what the whole
    does not. Raises `UserError` where it was cut before it began, which is not "the documents do not say"."""
    if not said:
        raise UserError(
            QT_TRANSLATE_NOOP("core", "The model gave no answer."),
            QT_TRANSLATE_NOOP("core", "It was still thinking when its room for the answer was used up."),
            QT_TRANSLATE_NOOP("core", "Ask with a model that answers without thinking first."),
        )
    sentences = _sentences(said)
    if said.endswith(_ENDS) or len(sentences) < 2:
        return said
    return said[: said.rindex(sentences[-1])].rstrip()


def _says_nothing(said: str, language: str) -> bool:
    """The model answers that the passages do not say it, in the words that it was given or in its own."""
    nothing = prompts.nothing(language).rstrip(".。").casefold()
    return nothing in said.casefold() or says_nothing(said)


def _is_to_be_looked_at(sentence: AnswerSentence) -> bool:
    return sentence.remark is not None and sentence.remark.template in _TO_BE_LOOKED_AT


def _topic(document: Document) -> str:
    """What a document is about: its name, and what it begins with."""
    first = (document.text[each.start : each.end] for each in document.sentences[:1])
    return "\n".join((document.name, *first))


def _begins(sources: Sequence[Document]) -> list[int]:
    """Where each source begins in `evidence.against.joined` of them."""
    begins, at = [], 0
    for source in sources:
        begins.append(at)
        at += len(source.text) + 2
    return begins
