"""For how many questions the right passage is among the first five, by words alone.

    python -m tests.benchmarks.ask --questions FOLDER

FOLDER has `zh_documents.jsonl` (id, text) and `zh_questions.jsonl` (question, document, answers).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from llmdesk.tools.documents import from_text
from llmdesk.tools.passages import PassageIndex


def found_first(folder: Path, most: int = 5) -> tuple[int, int]:
    """For how many questions a passage with an answer is among the first `most`, and of how many."""
    lines = (folder / "zh_documents.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    numbers = {each["id"]: number for number, each in enumerate(kept)}
    documents = [from_text(each["text"]) for each in kept]
    index = PassageIndex(documents)
    asked = (folder / "zh_questions.jsonl").read_text(encoding="utf-8").splitlines()
    right = 0
    for question in map(json.loads, asked):
        number = numbers[question["document"]]
        text = documents[number].text
        spans = [(at, at + len(each)) for each in question["answers"] if (at := text.find(each)) >= 0]
        passages = [each.passage for each in index.find(question["question"], most)]
        right += any(
            each.document == number and any(each.start < end and start < each.end for start, end in spans)
            for each in passages
        )
    return right, len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=Path, required=True)
    right, asked = found_first(parser.parse_args().questions)
    print(f"the right passage among the first five: {right} of {asked}")


if __name__ == "__main__":
    main()
