"""The one style sheet. `@name;` stands for a colour or size of `theme.Theme`, which fills it in.

Owns how each `kind` of widget looks:
  QPushButton   primary (one a view) · quiet (no frame) · segment (of `segments`) · (none: framed) · danger
  QToolButton   (all are quiet: icon, tint on hover)
  QLabel        heading · muted · small (muted and small) · danger · strong · of verdicts: right, wrong,
                doubt, unsure
  QLineEdit     fact (read-only, without a frame)
  QTextEdit     poem (without a frame)
  QWidget       header · sidebar · rule (1 px line) · notice · error · composer · bubble · status · popup
"""

from __future__ import annotations

from typing import Final

STYLE_SHEET: Final = """
QMainWindow, QDialog { background: @surface; }
QWidget[kind="header"], QWidget[kind="sidebar"], QWidget[kind="status"] { background: @sidebar; }
QWidget[kind="surface"] { background: @surface; }
QWidget[kind="rule"] { background: @rule; border: none; }
QWidget[kind="notice"] { background: @notice; }
QWidget[kind="error"] { background: @danger_surface; }
QWidget[kind="bubble"] { background: @bubble; border-radius: 8px; }
QWidget[kind="composer"] { background: @input; border: 1px solid @border; border-radius: 8px; }
QWidget[kind="composer"][focused="true"] { border: 1px solid @focus; }

QWidget[kind="popup"] { background: @input; border: 1px solid @border; }

QLabel { background: transparent; }
QLabel[kind="heading"] { font-size: @heading_size; font-weight: 600; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: @small_size; }
QLabel[kind="danger"] { color: @danger; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="right"] { font-weight: 600; color: @accent; }
QLabel[kind="wrong"] { font-weight: 600; color: @danger; }
QLabel[kind="doubt"] { font-weight: 600; color: @warning; }
QLabel[kind="unsure"] { font-weight: 600; color: @blue; }

QPushButton { background: transparent; color: @text; border: 1px solid @border; border-radius: 6px;
  padding: 5px 14px; min-height: 20px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:focus { border: 1px solid @focus; }
QPushButton:disabled { color: @muted; border-color: @rule; background: transparent; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; padding: 4px 13px; }
QPushButton[kind="primary"]:disabled { background: @rule; border-color: @rule; color: @muted; }
QPushButton[kind="quiet"] { border: 1px solid transparent; text-align: left; padding: 5px 8px; }
QPushButton[kind="quiet"]:focus { border: 1px solid @focus; }
QPushButton[kind="danger"] { color: @danger; }

QWidget[kind="segments"] { border: 1px solid @border; border-radius: 6px; background: transparent; }
QPushButton[kind="segment"] { border: 1px solid transparent; border-radius: 5px; padding: 4px 12px;
  color: @muted; }
QPushButton[kind="segment"]:hover { color: @text; }
QPushButton[kind="segment"]:checked { background: @selected; color: @text; }
QPushButton[kind="segment"]:focus { border: 1px solid @focus; }

QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px;
  padding: 4px; }
QToolButton:hover, QToolButton:checked { background: @hover; }
QToolButton:pressed { background: @selected; }
QToolButton:disabled { color: @muted; }
QToolButton:focus { border: 1px solid @focus; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: @input; color: @text;
  border: 1px solid @border; border-radius: 6px; padding: 4px 8px;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit { min-height: 22px; }
QLineEdit[kind="fact"] { border: none; background: transparent; padding: 0; min-height: 18px; }
QAbstractSpinBox { min-height: 20px; }
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
QPushButton[kind="choice"] { text-align: left; padding: 4px 10px; }
QPushButton[kind="choice"]:checked { background: @selected; border-color: @accent; font-weight: 600; }
QPushButton[kind="example"] { text-align: left; }
QAbstractSpinBox { padding: 4px 0; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QListView::indicator { width: 16px; height: 16px; border: 1px solid @border;
  border-radius: 4px; background: @input; }
QCheckBox::indicator:focus { border: 1px solid @focus; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: @accent;
  border: 1px solid @accent; image: @tick; }
QTextBrowser, QTextBrowser:focus { background: transparent; border: none; padding: 0; }

QComboBox { background: transparent; color: @text; border: 1px solid @border; border-radius: 6px;
  padding: 4px 8px; min-height: 22px; }
QComboBox { combobox-popup: 0; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border: 1px solid @focus; }
QComboBox:disabled { color: @muted; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: @arrow; width: 12px; height: 12px; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: none;
  border-bottom: 2px solid transparent; padding: 13px 4px 11px 4px; margin: 0 10px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:selected:focus { color: @accent; }

QAbstractScrollArea { border: none; }
QScrollArea[kind="transcript"] { border: 1px solid transparent; }
QScrollArea[kind="transcript"]:focus { border: 1px solid @focus; }
QListView, QTreeView, QTableView { background: transparent; border: none; outline: none; }
QTableView { selection-background-color: @selected; selection-color: @text; }
QTableView QHeaderView::section { padding: 4px 3px; }
QTableCornerButton::section { background: transparent; border: none; border-bottom: 1px solid @rule; }
QTreeView::item { padding: 5px 6px; }
QTreeView::item:hover { background: @hover; }
QTreeView::item:selected { background: @selected; color: @text; }
QListView[kind="framed"] { border: 1px solid @border; border-radius: 6px; padding: 2px; }
QTreeView[kind="framed"] { border: 1px solid @border; border-radius: 6px; padding: 2px; }
QListView[kind="framed"]:focus, QTreeView[kind="framed"]:focus { border: 1px solid @focus; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none; padding: 4px 6px;
  border-bottom: 1px solid @rule; font-size: @small_size; }
QListView::item { border-radius: 6px; padding: 6px 8px; color: @text; }
QListView::item:hover { background: @hover; }
QListView::item:selected { background: @selected; color: @text; }
QListView::item:focus { border: 1px solid @focus; padding: 5px 7px; }

QComboBox QAbstractItemView { background: @input; color: @text; border: 1px solid @border; padding: 4px;
  outline: none; selection-background-color: @selected; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:focus {
  background: @selected; color: @text; border: none; padding: 0 8px; }

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

QProgressBar { background: @rule; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QProgressBar[tight="true"]::chunk { background: @warning; }

QMenu { background: @input; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::separator { height: 1px; background: @rule; margin: 4px 8px; }
QToolTip { background: @input; color: @text; border: 1px solid @border; padding: 4px 6px; }
QSplitter::handle { background: @rule; }

QWidget[kind="status"] QLabel { color: @muted; font-size: @small_size; }
QWidget[kind="status"] QLabel[tight="true"] { color: @warning; }
"""
