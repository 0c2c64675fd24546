"""The tabs of the window in one row: those that fit, and a menu with the others.

Owns which of them show. Must not know what a tab is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget


class _Bar(QTabBar):
    """Tells how wide a tab is, be it shown or not. Its keys reach every tab: one that does not show will once
    it is chosen, while Qt's stop at the last one that does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now, last = self.currentIndex(), self.count() - 1
        ways = {
            Qt.Key.Key_Right: range(now + 1, last + 1),
            Qt.Key.Key_Left: range(now - 1, -1, -1),
            Qt.Key.Key_Home: range(last + 1),
            Qt.Key.Key_End: range(last, -1, -1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        index = next((index for index in way if self.isTabEnabled(index)), now)
        self.setCurrentIndex(index)

    def width_of(self, index: int) -> int:
        return self.tabSizeHint(index).width()


class TabStrip(QWidget):
    """`bar` has all tabs; the one that is chosen always shows. `named` is to be called when the tabs or their
    names are others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar(expanding=False, drawBase=False, documentMode=True, usesScrollButtons=False)
        self._fitting = False
        self._more = QToolButton()
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._menu = QMenu(self._more)
        # Not the button's own menu: that is not opened when a screen reader presses the button.
        self._more.clicked.connect(self._open_menu)
        self._menu.aboutToShow.connect(self._fill)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addWidget(self._more)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.bar.currentChanged.connect(lambda _index: self._fit())
        self._retranslate()

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def set_icon(self, icon: QIcon) -> None:
        """The icon of the menu."""
        self._more.setIcon(icon)

    def named(self) -> None:
        """The tabs, or their names, are others."""
        self.updateGeometry()
        self._fit()

    @property
    def hidden_tabs(self) -> tuple[int, ...]:
        """The tabs that stand in the menu."""
        return tuple(index for index in range(self.bar.count()) if not self.bar.isTabVisible(index))

    # -- which of them show -------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self.bar.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        widest = max(self._widths(), default=0)
        return QSize(widest + self._more.sizeHint().width(), self.bar.sizeHint().height())

    def _widths(self) -> list[int]:
        return list(map(self.bar.width_of, range(self.bar.count())))

    def _fit(self) -> None:
        """Anew where that gave it another width: what is shown must not be hidden while it is being shown."""
        if self._fitting:
            return
        self._fitting, width = True, -1
        while width != self.width():
            width = self.width()
            self._show_fitting()
        self._fitting = False

    def _show_fitting(self) -> None:
        """The first ones, as many as there is room for; the chosen one in the place of the last of them."""
        widths = self._widths()
        if not widths:
            return
        shown = _that_fit(widths, self.width(), self._more.sizeHint().width(), self.bar.currentIndex())
        # Never narrower than its tabs, not even for a moment: it would scroll, and stay so.
        self.bar.setFixedWidth(max(self.bar.width(), sum(widths)))
        for index in range(self.bar.count()):
            self.bar.setTabVisible(index, index in shown)
        self.bar.setFixedWidth(sum(widths[index] for index in shown))
        self._more.setVisible(len(shown) < len(widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- the others ---------------------------------------------------------------------------------
    def _fill(self) -> None:
        self._menu.clear()
        for index in self.hidden_tabs:
            action = QAction(f"{self.bar.tabText(index)}\t{self.bar.tabToolTip(index)}", self._menu)
            action.triggered.connect(lambda _checked, index=index: self.bar.setCurrentIndex(index))
            self._menu.addAction(action)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.named()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._more.setText(self.tr("More"))
        self._more.setAccessibleName(self.tr("More tabs"))
        self._more.setToolTip(self.tr("More tabs"))


def _that_fit(widths: list[int], room: int, more: int, chosen: int) -> set[int]:
    """Which tabs show in `room` pixels, when the button of the menu takes `more` of them."""
    if sum(widths) <= room:
        return set(range(len(widths)))
    left = room - more - widths[chosen]
    shown = {chosen}
    for index, width in enumerate(widths):
        if index == chosen:
            continue
        if width > left:
            break
        left -= width
        shown.add(index)
    return shown
