"""Of how many questions whose answer is nowhere nothing can be told as one, by the words of their passages.

    python -m tests.benchmarks.ask_nowhere --questions FOLDER

FOLDER as of tests/benchmarks/ask.py. Questions that the rules were not made by (but for that of
numbers): those of `ask_sets` called blind, and the second half of those in FOLDER. No sentence of the
first five passages may speak of what is asked (then whatever the model writes is not told as an answer);
where the answer is there, its sentence has to.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.tools.ask.focus import is_answered
from llmdesk.tools.documents import from_text
from llmdesk.tools.passages import PassageIndex

_SETS = Path(__file__).parent / "ask_sets"
_BEGINNING = 8  # characters of an answer that stand in its sentence, of those that go over several


def spoken_of(question: str, answers: Sequence[str], index: PassageIndex) -> bool:
    """Whether a sentence of the first five passages speaks of what is asked; one with an answer, where there
    is one."""
    for passage in [each.passage for each in index.find(question, 5)]:
        document = index.document(passage.document)
        sentences = [document.text[span.start : span.end] for span in document.sentences]
        around = f"{document.name}\n{passage.heading}\n{sentences[0]}"
        inside = document.text[passage.start : passage.end]
        for sentence in sentences:
            meant = not answers or any(answer[:_BEGINNING] in sentence for answer in answers)
            if sentence in inside and meant and is_answered(question, sentence, around):
                return True
    return False


def told(language: str, asked: Sequence[tuple[str, Sequence[str]]], index: PassageIndex) -> str:
    there = [question for question, answers in asked if answers]
    nowhere = [question for question, answers in asked if not answers]
    found = sum(spoken_of(question, answers, index) for question, answers in asked if answers)
    false = sum(spoken_of(question, (), index) for question in nowhere)
    return (
        f"{language}: nowhere and not told: {len(nowhere) - false} of {len(nowhere)}; "
        f"there and kept: {found} of {len(there)}"
    )


def english() -> str:
    kept = tomllib.loads((_SETS / "questions_en.toml").read_text("utf-8"))
    index = PassageIndex([replace(from_text(each["text"]), name=each["name"]) for each in kept["documents"]])
    blind = [each for each in kept["questions"] if each["part"] == "blind"]
    asked = [(each["question"], [each["answer"]] if each["answer"] else []) for each in blind]
    return told("en", asked, index)


def chinese(folder: Path) -> str:
    lines = (folder / "zh_documents.jsonl").read_text(encoding="utf-8").splitlines()
    index = PassageIndex(
        [replace(from_text(each["text"]), name=each["id"]) for each in map(json.loads, lines)]
    )
    there = map(json.loads, (folder / "zh_questions.jsonl").read_text(encoding="utf-8").splitlines()[30:])
    nowhere = tomllib.loads((_SETS / "nowhere_zh.toml").read_text("utf-8"))["blind"]["questions"]
    asked = [(each["question"], each["answers"]) for each in there] + [(each, []) for each in nowhere]
    return told("zh", asked, index)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=Path, required=True)
    print(english())
    print(chinese(parser.parse_args().questions))


if __name__ == "__main__":
    main()
