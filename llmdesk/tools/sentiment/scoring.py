"""Raw scores of texts by the engine: cut into parts, asked language by language, put together again.

Owns what is asked together, and the scores that are remembered. What scores mean is the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Question, ScoreRequest
from llmdesk.tools.sentiment.parts import LONGEST, Part, split
from llmdesk.tools.sentiment.prompts import Inquiry, Prompt, one_line, prompt_language
from llmdesk.tools.sentiment.readings import Reading, combined, mean_of, merged

BLOCK = 512  # rows that go to the engine in one request
_BY_BOTH = 128  # texts that are read in two prompts in turn
_REMEMBERED = 5000  # labelled texts whose scores are kept in memory


class Scorer:
    """`prompt(language, cancel)` is what the model reads around a text. `on_part` hears how much of a long
    text is read, from any thread. One thread at a time."""

    def __init__(self, engine: TextEngine, prompt: Callable[[str, CancelToken | None], Prompt]) -> None:
        self._engine, self._prompt = engine, prompt
        self.on_part: Callable[[float], None] | None = None
        self._known: dict[str, Reading] = {}

    def knows_of(self, other: Scorer) -> None:
        """What the other one remembers; it stays shared."""
        self._known = other._known

    def read(self, texts: Sequence[str], cancel: CancelToken | None) -> Iterator[Reading]:
        """Raw scores of texts, in order, as they come: one request to the engine a language.

        The language with the least to read goes first: then the rows of the other one, nearly all,
        come steadily, and none of them waits for the end of the block.
        """
        readings: list[Reading | None] = [None] * len(texts)
        parts: dict[str, list[tuple[int, Part]]] = {}
        for index, text in enumerate(texts):
            language = prompt_language(text)
            if (known := self._known.get(text)) is not None:
                readings[index] = known
            elif len(text) > LONGEST:
                readings[index] = Reading(language, problem="too long")
            elif not one_line(text):
                readings[index] = Reading(language, problem="empty")
            else:
                parts.setdefault(language, []).extend((index, part) for part in split(text, language))
        next_one = 0
        for language, owned in sorted(parts.items(), key=lambda pair: sum(len(p.text) for _, p in pair[1])):
            for index, reading in self._read_parts(language, owned, cancel):
                readings[index] = reading
                while next_one < len(texts) and (ready := readings[next_one]) is not None:
                    yield ready
                    next_one += 1
        yield from (reading for reading in readings[next_one:] if reading is not None)

    def _read_parts(
        self, language: str, owned: list[tuple[int, Part]], cancel: CancelToken | None
    ) -> Iterator[tuple[int, Reading]]:
        """(index of the text, its reading); the parts of a text stand together in `owned`."""
        scores = self.score(self._prompt(language, cancel), [part.text for _, part in owned], cancel)
        scored = zip(owned, scores, strict=True)
        count = Counter(index for index, _ in owned)
        for index, of_text in groupby(scored, key=lambda pair: pair[0][0]):
            read: list[tuple[int, tuple[float, ...]]] = []
            for (_, part), score in of_text:
                read.append((len(part.text), score))
                if self.on_part is not None and count[index] > 1:
                    self.on_part(len(read) / count[index])
            yield index, combined(language, read)

    def score(
        self, prompt: Prompt, texts: Sequence[str], cancel: CancelToken | None
    ) -> Iterator[tuple[float, ...]]:
        """Label log-probabilities of each text, as they come; empty for one that does not fit the context."""
        if prompt.inquiry is not None:
            return self._decided(prompt.inquiry, texts, cancel)
        if prompt.beside is not None:
            return self._by_both(prompt, prompt.beside, texts, cancel)
        items = tuple(prompt.item(text) for text in texts)
        words = tuple(word for each in prompt.asked for word in each)
        counts = [len(each) for each in prompt.asked]
        request = ScoreRequest(prompt.prefix, items, prompt.suffix, words, priority="batch")
        return (merged(score.logprobs, counts) for score in self._engine.score(request, cancel))

    def _by_both(
        self, prompt: Prompt, beside: Prompt, texts: Sequence[str], cancel: CancelToken | None
    ) -> Iterator[tuple[float, ...]]:
        """A few texts at a time, so that the first results come soon."""
        alone = replace(prompt, beside=None)
        for start in range(0, len(texts), _BY_BOTH):
            some = texts[start : start + _BY_BOTH]
            first = list(self.score(alone, some, cancel))
            for one, other in zip(first, self.score(beside, some, cancel), strict=True):
                yield mean_of(one, other, prompt.share)

    def _decided(
        self, inquiry: Inquiry, texts: Sequence[str], cancel: CancelToken | None
    ) -> Iterator[tuple[float, ...]]:
        questions = tuple(Question(text, inquiry.instructions, inquiry.options) for text in texts)
        names = tuple(name for name, _ in inquiry.options)
        request = ScoreRequest("", tuple(texts), labels=names, questions=questions)
        for score in self._engine.score(request, cancel):
            yield tuple(score.logprobs[place] for place in inquiry.places) if score.logprobs else ()

    def read_once(self, texts: Sequence[str], cancel: CancelToken | None) -> Iterator[Reading]:
        """In order; what was read so before is remembered."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        new: Iterator[tuple[str, Reading]] = (
            pair
            for start in range(0, len(missing), BLOCK)
            for pair in zip(
                missing[start : start + BLOCK],
                self.read(missing[start : start + BLOCK], cancel),
                strict=True,
            )
        )
        for text in texts:
            while text not in self._known:
                read, reading = next(new)
                self._known[read] = reading
            yield self._known[text]

    def forget(self) -> None:
        """The prompt is another one now."""
        self._known = {}

    def forget_the_oldest(self) -> None:
        """More than so many are not remembered."""
        while len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
