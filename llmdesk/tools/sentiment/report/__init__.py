"""The trust report of a job that labels a table: one page that says how far its labels can be relied on.

Owns nothing but the names that others use.

    figures = figures_of(probabilities, truth, labels, "other half")
    report = make_report(analyzer, engine, table, column, Known(figures=figures), cancel=cancel)
    page = as_html(report, translate, "zh-CN")
"""

from llmdesk.tools.sentiment.report.figures import figures_of
from llmdesk.tools.sentiment.report.job import (
    Known,
    agreement_in,
    counted_in,
    in_five_parts,
    make_report,
    rows_left_out,
)
from llmdesk.tools.sentiment.report.page import as_html
from llmdesk.tools.sentiment.report.types import Counted, TrustReport

__all__ = [
    "Counted",
    "Known",
    "TrustReport",
    "agreement_in",
    "as_html",
    "counted_in",
    "figures_of",
    "in_five_parts",
    "make_report",
    "rows_left_out",
]
