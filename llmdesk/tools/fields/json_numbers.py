"""Numbers within bounds, as they may be written in JSON: alternatives of a grammar.

Owns the way from two bounds to the digits between them.
"""

from __future__ import annotations

LIMIT = 10**15  # what has no bound of its own
_FRACTION = '("." [0-9]{1,16})?'


def between(low: int | None, high: int | None) -> list[str]:
    """The whole numbers from `low` to `high`, both included; nothing where there is none."""
    least, most = -LIMIT if low is None else low, LIMIT if high is None else high
    parts = []
    if least < 0 and least <= most:
        parts.append(f'"-" ({" | ".join(_plain(max(1, -most), -least))})')
    if most >= max(least, 0):
        parts += _plain(max(least, 0), most)
    return parts


def number_between(low: int | None, high: int | None) -> list[str]:
    """As `between`, of all numbers."""
    least, most = -LIMIT if low is None else low, LIMIT if high is None else high
    parts = []
    if least < 0 and least <= most:
        parts.append(f'"-" ({" | ".join(_sized(max(0, -most), -least))})')
    if most >= max(least, 0):
        parts += _sized(max(least, 0), most)
    return parts


def _sized(low: int, high: int) -> list[str]:
    """Numbers of this size without a sign: all that begin with a smaller whole number, and `high` itself."""
    whole = [f'"{high}" ("." "0"{{1,16}})?']
    return [f"({' | '.join(_plain(low, high - 1))}) {_FRACTION}", *whole] if high > low else whole


def _plain(low: int, high: int) -> list[str]:
    """Whole numbers without a sign and without zeros before them."""
    parts: list[str] = []
    for digits in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (digits - 1) if digits > 1 else 0)
        parts += _alike(str(first), str(min(high, 10**digits - 1)))
    return parts


def _alike(low: str, high: str) -> list[str]:
    """Texts of as many digits, from `low` to `high`."""
    if low == high:
        return [f'"{low}"']
    if low.strip("0") == "" and high.strip("9") == "":
        return [f"[0-9]{{{len(low)}}}"]
    same = next(at for at, (one, other) in enumerate(zip(low, high, strict=True)) if one != other)
    before, rest = low[:same], len(low) - same - 1
    first, last = int(low[same]), int(high[same])
    parts: list[str] = []
    if low[same + 1 :].strip("0"):
        parts += [f'"{before}{first}" {more}' for more in _alike(low[same + 1 :], "9" * rest)]
        first += 1
    ends: list[str] = []
    if high[same + 1 :].strip("9"):
        ends = [f'"{before}{last}" {more}' for more in _alike("0" * rest, high[same + 1 :])]
        last -= 1
    if first <= last:
        any_rest = f" [0-9]{{{rest}}}" if rest else ""
        lead = f'"{before}" ' if before else ""
        parts.append(f"{lead}[{first}-{last}]{any_rest}")
    return parts + ends
