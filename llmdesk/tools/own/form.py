"""A tool as it stands in a form while somebody writes it: each part as typed, right or wrong.

Owns the way from a tool to a form and back, what is wrong with which part, and how a form is kept. Must not
know widgets. The reading of files (`toml`) has the last word on what a tool may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from llmdesk.engine.types import Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, shown
from llmdesk.tools.fields import Field, FieldsError, checked
from llmdesk.tools.own import template as templates
from llmdesk.tools.own.patterns import PatternError, compiled
from llmdesk.tools.own.toml import guess_language
from llmdesk.tools.own.types import (
    LONGEST_EXAMPLE,
    LONGEST_INSTRUCTIONS,
    LONGEST_NAME,
    LONGEST_TEMPLATE,
    MOST_EXAMPLES,
    MOST_LABELS,
    MOST_PLACES,
    TEXT,
    USUAL_TOKENS,
    Checks,
    Example,
    Gives,
    LabelOf,
    OwnTool,
    Values,
)

Part = Literal[
    "name", "takes", "template", "instructions", "labels", "fields", "examples", "must_contain", "must_match"
]
YES_NO = ("yes", "no")
_MOST_CHECKED = 20  # texts that an answer must contain, and patterns
_LONGEST_CONTAINED = 1_000
_LINE_END = "⏎"  # inside a text that an answer must contain: each has one line of the form


@dataclass(frozen=True)
class ToolForm:
    """`takes`: the names of the places, with commas between them. `template` "" for the usual one.
    `must_contain` and `must_match`: one a line. `language` "" for what the instructions look like.
    Members of no field of the form (`sampling` but for temperature and seed, `tries` …) come back as they
    were."""

    name: str = ""
    about: str = ""
    takes: str = TEXT
    template: str = ""
    instructions: str = ""
    language: str = ""
    gives: Gives = "text"
    labels: tuple[LabelOf, ...] = (LabelOf(""), LabelOf(""))
    fields: tuple[Field, ...] = (Field(""),)
    examples: tuple[Example, ...] = ()
    must_contain: str = ""
    must_match: str = ""
    checks: Checks = field(default_factory=Checks)
    sampling: Sampling = field(default_factory=Sampling)
    longest_answer: int = USUAL_TOKENS
    column: str = ""
    model: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The names in `takes`, wrong ones, too."""
        commas = self.takes.replace("，", ",").replace("、", ",")
        return tuple(filter(None, (" ".join(name.split()).strip("{}") for name in commas.split(","))))

    @property
    def answers(self) -> tuple[str, ...]:
        """What an example may answer; () for anything."""
        if self.gives == "label":
            return tuple(filter(None, (" ".join(label.name.split()) for label in self.labels)))
        return YES_NO if self.gives == "yes/no" else ()


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a part of a form; `row`: with which of several, from 0."""

    part: Part
    reason: Phrase
    row: int = -1


def form_of(tool: OwnTool) -> ToolForm:
    usual = tool.template == templates.usual(tool.takes)
    return ToolForm(
        tool.name,
        tool.about,
        ", ".join(tool.takes),
        "" if usual else tool.template,
        tool.instructions,
        tool.language,
        tool.gives,
        tool.labels or ToolForm.labels,
        tool.fields or ToolForm.fields,
        tool.examples,
        "\n".join(wanted.replace("\n", _LINE_END) for wanted in tool.checks.must_contain),
        "\n".join(pattern.replace("\n", "\\n") for pattern in tool.checks.must_match),
        replace(tool.checks, must_contain=(), must_match=()),
        tool.sampling,
        tool.longest_answer,
        tool.column,
        tool.model,
    )


def tool_of(form: ToolForm) -> OwnTool:
    """The tool of a form without mistakes; what belongs to another kind of answer is left out."""
    takes = form.places
    checks = Checks(tries=form.checks.tries)
    if form.gives == "text":
        checks = replace(form.checks, must_contain=_contained(form), must_match=_lines(form.must_match))
    return OwnTool(
        name=" ".join(form.name.split()),
        instructions=form.instructions.strip(),
        gives=form.gives,
        takes=takes,
        template=form.template if form.template.strip() else templates.usual(takes),
        about=" ".join(form.about.split()),
        language=form.language or guess_language(form.instructions),
        column=form.column,
        labels=_labels(form) if form.gives == "label" else (),
        fields=_fields(form) if form.gives == "fields" else (),
        examples=tuple(_fitting(form, len(takes))),
        checks=checks,
        sampling=form.sampling,
        longest_answer=form.longest_answer,
        model=form.model,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _contained(form: ToolForm) -> tuple[str, ...]:
    return tuple(line.replace(_LINE_END, "\n") for line in _lines(form.must_contain))


def _labels(form: ToolForm) -> tuple[LabelOf, ...]:
    tidy = (LabelOf(" ".join(each.name.split()), " ".join(each.about.split())) for each in form.labels)
    return tuple(each for each in tidy if each.name or each.about)


def _fields(form: ToolForm) -> tuple[Field, ...]:
    return tuple(
        replace(
            each,
            name=each.name.strip(),
            about=" ".join(each.about.split()),
            one_of=each.one_of if each.type == "one of" else (),
        )
        for each in form.fields
        if each != Field("")
    )


def _fitting(form: ToolForm, count: int) -> Iterator[Example]:
    """The examples with a value for each place; those where nothing stands are left out."""
    for each in form.examples:
        values = (*each.values, *[""] * count)[:count]
        if any(map(str.strip, (*values, each.answer))):
            yield Example(values, each.answer)


# -- what is wrong -------------------------------------------------------------------------------------
def mistakes(form: ToolForm, taken: Sequence[str] = ()) -> tuple[Mistake, ...]:
    """All that is wrong, by the parts of the form. `taken`: the names of the user's other tools."""
    return tuple(_mistakes(form, taken))


def _mistakes(form: ToolForm, taken: Sequence[str]) -> Iterator[Mistake]:
    yield from _in_name(form, taken)
    yield from _in_takes(form)
    yield from _in_words(form)
    if form.gives == "label":
        yield from _in_labels(form)
    if form.gives == "fields":
        yield from _in_fields(form)
    if form.gives == "text":
        yield from _in_checks(form)
    yield from _in_examples(form)


def _in_name(form: ToolForm, taken: Sequence[str]) -> Iterator[Mistake]:
    name = " ".join(form.name.split())
    if not name:
        yield _mistake("name", QT_TRANSLATE_NOOP("core", "Give the tool a name."))
    if len(name) > LONGEST_NAME:
        yield _too_long("name", name, LONGEST_NAME)
    if name.casefold() in {each.casefold() for each in taken}:
        yield _mistake("name", QT_TRANSLATE_NOOP("core", "Another tool of yours has this name."))


def _in_takes(form: ToolForm) -> Iterator[Mistake]:
    places = form.places
    if not places:
        yield _mistake("takes", QT_TRANSLATE_NOOP("core", "Name one thing at least, such as: text"))
    if len(places) > MOST_PLACES:
        yield _mistake(
            "takes",
            QT_TRANSLATE_NOOP("core", "These are {count} names; {most} can be read."),
            count=len(places),
            most=MOST_PLACES,
        )
    for name in places:
        if not templates.NAME.fullmatch(name):
            yield _mistake(
                "takes",
                QT_TRANSLATE_NOOP(
                    "core",
                    "“{name}” cannot be used: a name begins with a letter and has letters, digits, "
                    "spaces, - and _, 59 at most.",
                ),
                name=shown(name, 60),
            )
            return
    if len(set(places)) < len(places):
        yield _mistake("takes", QT_TRANSLATE_NOOP("core", "A name is there twice."))
    if "answer" in places and any(_fitting(form, len(places))):
        yield _mistake(
            "takes",
            QT_TRANSLATE_NOOP("core", "“answer” is what an example answers: give the text another name."),
        )


def _in_words(form: ToolForm) -> Iterator[Mistake]:
    if not form.instructions.strip():
        yield _mistake("instructions", QT_TRANSLATE_NOOP("core", "Say what is to be done with the text."))
    if len(form.instructions) > LONGEST_INSTRUCTIONS:
        yield _too_long("instructions", form.instructions, LONGEST_INSTRUCTIONS)
    if len(form.template) > LONGEST_TEMPLATE:
        yield _too_long("template", form.template, LONGEST_TEMPLATE)
    for part, words in (("instructions", form.instructions), ("template", form.template)):
        for name in templates.places(words):
            if name not in form.places:
                yield _unknown_place("instructions" if part == "instructions" else "template", name, form)
                break
    unused = [name for name in form.places if name not in templates.places(form.template)]
    if form.template.strip() and unused:
        yield _mistake(
            "template",
            QT_TRANSLATE_NOOP("core", "{place} is missing here, so the model would never see it."),
            place=f"{{{shown(unused[0], 60)}}}",
        )


def _unknown_place(part: Part, name: str, form: ToolForm) -> Mistake:
    return _mistake(
        part,
        QT_TRANSLATE_NOOP(
            "core", "{place} is not among what the tool takes: {takes}. Write {doubled} for plain braces."
        ),
        place=f"{{{shown(name, 60)}}}",
        takes=Listing(tuple(f"{{{shown(each, 60)}}}" for each in form.places[:MOST_PLACES])),
        doubled=f"{{{{{shown(name, 60)}}}}}",
    )


def _in_labels(form: ToolForm) -> Iterator[Mistake]:
    seen: set[str] = set()
    for row, label in enumerate(form.labels):
        name = " ".join(label.name.split())
        if not name and label.about.strip():
            yield _mistake("labels", QT_TRANSLATE_NOOP("core", "Give the label a name."), row=row)
        if name and name.casefold() in seen:
            yield _mistake("labels", QT_TRANSLATE_NOOP("core", "This label is there twice."), row=row)
        seen.add(name.casefold())
    if len(seen - {""}) < 2:
        yield _mistake("labels", QT_TRANSLATE_NOOP("core", "Two labels at least are needed."))
    if len(form.labels) > MOST_LABELS:
        yield _mistake(
            "labels",
            QT_TRANSLATE_NOOP(
                "core", "These are {count} labels; {most} are the most that can be told apart."
            ),
            count=len(form.labels),
            most=MOST_LABELS,
        )


def _in_fields(form: ToolForm) -> Iterator[Mistake]:
    if all(each == Field("") for each in form.fields):
        yield _mistake("fields", QT_TRANSLATE_NOOP("core", "Name one field at least."))
    good: list[Field] = []
    for row, each in enumerate(form.fields):
        if each == Field(""):
            good.append(Field(f"({row})"))
            continue
        tidy = _fields(replace(form, fields=(each,)))[0]
        try:
            checked([*good, tidy])
            good.append(tidy)
        except FieldsError as error:
            what = error.params.get("what")
            yield Mistake("fields", what if isinstance(what, Phrase) else Phrase("{e}", {"e": error}), row)
            good.append(Field(f"({row})"))


def _in_checks(form: ToolForm) -> Iterator[Mistake]:
    for part, text in (("must_contain", form.must_contain), ("must_match", form.must_match)):
        lines = _lines(text)
        where: Part = "must_contain" if part == "must_contain" else "must_match"
        if len(lines) > _MOST_CHECKED:
            yield _mistake(
                where,
                QT_TRANSLATE_NOOP("core", "These are {count} lines; {most} can be checked."),
                count=len(lines),
                most=_MOST_CHECKED,
            )
    for line in _lines(form.must_contain):
        if len(line) > _LONGEST_CONTAINED:
            yield _too_long("must_contain", line, _LONGEST_CONTAINED)
    for line in _lines(form.must_match)[:_MOST_CHECKED]:
        try:
            compiled(line)
        except PatternError as error:
            yield _mistake(
                "must_match",
                QT_TRANSLATE_NOOP("core", "“{pattern}” cannot be used: {reason}."),
                pattern=shown(line, 60),
                reason=error.reason,
            )


def _in_examples(form: ToolForm) -> Iterator[Mistake]:
    count = len(form.places)
    for row, each in enumerate(form.examples):
        values: Values = each.values[:count]
        is_empty = not any(map(str.strip, values))
        if is_empty and not each.answer.strip():
            continue
        if is_empty:
            yield _mistake("examples", QT_TRANSLATE_NOOP("core", "The text is missing."), row=row)
        elif not each.answer.strip():
            yield _mistake("examples", QT_TRANSLATE_NOOP("core", "The answer is missing."), row=row)
        elif form.gives in ("label", "yes/no") and each.answer not in form.answers:
            yield _mistake(
                "examples",
                QT_TRANSLATE_NOOP("core", "“{answer}” is none of: {allowed}."),
                row=row,
                answer=shown(each.answer, 60),
                allowed=Listing(form.answers[:20]),
            )
        for text in (*values, each.answer):
            if len(text) > LONGEST_EXAMPLE:
                yield replace(_too_long("examples", text, LONGEST_EXAMPLE), row=row)
    if len(form.examples) > MOST_EXAMPLES:
        yield _mistake(
            "examples",
            QT_TRANSLATE_NOOP("core", "These are {count} examples; {most} are read."),
            count=len(form.examples),
            most=MOST_EXAMPLES,
        )


def _mistake(part: Part, words: str, row: int = -1, **params: object) -> Mistake:
    return Mistake(part, Phrase(words, params), row)


def _too_long(part: Part, text: str, most: int) -> Mistake:
    return _mistake(
        part,
        QT_TRANSLATE_NOOP("core", "That is {count} characters; the limit is {most}."),
        count=f"{len(text):,}",
        most=f"{most:,}",
    )
