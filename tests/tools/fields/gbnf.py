"""A small reader of llama.cpp's grammars: does one allow a text? For tests without a model.

Makes a regular expression of every rule that does not contain itself; of those that do, down to a depth.
"""

from __future__ import annotations

import re
from functools import cache

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:\\.|[^"\\])*")|(?P<set>\[(?:\\.|[^\]\\])*\])|(?P<times>\{\d+(?:,\d*)?\}|[*+?])'
    r"|(?P<sign>[()|])|(?P<name>[A-Za-z][\w-]*))"
)
_DEEPEST = 4


def allows(grammar: str, text: str) -> bool:
    """Whether `root` allows all of `text`."""
    return _expression(grammar).fullmatch(text) is not None


@cache
def _expression(grammar: str) -> re.Pattern[str]:
    rules = dict(line.split(" ::= ", 1) for line in grammar.splitlines() if line)
    return re.compile(_of(rules, "root", {}))


def _of(rules: dict[str, str], name: str, open_: dict[str, int]) -> str:
    if open_.get(name, 0) >= _DEEPEST or sum(open_.values()) > 4 * _DEEPEST:
        return "(?!)"
    inner = {**open_, name: open_.get(name, 0) + 1} if _is_recursive(rules, name) else open_
    parts = []
    for token in _TOKEN.finditer(rules[name]):
        if token["text"]:
            parts.append(f"(?:{re.escape(_plain(token['text'][1:-1]))})")
        elif token["set"]:
            parts.append(token["set"].replace("[", r"\[").replace(r"\[", "[", 1))
        elif token["name"]:
            parts.append(f"(?:{_of(rules, token['name'], inner)})")
        else:
            parts.append((token["times"] or token["sign"]).replace("(", "(?:"))
    return "".join(parts)


def _is_recursive(rules: dict[str, str], name: str) -> bool:
    seen, todo = set[str](), [name]
    while todo:
        body = re.sub(r'"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]', " ", rules[todo.pop()])
        for word in re.findall(r"[A-Za-z][\w-]*", body):
            if word == name:
                return True
            if word not in seen:
                seen.add(word)
                todo.append(word)
    return False


def _plain(literal: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1]), literal)
