"""How likely a line of five or seven characters is in old verse, behind its title and the lines above it.

Owns a small language model of characters (a gated recurrent unit, Cho et al. 2014) that has read the regular
poems of 全唐诗 and 全宋诗, in NumPy from the weights in `resources/poetry`. A general model finds 鱼跃水中边
no stranger than 鱼跃浪花前; whoever has read the poems does. What it would write is sought in `proposals`.
Must not know tones or forms.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from llmdesk.paths import resource

Floats = NDArray[np.float32]

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
    model, total = network(), 0.0
    state = behind(title, above)
    for character, number in zip(line, model.numbered(line), strict=True):
        price = float(model.prices(model.likelihoods(state[None]), number[None])[0, 0])
        total += min(price, GIVEN) if character in given else price
        state = model.after(state, number)
    return total - USUAL * len(line)


def behind(title: str, above: Sequence[str]) -> Floats:
    """The network's state where the next line begins."""
    return _behind(title[:_LONGEST_TITLE], tuple(above))


@lru_cache(maxsize=256)
def _behind(title: str, above: tuple[str, ...]) -> Floats:
    model = network()
    if above:
        state, text, end = _behind(title, above[:-1]), above[-1], _LINE_END
    else:
        state, text, end = model.after(np.zeros(model.width, np.float32), _START), title, _TITLE_END
    for character in text:
        state = model.after(state, model.numbers.get(character, _UNKNOWN))
    return model.after(state, end)


@dataclass(frozen=True)
class Network:
    """The weights. `numbers`: the row of each character."""

    numbers: dict[str, int]
    characters: Floats  # one row each
    frequency: Floats
    to_gates: Floats
    gates: Floats
    gates_bias: Floats
    new_bias: Floats
    out: Floats
    out_bias: Floats

    @property
    def width(self) -> int:
        width: int = self.gates.shape[0]
        return width

    def after(self, state: Floats, number: int | NDArray[np.int_]) -> Floats:
        """The state behind one character more; of several states (rows), behind one each."""
        width = self.width
        seen = self.characters[number] @ self.to_gates + self.gates_bias
        kept = state @ self.gates
        both = 1 / (1 + np.exp(-(seen[..., : 2 * width] + kept[..., : 2 * width])))
        reset, update = both[..., :width], both[..., width:]
        fresh = np.tanh(seen[..., 2 * width :] + reset * (kept[..., 2 * width :] + self.new_bias))
        result: Floats = (1 - update) * fresh + update * state
        return result

    def likelihoods(self, state: Floats) -> Floats:
        """Of each character to be the next one, as natural logs; of several states, a row each."""
        seen = np.tanh(state @ self.out + self.out_bias) @ self.characters.T * _SCALE + self.frequency
        seen -= seen.max(-1, keepdims=True)
        result: Floats = seen - np.log(np.exp(seen).sum(-1, keepdims=True))
        return result

    def numbered(self, characters: str) -> NDArray[np.int_]:
        """The rows of characters in the table; of one that it has not, that of the unknown ones."""
        return np.array([self.numbers.get(character, _UNKNOWN) for character in characters])

    def prices(self, likelihoods: Floats, numbers: NDArray[np.int_]) -> Floats:
        """What the characters of these numbers cost behind each state (rows), in natural-log units."""
        prices: Floats = np.where(numbers == _UNKNOWN, _RARE, 0.0) - likelihoods[:, numbers]
        return prices


@cache
def network() -> Network:
    with np.load(resource("poetry", "chinese-verse.npz"), allow_pickle=False) as stored:
        characters = str(stored["chars"])
        weights = {
            name: stored[name].astype(np.float32) * stored[f"{name}_scale"]
            for name in ("emb", "wx", "wh", "p", "ob", "b", "bn", "pb")
        }
    return Network(
        {character: number for number, character in enumerate(characters, _SPECIAL)},
        *(weights[name] for name in ("emb", "ob", "wx", "wh", "b", "bn", "p", "pb")),
    )
