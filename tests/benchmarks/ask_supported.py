"""Of the sentences that an answer shows as supported, how many are.

    python -m tests.benchmarks.ask_supported --written
    python -m tests.benchmarks.ask_supported MODEL.gguf --kept FILE [--questions FOLDER]

The first holds the right and wrong answers of `ask_sets/written_*.toml` against their documents, without a
model; the rules were made with those called made, not with those called blind. The second has a model answer
the questions of `ask_sets/supported_*.toml` and, with --questions, of FOLDER as of tests/benchmarks/ask.py.
What it says is kept in FILE, so that only what changed is asked again. `ask_sets/read_by_hand.toml` says of
each supported sentence whether its documents say it as an answer to its question; those that nobody has read
yet are not counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine, TextStream
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import (
    Completion,
    EngineState,
    GenerateRequest,
    LoadedModel,
    ModelSpec,
    Sampling,
    Score,
    ScoreRequest,
)
from llmdesk.tools.ask.method import ask
from llmdesk.tools.ask.types import Answer, AskOptions
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.passages import PassageIndex

_SETS = Path(__file__).parent / "ask_sets"
_CONTEXT = 4096


class _Said:
    """An answer that the model has given."""

    def __init__(self, completion: Any) -> None:
        self._completion, self.text = completion, completion.text

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def cancel(self) -> None:
        """It is over."""

    def result(self, timeout: float | None = None) -> Any:
        return self._completion


class Keeping:
    """The model's own answers, each asked for once; the model is loaded when something new is asked."""

    def __init__(self, model: Path, kept: Path, folder: Path, scores: bool) -> None:
        self._path, self._kept, self._folder, self._scores = model, kept, folder, scores
        self._known: dict[str, Any] = pickle.loads(kept.read_bytes()) if kept.is_file() else {}
        self._engine: Engine | None = None

    def _loaded(self) -> Engine:
        if self._engine is None:
            self._engine = Engine(self._folder / "engine.log", self._folder / "machine.json")
            self._engine.load(ModelSpec(FileRef(self._path), context=_CONTEXT))
        return self._engine

    def _once(self, what: str, request: str, asked: Callable[[], object]) -> Any:
        key = hashlib.sha256(f"{self._path.name}\n{what}\n{request}".encode()).hexdigest()
        if key not in self._known:
            self._known[key] = asked()
        return self._known[key]

    def state(self) -> EngineState:
        model: LoadedModel = self._once("model", repr(""), lambda: self._loaded().state().model)
        if not self._scores:
            model = replace(model, abilities=model.abilities - {Ability.LABEL_SCORES})
        return EngineState("ready", model)

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        texts = list(texts)
        return list(self._once("tokens", repr(texts), lambda: self._loaded().count_tokens(texts)))

    def generate(self, request: GenerateRequest) -> TextStream:
        def said() -> Completion:
            stream = self._loaded().generate(request)
            for _piece in stream:
                pass
            return stream.result()

        return cast(TextStream, _Said(self._once("text", repr(request), said)))

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        read = repr(replace(request, questions=())).replace(", questions=()", "")
        return iter(self._once("score", read, lambda: list(self._loaded().score(request, cancel))))

    def keep(self) -> None:
        unsaved = self._kept.with_suffix(".part")
        unsaved.write_bytes(pickle.dumps(self._known))
        unsaved.replace(self._kept)

    def close(self) -> None:
        self.keep()
        if self._engine is not None:
            self._engine.close()


def asked_in(name: str) -> tuple[list[Document], list[str]]:
    """The documents and questions of one of our sets."""
    kept = tomllib.loads((_SETS / f"{name}.toml").read_text("utf-8"))
    found = list(kept["documents"])
    if name == "supported_en":
        found = tomllib.loads((_SETS / "questions_en.toml").read_text("utf-8"))["documents"] + found
    return [replace(from_text(each["text"]), name=each["name"]) for each in found], kept["questions"]


def asked_of(folder: Path) -> tuple[list[Document], list[str]]:
    lines = (folder / "zh_documents.jsonl").read_text("utf-8").splitlines()
    documents = [replace(from_text(each["text"]), name=each["id"]) for each in map(json.loads, lines)]
    asked = (folder / "zh_questions.jsonl").read_text("utf-8").splitlines()
    return documents, [json.loads(each)["question"] for each in asked]


def key_of(question: str, sentence: str) -> str:
    """What a sentence that was read is called; the texts of others are not kept here."""
    return hashlib.sha256(f"{question}\n{sentence}".encode()).hexdigest()[:16]


def read_by_hand() -> dict[str, bool]:
    return dict(tomllib.loads((_SETS / "read_by_hand.toml").read_text("utf-8"))["right"])


def shown(answer: Answer, known: dict[str, bool]) -> str:
    lines = [answer.question + ("" if answer.stated else "  (not said)")]
    for each in answer.sentences:
        mark = "+" if each.supported else "-"
        right = known.get(key_of(answer.question, each.text)) if each.supported else None
        verdict = {True: "right", False: "WRONG", None: "" if not each.supported else "UNREAD"}[right]
        lines.append(f"  {mark} {each.text}  {verdict} {key_of(answer.question, each.text)}")
        lines += [f"        {quote.file}: {quote.quote}" for quote in each.sources if each.supported]
        lines += [f"        {each.reason}"] if not each.supported else []
    return "\n".join(lines)


def told(name: str, answers: Sequence[Answer], known: dict[str, bool]) -> str:
    found = [
        known.get(key_of(answer.question, each.text))
        for answer in answers
        for each in answer.sentences
        if each.supported
    ]
    read = [each for each in found if each is not None]
    said = sum(len(answer.sentences) for answer in answers)
    share = f"{sum(read) / len(read):.3f}" if read else "-"
    stated = sum(answer.stated for answer in answers)
    return (
        f"{name}: {stated} of {len(answers)} questions answered; of {said} sentences {len(found)} supported, "
        f"of them read {len(read)}, right {sum(read)} ({share})"
    )


class Saying:
    """Says what was written, as a model that cannot judge."""

    def __init__(self) -> None:
        self.said = ""

    def state(self) -> EngineState:
        model, chats = FileRef(Path("none")), frozenset((Ability.CHAT,))
        return EngineState("ready", LoadedModel(model, "none", _CONTEXT, Sampling(), chats))

    def generate(self, _request: GenerateRequest) -> TextStream:
        return cast(TextStream, _Said(SimpleNamespace(text=self.said, finish_reason="stop")))


def written(language: str, part: str) -> str:
    """How many right and how many wrong answers are shown as supported."""
    kept = tomllib.loads((_SETS / f"written_{language}.toml").read_text("utf-8"))
    documents, _ = asked_in(f"supported_{language}")
    documents += [replace(from_text(each["text"]), name=each["name"]) for each in kept["documents"]]
    index, engine = PassageIndex(documents), Saying()
    counts: Counter[tuple[bool, bool]] = Counter()
    for each in kept[part]:
        for truth in (True, False):
            for engine.said in each["right" if truth else "wrong"]:
                sentences = ask(cast(TextEngine, engine), each["question"], index).sentences
                counts[truth, bool(sentences) and all(one.supported for one in sentences)] += 1
    right, wrong = counts[True, True], counts[False, True]
    return (
        f"{language} {part}: of {right + counts[True, False]} right answers {right} supported, of "
        f"{wrong + counts[False, False]} wrong ones {wrong} ({right / max(1, right + wrong):.3f} right)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--written", action="store_true", help="answers that were written, without a model")
    parser.add_argument("--kept", type=Path, help="a file that keeps what the model says")
    parser.add_argument("--questions", type=Path, help="a folder with more questions")
    parser.add_argument("--half", choices=("looked", "measured"), help="every second question alone")
    parser.add_argument("--shown", action="store_true", help="print the answers")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after as many")
    parser.add_argument("--passages", type=int, default=1, help="that the model gets of each question")
    parser.add_argument("--first", type=int, default=1000, help="so many questions of each set")
    parser.add_argument("--without-model", action="store_true", help="judged by words alone")
    options = parser.parse_args()
    if options.written or options.model is None or options.kept is None:
        for part in ("made", "blind"):
            print(written("en", part), written("zh", part), sep="\n")
        return
    sets = {name: asked_in(name) for name in ("supported_en", "supported_zh")}
    if options.questions:
        sets[options.questions.name] = asked_of(options.questions)
    with tempfile.TemporaryDirectory() as folder:
        engine = Keeping(options.model, options.kept, Path(folder), scores=not options.without_model)
        try:
            answers = asked_all(sets, engine, options)
        finally:
            engine.close()
    known = read_by_hand()
    for name, found in answers.items():
        if options.shown:
            print(*(shown(each, known) for each in found), sep="\n")
        print(told(name, found, known))


def asked_all(
    sets: dict[str, tuple[list[Document], list[str]]], engine: Keeping, options: argparse.Namespace
) -> dict[str, list[Answer]]:
    """The sets in turn, question by question, until the time is over."""
    until = time.monotonic() + options.seconds
    indexes = {name: PassageIndex(documents) for name, (documents, _) in sets.items()}
    answers: dict[str, list[Answer]] = {name: [] for name in sets}
    first, step = {"looked": (0, 2), "measured": (1, 2)}.get(options.half, (0, 1))
    for name, (_, questions) in sets.items():
        for question in questions[: options.first][first::step]:
            if time.monotonic() < until:
                how = AskOptions(passages=options.passages)
                answers[name].append(ask(cast(TextEngine, engine), question, indexes[name], how))
                engine.keep()
    return answers


if __name__ == "__main__":
    main()
