"""Writing a poem: the plan, the lines, the drafts, the checks; and one line of it again.

Owns the order of the work and its end. What a line must keep is in `chinese.verse` and
`english.verse`, the search in `chinese.line_search`, the rules in `check`. A poem is always checked after it
is written, by the same rules as anybody's: what could not be kept is shown as failed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.chinese import poem as chinese_poem
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.english import poem as english_poem
from llmdesk.tools.poetry.fitness import language_warning
from llmdesk.tools.poetry.request import Request, understand
from llmdesk.tools.poetry.types import Poem, PoemOptions, PoemProgress

OnProgress = Callable[[PoemProgress], None]
MOST_IN_TIME = 60  # drafts that are written in the time that the user gives, at the most


def write_poem(
    options: PoemOptions,
    engine: TextEngine,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> Poem:
    """Write `options.drafts` poems and return the best one, its rules checked.

    A poem that keeps its form comes before one that does not, then the score decides. With
    `options.seconds` the time is spent: a single draft is followed by others while there is time for one
    more, and no new draft or try begins after it. Each draft is told of when it is there (stage "draft").
    Blocking; call it from a worker thread. Raises `UsageError` for options that make no sense,
    `Cancelled`, and what the engine raises.
    """
    request = understand(options)
    desk = Desk(engine, request.seed, cancel, on_progress, request.seconds)
    most = MOST_IN_TIME if request.seconds is not None and request.drafts == 1 else request.drafts
    desk.drafts = most
    desk.say("trial")
    warning = language_warning(desk, request.form.language)
    best: Poem | None = None
    for draft in range(1, most + 1):
        desk.draft = draft
        poem = _one_draft(desk, request)
        if best is None or (poem.passed, poem.score) > (best.passed, best.score):
            best = poem
        if most > 1:
            desk.say("draft", len(poem.lines) - 1, poem.lines)
        if desk.out_of_time or (most > request.drafts and not desk.time_for(desk.elapsed / draft)):
            break
    assert best is not None  # there is at least one draft
    desk.say("done", len(best.lines) - 1, best.lines)
    return replace(best, warning=warning, attempts=desk.attempts, seconds=desk.elapsed)


def rewrite_line(
    poem: Poem,
    index: int,
    options: PoemOptions,
    engine: TextEngine,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> Poem:
    """The poem with line `index` (from 0) written anew, in the form and beside the other lines.

    The poem comes back with its old line where no other one could be made. Raises what
    `write_poem` raises.
    """
    request = understand(replace(options, form=poem.form, seed=_next_seed(poem, index, options)))
    desk = Desk(engine, request.seed, cancel, on_progress, request.seconds)
    desk.say("rewrite", index, poem.lines)
    module = chinese_poem if request.form.language == "zh" else english_poem
    line = module.another_line(desk, request, poem, index)
    lines = poem.lines if line is None else (*poem.lines[:index], line, *poem.lines[index + 1 :])
    desk.say("done", index, lines)
    checks = check_lines(lines, request.form, request.acrostic, request.rhymes)
    return replace(
        poem,
        lines=lines,
        checks=checks,
        passed=all(check.passed for check in checks),
        attempts=poem.attempts + desk.attempts,
        seconds=desk.elapsed,
        model=desk.model or poem.model,
    )


def _one_draft(desk: Desk, request: Request) -> Poem:
    module = chinese_poem if request.form.language == "zh" else english_poem
    title, lines, score = module.write(desk, request)
    checks = check_lines(lines, request.form, request.acrostic, request.rhymes)
    return Poem(
        form=request.form.name,
        language=request.form.language,
        title=title,
        lines=lines,
        checks=checks,
        passed=all(check.passed for check in checks),
        attempts=desk.attempts,
        seconds=desk.elapsed,
        model=desk.model,
        seed=request.seed,
        score=score,
        rhymes=request.rhymes if request.form.by_rhyme_book else None,
    )


def _next_seed(poem: Poem, index: int, options: PoemOptions) -> int | None:
    """Another line each time it is asked for again; the same one for the same poem and seed."""
    if options.seed is None:
        return None
    return (options.seed + 7_919 * (poem.attempts + 1) + index) % (1 << 31)
