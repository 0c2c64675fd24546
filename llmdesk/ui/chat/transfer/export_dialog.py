"""The dialog of an export: which chats, as what, with the thoughts or without.

Owns the form. Where the file goes and how it is written is `exporting`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Conversation
from llmdesk.tools.chat.export import Format
from llmdesk.ui.chat.transfer.choice import ChatChoice
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH, _HEIGHT = 460, 480


class ExportDialog(Retranslating, QDialog):
    """`chosen(ids, format, thoughts)`: these chats are to be written."""

    chosen = Signal(list, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chats = ChatChoice(self)
        self._list = QListView()
        self._list.setModel(self._chats)
        self._list.setUniformItemSizes(True)
        self._counted = plain_label("small")
        self._all, self._none = QPushButton(), QPushButton()
        self._format_name, self._format = plain_label("muted"), ChoiceBox()
        self._format_hint = plain_label("small", wrap=True)
        self._thoughts = QCheckBox()
        self._cancel, self._export = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._format.set_choices(self._formats(), "json")
        self._thoughts.setChecked(True)
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._export, "primary")
        for button in (self._all, self._none):
            set_kind(button, "quiet")
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._counted, 1)
        head.addWidget(self._all)
        head.addWidget(self._none)
        form = QHBoxLayout()
        form.setSpacing(GAP)
        form.addWidget(self._format_name)
        form.addWidget(self._format, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        column.addSpacing(SPACE)
        column.addLayout(form)
        column.addWidget(self._format_hint)
        column.addWidget(self._thoughts)
        column.addSpacing(SPACE)
        column.addLayout(foot)
        self._export.setDefault(True)
        self.resize(_WIDTH, _HEIGHT)

    def _connect(self) -> None:
        self._chats.changed.connect(self._on_ticked)
        self._all.clicked.connect(lambda: self._chats.tick(True))
        self._none.clicked.connect(lambda: self._chats.tick(False))
        self._format.chosen.connect(self._on_format)
        self._cancel.clicked.connect(self.reject)
        self._export.clicked.connect(self._on_export)

    # -- what the owner says ----------------------------------------------------------------------
    def show_chats(self, chats: Sequence[Conversation], ticked: Collection[int] | None) -> None:
        """Those there are; `ticked`: the ids of those that are chosen at first, None: all."""
        self._chats.show(chats, ticked)
        self._list.setFocus()

    @property
    def title(self) -> str:
        """Of the first chat that is chosen."""
        return self._chats.first_title

    # -- what the user does -----------------------------------------------------------------------
    def _on_ticked(self) -> None:
        count, total = len(self._chats.ticked), self._chats.rowCount()
        locale = QLocale()
        places = {"count": locale.toString(count), "total": locale.toString(total)}
        self._counted.setText(fill(self.tr("{count} of {total} chats"), places))
        self._export.setEnabled(count > 0)
        self._show_hint()

    def _on_format(self, kind: object) -> None:
        # Whoever keeps a copy wants everything, whoever reads wants the answers.
        self._thoughts.setChecked(kind == "json")
        self._show_hint()

    def _show_hint(self) -> None:
        kind = self._kind()
        if kind == "json":
            text = self.tr("Everything, with all versions. llmdesk can import it again.")
        elif len(self._chats.ticked) > 1:
            text = self.tr("The versions that are shown. A .zip archive with a file for each chat.")
        else:
            text = self.tr("The versions that are shown.")
        self._format_hint.setText(text)

    def _kind(self) -> Format:
        current = self._format.current
        data = current.data if current is not None else "json"
        return data if data in ("md", "html", "docx") else "json"

    def _on_export(self) -> None:
        self.chosen.emit(self._chats.ticked, self._kind(), self._thoughts.isChecked())
        self.accept()

    def _formats(self) -> list[Choice]:
        return [
            Choice(self.tr("JSON: everything"), "json"),
            Choice(self.tr("Markdown"), "md"),
            Choice(self.tr("Web page (HTML)"), "html"),
            Choice(self.tr("Word (docx)"), "docx"),
        ]

    # -- Qt ---------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export chats"))
        self._all.setText(self.tr("All"))
        self._none.setText(self.tr("None"))
        self._format_name.setText(self.tr("Format"))
        self._format.setAccessibleName(self.tr("Format"))
        self._format.set_choices(self._formats(), self._kind())
        self._thoughts.setText(self.tr("Include the models' thoughts"))
        self._cancel.setText(self.tr("Cancel"))
        self._export.setText(self.tr("Export…"))
        self._list.setAccessibleName(self.tr("Chats to export"))
        self._on_ticked()
