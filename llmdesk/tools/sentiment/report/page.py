"""A trust report as one HTML page to read, print and publish.

Owns the form. Rows, labels and names are untrusted: everything is escaped; the page has no script, no link
and loads nothing. Words of ours are English, or what `translate` makes of them. Must not write files.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from llmdesk.errors import fill, spoken
from llmdesk.tools.evidence.wording import Translate, english
from llmdesk.tools.sentiment.report import drawing
from llmdesk.tools.sentiment.report import wording as words
from llmdesk.tools.sentiment.report.types import Figures, Interval, PromptUsed, TrustReport, Variant
from llmdesk.tools.sentiment.types import LabelSet

_MOST_IN_MATRIX = 8
_SURE_POINTS = 0.03
_MOST_SHARES = 60


def as_html(report: TrustReport, translate: Translate = english, language: str = "en") -> str:
    """The whole page. `language`: that of the words, for the browser ("en", "zh-CN")."""
    return _Page(report, translate).html(language)


class _Page:
    def __init__(self, report: TrustReport, translate: Translate) -> None:
        self._report, self._translate = report, translate

    def html(self, language: str) -> str:
        title = self._words(words.TITLE)
        body = "\n".join(self._body())
        return (
            f'<!doctype html>\n<html lang="{html.escape(language)}">\n<head><meta charset="utf-8">'
            f"<title>{title}: {html.escape(self._report.subject.table)}</title>\n<style>{_STYLE}</style>"
            f"</head>\n<body>\n{body}\n</body>\n</html>\n"
        )

    def _words(self, sentence: str, **places: object) -> str:
        """A sentence of ours, translated, filled and escaped."""
        return html.escape(fill(self._translate(sentence), places, self._translate))

    def _body(self) -> Iterator[str]:
        yield from self._head()
        yield from self._section(words.SHORT, self._short())
        yield from self._section(words.HOW_GOOD, self._how_good())
        yield from self._section(words.HOW_STEADY, self._how_steady())
        yield from self._section(words.TWO_PEOPLE, self._two_people())
        yield from self._section(words.SHARES, self._shares())
        yield from self._section(words.HOW_MADE, self._how_made())
        yield from self._section(words.LEFT_OUT, self._left_out())
        yield f'<p class="small">{self._words(words.ABOUT)}</p>'
        yield from self._codebook()
        yield from self._prompts()

    def _section(self, title: str, parts: Iterator[str]) -> Iterator[str]:
        found = list(parts)
        if found:
            yield f"<section><h2>{self._words(title)}</h2>"
            yield from found
            yield "</section>"

    def _head(self) -> Iterator[str]:
        subject = self._report.subject
        yield f"<h1>{self._words(words.TITLE)}</h1>"
        of = words.OF_SHEET if subject.sheet else words.OF_TABLE
        where = self._words(of, table=subject.table, sheet=subject.sheet, column=subject.column)
        yield f'<p class="of">{where}'
        yield f"<br>{self._words(words.MADE, version=subject.version, date=subject.made)}</p>"

    # -- in short -----------------------------------------------------------------------------------------
    def _short(self) -> Iterator[str]:
        told = "".join(f"<li>{each}</li>" for each in self._told())
        yield f'<ul class="short">{told}</ul>'

    def _told(self) -> Iterator[str]:
        report = self._report
        yield from (html.escape(spoken(each, self._translate)) for each in report.warnings)
        yield from self._told_of_figures(report.figures)
        yield from self._changes_nothing()
        for source, kind in ((words.CHANGED_ORDER, "order"), (words.CHANGED_WORDS, "words")):
            measured = [each for each in report.variants if each.kind == kind and each.measured]
            if measured:
                worst = max(measured, key=lambda each: each.changed.value)
                yield self._words(source, changed=self._percent(worst.changed))
        if report.agreement is not None and report.agreement.kappa is not None:
            two = report.agreement
            assert two.kappa is not None
            kappa = words.number_with(two.kappa, self._translate)
            yield self._words(words.AGREE, same=f"{two.same.value:.1%}", rows=f"{two.rows:,}", kappa=kappa)

    def _told_of_figures(self, figures: Figures | None) -> Iterator[str]:
        if figures is None:
            yield self._words(words.NOT_JUDGED)
            return
        yield self._words(
            words.RIGHT,
            rows=f"{figures.rows:,}",
            accuracy=self._percent(figures.accuracy),
            most_frequent=f"{figures.most_frequent:.1%}",
        )
        if figures.accuracy.low <= figures.most_frequent:
            yield self._words(words.NO_BETTER)
        over = figures.overconfidence
        if over.low > _SURE_POINTS:
            yield self._words(words.TOO_SURE, points=f"{100 * over.value:.0f}")
        elif over.high < -_SURE_POINTS:
            yield self._words(words.TOO_MODEST, points=f"{-100 * over.value:.0f}")

    # -- how they were made -----------------------------------------------------------------------------
    def _how_made(self) -> Iterator[str]:
        method, counted, subject = self._report.method, self._report.counted, self._report.subject
        size = f"{method.size / 1e6:,.0f}"
        named = self._words(words.MODEL_FILE, name=method.model, file=method.file, size=size)
        rows = [(words.MODEL, named if method.file else html.escape(method.model))]
        names = ", ".join(method.labels.names)
        title = method.labels.title or method.labels.name
        rows.append(
            (words.LABELS, self._words(words.SET, labels=names, set=title) if title else html.escape(names))
        )
        if method.told is not None:
            rows.append((words.SAID, self._words(words.SAID_WORDS, said=_said(method.told))))
        for prompt in method.prompts:
            language = self._translate(_language(prompt))
            said = self._words(words.PROMPT_WORDS, fingerprint=prompt.fingerprint, language=language)
            rows += [(words.PROMPT, said), (words.CALIBRATION, self._calibration(prompt, language))]
        if method.unsure_below:
            rows.append((words.UNSURE, self._words(words.UNSURE_BELOW, limit=f"{method.unsure_below:.0%}")))
        if counted is not None:
            scored = f"{sum(counted.labels.values()):,}"
            rows.append((words.ROWS, self._words(words.ROWS_SCORED, scored=scored, rows=f"{counted.rows:,}")))
        if subject.output:
            rows.append((words.OUTPUT, html.escape(subject.output)))
        cells = "".join(f"<tr><th>{self._words(name)}</th><td>{value}</td></tr>" for name, value in rows)
        yield f'<table class="facts">{cells}</table>'
        if counted is not None:
            yield from self._counts()

    def _calibration(self, prompt: PromptUsed, language: str) -> str:
        fitted = prompt.calibration
        source = fill(
            self._translate(words.SOURCES.get(fitted.source, fitted.source)), {"rows": f"{fitted.rows:,}"}
        )
        pairs = zip(self._report.method.labels.names, fitted.bias, strict=True)
        bias = ", ".join(name + f" {value:+.2f}".replace("-", "−") for name, value in pairs)
        scale = f"{fitted.scale:.2f}"
        return self._words(words.CALIBRATION_WORDS, source=source, scale=scale, bias=bias, language=language)

    def _counts(self) -> Iterator[str]:
        counted = self._report.counted
        assert counted is not None  # whoever asks looked
        scored = sum(counted.labels.values())
        rows = "".join(
            f'<tr><td>{html.escape(name)}</td><td class="n">{count:,}</td>'
            f'<td class="n">{count / scored:.1%}</td><td>{drawing.bar(count / scored)}</td></tr>'
            for name, count in counted.labels.items()
            if scored
        )
        if rows:
            yield f'<table class="counts">{rows}</table>'

    # -- how good -----------------------------------------------------------------------------------------
    def _how_good(self) -> Iterator[str]:
        figures = self._report.figures
        if figures is None:
            yield f"<p>{self._words(words.NOT_JUDGED)}</p>"
            return
        yield f"<p>{self._words(words.JUDGED[figures.judging], rows=f'{figures.rows:,}')}</p>"
        lines = (
            (words.ACCURACY, figures.accuracy, "{:.1%}"),
            (words.MACRO_F1, figures.macro_f1, "{:.1%}"),
            (words.ECE, figures.ece, "{:.3f}"),
            (words.BRIER, figures.brier, "{:.3f}"),
            (words.OVERCONFIDENCE, figures.overconfidence, "{:+.3f}"),
        )
        yield '<div class="pair"><div>'
        yield self._intervals([(self._words(name), value, form) for name, value, form in lines])
        yield from self._by_label(figures)
        yield "</div><div>"
        below, beside = self._translate(words.CONFIDENCE), self._translate(words.SHARE_RIGHT)
        yield drawing.reliability(figures.bins, below, beside)
        yield "</div></div>"
        if len(figures.labels) <= _MOST_IN_MATRIX:
            yield from self._matrix(figures)

    def _intervals(self, lines: Sequence[tuple[str, Interval, str]]) -> str:
        head = "".join(
            f"<th>{self._words(each)}</th>" for each in (words.FIGURE, words.VALUE, words.INTERVAL)
        )
        rows = "".join(
            f'<tr><td>{name}</td><td class="n">{_number(value.value, form)}</td>'
            f'<td class="n">{_number(value.low, form)} – {_number(value.high, form)}</td></tr>'
            for name, value, form in lines
        )
        return f"<table><tr>{head}</tr>{rows}</table>"

    def _by_label(self, figures: Figures) -> Iterator[str]:
        titles = (words.LABEL, words.KNOWN, words.PRECISION, words.RECALL, words.F1)
        rows = "".join(f"<th>{self._words(each)}</th>" for each in titles)
        given = [sum(line[place] for line in figures.confusion) for place in range(len(figures.labels))]
        for place, (name, line) in enumerate(zip(figures.labels, figures.confusion, strict=True)):
            both, known = line[place], sum(line)
            cells = (_part(both, given[place]), _part(both, known), _part(2 * both, given[place] + known))
            numbers = "".join(f'<td class="n">{cell}</td>' for cell in (f"{known:,}", *cells))
            rows += f"<tr><td>{html.escape(name)}</td>{numbers}</tr>"
        yield f"<table><tr>{rows}</table>"

    def _matrix(self, figures: Figures) -> Iterator[str]:
        names = "".join(f"<th>{html.escape(name)}</th>" for name in figures.labels)
        rows = f"<tr><th>{self._words(words.CONFUSION)}</th>{names}</tr>"
        for name, line in zip(figures.labels, figures.confusion, strict=True):
            cells = "".join(f'<td class="n">{count:,}</td>' for count in line)
            rows += f"<tr><th>{html.escape(name)}</th>{cells}</tr>"
        yield f"<table>{rows}</table>"

    # -- how steady, two people ---------------------------------------------------------------------------
    def _how_steady(self) -> Iterator[str]:
        if not self._report.variants:
            yield f"<p>{self._words(words.NOT_TRIED)}</p>"
            return
        variants = [each for each in self._report.variants if each.measured]
        yield from (f"<p>{each}</p>" for each in self._changes_nothing())
        if (drawn := self._report.drawn) is None:
            return
        places = {"rows": f"{drawn.rows:,}", "usable": f"{drawn.usable:,}", "seed": drawn.seed}
        yield f"<p>{self._words(words.ALL_TRIED if drawn.rows == drawn.usable else words.TRIED, **places)}"
        yield f" {self._words(words.SAME_MEANING)}</p>"
        titles = (words.KIND, words.LABELS_AS, words.CHANGED, words.INTERVAL)
        head = "".join(f"<th>{self._words(each)}</th>" for each in titles)
        yield f"<table><tr>{head}</tr>" + "".join(map(self._variant, variants)) + "</table>"

    def _changes_nothing(self) -> Iterator[str]:
        """Of the wordings with which the model reads the same, in a sentence for each kind."""
        alike = [each for each in self._report.variants if not each.measured]
        if any(each.kind == "order" for each in alike):
            yield self._words(words.ORDER_IS_NOTHING)
        for each in alike:
            if each.kind == "words":
                yield self._words(words.WORDS_ARE_NOTHING, words=", ".join(each.names))

    def _variant(self, each: Variant) -> str:
        changed = each.changed
        numbers = (f"{changed.value:.1%}", f"{changed.low:.1%} – {changed.high:.1%}")
        cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
        names = html.escape(", ".join(each.names))
        return f"<tr><td>{self._words(words.KINDS[each.kind])}</td><td>{names}</td>{cells}</tr>"

    def _two_people(self) -> Iterator[str]:
        two = self._report.agreement
        if two is None:
            return
        yield f"<p>{self._words(words.BOTH, rows=f'{two.rows:,}', first=two.first, second=two.second)}"
        if two.left_out:
            yield f" {self._words(words.NOT_BOTH, count=f'{two.left_out:,}')}"
        yield "</p>"
        lines = [(self._words(words.SAME), two.same, "{:.1%}")]
        for name, value in ((words.KAPPA, two.kappa), (words.ALPHA, two.alpha)):
            if value is not None:
                lines.append((self._words(name), value, "{:.2f}"))
        yield self._intervals(lines)
        yield f'<p class="small">{self._words(words.ONE_LABEL if two.kappa is None else words.SCALE)}</p>'

    # -- shares, what was left out, the labels, the prompts ----------------------------------------------
    def _shares(self) -> Iterator[str]:
        shares = self._report.shares[:_MOST_SHARES]
        if not shares:
            return
        yield drawing.whiskers(shares, self._translate(words.ALL))
        yield f'<p class="small">{self._words(words.PLOT)}</p>'
        titles = (
            words.GROUP,
            words.LABEL,
            words.SHARE,
            words.INTERVAL,
            words.COUNTED,
            words.LABELLED,
            words.ROWS,
        )
        rows = "<tr>" + "".join(f"<th>{self._words(each)}</th>" for each in titles) + "</tr>"
        for each in shares:
            group = self._words(words.ALL) if each.group is None else html.escape(each.group)
            share, interval = "–", self._words(words.TOO_FEW)
            if each.estimate is not None:
                share, interval = f"{each.estimate:.1%}", f"{each.low:.1%} – {each.high:.1%}"
            numbers = (share, interval, f"{each.counted:.1%}", f"{each.labelled:,}", f"{each.rows:,}")
            cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
            name = group or self._words(words.NO_NAME)
            rows += f"<tr><td>{name}</td><td>{html.escape(each.label)}</td>{cells}</tr>"
        yield f"<table>{rows}</table>"

    def _left_out(self) -> Iterator[str]:
        said = [html.escape(spoken(each, self._translate)) for each in self._report.left_out]
        if said:
            yield "<ul>" + "".join(f"<li>{each}</li>" for each in said) + "</ul>"
        elif self._report.counted is not None:
            yield f"<p>{self._words(words.NOTHING_LEFT_OUT)}</p>"

    def _codebook(self) -> Iterator[str]:
        labels = self._report.method.labels.labels
        if not any(each.description or each.examples or each.borderline for each in labels):
            return
        titles = (words.LABEL, words.DEFINITION, words.EXAMPLES, words.BORDERLINE)
        rows = "<tr>" + "".join(f"<th>{self._words(each)}</th>" for each in titles) + "</tr>"
        for each in labels:
            cells = (each.name, each.description, "\n".join(each.examples), "\n".join(each.borderline))
            rows += (
                "<tr>" + "".join(f'<td class="lines">{html.escape(cell)}</td>' for cell in cells) + "</tr>"
            )
        summary = self._words(words.CODEBOOK)
        yield f"<details><summary>{summary}</summary><table>{rows}</table></details>"

    def _prompts(self) -> Iterator[str]:
        for prompt in self._report.method.prompts:
            title = f"{self._words(words.PROMPTS)} ({self._words(_language(prompt))}, {prompt.fingerprint})"
            yield f"<details><summary>{title}</summary><pre>{html.escape(prompt.text)}</pre></details>"

    def _percent(self, interval: Interval) -> str:
        return words.percent_with(interval, self._translate)


def _said(labels: LabelSet) -> str:
    each = ((label.name, [*label.also, *(f"“{text}”" for text in label.examples)]) for label in labels.labels)
    return "; ".join(f"{name}: {', '.join(said)}" for name, said in each if said)


def _language(prompt: PromptUsed) -> str:
    return words.CHINESE if prompt.language == "zh" else words.ENGLISH


def _number(value: float, form: str) -> str:
    return form.format(value).replace("-", "−")


def _part(count: int, rows: int) -> str:
    return f"{count / rows:.1%}" if rows else "–"


_STYLE = (
    "@page{size:A4;margin:14mm}body{max-width:54em;margin:1.5em auto;padding:0 1em;color:#222;"
    "background:#fff;font:14px/1.45 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
    "h1{font-size:1.6em;margin:0 0 .2em}h2{font-size:1.1em;margin:1.2em 0 .4em;border-bottom:1px solid #ccc}"
    "p{margin:.4em 0}.of,.small{color:#555}.small{font-size:.85em}.short{padding-left:1.2em;margin:.4em 0}"
    ".short li{margin:.2em 0}table{border-collapse:collapse;margin:.5em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.15em .9em .15em 0;border-bottom:1px solid #e4e4e4;"
    "overflow-wrap:break-word}th{font-weight:600;color:#444}.n{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}.facts th{white-space:nowrap}.lines{white-space:pre-line}"
    ".pair{display:flex;flex-wrap:wrap;gap:0 2em}svg{display:block;max-width:100%;height:auto}"
    "svg.bar{margin:.35em 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:.8em}"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:10.5px}section{break-inside:avoid}"
    "h2{margin:.7em 0 .25em}table{margin:.3em 0}details:not([open]){display:none}}"
)
