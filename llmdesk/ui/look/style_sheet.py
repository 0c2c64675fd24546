"""The one style sheet. `@name;` stands for a colour or size of `theme.Theme`, which fills it in, and
`12dp` stands for 12 pixels that grow with the text.

Owns how each `kind` of widget looks:
  QPushButton   primary (one a view) · quiet (no frame) · segment (of `segments`) · (none: framed) · danger
  QToolButton   low (in a line of 24 pixels) · (all are quiet: icon, tint on hover)
  QLabel        heading · section (of a page, with a line below) · muted · small (muted and small) · danger ·
                strong · stack_end (below the stack of notices) · of verdicts: right, wrong, doubt, unsure
  QLineEdit     fact (read-only, without a frame)
  QTextEdit     poem (without a frame)
  QTableView    figures (with room beside them) · held (such a table's first column, over the others)
  QFrame        chip (a file that is attached) · source (a passage below an answer)
  QWidget       clear (nothing behind) · header · sidebar · rule (1 px line) · notice (a line over a page) ·
                card_notice, card_question, card_error (of the stack of notices) · composer · bubble ·
                status · popup
"""

from __future__ import annotations

from typing import Final

STYLE_SHEET: Final = """
QMainWindow, QDialog { background: @surface; }
QWidget[kind="header"], QWidget[kind="sidebar"], QWidget[kind="status"] { background: @sidebar; }
QWidget[kind="surface"] { background: @surface; }
QWidget[kind="rule"] { background: @rule; border: none; }
QWidget[kind="notice"] { background: @notice; }
QWidget[kind="card_notice"], QWidget[kind="card_question"] { background: @input;
  border: 1px solid @border; border-radius: 8dp; }
QWidget[kind="card_question"] { border: 1px solid @accent; }
QWidget[kind="card_error"] { background: @danger_surface; border: 1px solid @danger; border-radius: 8dp; }
QWidget[kind="bubble"] { background: @bubble; border-radius: 8dp; }
QWidget[kind="composer"] { background: @input; border: 1px solid @border; border-radius: 8dp; }
QWidget[kind="composer"][focused="true"] { border: 1px solid @focus; }

QWidget[kind="clear"], QScrollArea[kind="clear"] { background: transparent; }
QFrame[kind="chip"] { background: @bubble; border: 1px solid @rule; border-radius: 6dp; }
QFrame[kind="chip"]:hover { border: 1px solid @border; }
QFrame[kind="chip"]:focus { border: 1px solid @focus; }
QFrame[kind="source"] { background: transparent; border: 1px solid transparent; border-radius: 6dp; }
QFrame[kind="source"]:hover { background: @hover; }
QFrame[kind="source"]:focus { border: 1px solid @focus; }
QWidget[kind="popup"] { background: @input; border: 1px solid @border; }

QLabel { background: transparent; }
QLabel[kind="heading"] { font-size: @heading_size; font-weight: 600; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: @small_size; }
QLabel[kind="stack_end"] { color: @muted; font-size: @small_size; background: @input;
  border: 1px solid @border; border-radius: 8dp; padding: 4dp 12dp; }
QLabel[kind="danger"] { color: @danger; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="section"] { font-weight: 600; color: @text; border-bottom: 1px solid @rule; padding: 8dp 0 6dp 0;
  margin-bottom: 4dp; }
QLabel[kind="right"] { font-weight: 600; color: @accent; }
QLabel[kind="wrong"] { font-weight: 600; color: @danger; }
QLabel[kind="doubt"] { font-weight: 600; color: @warning; }
QLabel[kind="unsure"] { font-weight: 600; color: @blue; }

QPushButton { background: transparent; color: @text; border: 1px solid @border; border-radius: 6dp;
  padding: 5dp 14dp; min-height: 20dp; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 1px solid @focus; }
QPushButton:disabled { color: @muted; border-color: @rule; background: transparent; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; padding: 4dp 13dp; }
QPushButton[kind="primary"]:disabled { background: @rule; border-color: @rule; color: @muted; }
QPushButton[kind="quiet"] { border: 1px solid transparent; text-align: left; padding: 5dp 8dp; }
QPushButton[kind="quiet"]:focus { border: 1px solid @focus; }
QPushButton[kind="danger"] { color: @danger; }

QWidget[kind="segments"] { border: 1px solid @border; border-radius: 6dp; background: transparent; }
QPushButton[kind="segment"] { border: 1px solid transparent; border-radius: 5dp; padding: 4dp 12dp;
  color: @muted; }
QPushButton[kind="segment"]:hover { color: @text; }
QPushButton[kind="segment"]:checked { background: @selected; color: @text; }
QPushButton[kind="segment"]:focus { border: 1px solid @focus; }

QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6dp;
  padding: 4dp; }
QToolButton[kind="low"] { padding: 2dp 4dp; font-size: @small_size; }
QToolButton:hover, QToolButton:checked { background: @hover; }
QToolButton:pressed { background: @selected; }
QToolButton:disabled { color: @muted; }
QToolButton:focus { border: 1px solid @focus; }
QToolButton, QPushButton { qproperty-iconSize: 16dp 16dp; }
QAbstractButton[size_of_icon="20"] { qproperty-iconSize: 20dp 20dp; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: @input; color: @text;
  border: 1px solid @border; border-radius: 6dp; padding: 4dp 8dp;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit { min-height: 22dp; }
QLineEdit[kind="fact"] { border: none; background: transparent; padding: 0; min-height: 18dp; }
QAbstractSpinBox { min-height: 20dp; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border: 1px solid @focus; }
QLineEdit:disabled, QAbstractSpinBox:disabled { color: @muted; }
QWidget[kind="composer"] QPlainTextEdit, QWidget[kind="composer"] QTextEdit { border: none;
  background: transparent; padding: 0; }
QTextEdit[kind="poem"], QTextEdit[kind="poem"]:focus { background: transparent; border: none; padding: 0; }
QPlainTextEdit[kind="framed"] { border: 1px solid @border; }
QPlainTextEdit[kind="framed"]:focus { border: 1px solid @focus; }
QPlainTextEdit[kind="long"] { background: transparent; border: 1px solid @border; }
QPlainTextEdit[kind="long"]:focus { border: 1px solid @focus; }
QPlainTextEdit[kind="reading"] { background: transparent; border: none; padding: 0; }
QPushButton[kind="choice"] { text-align: left; padding: 4dp 10dp; }
QPushButton[kind="choice"]:checked { background: @selected; border-color: @accent; font-weight: 600; }
QPushButton[kind="example"] { text-align: left; }
QAbstractSpinBox { padding: 4dp 0; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QCheckBox { spacing: 8dp; }
QCheckBox::indicator, QListView::indicator { width: 16dp; height: 16dp; border: 1px solid @border;
  border-radius: 4dp; background: @input; }
QCheckBox::indicator:focus { border: 1px solid @focus; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: @accent;
  border: 1px solid @accent; image: @tick; }
QTextBrowser, QTextBrowser:focus { background: transparent; border: none; padding: 0; }

QComboBox { background: transparent; color: @text; border: 1px solid @border; border-radius: 6dp;
  padding: 4dp 8dp; min-height: 22dp; }
QComboBox { combobox-popup: 0; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border: 1px solid @focus; }
QComboBox:disabled { color: @muted; }
QComboBox::drop-down { border: none; width: 24dp; }
QComboBox::down-arrow { image: @arrow; width: 12dp; height: 12dp; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: none;
  border-bottom: 2px solid transparent; padding: 13dp 4dp 11dp 4dp; margin: 0 10dp; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:selected:focus { color: @accent; }

QAbstractScrollArea { border: none; }
QScrollArea[kind="transcript"] { border: 1px solid transparent; }
QScrollArea[kind="transcript"]:focus { border: 1px solid @focus; }
QListView, QTreeView, QTableView { background: transparent; border: none; outline: none; }
QTableView { selection-background-color: @selected; selection-color: @text; }
QTableView QHeaderView::section { padding: 4dp 3dp; }
QTableView[kind="held"], QTableView[kind="held"] QHeaderView { background: @surface;
  border-right: 1px solid @rule; }
QTableView[kind="figures"]::item, QTableView[kind="held"]::item { padding: 0 10dp; }
QTableView[kind="figures"] QHeaderView::section,
QTableView[kind="held"] QHeaderView::section { padding: 4dp 13dp; }
QTableCornerButton::section { background: transparent; border: none; border-bottom: 1px solid @rule; }
QTreeView::item { padding: 5dp 6dp; }
QTreeView::item:hover { background: @hover; }
QTreeView::item:selected { background: @selected; color: @text; }
QListView[kind="framed"] { border: 1px solid @border; border-radius: 6dp; padding: 2dp; }
QTreeView[kind="framed"] { border: 1px solid @border; border-radius: 6dp; padding: 2dp; }
QListView[kind="framed"]:focus, QTreeView[kind="framed"]:focus { border: 1px solid @focus; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none; padding: 4dp 6dp;
  border-bottom: 1px solid @rule; font-size: @small_size; }
QListView::item { border-radius: 6dp; padding: 6dp 8dp; color: @text; }
QListView::item:hover { background: @hover; }
QListView::item:selected { background: @selected; color: @text; }
QListView::item:focus { border: 1px solid @focus; padding: 5dp 7dp; }

QComboBox QAbstractItemView { background: @input; color: @text; border: 1px solid @border; padding: 4dp;
  outline: none; selection-background-color: @selected; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 28dp; padding: 0 8dp; border-radius: 4dp; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:focus {
  background: @selected; color: @text; border: none; padding: 0 8dp; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSlider { min-height: 20dp; }
QSlider::groove:horizontal { background: @rule; height: 4dp; border-radius: 2dp; }
QSlider::sub-page:horizontal { background: @accent; height: 4dp; border-radius: 2dp; }
QSlider::handle:horizontal { background: @accent; width: 14dp; height: 14dp; margin: -5dp 0;
  border-radius: 7dp; }
QSlider::handle:horizontal:focus { border: 2dp solid @text; width: 10dp; height: 10dp; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @border; }

QProgressBar { background: @rule; border: none; border-radius: 2dp; max-height: 4dp; min-height: 4dp; }
QProgressBar::chunk { background: @accent; border-radius: 2dp; }
QProgressBar[tight="true"]::chunk { background: @warning; }

QMenu { background: @input; color: @text; border: 1px solid @border; padding: 4dp; }
QMenu::item { padding: 6dp 24dp 6dp 12dp; border-radius: 4dp; }
QMenu::item:selected { background: @selected; }
QMenu::separator { height: 1px; background: @rule; margin: 4dp 8dp; }
QToolTip { background: @input; color: @text; border: 1px solid @border; padding: 4dp 6dp; }
QSplitter::handle { background: @rule; }

QWidget[kind="status"] QLabel { color: @muted; font-size: @small_size; }
QWidget[kind="status"] QLabel[tight="true"] { color: @warning; }
"""
