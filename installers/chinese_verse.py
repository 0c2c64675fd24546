"""Makes `resources/poetry/chinese-verse.npz` anew: a small language model that has read the old poems.

    npm pack chinese-poetry@2.0.1 && tar xzf chinese-poetry-2.0.1.tgz
    pip install jax numpy                # for the training alone; llmdesk needs NumPy
    PYTHONPATH=. python installers/chinese_verse.py package/dist/quantangshi [MINUTES]

Some 270,000 poems of lines of five or seven characters, eight lines of each, in simplified characters; 2,000
of them are kept back and tell how well the others were learned. Trained with a sampled softmax (Bengio and
Senécal 2008) and Adam; the weights are stored in eight bits. See `resources/poetry/LICENSES-chinese.txt`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from llmdesk.tools.poetry.chinese import hanzi

OUT = Path(__file__).parent.parent / "resources" / "poetry" / "chinese-verse.npz"
OTHER = re.compile(r"[^\u3400-\u9fff]+")
FEWEST = 60  # places of a character that is learned
UNKNOWN, START, TITLE_END, LINE_END, END, SPECIAL = 1, 2, 3, 4, 5, 6
EMBEDDING, WIDTH, BATCH, SAMPLED, SCALE = 128, 256, 64, 400, 8.0
RATE, WARM = 4e-3, 200
KEPT_BACK = 2_000
Weights = dict[str, Any]
Poem = tuple[str, list[str]]  # title and lines


def poems(folder: Path) -> list[Poem]:
    """Every poem of lines of one length, once."""
    found: dict[str, Poem] = {}
    plain = str.maketrans(hanzi.simplified())
    for file in sorted(folder.glob("poet.*.json")):
        for poem in json.loads(file.read_text("utf-8")):
            text = re.sub(r"[（(].*?[)）]", "", "".join(poem["paragraphs"]).translate(plain))
            lines = [line for line in OTHER.split(text) if line]
            whole = "□" not in text and "{" not in text and 4 <= len(lines) <= 60
            if whole and len({len(line) for line in lines}) == 1 and len(lines[0]) in (5, 7):
                title = re.split(r"其[一二三四五六七八九十]|[ 　]", poem["title"].translate(plain))[0]
                found.setdefault("".join(lines[:2]), (OTHER.sub("", title)[:8], lines[:16]))
    return list(found.values())


def encoded(title: str, lines: Sequence[str], numbers: dict[str, int]) -> list[int]:
    row = [START, *(numbers.get(character, UNKNOWN) for character in title), TITLE_END]
    for at, line in enumerate(lines):
        row += [numbers.get(character, UNKNOWN) for character in line]
        row.append(END if at == len(lines) - 1 else LINE_END)
    return row


def batches(these: Sequence[Poem], numbers: dict[str, int], chance: random.Random) -> Iterator[Any]:
    """Poems of about one length, in random order; one in five without its title."""
    rows = []
    for title, lines in these:
        part = lines[8:] if len(lines) >= 12 and chance.random() < 0.3 else lines[:8]
        row = encoded(title if chance.random() < 0.8 else "", part, numbers)
        if row.count(UNKNOWN) <= 2:
            rows.append(row)
    rows.sort(key=lambda row: len(row) + 4 * chance.random())
    parts = [rows[at : at + BATCH] for at in range(0, len(rows) - BATCH + 1, BATCH)]
    chance.shuffle(parts)
    for part in parts:
        table = np.zeros((BATCH, -(-max(map(len, part)) // 8) * 8), np.int32)
        for at, row in enumerate(part):
            table[at, : len(row)] = row
        yield table


def outputs(weights: Weights, table: Any) -> Any:
    seen = weights["emb"][table] @ weights["wx"] + weights["b"]

    def step(state: Any, one: Any) -> Any:
        kept = state @ weights["wh"]
        both = jax.nn.sigmoid(one[:, : 2 * WIDTH] + kept[:, : 2 * WIDTH])
        reset, update = both[:, :WIDTH], both[:, WIDTH:]
        fresh = jnp.tanh(one[:, 2 * WIDTH :] + reset * (kept[:, 2 * WIDTH :] + weights["bn"]))
        state = (1 - update) * fresh + update * state
        return state, state

    states = lax.scan(step, jnp.zeros((table.shape[0], WIDTH)), jnp.swapaxes(seen, 0, 1))[1]
    return jnp.tanh(jnp.swapaxes(states, 0, 1) @ weights["p"] + weights["pb"])


def whole_loss(weights: Weights, table: Any) -> Any:
    """Natural-log units a character, by all characters."""
    seen, wanted = outputs(weights, table[:, :-1]), table[:, 1:]
    logits = seen @ weights["emb"].T * SCALE + weights["ob"]
    right = (seen * weights["emb"][wanted]).sum(-1) * SCALE + weights["ob"][wanted]
    counts = wanted > UNKNOWN
    return ((jax.nn.logsumexp(logits, axis=-1) - right) * counts).sum() / counts.sum()


def sampled_loss(weights: Weights, table: Any, others: Any, prior: Any) -> Any:
    seen, wanted = outputs(weights, table[:, :-1]), table[:, 1:]
    right = (seen * weights["emb"][wanted]).sum(-1) * SCALE + weights["ob"][wanted] - prior[wanted]
    wrong = seen @ weights["emb"][others].T * SCALE + weights["ob"][others] - prior[others]
    wrong = jnp.where(wanted[..., None] == others[None, None], -1e9, wrong)
    counts = wanted > UNKNOWN
    whole = jnp.logaddexp(right, jax.nn.logsumexp(wrong, axis=-1))
    return ((whole - right) * counts).sum() / counts.sum()


@jax.jit
def updated(
    weights: Weights,
    mean: Weights,
    square: Weights,
    step: Any,
    rate: Any,
    table: Any,
    others: Any,
    prior: Any,
) -> Any:
    loss, slope = jax.value_and_grad(sampled_loss)(weights, table, others, prior)
    norm = jnp.sqrt(sum(jnp.sum(one * one) for one in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda one: one * jnp.minimum(1, 1 / norm), slope)
    mean = jax.tree.map(lambda one, new: 0.9 * one + 0.1 * new, mean, slope)
    square = jax.tree.map(lambda one, new: 0.98 * one + 0.02 * new * new, square, slope)
    weights = jax.tree.map(
        lambda one, m, v: one - rate * (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.98**step)) + 1e-8),
        weights,
        mean,
        square,
    )
    return weights, mean, square, loss


def trained(these: list[Poem], numbers: dict[str, int], minutes: float) -> Weights:
    chance = random.Random(1)
    chance.shuffle(these)
    kept, learned = these[:KEPT_BACK], these[KEPT_BACK:]
    counts = np.ones(len(numbers) + SPECIAL)
    for title, lines in learned:
        for number in encoded(title, lines[:8], numbers):
            counts[number] += 1
    weights, share = fresh(counts), counts**0.75
    share[0] = 1e-6
    share /= share.sum()
    prior, draw = jnp.asarray(np.log(share * SAMPLED)), np.random.default_rng(0)
    mean = square = jax.tree.map(jnp.zeros_like, weights)
    step, began, spent = 0, time.monotonic(), 0.0
    while spent < 1:
        for table in batches(learned, numbers, chance):
            step += 1
            spent = min(1.0, (time.monotonic() - began) / 60 / minutes)
            rate = RATE * min(1, step / WARM) * (0.02 + 0.98 * (1 - spent))
            others = jnp.asarray(draw.choice(len(share), SAMPLED, p=share))
            weights, mean, square, loss = updated(
                weights, mean, square, float(step), rate, table, (others, prior)
            )
            if step % 500 == 0 or spent >= 1:
                print(step, f"{spent:.0%}", f"{float(loss):.3f}", flush=True)
            if spent >= 1:
                break
    losses = [float(whole_loss(weights, table)) for table in batches(kept, numbers, chance)]
    print("kept back:", f"{np.mean(losses):.3f}", "natural-log units a character")
    return weights


def fresh(counts: Any) -> Weights:
    keys = iter(jax.random.split(jax.random.PRNGKey(0), 4))

    def drawn(rows: int, columns: int, scale: float) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) * scale

    return {
        "emb": drawn(len(counts), EMBEDDING, 0.1),
        "wx": drawn(EMBEDDING, 3 * WIDTH, EMBEDDING**-0.5),
        "wh": drawn(WIDTH, 3 * WIDTH, WIDTH**-0.5),
        "p": drawn(WIDTH, EMBEDDING, WIDTH**-0.5),
        "b": jnp.zeros(3 * WIDTH),
        "bn": jnp.zeros(WIDTH),
        "pb": jnp.zeros(EMBEDDING),
        "ob": jnp.asarray(np.log(counts / counts.sum()), jnp.float32),
    }


def stored(weights: Weights, characters: str) -> dict[str, Any]:
    """The matrices in eight bits, a scale for each row of the characters and each column of the others."""
    table: dict[str, Any] = {"chars": np.array(characters)}
    for name, one in ((name, np.asarray(one)) for name, one in weights.items()):
        matrix = one.ndim == 2
        scale = np.abs(one).max(1 if name == "emb" else 0, keepdims=True) / 127 if matrix else np.ones(())
        scale = scale.astype(np.float16).astype(np.float32)
        small = np.round(one / scale).clip(-127, 127).astype(np.int8) if matrix else one.astype(np.float16)
        table |= {name: small, f"{name}_scale": scale}
    return table


def main(folder: Path, minutes: float) -> None:
    these = poems(folder)
    counts = Counter(character for title, lines in these for character in title + "".join(lines))
    known = {character for character, count in counts.items() if count >= FEWEST}
    characters = "".join(sorted(known & set(hanzi.common_characters())))
    numbers = {character: number for number, character in enumerate(characters, SPECIAL)}
    print(len(these), "poems,", len(characters), "characters")
    np.savez_compressed(OUT, **stored(trained(these, numbers, minutes), characters))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20.0)
