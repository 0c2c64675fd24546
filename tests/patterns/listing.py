"""Every regular expression in llmdesk's source: its pattern, its flags and how it is applied.

Owns the finding, by walking the source and evaluating each pattern in its own module. A pattern that
is put together while the program runs cannot be evaluated so: an example of it stands here.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

from llmdesk.tools.poetry.english.optional import _RULES
from llmdesk.tools.poetry.english.words import _SHORTER

PACKAGE = Path(__file__).parents[2] / "llmdesk"

# Where the flags stand among the arguments of a function of `re`.
FLAGS_AT = {
    **dict.fromkeys(("search", "match", "fullmatch", "findall", "finditer"), 2),
    "compile": 1,
    "split": 3,
    "sub": 4,
}
METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")

# By file and source of the pattern: what it is with typical values of its variables.
EXAMPLES: dict[tuple[str, str], str] = {
    (
        "engine/child/prompt.py",
        "'|'.join(map(re.escape, by_length))",
    ): r"<\|im_start\|>|<\|im_end\|>|<\|im_|<s>",
    ("engine/child/prompt.py", """f"([{''.join(map(re.escape, self._originals))}])\""""): "([\ue000\ue001])",
    (
        "engine/remote/vocabulary.py",
        "'|'.join(map(re.escape, self._by_length()))",
    ): "<\\|im_start\\|>|<s>|</s>",
    (
        "engine/remote/vllm/vocabulary.py",
        "'|'.join(map(re.escape, by_length))",
    ): r"<\|im_start\|>|<\|im_end\|>|<\|im_|<s>",
    ("engine/child/thoughts.py", "'|'.join(map(re.escape, marks))"): "<think>|</think>|<thinking>|◁think▷",
    ("store/search.py", "'|'.join(alternatives)"): "(?<![^ \u3400-\u9fff])aaa|中文",
    (
        "tools/evidence/comparing/chinese/lists.py",
        "'|'.join(map(re.escape, words(*path)))",
    ): "在情况下|如果|若",
    (
        "tools/evidence/comparing/chinese/lists.py",
        "f'{skipped}|(?P<word>{deny})'",
    ): "不少|不仅|(?P<word>不|没有|从不)",
    (
        "tools/evidence/comparing/opposites.py",
        "f'{skipped}|(?P<word>{words})'",
    ): "不少|不仅|(?P<word>不|没有|从不)",
    (
        "tools/evidence/comparing/opposites.py",
        "f\"(?<![\\\\w'’-])(?:{inside})(?![\\\\w'’-])\"",
    ): r"(?<![\w'’-])(?:as long as|because of|because|if)(?![\w'’-])",
    ("tools/poetry/english/optional.py", "pattern"): "|".join(f"(?:{pattern})" for pattern, _ in _RULES),
    ("tools/sought.py", r"""'\\s{1,20}'.join(map(re.escape, parts))"""): r"aaa\s{1,20}aaa\s{1,20}bb",
    ("tools/poetry/english/words.py", "pattern"): "|".join(f"(?:{pattern})" for pattern, _ in _SHORTER),
}

# Those that would have to stand in `EXAMPLES`, after a walk.
WITHOUT_EXAMPLE: list[tuple[str, str]] = []

# Of variables that a pattern is made with: a typical value.
TYPICAL = {"separator": ",", "quote": '"', "dialect": SimpleNamespace(separator=",", quote='"')}


@dataclass(frozen=True)
class Pattern:
    """`methods`: those of `re` that it is used with; all where that is not plain to see."""

    file: str
    line: int
    regex: re.Pattern[str] | re.Pattern[bytes]
    methods: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def every_pattern() -> list[Pattern]:
    """In the order of the source."""
    used = _methods_by_name()
    return [pattern for path in sorted(PACKAGE.rglob("*.py")) for pattern in _patterns_of(path, used)]


def _methods_by_name() -> dict[str, set[str]]:
    """`NAME.method(` anywhere in the package: the methods that are called of each name."""
    used: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                name = ast.unparse(node.value).rpartition(".")[2]
                used[name].add(node.attr)
    return used


def _patterns_of(path: Path, used: dict[str, set[str]]) -> Iterator[Pattern]:
    file = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _function(node) in FLAGS_AT]
    if not calls:
        return
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    names = _names(tree)
    inside = _inside_functions(tree)
    for call in calls:
        function = _function(call)
        try:
            regex = _compiled(file, call, module)
        except NameError:
            if call in inside:  # in a comprehension of the module it is among what the module holds
                WITHOUT_EXAMPLE.append((file, ast.unparse(call.args[0])))
            continue
        methods = {function}
        if function == "compile":
            methods = {method for name in names.get(call, ()) for method in used.get(name, ())}
        yield Pattern(file, call.lineno, regex, tuple(sorted(methods or {"finditer", "fullmatch"})))
    for regex in _held(tuple(vars(module).values())):
        yield Pattern(file, 0, regex, ("finditer", "fullmatch"))


def _inside_functions(tree: ast.AST) -> set[ast.AST]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    return {node for function in functions for node in ast.walk(function)}


def _held(values: Iterable[object]) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """Patterns in tuples, lists and dicts; those with a name of their own are found by their call."""
    for value in values:
        if not isinstance(value, tuple | list | dict):
            continue
        members = tuple(value.values()) if isinstance(value, dict) else tuple(value)
        yield from (member for member in members if isinstance(member, re.Pattern))
        yield from _held(members)


def _function(call: ast.Call) -> str:
    """The name of the function of `re` that is called, or ""."""
    function = call.func
    if (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
    ):
        return function.attr
    return ""


def _names(tree: ast.AST) -> dict[ast.expr, list[str]]:
    """What each value is called, also where several are named in one line."""
    names: dict[ast.expr, list[str]] = defaultdict(list)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for each, value in pairs:
                if isinstance(each, ast.Name):
                    names[value].append(each.id)
    return names


def _compiled(file: str, call: ast.Call, module: ModuleType) -> re.Pattern[str] | re.Pattern[bytes]:
    at = FLAGS_AT[_function(call)]
    named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    given = named or call.args[at : at + 1]
    flags = _value(given[0], module) if given else 0
    source = ast.unparse(call.args[0])
    pattern = EXAMPLES[file, source] if (file, source) in EXAMPLES else _value(call.args[0], module)
    return re.compile(pattern, flags)


def _value(node: ast.expr, module: ModuleType):  # type: ignore[no-untyped-def]  # whatever it is
    # The source is our own.
    return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module) | TYPICAL)
