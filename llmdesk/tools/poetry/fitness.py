"""Whether a model knows the language of a poem, found out before it writes.

Owns the trial and its warning. Must not stop anybody from writing: the form is kept by any model.
"""

from __future__ import annotations

from llmdesk.engine.types import ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.types import Language

NO_CHINESE = QT_TRANSLATE_NOOP(
    "core",
    "This model hardly knows Chinese: the poem will keep its form, but not make much sense. "
    "Choose a model that is made for Chinese.",
)
# Tokens a character. Models made for Chinese need less than one (Qwen2.5: 0.8), a vocabulary
# without Chinese up to three, the bytes of a character (SmolLM2: 2.0).
MOST_TOKENS = 1.4
_SAMPLE = "春天的早上，孩子们在河边看见了一只白鹭，它慢慢地飞过对岸的稻田。"
# Each question's first answer is the right one; any model that reads Chinese finds most of them.
_TRIAL = (
    ("一年有四个季节：春、夏、秋、", ("冬", "鱼", "车", "书")),
    ("天黑了，月亮升起来", ("了", "水", "山", "米")),
    ("他渴了，想喝一杯", ("水", "石", "树", "路")),
)


def language_warning(desk: Desk, language: Language) -> str:
    """ "" or a sentence, marked for translation, that says what to expect of this model."""
    if language != "zh":
        return ""
    tokens = desk.engine.count_tokens([_SAMPLE])[0]
    if tokens / len(_SAMPLE) > MOST_TOKENS:
        return NO_CHINESE
    right = 0
    for prefix, answers in _TRIAL:
        request = ScoreRequest(prefix, answers, priority="interactive")
        scores = [score.logprobs[0] for score in desk.engine.score(request, desk.cancel) if score.logprobs]
        right += scores == sorted(scores, reverse=True) or scores[:1] == [max(scores, default=0.0)]
    return "" if 2 * right > len(_TRIAL) else NO_CHINESE
