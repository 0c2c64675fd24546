"""Sets of labels in the words of different people: how many llmdesk reads as the same question. No model.

    python -m tests.benchmarks.label_names [first|second|third]

Of each set of `label_names.toml` every wording but the first is looked at: a model is asked the same, label
by label, or not.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from llmdesk.tools.sentiment.labels import label_set
from llmdesk.tools.sentiment.prompts import build

Names = tuple[str, ...]


def name_sets(which: str) -> list[tuple[Names, ...]]:
    """The wordings of each set."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [tuple(map(tuple, table["wordings"])) for table in tables[which]]


def same_question(one: Names, other: Names) -> bool:
    """Whether a small model reads the same of texts in the language of the labels, label by label."""
    first, second = label_set(",".join(one)), label_set(",".join(other))
    return first.language == second.language and build(first, first.language, small=True) == build(
        second, second.language, small=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("which", nargs="*", default=["first", "second", "third"])
    for which in parser.parse_args().which:
        found = [(same_question(first, other), other) for first, *rest in name_sets(which) for other in rest]
        for same, names in found:
            if not same:
                print(f"  other: {', '.join(names)}")
        print(f"{which}: {sum(same for same, _ in found)} of {len(found)} wordings are the same question")


if __name__ == "__main__":
    main()
