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
# Tokens a character of plain prose. A vocabulary made for Chinese needs fewer than one (Qwen2.5: 0.7);
# one without it up to three, the bytes of a character (SmolLM2: 1.9). Between them the trial decides.
FEW_TOKENS, MANY_TOKENS = 0.9, 1.5
_SAMPLE = "春天的早上，孩子们在河边看见了一只白鹭，它慢慢地飞过对岸的稻田。"
# Beginnings, and the character that each goes on with: whoever reads Chinese tells which is whose.
_TRIAL = {"一年有四个季节：春、夏、秋、": "冬", "他口渴了，想喝一杯": "水", "天黑了，月亮升起来": "了"}


def language_warning(desk: Desk, language: Language) -> str:
    """What to expect of this model: "", or a sentence that is marked for translation."""
    if language != "zh":
        return ""
    tokens = desk.engine.count_tokens([_SAMPLE])[0] / len(_SAMPLE)
    if tokens <= FEW_TOKENS or (tokens < MANY_TOKENS and _passes_trial(desk)):
        return ""
    return NO_CHINESE


def _passes_trial(desk: Desk) -> bool:
    request = ScoreRequest("", tuple(_TRIAL), labels=tuple(_TRIAL.values()), priority="interactive")
    right = sum(
        score.logprobs.index(max(score.logprobs)) == score.index
        for score in desk.engine.score(request, desk.cancel)
        if score.logprobs
    )
    return right == len(_TRIAL)
