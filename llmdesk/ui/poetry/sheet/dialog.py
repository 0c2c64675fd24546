"""The dialog for a picture of a poem: paper, type, author and seal, seen before it is saved or printed.

Owns the form and its preview. What a page looks like is `layout`'s and `paint`'s.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.poetry.sheet.bar import PageBar
from llmdesk.ui.poetry.sheet.choices import MOST_IN_SEAL, RESOLUTIONS, seal_text
from llmdesk.ui.poetry.sheet.faces import offered_types
from llmdesk.ui.poetry.sheet.files import Prepared
from llmdesk.ui.poetry.sheet.preview import Preview
from llmdesk.ui.poetry.sheet.saving import Saver, meant, with_missing
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_SIDE = 340
_MM_IN_CM = 10


class PictureDialog(Retranslating, QDialog):
    """`open_for(poem)` shows it."""

    def __init__(
        self, services: Services, settings: PageSettings, saver: Saver, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._settings, self._saver = services, settings, saver
        self._wanted: ToSet | None = None
        self._prints = False  # whether the printer waits for the newest page
        self.preview = Preview(services, settings)
        self._bar = PageBar(settings, stacked=True)
        self._author, self._seal = QLineEdit(), QLineEdit()
        self._boxes = {name: ChoiceBox() for name in ("type", "paper", "ground", "resolution", "cut")}
        self._labels: dict[QWidget, QLabel] = {}
        self._facts, self._warning = plain_label("small", wrap=True), plain_label("danger", wrap=True)
        self._close, self._copy = QPushButton(), QPushButton()
        self._print, self._save = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._save, "primary")
        for button in (self._close, self._copy, self._print, self._save):
            button.setAutoDefault(False)
        self._warning.hide()
        self._seal.setMaxLength(2 * MOST_IN_SEAL)  # with spaces between; a longer name would be cut unseen
        form = QFormLayout()
        form.setSpacing(SPACE)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        order = ("type", "paper", "ground", "resolution")
        fields: list[QWidget] = [self._author, *(self._boxes[name] for name in order)]
        fields += [self._seal, self._boxes["cut"]]
        inside = QWidget()
        for field in fields:
            field.setParent(inside)  # before the labels, which have the same accessible names
        for field in fields:
            label = plain_label("muted")
            self._labels[field] = label
            label.setBuddy(field)
            form.addRow(label, field)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._close)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._print)
        buttons.addWidget(self._save)
        inside.setFixedWidth(_SIDE)
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GAP)
        side.addWidget(self._bar)
        side.addLayout(form)
        side.addWidget(self._facts)
        side.addWidget(self._warning)
        side.addStretch(1)
        side.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addWidget(self.preview, 1)
        row.addWidget(inside)
        self.resize(940, 580)

    def _connect(self) -> None:
        update = self._settings.update
        for name, box in self._boxes.items():
            box.chosen.connect(lambda data, name=name: update(**{name: data}))
        self._author.textChanged.connect(self._on_author)
        self._seal.textChanged.connect(lambda text: update(seal=seal_text(text)))
        self._settings.changed.connect(self._on_settings)
        self.preview.made.connect(self._refresh)
        self._close.clicked.connect(self.close)
        self._save.clicked.connect(self._ask_place)
        self._copy.clicked.connect(self._put_on_clipboard)
        self._print.clicked.connect(self._ask_printer)

    # -- what the tab asks for ----------------------------------------------------------------------
    def open_for(self, wanted: ToSet) -> None:
        """Show it for this poem."""
        self._wanted = wanted
        chinese = wanted.wanted.language == "zh"
        self._bar.setVisible(chinese)
        for field in (self._boxes["type"], self._labels[self._boxes["type"]]):
            field.setVisible(chinese and len(offered_types()) > 1)
        with QSignalBlocker(self._author):
            self._author.setText(wanted.author)
        self._author.setPlaceholderText("" if wanted.title is not None else self.tr("as in the text"))
        self._follow()
        self.show()
        self.preview.show_poem(wanted)
        self._refresh()
        self.raise_()
        self.activateWindow()
        self._seal.setFocus()

    # -- inside -------------------------------------------------------------------------------------
    def _on_author(self, text: str) -> None:
        """Poems that are written here have one author; one that was pasted has its own."""
        if self._wanted is None:
            return
        self._wanted = replace(self._wanted, author=text.strip())
        self.preview.show_poem(self._wanted)
        if self._wanted.title is not None:
            self._settings.update(author=text.strip())

    def _on_settings(self) -> None:
        if self.isVisible():
            self._follow()
            self.preview.refresh()

    def _follow(self) -> None:
        """The fields show the choices; what is being typed stays as it is."""
        choices = self._settings.choices
        for name, box in self._boxes.items():
            box.set_current(getattr(choices, name))
        if not self._seal.hasFocus():
            with QSignalBlocker(self._seal):
                self._seal.setText(choices.seal)

    def _refresh(self) -> None:
        made = self.preview.prepared
        for button in (self._save, self._print, self._copy):
            button.setEnabled(made is not None)
        self._facts.setText("" if made is None else self._facts_of(made))
        left_out = self._seal.text().replace(" ", "")[MOST_IN_SEAL:]
        problems = [] if made is None or not made.missing else [with_missing(made.missing)]
        if left_out:
            problems.append(
                fill(self.tr("A seal has at most four characters; “{text}” is left out."), {"text": left_out})
            )
        if self.preview.problem:
            problems.append(self.preview.problem)
        self._warning.setText("\n".join(problems))
        self._warning.setVisible(bool(problems))
        if self._prints and not self.preview.pending:
            self._ask_printer()

    def _facts_of(self, made: Prepared) -> str:
        number = QLocale()
        places = {
            "width": number.toString(made.sheet.width / _MM_IN_CM, "f", 1),
            "height": number.toString(made.sheet.height / _MM_IN_CM, "f", 1),
            "across": number.toString(made.pixels[0]),
            "down": number.toString(made.pixels[1]),
            "dots": made.choices.resolution,
            "points": number.toString(made.points, "f", 0),
            "seal": number.toString(made.seal_side / _MM_IN_CM, "f", 1),
        }
        told = [
            self.tr("{width} × {height} cm"),
            self.tr("{across} × {down} pixels at {dots} dpi"),
            self.tr("type {points} pt"),
            *([self.tr("seal {seal} cm")] if made.seal_side else []),
        ]
        return fill(" · ".join(told), places)

    def _ask_place(self) -> None:
        made, wanted = self.preview.prepared, self._wanted
        if made is None or wanted is None:
            return
        kinds = [self.tr("Picture (*.png)"), self.tr("PDF (*.pdf)")]
        name = proposed_name(made.page.title) or self.tr("poem")
        ask_place(
            self,
            self.tr("Save the picture"),
            Path(f"{name}.png"),
            kinds,
            lambda path, _kind: self._saver.save(path, self._wanted or wanted, self._settings.choices),
            lambda path, kind: meant(path, ".png" if kind == kinds[0] else ".pdf"),
        )

    def _ask_printer(self) -> None:
        """What was chosen a moment ago is printed, too."""
        made, self._prints = self.preview.prepared, self.preview.pending
        if made is not None and not self._prints:
            self._saver.ask_printer(self, made)

    def _put_on_clipboard(self) -> None:
        if self._wanted is not None:
            self._saver.copy(self._wanted, self._settings.choices)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Picture of the poem"))
        names = {
            self._author: self.tr("Author"),
            self._boxes["type"]: self.tr("Type"),
            self._boxes["paper"]: self.tr("Size"),
            self._boxes["ground"]: self.tr("Paper"),
            self._boxes["resolution"]: self.tr("Resolution"),
            self._seal: self.tr("Seal"),
            self._boxes["cut"]: self.tr("Seal characters"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            self._labels[field].setText(name)
        self._seal.setPlaceholderText(self.tr("up to four characters"))
        self._fill_boxes()
        for button, text, name in (
            (self._close, self.tr("Close"), self.tr("Close")),
            (self._copy, self.tr("Copy"), self.tr("Copy picture")),
            (self._print, self.tr("Print…"), self.tr("Print")),
            (self._save, self.tr("Save…"), self.tr("Save picture")),
        ):
            button.setText(text)
            button.setAccessibleName(name)
        self._refresh()

    def _fill_boxes(self) -> None:
        types = {
            "song": self.tr("Song (宋体)"),
            "kai": self.tr("Kai (楷体)"),
            "fangsong": self.tr("Fangsong (仿宋)"),
        }
        offered: dict[str, list[Choice]] = {
            "type": [Choice(types[kind], kind) for kind in offered_types()],
            "paper": [
                Choice(self.tr("As large as the poem"), "poem"),
                Choice(self.tr("A4"), "a4"),
                Choice(self.tr("A5"), "a5"),
                Choice(self.tr("Postcard, 10 × 15 cm"), "card"),
                Choice(self.tr("Square, 15 × 15 cm"), "square"),
            ],
            "ground": [
                Choice(self.tr("Rice paper"), "rice"),
                Choice(self.tr("White"), "white"),
                Choice(self.tr("Letter paper with red rules"), "ruled"),
            ],
            "resolution": [Choice(f"{dots} dpi", dots) for dots in RESOLUTIONS],
            "cut": [
                Choice(self.tr("White on red (阴文)"), "white"),
                Choice(self.tr("Red on paper (阳文)"), "red"),
            ],
        }
        for name, choices in offered.items():
            self._boxes[name].set_choices(choices, getattr(self._settings.choices, name))
