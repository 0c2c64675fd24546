"""Reads a document as a reader does: on and on, with all that came before in view, summing up what it read.

Owns the conversation that grows: a part of the text, what the model writes of it, the next part. The engine
reads each once, behind what it has read already. Each sentence is checked when it is written, and one that
does not hold is asked for once more, with the reason. A document that is longer than the context is read in
windows, each a conversation of its own that begins with what came before. Must not choose.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize import check, whole_prompts
from llmdesk.tools.summarize.asking import Asking, Judged
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.covering import coverage
from llmdesk.tools.summarize.plan import Plan
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.reading import Reading, joined
from llmdesk.tools.summarize.whole_prompts import Told
from llmdesk.tools.summarize.windows import Window, told_before

_STEP = 256  # tokens read between two reports
_WORTH_SHARING = 400  # tokens of a prompt
_ANEW = 2  # sentences of a part that are asked for once more
_TRIES_OF_ONE = 3  # where the whole summary is one sentence


class Noting(Reading):
    """`Reading` for a plan with windows. `main`: what the program takes for the main points, to choose among
    drafts. `shares` turns False where the engine reads everything anew."""

    def __init__(self, asking: Asking, plan: Plan, main: Sequence[Point]) -> None:
        super().__init__(asking, plan)
        self._main = main
        self._window = Window(0, 0)
        self._head = ""
        self._told: Told = ()
        self._listed = asking.options.style != "paragraph"
        self.shares = True

    def read(self) -> None:
        self._asking.report("chunks", 0, len(self._plan.chunks))
        for window in self._plan.windows:
            self._window, self._told = window, ()
            self._head = (
                told_before(self._asking.document, self._asking.task, self.points) if window.first else ""
            )
            for number in window.chunks:
                if not self.shares:
                    rest = self._plan.chunks[number:]
                    most = max(self._wanted(chunk) for chunk in rest)
                    self._read_chunks(range(number, len(self._plan.chunks)), most)
                    return
                self._sum_up(number)
                self._asking.report("chunks", len(self._read), len(self._plan.chunks))

    def read_more(self) -> None:
        """Nothing is asked again: where it is too short, the document's own sentences stand beside it."""

    # -- one part -------------------------------------------------------------------------------
    def _sum_up(self, number: int) -> None:
        """Read a part and sum it up; where that fails twice, its own sentences are taken."""
        asking, chunk = self._asking, self._plan.chunks[number]
        first = number == self._window.first
        text = self._opened(chunk, chunk.end)
        if number == 0 or chunk.tokens > 1.5 * _STEP:  # a short part is read with the question about it
            self._read_to(chunk, fresh=number == 0)
        n = self._wanted(chunk)
        message = whole_prompts.asked(
            asking.task, text, n, self._plan.words, first=first, listed=self._listed
        )
        written = self._best_draft(number, message, n)
        if written is None:
            self._fallbacks.add(number)
            points = asking.own.most_central(chunk, max(1, n // 2))
            self._read[number] = points
        else:
            told = whole_prompts.after(self._told, message, written[0])
            points = self._mended(told, written[1], number)
            self._keep(number, points)
        asking.read_to(chunk.end)
        # What does not hold would be said again and again, if the model saw that it said it.
        clean = " ".join(point.text for point in points)
        holds = written is not None and all(each.point is not None for each in written[1])
        answer = written[0] if written is not None and holds else clean
        self._told = whole_prompts.after(self._told, message, answer)

    def _best_draft(self, number: int, message: str, n: int) -> tuple[str, list[Judged]] | None:
        """The best of the drafts, by what it covers and how much of it holds; one more where none holds."""
        asking, chunk = self._asking, self._plan.chunks[number]
        main = [point for point in self._main if chunk.start <= point.start < chunk.end]
        drafts: list[tuple[float, str, list[Judged]]] = []
        wanted = max(asking.options.drafts, _TRIES_OF_ONE if self._plan.is_single else 1)
        while len(drafts) < wanted or (len(drafts) == wanted and max(drafts)[0] <= 0):
            attempt = len(drafts)
            request = whole_prompts.summing_up(
                asking.task, self._told, message, n, self._plan.words,
                asking.seed("text", number, attempt), again=attempt > 0, listed=self._listed,
            )  # fmt: skip
            answer, judged = self._answer(request, number)
            held = [each.point for each in judged if each.point is not None]
            value = len(held) / n + coverage(main, held) if held else 0.0
            drafts.append((value, answer, judged))
        value, answer, judged = max(drafts, key=lambda draft: draft[0])
        if self._plan.is_single:
            judged = [each for _, _, draft in drafts for each in draft]
        return (answer, judged) if value > 0 else None

    def _wanted(self, chunk: Chunk) -> int:
        """How many sentences of this part: more of a longer one."""
        total = sum(each.tokens for each in self._plan.chunks)
        least = 2 if len(self._plan.windows) > 1 else 1
        return max(least, round(self._plan.points * chunk.tokens / max(1, total)))

    def _answer(self, request: GenerateRequest, number: int) -> tuple[str, list[Judged]]:
        """The answer and its sentences, shown one by one as they come and hold."""
        asking = self._asking
        answer, done = "", 0
        for answer in asking.growing(request):
            texts = list(check.finished(answer, asking.language))[
                :-1
            ]  # the last one may go on: "£1.", "£1.9"
            if len(texts) > done:
                done = len(texts)
                asking.show([each.point for each in self._judged(number, texts) if each.point], at=number)
        texts = list(check.finished(answer, asking.language))
        if asking.last is not None and asking.last.finish_reason in ("length", "context"):
            texts = texts[:-1]
        self._look_at(asking.last)
        return answer, self._judged(number, texts)

    def _judged(self, number: int, texts: Sequence[str]) -> list[Judged]:
        """Against all that was read; what was said before is left out."""
        known = [point.text for each in self._read.values() for point in each]
        return self._asking.judged(check.without_repeats(texts, known), *self._seen(number))

    def _seen(self, number: int) -> tuple[int, int]:
        """What the model has before it when it has read part `number`: from where to where."""
        return self._plan.chunks[self._window.first].start, self._plan.chunks[number].end

    def _mended(self, told: Told, judged: Sequence[Judged], part: int) -> list[Point]:
        """What holds; what does not is asked for once more, with the reason, and else left out."""
        asking = self._asking
        points: list[Point] = []
        left = 0 if self._plan.is_single and any(each.point for each in judged) else _ANEW
        for number, each in enumerate(judged):
            if each.point is not None:
                points.append(each.point)
            elif each.passage and left:
                left -= 1
                request = whole_prompts.anew(
                    asking.task, told, each.text, each.reason, each.passage,
                    max(self._plan.words, words(each.text)), asking.seed("anew", len(told), number),
                )  # fmt: skip
                for answer in asking.all([request]):
                    points += asking.accepted(answer, *self._seen(part))[:1]
        return points

    def _keep(self, number: int, points: Sequence[Point]) -> None:
        known = [point for each in self._read.values() for point in each]
        self._read[number] = joined(known, points)[len(known) :]
        self._asking.show(self._read[number], at=number)

    # -- reading on -----------------------------------------------------------------------------
    def _read_to(self, chunk: Chunk, *, fresh: bool) -> None:
        """Have a part read, a few sentences at a time, so that one sees how far it is."""
        asking = self._asking
        at = chunk.start
        while self.shares and at < chunk.end:
            end = self._next_stop(chunk, at)
            text = self._opened(chunk, end)
            request = whole_prompts.reading(asking.task, self._told, text, fresh=fresh and at == chunk.start)
            for completion in asking.completions([request]):
                self._look_at(completion)
            at = end
            asking.read_to(end)

    def _look_at(self, completion: Completion | None) -> None:
        """Whether the engine found what it had read before."""
        if completion is not None and self._told and completion.prompt_tokens > _WORTH_SHARING:
            self.shares = completion.reused_tokens > completion.prompt_tokens / 4

    def _opened(self, chunk: Chunk, end: int) -> str:
        """A part as far as `end`, as the model is shown it."""
        first = chunk.start == self._plan.chunks[self._window.first].start
        headings = [at - chunk.start for at in self._asking.headings if chunk.start <= at < end]
        text = self._asking.document.text[chunk.start : end]
        return whole_prompts.opened(text, headings, self._head if first else "")

    def _next_stop(self, chunk: Chunk, at: int) -> int:
        """The end of some more sentences, about `_STEP` tokens."""
        document = self._asking.document
        per_character = chunk.tokens / max(1, chunk.end - chunk.start)
        wanted = at + round(_STEP / max(per_character, 1e-3))
        if wanted + (wanted - at) / 2 >= chunk.end:
            return chunk.end
        spans = document.sentences[chunk.first_sentence : chunk.end_sentence]
        ends = [span.end for span in spans if at < span.end <= wanted]
        return ends[-1] if ends else wanted
