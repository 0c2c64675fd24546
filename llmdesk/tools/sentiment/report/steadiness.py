"""How many labels change when the labels stand in another order, or are called by other words.

Owns which orders and words are tried, and the counting. A label is the same answer whatever it is called and
wherever it stands, so each change shows how far the model follows the wording and not the text. An order, or
words that llmdesk takes for the same labels, with which the model reads the same as before change nothing,
and cost no reading: that is no measurement, and is not told as one. What the model leans to is taken out in
each wording, as it is where a table is labelled. Must not know tables or the engine: what scores rows comes
in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from llmdesk.cancel import CancelToken
from llmdesk.paths import resource
from llmdesk.tools.sentiment.labels import has_chinese
from llmdesk.tools.sentiment.naming.meaning import meaning_of
from llmdesk.tools.sentiment.prompts import Prompt, build, prompt_language
from llmdesk.tools.sentiment.report.figures import proportion
from llmdesk.tools.sentiment.report.types import Interval, Variant, VariantKind
from llmdesk.tools.sentiment.table.types import LearningAnalyzer, RowAnalyzer
from llmdesk.tools.sentiment.types import UNSURE, Label, LabelSet

MOST_ROWS = 100
MOST_TAUGHT = 60  # of the user's labelled rows: each is read again for each wording

Correction = tuple[str, str]
MakeAnalyzer = Callable[[LabelSet, tuple[Correction, ...]], RowAnalyzer]
Ask = Callable[[LabelSet, str], Prompt]
OnProgress = Callable[[int, int], None]


def steadiness(
    make: MakeAnalyzer,
    labels: LabelSet,
    taught: Sequence[Correction],
    texts: Sequence[str],
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    ask: Ask = build,
    told: LabelSet | None = None,
) -> tuple[Variant, ...]:
    """Label `texts` as they are, and once for each other wording that the model would read; `taught` are the
    user's labelled rows, and `ask` says what the model reads for labels and a language. `told`: the
    labels with other words that the model says of them.

    `on_progress(done, total)` counts readings of rows. Raises `Cancelled` and what the analyzer raises.
    """
    languages = {prompt_language(text) for text in texts}
    result, wordings = [], []
    for kind, wording, back in variants(labels, told):
        if reads_alike(labels, wording, languages, back, ask):
            result.append(Variant(kind, wording.names, Interval(0.0, 0.0, 0.0), len(texts), measured=False))
        else:
            wordings.append((kind, wording, back))
    if not wordings:
        return tuple(result)
    read = _Reading(make, tuple(taught)[:MOST_TAUGHT], texts, 1 + len(wordings), on_progress, cancel)
    before = read.labels(labels, {name: name for name in labels.names})
    for kind, wording, back in wordings:
        pairs = [pair for pair in zip(before, read.labels(wording, back), strict=True) if all(pair)]
        if pairs:
            changed = sum(one != other for one, other in pairs)
            result.append(Variant(kind, wording.names, proportion(changed, len(pairs)), len(pairs)))
    return tuple(result)


class _Reading:
    """Reads `texts` so many `times`, in one wording of the labels after the other."""

    def __init__(
        self,
        make: MakeAnalyzer,
        taught: tuple[Correction, ...],
        texts: Sequence[str],
        times: int,
        on_progress: OnProgress | None,
        cancel: CancelToken | None,
    ) -> None:
        self._make, self._taught, self._texts = make, taught, texts
        self._total, self._done = len(texts) * times, 0  # rows, of those wordings that are read
        self._on_progress, self._cancel = on_progress, cancel

    def labels(self, wording: LabelSet, back: Mapping[str, str]) -> list[str]:
        """The likeliest label of each text, by its own name (`back`: names of `wording` → own ones); "" for a
        text that was not scored."""
        there = {own: name for name, own in back.items()}
        analyzer = self._make(wording, tuple((text, there[name]) for text, name in self._taught))
        read = 0

        def tell(number: int) -> None:
            nonlocal read
            if self._on_progress is not None and number > read:
                self._on_progress(self._done + number, self._total)
            read = max(read, number)

        if isinstance(analyzer, LearningAnalyzer) and analyzer.wanted and not analyzer.biases:
            analyzer.learn(self._texts[: analyzer.wanted], self._cancel, tell)
        found = []
        for number, result in enumerate(analyzer.rows(self._texts, self._cancel), 1):
            found.append(back.get(result.label, ""))
            tell(number)
        self._done += len(self._texts)
        return found


def reads_alike(
    labels: LabelSet,
    other: LabelSet,
    languages: Iterable[str],
    back: Mapping[str, str] | None = None,
    ask: Ask = build,
) -> bool:
    """Whether the model is asked the same for texts in these languages: the same prompt, with the same answer
    for each label (`back`: names of `other` → those of `labels`). Answers are read one by one, so that their
    order is nothing that it sees."""
    back = back or {name: name for name in labels.names}
    for language in languages:
        own, there = ask(labels, language), ask(other, language)
        if replace(own, answers=(), also=()) != replace(there, answers=(), also=()):
            return False
        before = dict(zip(labels.names, own.asked, strict=True))
        after = {back.get(name, ""): words for name, words in zip(other.names, there.asked, strict=True)}
        if before != after:
            return False
    return True


def variants(
    labels: LabelSet, told: LabelSet | None = None
) -> list[tuple[VariantKind, LabelSet, dict[str, str]]]:
    """(what is other, the set, its names → those of `labels`): two other orders (one for two labels), and
    other words."""
    same = {name: name for name in labels.names}
    found: list[tuple[VariantKind, LabelSet, dict[str, str]]] = [
        ("order", replace(labels, labels=labels.labels[::-1]), same)
    ]
    if len(labels.labels) > 2:
        half = len(labels.labels) // 2 + 1
        found.append(("order", replace(labels, labels=labels.labels[half:] + labels.labels[:half]), same))
    if (words := other_words(labels, told)) is not None:
        renamed = tuple(_renamed(label, words[label.name]) for label in labels.labels)
        if meaning_of(labels) is not None:  # what a ready set says of its labels is not the user's
            renamed = tuple(replace(label, description="", examples=()) for label in renamed)
        back = {words[name]: name for name in labels.names}
        found.append(("words", LabelSet("", labels.language, renamed, labels.title), back))
    return found


def _renamed(label: Label, word: str) -> Label:
    """With `word` for its name; what it was called is another word for it, where others were given."""
    others = (label.name, *(each for each in label.also if each != word))
    return replace(label, name=word, also=others if label.also else ())


def other_words(labels: LabelSet, told: LabelSet | None = None) -> dict[str, str] | None:
    """Another word for each label: what its codebook says, a common one, one that the model says (`told`), or
    its name written otherwise. None where they could not be told apart."""
    said = {label.name: label.also[0] for label in (told or labels).labels if label.also}
    found = {label.name: _other_word(label, said.get(label.name, "")) for label in labels.labels}
    different = {word.casefold() for word in found.values()}
    if len(different) == len(found) and UNSURE not in different:
        return found
    found = {label.name: _written_otherwise(label.name) for label in labels.labels}
    different = {word.casefold() for word in found.values()}
    return found if len(different) == len(found) else None


def _other_word(label: Label, said: str) -> str:
    if label.also:
        return label.also[0]
    word = _common().get(label.name.casefold(), "")
    return (
        word.capitalize() if word and label.name.istitle() else word or said or _written_otherwise(label.name)
    )


def _written_otherwise(name: str) -> str:
    """With another case; a Chinese name, which has none, as the kind of that name."""
    if has_chinese(name):
        return name.removesuffix("类") if name.endswith("类") and len(name) > 2 else f"{name}类"
    changed = name.lower() if name != name.lower() else name.capitalize()
    return changed if changed != name else f"label {name}"


@cache
def _common() -> Mapping[str, str]:
    with resource("sentiment", "other_words.toml").open("rb") as stream:
        tables = tomllib.load(stream)
    return {name.casefold(): word for table in tables.values() for name, word in table.items()}
