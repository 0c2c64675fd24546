"""The dialog for a trust report: which columns hold known labels, what is measured, where it goes.

Owns the form and one report at a time. What is measured is told by `report_work.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.sentiment.report.steadiness import MOST_ROWS
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width
from llmdesk.ui.sentiment.labelling.report_work import (
    FEWEST_JUDGED,
    ReportProgress,
    ReportRequest,
    write_report,
)
from llmdesk.ui.sentiment.labelling.shares_work import SampleShares
from llmdesk.ui.sentiment.table.export_button import Shown
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.plain_label import plain_label

WIDTH = 560


class ReportDialog(Retranslating, QDialog):
    """`open_current()` shows it for the table that shows, and it follows while it is open: `refresh()` when
    there may be another table, or more is known of it. `shown()` tells which, None for none."""

    def __init__(
        self, services: Services, shown: Callable[[], Shown | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._services, self._shown_now = services, shown
        self._shown: Shown | None = None
        self._past: PastTable | None = None  # what the report is of
        self._writing = Job(services, self, waits=True)  # a report that was written is told
        self._about, self._counted = plain_label(wrap=True), plain_label("small", wrap=True)
        self._names = [plain_label("muted"), plain_label("muted")]
        self._labelled, self._second = ChoiceBox(), ChoiceBox()
        self._wordings, self._wordings_hint = QCheckBox(), plain_label("small", wrap=True)
        self._bar, self._status = QProgressBar(textVisible=False), plain_label("small")
        self._close, self._save = QPushButton(), QPushButton()
        self._arrange()
        self._labelled.chosen.connect(lambda _: self._refresh())
        self._close.clicked.connect(self._on_close)
        self._save.clicked.connect(self._ask_place)
        self._writing.busy_changed.connect(lambda busy: self._refresh() if busy else self._follow())
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        set_kind(self._save, "primary")
        for button in (self._close, self._save):
            button.setAutoDefault(False)
        fields = QGridLayout()
        fields.setHorizontalSpacing(GAP)
        fields.setVerticalSpacing(SPACE)
        for row, (name, box) in enumerate(zip(self._names, (self._labelled, self._second), strict=True)):
            fields.addWidget(name, row, 0)
            fields.addWidget(box, row, 1)
        fields.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._status, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self._about)
        column.addSpacing(SPACE)
        column.addLayout(fields)
        column.addWidget(self._counted)
        column.addSpacing(SPACE)
        column.addWidget(self._wordings)
        column.addWidget(self._wordings_hint)
        column.addStretch(1)
        column.addWidget(self._bar)
        column.addLayout(foot)
        least_width(self, WIDTH)
        self._bar.hide()
        self._wordings.setChecked(True)

    # -- what the review asks for -------------------------------------------------------------------
    def open_current(self) -> None:
        """For the table that shows; while a report is being made, that one goes on and shows."""
        self._follow()
        self.show()
        self.raise_()
        self.activateWindow()

    def refresh(self) -> None:
        """There may be another table, or more is known of this one."""
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        """Not while a report is being made: what shows then is its table."""
        if self._writing.running:
            return
        before, self._shown = self._shown, self._shown_now()
        shown = self._shown
        self._past = None if shown is None else shown.past
        if shown is not None and not (before is not None and _same_rows(shown, before)):
            self._fill_choices(shown, (shown.past.labelled, ""))
        self._refresh()

    def _fill_choices(self, shown: Shown, chosen: tuple[str, str]) -> None:
        columns = () if shown.scored is None else shown.scored.columns
        choices = [Choice(self.tr("None"), ""), *(Choice(name, name) for name in columns)]
        for box, name in zip((self._labelled, self._second), chosen, strict=True):
            box.set_choices(choices, name if name in columns else "")

    # -- making it ----------------------------------------------------------------------------------
    def _ask_place(self) -> None:
        self._follow()
        shown = self._shown
        if shown is None or shown.scored is None or self._writing.running:
            return
        request = self._request(shown)
        proposed = request.path
        page = self.tr("Report to read and print (*.html)")
        everything = self.tr("Report, codebook, known labels and rows together (*.zip)")

        def meant(path: Path, kind: str) -> Path:
            suffix = ".zip" if kind == everything else ".html"
            if path.suffix.casefold() == suffix:
                return path
            return path.with_suffix(suffix) if path == proposed else path.with_name(path.name + suffix)

        ask_place(
            self,
            self.tr("Save the trust report"),
            proposed,
            [page, everything],
            lambda path, _: self._write(replace(request, path=path)),
            meant,
        )

    def _request(self, shown: Shown) -> ReportRequest:
        return ReportRequest(
            past=shown.past,
            right=tuple(shown.right.items()),
            labelled=_chosen(self._labelled),
            second=_chosen(self._second),
            try_wordings=self._wordings.isChecked(),
            path=_proposed(shown.past),
            sample=shown.sample,
            language="zh-CN" if QLocale().language() == QLocale.Language.Chinese else "en",
        )

    def _write(self, request: ReportRequest) -> None:
        """Of the table that the place was asked for, with all that is known of it by now."""
        if self._writing.running:
            return
        now, self._past = self._shown_now(), request.past
        if now is not None and now.past is request.past:
            request = replace(request, right=tuple(now.right.items()), sample=now.sample)
        self._writing.start(
            partial(write_report, self._services, request),
            self._on_written,
            on_progress=self._on_progress,
            long_job=fill(self.tr("Making the trust report of {table}"), {"table": request.past.source.name}),
        )

    def _on_progress(self, progress: object) -> None:
        if not isinstance(progress, ReportProgress):
            return
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        text = {
            "loading": self.tr("Loading the model…"),
            "judging": self.tr("Reading rows with known labels: {done} of {total}"),
            "wordings": self.tr("Labelling rows with other words: {done} of {total}"),
        }[progress.stage]
        number = QLocale().toString
        self._status.setText(fill(text, {"done": number(progress.done), "total": number(progress.total)}))

    def _on_written(self, path: Path) -> None:
        self.hide()
        self._services.notify.show(
            fill(self.tr("Saved as {path}"), {"path": path}),
            action=(self.tr("Open"), partial(_show_file, path)),
        )

    def cancel(self) -> None:
        """Stop; nothing is written then."""
        self._writing.cancel()

    def _on_close(self) -> None:
        """Cancel what runs, or close."""
        if self._writing.running:
            self.cancel()
        else:
            self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    # -- what is shown ------------------------------------------------------------------------------
    def _refresh(self) -> None:
        running, shown = self._writing.running, self._shown
        ready = not running and shown is not None and shown.scored is not None
        for widget in (self._labelled, self._wordings, self._save):
            widget.setEnabled(ready)
        self._second.setEnabled(ready and bool(_chosen(self._labelled)))
        self._bar.setVisible(running)
        if running:
            self._bar.setRange(0, 0)
        self._status.setText("")
        self._close.setText(self.tr("Cancel") if running else self.tr("Close"))
        self._close.setAccessibleName(self._close.text())
        self._refresh_title()
        if shown is None:
            self._counted.setText("")
        else:
            words = self._counted_words(len(shown.right), bool(_chosen(self._labelled)))
            self._counted.setText(self._with_sample(shown.sample, words))

    def _refresh_title(self) -> None:
        if self._past is None:
            self.setWindowTitle(self.tr("Trust report"))
        else:
            text = self.tr("Trust report of {table}")
            self.setWindowTitle(fill(text, {"table": self._past.path.name}))

    def _with_sample(self, sample: SampleShares, words: str) -> str:
        """A column that is named judges the model; else the sample does, where there is one."""
        if not sample.known:
            return words
        if _chosen(self._labelled):
            return in_one_line((words, self.tr("The report includes the shares.")))
        text = self.tr("It includes the shares, and how good the model is on their sample of {count} rows.")
        return fill(text, {"count": QLocale().toString(sample.labelled)})

    def _counted_words(self, corrected: int, has_column: bool) -> str:
        places = {"count": QLocale().toString(corrected), "fewest": FEWEST_JUDGED}
        if has_column or corrected >= FEWEST_JUDGED:
            return fill(
                self.tr(
                    "The model is tested on the rows with known labels, in five parts, so that "
                    "no row is tested with what it taught. {count} rows that you corrected or "
                    "confirmed are among them."
                ),
                places,
            )
        return fill(
            self.tr(
                "Without known labels there is no way to tell how good the labels are. "
                "Choose a column that has them, or correct or confirm at least {fewest} "
                "rows ({count} so far); 30 or more make the report useful."
            ),
            places,
        )

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._about.setText(
            self.tr(
                "A one-page report on how far the labels of this table can be relied on, "
                "to read, print or publish with the data."
            )
        )
        texts = (self.tr("Column with known labels"), self.tr("Labels by a second person"))
        for name, box, text in zip(self._names, (self._labelled, self._second), texts, strict=True):
            name.setText(text)
            box.setAccessibleName(text)
        wordings = self.tr("Measure how far the labels depend on their wording")
        self._wordings.setText(wordings)
        self._wordings.setAccessibleName(wordings)
        hint = self.tr(
            "Up to {rows} randomly drawn rows are labelled again, with these label words and with others."
        )
        self._wordings_hint.setText(fill(hint, {"rows": MOST_ROWS}))
        self._bar.setAccessibleName(self.tr("Making the trust report"))
        self._save.setText(self.tr("Save report…"))
        self._save.setAccessibleName(self.tr("Save report"))
        if self._shown is not None:
            self._fill_choices(self._shown, (_chosen(self._labelled), _chosen(self._second)))
        self._refresh()


def _same_rows(one: Shown, other: Shown) -> bool:
    return one.past is other.past and one.scored is other.scored


def _proposed(past: PastTable) -> Path:
    return past.path.with_name(f"{past.source.stem}.report.html")


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _chosen(box: ChoiceBox) -> str:
    return str(box.current.data) if box.current is not None else ""
