"""`llmdesk poem`: write a poem, check one, or list the forms; as text or JSON.

Must not know how a poem is written or judged; that is `tools.poetry`.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.poem_picture import Wanted as WantedFile
from llmdesk.cli.poem_picture import refuse_for_english
from llmdesk.cli.poem_picture import wanted as wanted_file
from llmdesk.cli.poem_picture import write as write_file
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import decode_piped
from llmdesk.errors import UsageError
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.poetry.check import LONGEST, RULES, split_poem
from llmdesk.tools.poetry.chinese.ci.pasted import recognized
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.compose import write_poem
from llmdesk.tools.poetry.forms import form, forms
from llmdesk.tools.poetry.page import ToSet
from llmdesk.tools.poetry.recognized import Heard, hear, judge_heard
from llmdesk.tools.poetry.request import acrostic_of, understand
from llmdesk.tools.poetry.runs import keep
from llmdesk.tools.poetry.types import Check, Form, Poem, PoemOptions, PoemProgress
from llmdesk.tools.tool import POETRY

if TYPE_CHECKING:
    from llmdesk.models.library import InstalledModel

_MARKS = {True: "✓", False: "✗"}
_UNJUDGED = "·"


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.list_forms:
        return _list_forms(console)
    if not arguments.form and arguments.check is None:
        raise UsageError(
            "Which form is the poem to have?",
            "",
            "Add --form NAME; llmdesk poem --list-forms shows the names.",
        )
    if arguments.rhymes and arguments.form and form(arguments.form).language != "zh":
        raise UsageError("--rhymes is for Chinese verse.")
    if arguments.form:
        refuse_for_english(arguments, form(arguments.form))
    asked = wanted_file(arguments, console)  # a mistake is told before the work
    if arguments.check is not None:
        return _check(arguments, asked, console)
    return _write(arguments, asked, session, console)


def _list_forms(console: Console) -> int:
    if console.json:
        console.write_json({"forms": [_form_document(each) for each in forms()]})
        return 0
    width = max(len(each.name) for each in forms())
    for each in forms():
        console.write(f"{each.name:<{width}}  {each.title} · {each.title_zh}\n")
        indent = " " * (width + 2)
        console.write(textwrap.fill(each.explanation, 96, initial_indent=indent, subsequent_indent=indent))
        console.write("\n")
    return 0


def _check(arguments: argparse.Namespace, asked: WantedFile | None, console: Console) -> int:
    text = _read(arguments.check, console)
    heard = None if arguments.form else _heard(text)
    wanted = heard.form if heard is not None else recognized(text, form(arguments.form))
    if arguments.rhymes and wanted.language != "zh":
        raise UsageError("--rhymes is for Chinese verse.")
    title, lines = split_poem(text, wanted)
    if not lines:
        raise UsageError("There is no poem in the text.")
    asked_for = acrostic_of(wanted, arguments.acrostic), arguments.rhymes
    judged = judge(lines, wanted, *asked_for) if heard is None else judge_heard(lines, heard, *asked_for)
    poem = ToSet(text, wanted, author=arguments.author, book=arguments.rhymes or judged.book)
    saved = write_file(asked, poem, text.strip(), console) if asked is not None else None
    foreign = heard is not None and heard.foreign
    if console.json:
        console.write_json(
            {
                "form": wanted.name,
                "language": detect_language(text) if foreign else wanted.language,
                "title": title,
                "lines": list(lines),
                "checks": _check_documents(judged.checks),
                "passed": None if foreign else judged.passed,
                **_judgement_document(judged),
                **({"saved": saved} if saved is not None else {}),
            }
        )
        return 0
    for number, line in enumerate(lines):
        console.write(f"{line}\n")
        _show_checks(judged.shown, number, console)
    _show_checks(judged.shown, None, console)
    if not judged.is_old and (heard is None or heard.named):
        console.write(_verdict(judged.checks, wanted) + "\n")
    return 0


def _heard(text: str) -> Heard:
    """The form of a poem that came without its name. Raises `UsageError` for Chinese lines of none."""
    heard = hear(text)
    if heard is None:
        raise UsageError(
            "The form of this Chinese poem has to be told.",
            "It has not four or more lines, an even number, of five or seven characters each, and is no song "
            "to a tune (词) that llmdesk knows.",
            "Add --form NAME; llmdesk poem --list-forms shows the names.",
        )
    return heard


def _judgement_document(judged: Judgement) -> dict[str, object]:
    """What kind of poem it is, by which books it is regular, and what teachers name in it."""
    notes = [check for check in judged.shown if check.rule == "named"]
    return {
        "kind": judged.kind,
        "rhyme": judged.rhyme,
        "metre": list(judged.metre),
        "scheme": judged.scheme,
        "regular_by": list(judged.regular_by),
        "rhymes": judged.book,
        "verdict": " ".join(check.detail for check in judged.shown if check.rule == "kind"),
        "notes": [
            {
                "name": check.detail.partition(":")[0],
                "scope": check.scope,
                "fault": not check.passed,
                "detail": check.detail,
            }
            for check in notes
        ],
    }


def _write(
    arguments: argparse.Namespace, asked: WantedFile | None, session: Session, console: Console
) -> int:
    options = PoemOptions(
        form=arguments.form,
        topic=arguments.topic or "",
        mood=arguments.mood,
        language=arguments.language,
        acrostic=arguments.acrostic,
        drafts=arguments.drafts,
        seed=arguments.seed,
        seconds=arguments.seconds,
        rhymes=arguments.rhymes,
    )
    understand(options)  # a mistake is told before a model is loaded
    poem = _compose(options, session.model(), session, console)
    if not arguments.no_save:
        keep(session.store(), options, poem)
    saved = None
    if asked is not None:
        verse = ToSet("\n".join(poem.lines), form(poem.form), poem.title, arguments.author, poem.rhymes)
        saved = write_file(asked, verse, poem.text, console)
    if console.json:
        document = _poem_document(poem, options)
        console.write_json(document if saved is None else {**document, "saved": saved})
        return 0
    if poem.warning:
        console.note(poem.warning)
    console.write(poem.text + "\n")
    for check in _judged(poem, options).shown:
        if check.rule == "kind":
            console.note(check.detail)
    failed = [check for check in poem.checks if not check.passed]
    for check in failed:
        console.note(f"{check.scope}: {RULES[check.rule]}: {check.detail}")
    console.note(f"{_verdict(poem.checks, form(poem.form))} Seed {poem.seed}, {poem.seconds:.1f} s.")
    return 0


def _compose(options: PoemOptions, model: InstalledModel, session: Session, console: Console) -> Poem:
    cancel = CancelToken()

    def work() -> Poem:
        session.load(model, cancel, POETRY)
        return write_poem(options, session.engine, show, cancel)

    def show(progress: PoemProgress) -> None:
        if progress.stage == "draft":
            console.note(f"Draft {progress.draft}: {' / '.join(progress.lines)}")
            return
        draft = f"Draft {progress.draft} of {options.drafts}, " if options.drafts > 1 else ""
        stage = {"trial": "trying the model", "plan": "planning"}.get(progress.stage, "")
        stage = stage or f"line {progress.line + 1}, {progress.attempts} tried"
        line = progress.lines[-1] if progress.lines else ""
        text = f"{draft}{stage}… {line}"
        console.progress(text[:1].upper() + text[1:])

    poem = run_cancellable(work, cancel)
    console.end_progress()
    return poem


def _read(file: str, console: Console) -> str:
    from llmdesk.tools.documents import decode

    try:
        if file == "-":
            text = decode_piped((console.stdin or sys.stdin).buffer.read(4 * LONGEST + 1))
        else:
            with Path(file).open("rb") as source:
                text = decode(source.read(4 * LONGEST + 1))[0]
    except OSError as error:
        raise UsageError(
            "The file cannot be read.", "{path}: {reason}", path=file, reason=error.strerror or error
        ) from error
    if len(text) > LONGEST:
        raise UsageError(
            "The text is too long for a poem.", "A poem may have {most} characters.", most=LONGEST
        )
    if not text.strip():
        raise UsageError("There is no poem in the text.", "{path} is empty.", path=file)
    return text


def _show_checks(checks: Sequence[Check], line: int | None, console: Console) -> None:
    judged = any(check.rule != "kind" or not check.passed for check in checks)  # else it is only named
    for check in checks:
        if check.line == line:
            mark = _MARKS[check.passed] if judged else _UNJUDGED
            console.write(f"  {mark} {RULES[check.rule]}: {check.detail}\n")


def _verdict(checks: Sequence[Check], wanted: Form) -> str:
    failed = sum(not check.passed for check in checks)
    if failed:
        return f"{failed} of {len(checks)} rules of {wanted.name} do not hold."
    return f"All {len(checks)} rules of {wanted.name} hold."


def _judged(poem: Poem, options: PoemOptions) -> Judgement:
    """The verdict on a poem of ours, by the book that it was written by."""
    return judge(poem.lines, form(poem.form), book=options.rhymes or "zhonghua")


def _poem_document(poem: Poem, options: PoemOptions) -> dict[str, object]:
    return {
        "form": poem.form,
        "language": poem.language,
        "title": poem.title,
        "lines": list(poem.lines),
        "checks": _check_documents(poem.checks),
        "passed": poem.passed,
        "attempts": poem.attempts,
        "seconds": round(poem.seconds, 2),
        "model": poem.model,
        "seed": poem.seed,
        "score": round(poem.score, 3),
        "warning": poem.warning,
        **(_judgement_document(_judged(poem, options)) if form(poem.form).regulated else {}),
    }


def _check_documents(checks: Sequence[Check]) -> list[dict[str, object]]:
    return [
        {"rule": check.rule, "scope": check.scope, "passed": check.passed, "detail": check.detail}
        for check in checks
    ]


def _form_document(each: Form) -> dict[str, object]:
    return {
        "name": each.name,
        "language": each.language,
        "title": each.title,
        "title_zh": each.title_zh,
        "explanation": each.explanation,
        "explanation_zh": each.explanation_zh,
        "lines": list(each.lines),
        "acrostic": each.acrostic,
        "example": {"title": each.example_title, "lines": list(each.example)},
    }
