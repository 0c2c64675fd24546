"""Whether what an answer says is said in one place of its source, and of the same thing.

Owns the rule for both languages. `support` asks whether a text as a whole bears a sentence out, and is made
for summaries, which say in new words what stands in several places. An answer repeats one place in nearly its
own words; where its words stand, but not together, it has mostly taken one thing for another ("the fleet has
14 vans", where 62 vans are said of which 14 are electric). So this prefers to be unsure. Must not find
passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.binding import chinese, english
from llmdesk.tools.evidence.terms import is_cjk


def is_bound(said: str, passages: Sequence[str], topic: str = "", question: str = "") -> bool:
    """Whether one of `passages` (sentences of the source) says `said` in one place.

    `topic`: what the source is about (its name, its first sentence), whose words a sentence may begin with.
    `question`: that a short answer belongs to; of several numbers or names in the passage the answer must be
    the one that stands with the question's words.
    """
    judge = chinese.is_bound if is_cjk(said) or is_cjk(question) else english.is_bound
    return judge(said, passages, topic, question)
