"""How an unknown English word is probably spoken, from its spelling. Every answer is a guess.

Owns the network of g2p_en (Kyubyong Park and Jongseok Kim, Apache-2.0): a GRU that reads the
letters and one that writes ARPAbet sounds. It runs in NumPy from the weights in `resources/poetry`,
so that none of g2p_en's own dependencies (nltk, inflect) is needed. Must not know of lines or poems.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from llmdesk.paths import resource

_Floats = NDArray[np.float32]

_LETTERS = ("<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz")
_ALPHABET = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH"
_SOUNDS = (
    "<pad>",
    "<unk>",
    "<s>",
    "</s>",
    *chain.from_iterable(
        [f"{s}{n}" for n in range(3)] if s[0] in "AEIOU" else [s] for s in _ALPHABET.split()
    ),
    *("UW", "UW0", "UW1", "UW2", "V", "W", "Y", "Z", "ZH"),
)
_START, _END = 2, 3
_LONGEST = 20  # sounds that the network was trained to write


def guess(word: str) -> tuple[str, ...]:
    """The sounds of a word of the letters a to z; empty when the network has nothing to say."""
    weights = _weights()
    state = np.zeros(256, np.float32)
    for letter in [*word, "</s>"]:
        known = _LETTERS.index(letter) if letter in _LETTERS else 1
        state = _step(weights, "enc", weights["enc_emb"][known], state)
    sound, sounds = _START, []
    for _ in range(_LONGEST):
        state = _step(weights, "dec", weights["dec_emb"][sound], state)
        sound = int(np.argmax(weights["fc_w"] @ state + weights["fc_b"]))
        if sound == _END:
            break
        if sound > _END:
            sounds.append("UW0" if _SOUNDS[sound] == "UW" else _SOUNDS[sound])
    return tuple(sounds)


@cache
def _weights() -> dict[str, _Floats]:
    with np.load(resource("poetry", "english-guess.npz"), allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _step(weights: dict[str, _Floats], part: str, letter: _Floats, state: _Floats) -> _Floats:
    """One step of a gated recurrent unit; all vectors have 256 numbers."""
    seen = weights[f"{part}_w_ih"] @ letter + weights[f"{part}_b_ih"]
    kept = weights[f"{part}_w_hh"] @ state + weights[f"{part}_b_hh"]
    gates = 1 / (1 + np.exp(-(seen[:512] + kept[:512])))
    reset, update = gates[:256], gates[256:]
    fresh = np.tanh(seen[512:] + reset * kept[512:])
    result: _Floats = (1 - update) * fresh + update * state
    return result
