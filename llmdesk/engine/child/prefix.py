"""What of a prompt is in the KV cache already.

Owns the comparison of token lists. The model may have spelt its own answer with other tokens than
the tokenizer would; `adopt` takes over the spelling that is in the cache, so that the next turn of
a chat re-reads only what is new. Pure Python, no llama.cpp.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


def common_length(a: Sequence[int], b: Sequence[int]) -> int:
    """Number of equal tokens at the beginning."""
    if a[: len(b)] == b[: len(a)]:
        return min(len(a), len(b))
    low, high = 0, min(len(a), len(b))
    while low + 1 < high:  # compares slices, which is native, instead of every token in Python
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low + (1 if a[low : low + 1] == b[low : low + 1] else 0)


def adopt(cached: Sequence[int], prompt: list[int], piece: Callable[[int], bytes]) -> list[int]:
    """`prompt` with cached tokens wherever they spell the same bytes from its beginning on.

    `piece` gives the bytes of a token, empty for a control token, which only equals itself. The
    result spells what `prompt` spells, control tokens included.
    """
    done = common_length(cached, prompt)
    result = list(prompt[:done])
    i = j = done  # the next token of the cache, of the prompt
    while i < len(cached) and j < len(prompt):
        if cached[i] == prompt[j]:
            result.append(cached[i])
            i, j = i + 1, j + 1
            continue
        step = _same_bytes(cached, i, prompt, j, piece)
        if step is None:
            break
        result += cached[i : step[0]]
        i, j = step
    return result + prompt[j:]


def _same_bytes(
    a: Sequence[int], i: int, b: Sequence[int], j: int, piece: Callable[[int], bytes]
) -> tuple[int, int] | None:
    """The nearest ends (i', j') such that a[i:i'] and b[j:j'] spell the same bytes; None if never."""
    left, right = b"", b""
    while True:
        if len(left) <= len(right):
            if i == len(a) or not (more := piece(a[i])):
                return None
            left, i = left + more, i + 1
        else:
            if j == len(b) or not (more := piece(b[j])):
                return None
            right, j = right + more, j + 1
        if not (left.startswith(right) or right.startswith(left)):
            return None
        if left == right:
            return i, j
