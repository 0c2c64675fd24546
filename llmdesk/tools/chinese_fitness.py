"""Whether a model knows Chinese, found out before its answers are relied on.

Owns the trial. What its end means for a poem or a table is theirs to say.
"""

from __future__ import annotations

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import ScoreRequest

# Tokens a character of plain prose. A vocabulary made for Chinese needs fewer than one (Qwen2.5: 0.7);
# one without it up to three, the bytes of a character (SmolLM2: 1.9). Between them the trial decides.
FEW_TOKENS, MANY_TOKENS = 0.9, 1.5
_SAMPLE = "春天的早上，孩子们在河边看见了一只白鹭，它慢慢地飞过对岸的稻田。"
# Beginnings, and the character that each goes on with: whoever reads Chinese tells which is whose.
_TRIAL = {"一年有四个季节：春、夏、秋、": "冬", "他口渴了，想喝一杯": "水", "天黑了，月亮升起来": "了"}


def knows_chinese(engine: TextEngine, cancel: CancelToken | None = None) -> bool:
    """By how the loaded model's tokenizer takes Chinese, and where that does not tell, by a short trial. A
    model that gives no probabilities passes it: nothing speaks against it. Raises what the engine raises."""
    tokens = engine.count_tokens([_SAMPLE])[0] / len(_SAMPLE)
    return tokens <= FEW_TOKENS or (tokens < MANY_TOKENS and _passes_trial(engine, cancel))


def _passes_trial(engine: TextEngine, cancel: CancelToken | None) -> bool:
    model = engine.state().model
    if model is not None and Ability.LABEL_SCORES not in model.abilities:
        return True
    request = ScoreRequest("", tuple(_TRIAL), labels=tuple(_TRIAL.values()), priority="interactive")
    right = sum(
        score.logprobs.index(max(score.logprobs)) == score.index
        for score in engine.score(request, cancel)
        if score.logprobs
    )
    return right == len(_TRIAL)
