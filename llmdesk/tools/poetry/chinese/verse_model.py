"""How likely a line of five or seven characters is in old verse, behind its title and the lines above it.

Owns a small language model of characters (a gated recurrent unit, Cho et al. 2014) that has read the regular
poems of 全唐诗 and 全宋诗, in NumPy from the weights in `resources/poetry`. A general model finds 鱼跃水中边
no stranger than 鱼跃浪花前; whoever has read the poems does. Must not know tones or forms; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from llmdesk.paths import resource

_Floats = NDArray[np.float32]

USUAL = 4.4  # natural-log units: what a character costs on the average, in poems that it has not read
GIVEN = 5.0  # the most that a character of the topic costs: 键盘 stands in no old poem
_UNKNOWN, _START, _TITLE_END, _LINE_END = 1, 2, 3, 4
_SPECIAL = 6  # rows of the table before the characters
_SCALE = 8.0  # of the similarities of characters, as in the training
_RARE = 7.0  # natural-log units, for which of the unknown characters it is
_LONGEST_TITLE = 8


def cost(title: str, above: Sequence[str], line: str, given: Collection[str] = ()) -> float:
    """What a line costs, in natural-log units: 0 for a usual one, more for one that no poet would write.

    `given` are the characters that the topic has brought along.
    """
    model, total = _model(), 0.0
    state = _behind(title[:_LONGEST_TITLE], tuple(above))
    for character in line:
        likelihoods = model.likelihoods(state)
        number = model.numbers.get(character, _UNKNOWN)
        price = -float(likelihoods[number]) + (_RARE if number == _UNKNOWN else 0.0)
        total += min(price, GIVEN) if character in given else price
        state = model.after(state, number)
    return total - USUAL * len(line)


@lru_cache(maxsize=256)
def _behind(title: str, above: tuple[str, ...]) -> _Floats:
    """The state behind a title and lines."""
    model = _model()
    if above:
        state, text, end = _behind(title, above[:-1]), above[-1], _LINE_END
    else:
        state, text, end = model.after(np.zeros(model.width, np.float32), _START), title, _TITLE_END
    for character in text:
        state = model.after(state, model.numbers.get(character, _UNKNOWN))
    return model.after(state, end)


@dataclass(frozen=True)
class _Model:
    numbers: dict[str, int]
    characters: _Floats  # one row each
    frequency: _Floats
    to_gates: _Floats
    gates: _Floats
    gates_bias: _Floats
    new_bias: _Floats
    out: _Floats
    out_bias: _Floats

    @property
    def width(self) -> int:
        width: int = self.gates.shape[0]
        return width

    def after(self, state: _Floats, number: int) -> _Floats:
        """The state behind one character more."""
        width = self.width
        seen = self.characters[number] @ self.to_gates + self.gates_bias
        kept = state @ self.gates
        both = 1 / (1 + np.exp(-(seen[: 2 * width] + kept[: 2 * width])))
        reset, update = both[:width], both[width:]
        fresh = np.tanh(seen[2 * width :] + reset * (kept[2 * width :] + self.new_bias))
        result: _Floats = (1 - update) * fresh + update * state
        return result

    def likelihoods(self, state: _Floats) -> _Floats:
        """Of each character to be the next one, as natural logs."""
        seen = self.characters @ np.tanh(state @ self.out + self.out_bias) * _SCALE + self.frequency
        highest = seen.max()
        result: _Floats = seen - highest - np.log(np.exp(seen - highest).sum())
        return result


@cache
def _model() -> _Model:
    with np.load(resource("poetry", "chinese-verse.npz"), allow_pickle=False) as stored:
        characters = str(stored["chars"])
        weights = {
            name: stored[name].astype(np.float32) * stored[f"{name}_scale"]
            for name in ("emb", "wx", "wh", "p", "ob", "b", "bn", "pb")
        }
    return _Model(
        {character: number for number, character in enumerate(characters, _SPECIAL)},
        *(weights[name] for name in ("emb", "ob", "wx", "wh", "b", "bn", "p", "pb")),
    )
