"""The file of a tool of one's own (TOML): read with all doubt, and written.

Owns the form of the file. It is data from anybody: it is read with a bound, runs nothing, and whatever does
not hold together is told with its place. A key that nobody knows is an error, since it may be a known one
with a slip in it; a file of a newer form is refused with that reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, UsageError, shown
from llmdesk.tools.fields import Field, FieldsError, fields_of
from llmdesk.tools.own import template as templates
from llmdesk.tools.own.entries import Entries, NewerTool, ToolFileError
from llmdesk.tools.own.patterns import PatternError, compiled
from llmdesk.tools.own.types import (
    LONGEST_EXAMPLE,
    LONGEST_INSTRUCTIONS,
    LONGEST_NAME,
    LONGEST_TEMPLATE,
    MOST_EXAMPLES,
    MOST_LABELS,
    MOST_PLACES,
    MOST_TOKENS,
    MOST_TRIES,
    TEXT,
    USUAL_TOKENS,
    USUAL_TRIES,
    VERSION,
    Checks,
    Example,
    LabelOf,
    OwnTool,
)
from llmdesk.tools.toml_text import loads

SUFFIX = ".toml"
GIVES = ("text", "label", "yes/no", "fields", "anonymized")
_MOST_BYTES = 1 << 20
_KEYS = (
    "llmdesk_tool", "name", "about", "language", "takes", "template", "gives", "column", "instructions",
    "labels", "fields", "examples", "checks", "model", "sampling",
)  # fmt: skip
_CHECKS = (
    "must_contain", "must_match", "longest", "one_line", "language", "only_words_of_text", "quotes", "tries",
)  # fmt: skip
_SAMPLING = ("temperature", "top_p", "top_k", "min_p", "repeat_penalty", "seed", "longest_answer")
_ANSWER = "answer"  # the key in an example of what is right
_HEAD = (
    "# A tool for llmdesk: llmdesk run THIS_FILE … (llmdesk tools check THIS_FILE says what is wrong in it)\n"
)


def read_tool(path: Path, key: str = "") -> OwnTool:
    """Raises `UsageError` for a file that cannot be read, or is no tool."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        words = QT_TRANSLATE_NOOP("core", "It cannot be read: {reason}")
        raise not_a_tool(path.name, Phrase(words, {"reason": reason})) from error
    try:
        return replace(tool_from(data), key=key)
    except ToolFileError as error:
        raise not_a_tool(path.name, error.reason, newer=isinstance(error, NewerTool)) from error


def tool_from(data: bytes) -> OwnTool:
    """The tool of a file's bytes. Raises `ToolFileError`."""
    if len(data) > _MOST_BYTES:
        raise ToolFileError(QT_TRANSLATE_NOOP("core", "It is larger than 1 MiB."))
    try:
        document = loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ToolFileError(
            QT_TRANSLATE_NOOP("core", "It is not TOML in UTF-8: {reason}"), reason=shown(str(error), 200)
        ) from error
    return _tool(Entries(document))


def tool_of_instruction(instruction: str) -> OwnTool:
    """A tool that is an instruction alone; its places are those that the instruction names. Raises
    `ToolFileError`."""
    takes = list(templates.places(instruction))
    return _tool(
        Entries({"llmdesk_tool": VERSION, "name": "instruction", "takes": takes, "instructions": instruction})
    )


def _tool(entries: Entries) -> OwnTool:
    _check_version(entries)
    entries.only(_KEYS)
    name = " ".join(entries.text("name", LONGEST_NAME, needed=True).split())
    instructions = entries.text("instructions", LONGEST_INSTRUCTIONS, needed=True).strip()
    gives = entries.one_of("gives", GIVES, "text")
    takes = _takes(entries)
    template = entries.text("template", LONGEST_TEMPLATE) or templates.usual(takes)
    _check_places("template", template, takes)
    _check_places("instructions", instructions, takes)
    labels = _labels(entries, gives)
    tool = OwnTool(
        name=name,
        instructions=instructions,
        gives=gives,  # type: ignore[arg-type]  # one of GIVES
        takes=takes,
        template=template,
        about=" ".join(entries.text("about", 300).split()),
        language=entries.one_of("language", ("en", "zh"), guess_language(instructions)),
        column=" ".join(entries.text("column", LONGEST_NAME).split()),
        labels=labels,
        fields=_fields(entries, gives),
        checks=_checks(entries.table("checks"), gives),
        model=entries.text("model", 400).strip(),
    )
    tool = _with_sampling(tool, entries.table("sampling"))
    return replace(tool, examples=_examples(entries, tool))


def _check_version(entries: Entries) -> None:
    version = entries.whole("llmdesk_tool", 1, 1 << 30, 0)
    if not version:
        raise ToolFileError(
            QT_TRANSLATE_NOOP("core", "It does not say which form it has: “{line}” is missing."),
            line=f"llmdesk_tool = {VERSION}",
        )
    if version > VERSION:
        raise NewerTool(
            QT_TRANSLATE_NOOP(
                "core", "It was made by a newer llmdesk (form {found}; this one reads up to {known})."
            ),
            found=version,
            known=VERSION,
        )


def _takes(entries: Entries) -> tuple[str, ...]:
    takes = entries.texts("takes", MOST_PLACES, 60) or (TEXT,)
    for name in takes:
        if not templates.NAME.fullmatch(name):
            raise ToolFileError(
                QT_TRANSLATE_NOOP(
                    "core", "“{name}” in “takes” is no name of a place: letters, digits, spaces, - and _."
                ),
                name=shown(name, 60),
            )
    if len(set(takes)) < len(takes):
        raise ToolFileError(QT_TRANSLATE_NOOP("core", "“takes” names a place twice."))
    if _ANSWER in takes and entries.values.get("examples"):
        raise ToolFileError(
            QT_TRANSLATE_NOOP(
                "core",
                "“{name}” in “takes” cannot be used with [[examples]], where it is the key of the right "
                "answer: give the place another name.",
            ),
            name=_ANSWER,
        )
    return takes


def _check_places(key: str, template: str, takes: Sequence[str]) -> None:
    for name in templates.places(template):
        if name not in takes:
            raise ToolFileError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "“{key}” refers to {place}, which is not in “takes”: {takes}. (Write {doubled} where "
                    "the braces themselves are meant.)",
                ),
                key=key,
                place=f"{{{shown(name, 60)}}}",
                takes=Listing(tuple(takes)),
                doubled=f"{{{{{shown(name, 60)}}}}}",
            )
    if key == "template":
        unused = [name for name in takes if name not in templates.places(template)]
        if unused:
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "“takes” has “{name}”, which “template” does not use."),
                name=unused[0],
            )


def _labels(entries: Entries, gives: str) -> tuple[LabelOf, ...]:
    found = []
    for number, each in enumerate(entries.tables("labels", MOST_LABELS), start=1):
        each.only(("name", "about"), f"labels {number}")
        name = " ".join(each.text("name", LONGEST_NAME, needed=True).split())
        found.append(LabelOf(name, " ".join(each.text("about", 300).split())))
    if len({label.name.casefold() for label in found}) < len(found):
        raise ToolFileError(QT_TRANSLATE_NOOP("core", "Two labels have the same name."))
    if gives == "label" and len(found) < 2:
        raise ToolFileError(
            QT_TRANSLATE_NOOP(
                "core", "A tool that gives one of several labels needs two [[labels]] at least."
            )
        )
    if gives != "label" and found:
        raise ToolFileError(
            QT_TRANSLATE_NOOP("core", "[[labels]] belong to gives = “label”; this tool gives “{gives}”."),
            gives=gives,
        )
    return tuple(found)


def _fields(entries: Entries, gives: str) -> tuple[Field, ...]:
    given = entries.values.get("fields")
    if given is None and gives != "fields":
        return ()
    if gives != "fields":
        raise ToolFileError(
            QT_TRANSLATE_NOOP("core", "[[fields]] belong to gives = “fields”; this tool gives “{gives}”."),
            gives=gives,
        )
    try:
        return fields_of(given)
    except FieldsError as error:
        raise ToolFileError("{what}", what=error.params.get("what", error)) from error


def _checks(entries: Entries, gives: str) -> Checks:
    entries.only(_CHECKS, "checks")
    if gives != "text" and set(entries.values) - {"tries"}:
        raise ToolFileError(
            QT_TRANSLATE_NOOP("core", "[checks] are for gives = “text”; this tool gives “{gives}”."),
            gives=gives,
        )
    patterns = entries.texts("must_match", 20, 100_000)
    for pattern in patterns:
        try:
            compiled(pattern)
        except PatternError as error:
            raise ToolFileError(
                QT_TRANSLATE_NOOP(
                    "core", "The pattern “{pattern}” in “must_match” cannot be used: {reason}."
                ),
                pattern=shown(pattern, 60),
                reason=error.reason,
            ) from error
    return Checks(
        must_contain=entries.texts("must_contain", 20, 1_000),
        must_match=patterns,
        longest=entries.whole("longest", 1, 1_000_000, 0),
        one_line=entries.flag("one_line"),
        language=_wanted_language(entries.text("language", 20)),
        only_words_of_text=entries.flag("only_words_of_text"),
        quotes=entries.flag("quotes"),
        tries=entries.whole("tries", 1, MOST_TRIES, USUAL_TRIES),
    )


def _wanted_language(code: str) -> str:
    if code and code != "same" and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise ToolFileError(
            QT_TRANSLATE_NOOP(
                "core", "“{code}” is no language: a code of two letters (en, zh, de …), or same as the text."
            ),
            code=shown(code, 20),
        )
    return code.lower()


def _with_sampling(tool: OwnTool, entries: Entries) -> OwnTool:
    entries.only(_SAMPLING, "sampling")
    sampling = replace(
        tool.sampling,
        temperature=entries.number("temperature", 0, 10),
        top_p=entries.number("top_p", 0, 1),
        top_k=entries.whole("top_k", 0, 1_000, -1) if "top_k" in entries.values else None,
        min_p=entries.number("min_p", 0, 1),
        repeat_penalty=entries.number("repeat_penalty", 0.5, 2),
        seed=entries.whole("seed", 0, (1 << 32) - 1, 0) if "seed" in entries.values else None,
    )
    usual = min(USUAL_TOKENS, 2 * tool.checks.longest + 16) if tool.checks.longest else USUAL_TOKENS
    return replace(
        tool, sampling=sampling, longest_answer=entries.whole("longest_answer", 1, MOST_TOKENS, usual)
    )


def _examples(entries: Entries, tool: OwnTool) -> tuple[Example, ...]:
    found = []
    for number, each in enumerate(entries.tables("examples", MOST_EXAMPLES), start=1):
        each.only((*tool.takes, _ANSWER), f"examples {number}")
        values = tuple(each.text(name, LONGEST_EXAMPLE) for name in tool.takes)
        answer = each.text(_ANSWER, LONGEST_EXAMPLE, needed=True)
        allowed = [label.name for label in tool.labels] if tool.gives == "label" else ["yes", "no"]
        if tool.gives in ("label", "yes/no") and answer not in allowed:
            raise ToolFileError(
                QT_TRANSLATE_NOOP(
                    "core", "The answer of example {number}, “{answer}”, is none of: {allowed}."
                ),
                number=number,
                answer=shown(answer, 60),
                allowed=Listing(tuple(allowed[:20])),
            )
        found.append(Example(values, answer))
    return tuple(found)


def guess_language(instructions: str) -> str:
    """ "en" or "zh": in which the words around the instructions are written."""
    return "zh" if sum("\u3400" <= c <= "\u9fff" for c in instructions) > 0.2 * len(instructions) else "en"


# -- writing -------------------------------------------------------------------------------------
def as_toml(tool: OwnTool) -> str:
    """The file of a tool; `tool_from` gives the same tool again (but for its key)."""
    lines = [_HEAD, f"llmdesk_tool = {VERSION}", f"name = {quoted(tool.name)}"]
    for key in ("about", "language"):
        if getattr(tool, key):
            lines.append(f"{key} = {quoted(getattr(tool, key))}")
    lines += [f"takes = {_listed(tool.takes)}", f"template = {quoted(tool.template)}"]
    lines.append(f"gives = {quoted(tool.gives)}")
    for key in ("column", "model"):
        if getattr(tool, key):
            lines.append(f"{key} = {quoted(getattr(tool, key))}")
    lines.append(f"instructions = {quoted(tool.instructions)}")
    for label in tool.labels:
        lines += ["", "[[labels]]", f"name = {quoted(label.name)}", f"about = {quoted(label.about)}"]
    for field in tool.fields:
        lines += ["", "[[fields]]", f"name = {quoted(field.name)}", f"type = {quoted(field.type)}"]
        lines += [f"about = {quoted(field.about)}"] if field.about else []
        lines += [f"one_of = {_listed(field.one_of)}"] if field.one_of else []
    for example in tool.examples:
        named = zip(tool.takes, example.values, strict=True)
        lines += ["", "[[examples]]", *(f"{_key(name)} = {quoted(value)}" for name, value in named)]
        lines.append(f"{_ANSWER} = {quoted(example.answer)}")
    lines += ["", "[checks]", *_set_checks(tool.checks)] if tool.checks != Checks() else []
    lines += ["", "[sampling]", *_set_sampling(tool)]
    return "\n".join(lines) + "\n"


def _set_checks(checks: Checks) -> list[str]:
    usual = Checks()
    members = [each.name for each in fields(Checks)]
    return [f"{n} = {_value(getattr(checks, n))}" for n in members if getattr(checks, n) != getattr(usual, n)]


def _set_sampling(tool: OwnTool) -> list[str]:
    given = {name: getattr(tool.sampling, name) for name in _SAMPLING[:-1]}
    lines = [f"{name} = {value!r}" for name, value in given.items() if value is not None]
    return [*lines, f"longest_answer = {tool.longest_answer}"]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return _listed(value)
    return quoted(value) if isinstance(value, str) else repr(value)


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else quoted(name)


def quoted(text: str) -> str:
    """A basic string of TOML; one of several lines where the text has them."""
    text = text.encode("utf-8", "replace").decode()  # no lone surrogates: TOML has none
    several = "\n" in text
    escapes = {"\\": "\\\\", '"': '\\"', "\r": "\\r", "\t": "\\t"} | ({} if several else {"\n": "\\n"})
    inside = "".join(
        escapes.get(c) or (c if c.isprintable() or c == "\n" else f"\\U{ord(c):08x}") for c in text
    )
    return f'"""\n{inside}"""' if several else f'"{inside}"'


def not_a_tool(name: str, reason: Phrase, *, newer: bool = False) -> UsageError:
    show = QT_TRANSLATE_NOOP("core", "llmdesk tools show NAME prints one that can be changed.")
    update = QT_TRANSLATE_NOOP("core", "Install a newer llmdesk to use it.")
    return UsageError(
        QT_TRANSLATE_NOOP("core", "This file is not a tool that can be used: {file}"),
        "{reason}",
        update if newer else show,
        file=name,
        reason=reason,
    )
