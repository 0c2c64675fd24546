"""What of a conversation goes to the check."""

from __future__ import annotations

import pytest

from llmdesk.store import BranchMessage, Store
from llmdesk.tools.chat.claims import claimed, plain

LONG = "Line 4 opened in 2019 and runs every six minutes, and nobody has to change at the market. " * 6
LONG_ZH = "四号线于2019年开通，每六分钟一班，乘客不必在市场换乘。" * 5


def branch_of(store: Store, *texts: str) -> list[BranchMessage]:
    """Questions and answers, by turns."""
    chat = store.create_conversation("Lines")
    parent: int | None = None
    for number, text in enumerate(texts):
        if number % 2 == 0:
            parent = store.add_message(chat.id, parent, "user", text).id
        else:
            parent = store.begin_answer(chat.id, parent or 0, "Small").id
            store.finish_message(parent, text, "done", {})
    return store.branch(chat.id)


@pytest.mark.parametrize("text", [LONG, LONG_ZH])
def test_texts_that_were_given_before_an_answer_are_its_sources(store: Store, text: str) -> None:
    branch = branch_of(
        store, text, "It opened in 2019.", "How often?", "Every six minutes.", text + "x", "Ok."
    )
    found = claimed(branch, branch[3].message.id)
    assert found is not None
    assert (found.text, found.sources) == ("Every six minutes.", (text,))


def test_an_answer_about_no_text_has_no_source_and_a_question_is_no_answer(store: Store) -> None:
    branch = branch_of(
        store, "How often?", "<think>Hm.</think>Every **six** minutes.", "Sure?", "<think>Hm</think>"
    )
    found = claimed(branch, branch[1].message.id)
    assert found is not None
    assert (found.text, found.sources) == ("Every six minutes.", ())
    assert claimed(branch, branch[0].message.id) is None
    assert claimed(branch, branch[3].message.id) is None
    assert claimed(branch, 999) is None


def test_an_answer_is_checked_without_its_marks() -> None:
    answer = """# Lines

**Line 4** opened in 2019 and
runs every [six](http://x) minutes.

- `one` < two
  - deep

| line | since |
|---|---|
| 4 | 2019 |

```py
x = 1
```
"""
    assert plain(answer) == (
        "Lines\n\nLine 4 opened in 2019 and\nruns every six minutes.\n\none < two\ndeep\n\n"
        "line | since\n4 | 2019\n\nx = 1"
    )
    assert plain("") == ""
