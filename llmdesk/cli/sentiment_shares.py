"""`llmdesk sentiment --sample` and `--share`: rows to label, and each label's share with its margin.

Owns what is said of both. Must not know how rows are drawn or an interval is made.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.cli.sentiment_report import (
    ReportFile,
    changes_of_first,
    counted,
    known_labels,
    report_file,
    report_of,
)
from llmdesk.cli.sentiment_table import Work, column_given, languages, meanings, open_given, summary
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UsageError, shown
from llmdesk.outputs import look_at
from llmdesk.tools.kept import rounded
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment import Analyzer, LabelSet
from llmdesk.tools.sentiment.doubts import about
from llmdesk.tools.sentiment.labels import set_of
from llmdesk.tools.sentiment.report import Known, counted_in, figures_of, rows_left_out
from llmdesk.tools.sentiment.shares import FEWEST, Quality, Share, expected_margin
from llmdesk.tools.sentiment.shares.estimate import Array
from llmdesk.tools.sentiment.shares.groups import has_scores
from llmdesk.tools.sentiment.table import ScoredTable, TableResult
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.sentiment.table.random_sample import (
    DrawnSample,
    LabelledSample,
    TableShares,
    as_rows,
    draw_by_doubt,
    draw_sample,
    groups_in,
    labels_before,
    sample_in_file,
    sample_in_table,
    scored_before,
    shares_of,
    write_sample,
)
from llmdesk.tools.sentiment.table.random_sample.drawing import LABEL, SUFFIXES
from llmdesk.tools.sentiment.table.sampling import sample_of
from llmdesk.tools.tables import Table, as_text

_SIZES = (30, 100, 300)
_EARLIER = QT_TRANSLATE_NOOP(
    "core",
    "The probabilities stood in the table already: which model gave them, and how its bias was taken out, is "
    "not known. What is told of the model and the wording is of the one that was loaded for this report.",
)
_LONG = 1000  # rows that take a while
_DOUBTS = {
    "place": "they stand together in the table (its beginning, its end), instead of all over it",
    "uncertain": "the model is less sure of them than of the other rows",
    "certain": "the model is surer of them than of the other rows",
}


def run(arguments: argparse.Namespace, labels: LabelSet, session: Session, console: Console) -> int:
    """Draw a sample, or tell the shares, as `arguments` (`sample`, `share`, `by`, `sample_file`) say."""
    _check(arguments)
    cancel = CancelToken()
    work = Work(arguments, labels, session, console, cancel)
    step = _draw if arguments.sample is not None else _tell_shares
    return run_awake(lambda: step(work), cancel, "a table is being scored")


def _check(given: argparse.Namespace) -> None:
    if given.sample is not None:
        for name in ("share", "labelled", "by", "sample_file", "resume", "report", "second"):
            if getattr(given, name):
                raise UsageError(
                    "--{name} does not go with --sample.",
                    hint="Draw the sample first, label its rows, and then ask for the shares.",
                    name=name.replace("_", "-"),
                )
        if given.out is None:
            raise UsageError(
                "There is no name for the sample.", hint="Say where to write it: --out sample.csv"
            )
        if given.out.suffix.casefold() not in SUFFIXES:
            raise UsageError(
                "A sample is written as CSV, TSV or XLSX.", hint="Give it such a name: --out sample.csv"
            )
    elif given.sample_by is not None:
        raise UsageError("--sample-by says how --sample draws.", hint="Say how many rows: --sample 100.")
    elif not given.share:
        raise UsageError("--by and --sample-file belong to shares.", hint="Ask for them too: --share.")
    elif given.labelled is None:
        raise UsageError(
            "Shares need some rows that you labelled.",
            hint="Name their column: --labelled COLUMN. To get rows to label: --sample 100 --out sample.csv",
        )


# -- drawing --------------------------------------------------------------------------------------------
def _draw(work: Work) -> int:
    given, console = work.arguments, work.console
    table = open_given(given.table, given.sheet, given.header_row, given.column, console)
    work, column = _with_its_labels(work, table), column_given(table, given.column)
    output = look_at(given.out, [given.table], overwrite=given.overwrite)
    drawn = _drawn(work, table, column)
    path = write_sample(table, column, drawn, output)
    if console.json:
        console.write_json(
            {
                "path": str(path),
                "rows": [row + 1 for row in drawn.rows],
                "out_of": drawn.usable,
                "seed": drawn.seed,
                "drawn_by": "random" if drawn.chances is None else "doubt",
                "labelled_column": LABEL,
            }
        )
        return exit_status.OK
    console.write(f"Written: {path}\n{_what_was_drawn(drawn, given.sample)}{_what_to_do(drawn)}")
    return exit_status.OK


def _with_its_labels(work: Work, table: Table) -> Work:
    """Where no labels were given, those that the table was scored with."""
    if work.arguments.labels is not None or work.arguments.codebook is not None:
        return work
    names = labels_before(table)
    return replace(work, labels=set_of(names)) if names else work


def _drawn(work: Work, table: Table, column: str) -> DrawnSample:
    given, seed = work.arguments, work.arguments.seed or 0
    if given.sample_by != "doubt":
        return draw_sample(table, column, given.sample, seed)
    before = scored_before(table, work.labels.names)
    if before is None:
        raise UsageError(
            "The table has no probabilities of these labels yet.",
            hint="Score it first (llmdesk sentiment --table FILE --column NAME --out scored.csv), and draw "
            "from the scored table.",
        )
    return draw_by_doubt(table, column, before, given.sample, seed)


def _what_was_drawn(drawn: DrawnSample, wanted: int) -> str:
    count = len(drawn.rows)
    if count < wanted or count == drawn.usable:
        return f"These are all {count:,} rows with a text.\n"
    how = "at random" if drawn.chances is None else "by doubt"
    more = ", and a larger number these and more" if drawn.chances is None else ""
    return (
        f"{count:,} rows, drawn {how} out of the {drawn.usable:,} with a text (seed {drawn.seed}: the same "
        f"seed draws the same\nrows{more}). “row” counts from the first row below the names.\n"
    )


def _what_to_do(drawn: DrawnSample) -> str:
    sizes = sorted({size for size in (*_SIZES, len(drawn.rows)) if FEWEST <= size <= drawn.usable})
    margins = "".join(
        f"  {size:>6,} labelled: ± {100 * expected_margin(size, drawn.usable):.1f} points at most\n"
        for size in sizes
    )
    return (
        f"Write the right label of each into “{LABEL}”, from the top: they stand in the order in which they "
        "were drawn,\nso that you may stop early. Skip none, or the sample is one of easy rows.\n"
        f"How far off a share can be then; less where the model is good:\n{margins}"
        f"Then: llmdesk sentiment --table … --share --labelled {LABEL} --sample-file FILE\n"
    )


# -- shares -------------------------------------------------------------------------------------------
def _tell_shares(work: Work) -> int:
    given, console = work.arguments, work.console
    table = open_given(given.table, given.sheet, given.header_row, given.column, console)
    work, column = _with_its_labels(work, table), column_given(table, given.column)
    sample = _sample(work, table, column)
    groups = None if given.by is None else groups_in(table, given.by)
    if given.report is not None and not sample.is_even:
        raise UsageError(
            "This sample was drawn by doubt: it has more hard rows than the table, so it tells shares, but "
            "not how good the model is.",
            hint="Leave --report out, or draw a sample at random for it.",
        )
    report = report_file(given, table, column, work.labels.names)
    console.show_text(meanings(sample.known))
    console.note(_which_rows(sample, given))
    found = _probabilities(work, table, column)
    if found.probabilities is None:
        assert found.result is not None  # stopped: what is scored waits beside the output
        console.write_json(found.result.to_json()) if console.json else console.write(summary(found.result))
        return exit_status.INTERRUPTED
    told = shares_of(found.probabilities, sample, work.labels.names, groups)
    for note in _remarks(told, sample):
        console.note(note)
    more: dict[str, object] = {}
    if report is not None:
        more = {"report": _write_report(work, report, table, column, sample, told, found)}
    if console.json:
        before = {} if found.result is None else found.result.to_json()
        console.write_json(before | _document(told, sample, found) | more)
    else:
        before_text = "" if found.result is None else summary(found.result)
        console.write(before_text + lines(told.shares) + _quality(told.quality))
    return exit_status.OK


def _write_report(
    work: Work,
    file: ReportFile,
    table: Table,
    column: str,
    sample: LabelledSample,
    told: TableShares,
    found: _Scored,
) -> dict[str, object]:
    """The report of the shares; what the JSON says of it."""
    analyzer, names = found.analyzer or _make_analyzer(work), work.labels.names
    assert found.probabilities is not None  # whoever asks looked
    judges = (sample.truth >= 0) & has_scores(found.probabilities)
    rows = counted(found.result) or counted_in(found.probabilities, names)
    earlier = (Phrase(_EARLIER),) if found.analyzer is None else ()
    known = Known(
        output="" if found.result is None else found.result.path.name,
        counted=rows,
        figures=figures_of(
            found.probabilities[judges].tolist(),
            [names[number] for number in sample.truth[judges]],
            names,
            "random sample",
        ),
        agreement=file.agreement,
        shares=told.shares,
        doubts=told.doubts,
        left_out=(
            *rows_left_out(rows.statuses, 0, sample.none_of_them),
            *table.account.words(),
        ),
        warnings=(*earlier, *about(work.labels, rows.labels, found.unlikely)),
    )
    seed = work.arguments.seed or 0
    report = report_of(analyzer, work.session, work.console, table, column, known, seed, work.cancel)
    labelled = known_labels(table, column, sample.truth.tolist(), names)
    scored = None if found.result is None else found.result.path
    return file.write(report, work.console, labelled, scored, work.cancel)


def _make_analyzer(work: Work) -> Analyzer:
    from llmdesk.cli.sentiment import make_analyzer

    return make_analyzer(work.labels, work.arguments, work.session, work.console, work.cancel)


def _sample(work: Work, table: Table, column: str) -> LabelledSample:
    given, names = work.arguments, work.labels.names
    changes = changes_of_first(given, table, column, names)
    if given.sample_file is None:
        return sample_in_table(table, column, given.labelled, names, changes)
    return sample_in_file(table, column, open_table(given.sample_file), given.labelled, names, changes)


def _which_rows(sample: LabelledSample, given: argparse.Namespace) -> str:
    where = f"“{shown(given.labelled)}”"
    if given.sample_file is not None:
        where += f" of {given.sample_file.name}"
    if not sample.is_even:
        return (
            f"the {sample.labelled:,} rows with a label in {where} were drawn by doubt; each counts by its "
            "chance. What share of the model's labels is right is not told: these rows are harder than the "
            "others."
        )
    return (
        f"the {sample.labelled:,} rows with a label in {where} count as the random sample, those left blank "
        "do not. They must have been drawn at random (--sample N draws them): with rows that were picked, "
        "because the model was uncertain of them or because they are striking, the shares would be wrong."
    )


@dataclass(frozen=True)
class _Scored:
    """`probabilities` None: it was stopped. `result`: the table that was written, if any. `analyzer`: what
    scored it, None for columns that stood in the table. `unlikely`: rows of which it expects no label."""

    probabilities: Array | None
    result: TableResult | None
    analyzer: Analyzer | None
    unlikely: int = 0

    @property
    def source(self) -> str:
        """The model; "" for columns that stood in the table."""
        return "" if self.analyzer is None else self.analyzer.model


def _probabilities(work: Work, table: Table, column: str) -> _Scored:
    """Of all rows, without a fit on the labelled ones: these judge, so they must not teach."""
    given, names = work.arguments, work.labels.names
    if given.out is None and (before := scored_before(table, names)) is not None:
        work.console.note("the table holds the probabilities of these labels already; they are used.")
        return _Scored(before, None, None)
    if given.out is not None:
        work.check_output(table)
    analyzer = _make_analyzer(work)
    if warning := analyzer.warning(languages(table, column), work.cancel):
        work.console.note(warning)
    if given.out is None:
        if table.count > _LONG:
            work.console.note(
                "a stop keeps nothing; with --out FILE the scored table is kept, and used again."
            )
        found, unlikely = _of_all_rows(work, table, column, analyzer)
        return _Scored(found, None, analyzer, unlikely)
    result, _ = work.score(table, column, analyzer, None)
    if not result.complete:
        return _Scored(None, result, analyzer)
    with ScoredTable.of(result, work.cancel) as scored:
        found = as_rows(zip(*(scored.values(name) for name in names), strict=True), len(names))
    return _Scored(found, result, analyzer, result.unlikely)


def _of_all_rows(work: Work, table: Table, column: str, analyzer: Analyzer) -> tuple[Array, int]:
    place, is_text = table.column(column), list[bool]()

    def texts() -> Iterator[str]:
        for row in table.rows():
            text = as_text(row[place]) if place < len(row) else ""
            is_text.append(not why_not_scored(text))
            if is_text[-1]:
                yield text

    analyzer.learn(sample_of(table, place, analyzer.wanted, work.cancel), work.cancel)
    results, unlikely = [], 0
    for result in analyzer.rows(texts(), work.cancel):
        results.append(result.probabilities)
        unlikely += result.unlikely
        if len(results) % 16 == 0:
            about = "" if table.count_exact else "about "
            work.console.progress(f"Scoring: {len(results):,} of {about}{table.count:,} rows")
    scored = iter(results)
    return as_rows((next(scored) if has else () for has in is_text), len(work.labels.names)), unlikely


# -- what is said of them -----------------------------------------------------------------------------
def _remarks(told: TableShares, sample: LabelledSample) -> Iterator[str]:
    for doubt in told.doubts:
        yield (
            f"the labelled rows do not look as if they were drawn at random: {_DOUBTS[doubt]}. "
            "Do not rely on these shares; draw a sample with --sample N."
        )
    if sample.skipped:
        yield (
            f"{sample.skipped:,} rows of the sample were skipped. If they were the hard ones, the shares are "
            "those of the easy rows: label them too."
        )
    if sample.none_of_them:
        yield (
            f"{sample.none_of_them:,} rows of the sample have none of the labels and count as that: the "
            "shares add up to less than 100 %."
        )
    if told.not_scored:
        yield f"{told.not_scored:,} labelled rows could not be scored and are left out."
    found = sample.known.rows_of
    if len(found) == 1 and not sample.none_of_them:
        yield (
            f"all labelled rows are “{next(iter(found))}”. The margins tell how many others there may be "
            "all the same."
        )
    small = {each.group for each in told.shares if each.estimate is None}
    if small:
        yield (
            f"{len(small):,} groups have fewer than {FEWEST} labelled rows: too few for a share, only the "
            "model's count is given."
        )


def _document(told: TableShares, sample: LabelledSample, found: _Scored) -> dict[str, object]:
    return {
        "shares": rounded(told.shares),
        "sample": {
            "labelled": sample.labelled,
            "none_of_them": sample.none_of_them,
            "skipped": sample.skipped,
            "not_scored": told.not_scored,
            "doubts": list(told.doubts),
            "map": [
                {"value": each.word, "rows": each.rows, "label": each.label or None}
                for each in sample.known.meanings
            ],
        },
        "quality": rounded(told.quality),
        "model": found.source or None,
    }


def lines(shares: tuple[Share, ...]) -> str:
    """A line a label, under a heading for the table and for each group."""
    width = max(10, *(len(each.label) for each in shares))
    text, heading = "", object()
    for each in shares:
        if each.group != heading:
            heading = each.group
            name = "All" if each.group is None else shown(each.group) or "(empty)"
            text += f"{name}: {each.rows:,} rows, {each.labelled:,} labelled\n"
            text += f"  {'':<{width}}  {'share':>8}  {'95 % interval':>17}  {'counted':>8}\n"
        text += f"  {each.label:<{width}}  {_share(each)}  {each.counted:>8.1%}\n"
    return text


def _quality(found: Quality | None) -> str:
    if found is None:
        return ""
    return (
        f"The model's labels on the {found.rows:,} labelled rows (95 % interval):\n"
        f"  accuracy  {found.accuracy:.1%}  ({found.accuracy_low:.1%} – {found.accuracy_high:.1%})\n"
        f"  macro-F1  {found.macro_f1:.1%}  ({found.macro_f1_low:.1%} – {found.macro_f1_high:.1%})\n"
        f"  expected calibration error  {found.ece:.3f}\n"
    )


def _share(each: Share) -> str:
    if each.estimate is None or each.low is None or each.high is None:
        return f"{'–':>8}  {'too few labelled':>17}"
    return f"{each.estimate:>8.1%}  {f'{each.low:.1%} – {each.high:.1%}':>17}"
