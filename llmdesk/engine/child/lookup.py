"""Guessing the next tokens of an answer from the text that it copies: prompt lookup decoding.

Owns what is guessed and how many. Must not know batches or logits: the lane decodes a guess with the token
before it in one batch, and each token of it stands only where the sampler chooses the very same one. So the
answer is that of plain decoding. Behind 512 tokens of context and with several threads, attention to three
tokens is added up in another order than to one, by which values differ by about a hundredth: at a near tie
another word may be written then, as it may with another number of threads.

The method: Saxena, "Prompt Lookup Decoding" (2023); Yang et al., "Inference with Reference: Lossless
Acceleration of Large Language Models", arXiv:2304.04487. Theirs takes the first or any place where the last
tokens stand; here the place nearest behind the one copied last goes first, since who corrects a text goes
through it from its beginning to its end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

# Tokens of a guess. With the one before it they are three, of which llama.cpp still multiplies the weights as
# it does for one. From four on (eight, where weights are not repacked for the processor) K-quants go through
# other code: logits differ by 0.1 (Q4_K_M, 1.5B; up to 0.6), and so do keys and values, so that at a near tie
# another word may be written even where the token is decoded alone again. What three cost depends on the
# processor: about as much as one where that waits for memory, 2.7 times as much where it computes all the
# time (Zen 4, one thread), which makes 1.05 of the speed without guesses. 27 would make 1.4 of it there, but
# no longer surely the same text (`tests.benchmarks.lookup_batches`).
MOST = 2
_GRAMS = (4, 3, 2)  # tokens that must be the same before it, the longest first
_NEAR = 12  # tokens behind the place copied last, where one that is the same will do
_PAUSE = 8  # tokens without a guess, after two guesses of which nothing stood; then twice as many
_LONGEST_PAUSE = 64


class Lookup:
    """The text of one request: its prompt, and what was written so far."""

    def __init__(self, prompt: list[int]) -> None:
        self._tokens: list[int] = []
        self._ends: dict[tuple[int, ...], list[int]] = defaultdict(list)  # of grams: where the next token is
        self._copied = 0  # where in the text that is copied the next token is expected
        self._failed = 0  # guesses in a row of which nothing stood
        self._paused = 0
        self.guessed = self.stood = 0
        for token in prompt:
            self._add(token)

    def append(self, token: int) -> None:
        """A token of the answer."""
        if self._copied < len(self._tokens) and self._tokens[self._copied] == token:
            self._copied += 1
        self._add(token)
        self._paused = max(0, self._paused - 1)

    def guess(self, room: int) -> list[int]:
        """At most `room` tokens that may come next; none where nothing is known."""
        count = min(room, MOST)
        if count <= 0 or self._paused:
            return []
        place = self._place()
        if place is None:
            return []
        self._copied = place
        return self._tokens[place : place + count]

    def learn(self, guessed: int, stood: int) -> None:
        """How many tokens of the last guess stood. Where nothing does, it is no copy: guess less often."""
        self.guessed += guessed
        self.stood += stood
        self._failed = 0 if stood else self._failed + 1
        if self._failed >= 2:
            self._paused = min(_LONGEST_PAUSE, _PAUSE << (self._failed - 2))

    def _place(self) -> int | None:
        """Where what was written last stands before, and goes on."""
        end = len(self._tokens)
        for size in _GRAMS:
            places = self._ends[tuple(self._tokens[-size:])] if end >= size else []
            if len(places) > 1:  # the last is where the text ends
                ahead = places[bisect_left(places, self._copied)]
                return ahead if ahead < end else places[-2]
        near = range(self._copied, min(self._copied + _NEAR, end - 1))
        return next((place + 1 for place in near if self._tokens[place] == self._tokens[-1]), None)

    def _add(self, token: int) -> None:
        self._tokens.append(token)
        for size in _GRAMS:
            if len(self._tokens) >= size:
                self._ends[tuple(self._tokens[-size:])].append(len(self._tokens))
