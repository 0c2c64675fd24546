"""A message's Markdown, shown while it is still being written.

Owns what is laid out again when text arrives: only the last block; those before are final. Must not
know where the text comes from.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.code_view import CodeView
from llmdesk.ui.widgets.document_builder import DocumentBuilder
from llmdesk.ui.widgets.document_style import CODE, CODE_PAD, DocumentStyle
from llmdesk.ui.widgets.formulas.desk import FormulaDesk, desk_of
from llmdesk.ui.widgets.formulas.text_object import Formulas
from llmdesk.ui.widgets.inner_code import CodeText, InnerCode
from llmdesk.ui.widgets.markdown import (
    MAX_SOURCE,
    Block,
    decided,
    has_references,
    normalized,
    parse,
)
from llmdesk.ui.widgets.text_view import LongTextView, TextView

_CODE_GAP = 14
# A long message is laid out in steps, so that the window goes on.
_FIRST_STEP_S = 0.03
_STEP_S = 0.012
_STEP_MS = 8
# Blocks of text, and their tokens (a table has many), that are laid out in one go.
_RUN_BLOCKS = 6
_RUN_TOKENS = 200
_MOST_FORMULAS = 400  # of a message; further ones stand as they are written


class _Text(TextView):
    """Flowing text between two blocks of code; blocks are added at its end."""

    def __init__(self, theme: Theme, style: DocumentStyle, desk: FormulaDesk, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._theme, self._document_style = theme, style
        self.formulas = Formulas(self.document(), desk)
        self._codes: list[InnerCode] = []

    def restart(self, follows_text: bool, most_formulas: int) -> None:
        """Begin again with nothing."""
        self.document().clear()
        self.formulas.restart(most_formulas)
        self._builder = DocumentBuilder(self.document(), self._document_style, follows_text, self.formulas)

    def append_blocks(self, blocks: list[Block], width: int) -> None:
        for block in blocks:
            for token in block.tokens:
                self.prepare_for(token.content)
        self._builder.append(blocks)
        self.has_decorations = self._builder.has_decorations
        self._show_codes(self._builder.codes)
        self.set_width(width)

    def set_width(self, width: int) -> None:
        super().set_width(width)
        for code in self._codes:
            code.place_head()

    def gap_below(self, above: _Text) -> int:
        """The distance that the first block has from the last one `above` when both are in one document: Qt
        leaves the margins at a document's ends out, and the text would jump when the block is finished."""
        first, last = self.document().begin().blockFormat(), above.document().lastBlock().blockFormat()
        if not last.lineHeight() or not first.lineHeight():  # a table there; it keeps its own distance
            return 0
        pad = CODE_PAD if first.hasProperty(CODE) and last.hasProperty(CODE) else 0
        return round(max(first.topMargin() + pad, last.bottomMargin()))

    def _show_codes(self, texts: list[CodeText]) -> None:
        """Code inside the text gets its head and its colours; what showed before keeps them."""
        for code in self._codes[len(texts) :]:
            code.remove()
        del self._codes[len(texts) :]
        while len(self._codes) < len(texts):
            self._codes.append(InnerCode(self._theme, self, len(self._codes) + 1))
        for code, text in zip(self._codes, texts, strict=True):
            code.show_text(text)


_View = _Text | CodeView | LongTextView


class MarkdownView(QWidget):
    """Shows Markdown in text and code views, one under the other."""

    link_clicked = Signal(QUrl)

    def __init__(self, theme: Theme, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._width = theme, width
        self._style = DocumentStyle.of(theme)
        self._desk = desk_of(theme)
        self._desk.ready.connect(self._on_formulas)
        self._source = ""
        self._final = False
        self._rest = QTimer(self, singleShot=True, interval=_STEP_MS)
        self._rest.timeout.connect(self._on_rest)
        self._clear()

    # -- state of what is shown -----------------------------------------------------------------
    def _clear(self) -> None:
        for view in getattr(self, "_views", ()):
            view.hide()
            view.deleteLater()
        self._views: list[_View] = []
        self._text: _Text | None = None  # the last final view, when text can be added to it
        self._draft: _Text | CodeView | None = None  # the view of the last block, not final
        self._shown = 0  # characters of the source whose blocks are final
        self._last_item: Block | None = None
        self._table_head = ""  # of the table whose first rows are final
        self._waiting: list[Block] = []  # final, but not laid out yet

    def set_source(self, source: str, final: bool) -> None:
        """Show `source`. Not `final`: it will be called again with more text after it."""
        source = normalized(source)
        if source == self._source and final == self._final:
            return
        grown = source.startswith(self._source[: self._shown])
        if not grown or len(source) > MAX_SOURCE or (final and has_references(source)):
            self._clear()
        self._source, self._final = source, final
        self.setUpdatesEnabled(False)
        if len(source) > MAX_SOURCE:
            self._show_long(source)
        else:
            self._show_tail(source if final else decided(source), final)
        self._place()
        self.setUpdatesEnabled(True)

    def set_width(self, width: int) -> None:
        """Lay everything out at `width` pixels."""
        if width != self._width:
            self._width = width
            for view in self._views:
                view.set_width(width)
            self._place()

    @property
    def is_complete(self) -> bool:
        """All of the source is laid out."""
        return self._final and not self._waiting

    # -- laying out ---------------------------------------------------------------------------
    def _show_tail(self, source: str, final: bool) -> None:
        """Lay out what comes after the final blocks; the last block only as a draft."""
        tail = source[self._shown :]
        blocks = self._renumbered(parse(tail, self._table_head))
        finished, last = (blocks, None) if final else (blocks[:-1], blocks[-1] if blocks else None)
        if finished:
            self._finish(finished)
            self._shown = len(source) if last is None else self._shown + last.start
            in_table = last is not None and last.kind == "table" and bool(last.number)
            self._table_head = last.head if last is not None and in_table else ""
        if last is None:
            if not self._waiting:
                self._drop_draft()
        elif not self._waiting:
            self._show_draft(last)

    def _renumbered(self, blocks: list[Block]) -> list[Block]:
        """Items that go on with the list before count on from it, whatever number they carry."""
        previous = self._last_item
        if previous is None or previous.number is None or not blocks:
            return blocks
        first = blocks[0]
        if first.kind != "item" or first.number is None or first.markup != previous.markup:
            return blocks
        shift = previous.number + 1 - first.number
        changed = True
        result = []
        for block in blocks:
            changed = changed and block.kind == "item" and block.markup == previous.markup
            if changed and block.number is not None:
                block = Block("item", block.start, block.tokens, block.number + shift, block.markup)
            result.append(block)
        return result

    def _finish(self, blocks: list[Block]) -> None:
        """Lay `blocks` out for good; when that takes long, the rest step by step."""
        self._last_item = blocks[-1] if blocks[-1].kind == "item" else None
        self._waiting += blocks
        self._work_off(_FIRST_STEP_S if self._shown == 0 else _STEP_S)

    def _work_off(self, budget: float) -> None:
        begin = time.perf_counter()
        while self._waiting and time.perf_counter() - begin < budget:
            block = self._waiting[0]
            if block.kind == "code":
                self._finish_code(self._waiting.pop(0))
            else:
                count = _run_length(self._waiting)
                self._finish_text(self._waiting[:count])
                del self._waiting[:count]
        if self._waiting:
            self._rest.start()

    def _on_rest(self) -> None:
        self._work_off(_STEP_S)
        if not self._waiting:  # the draft shows what has become final meanwhile, or what was before it
            self._show_tail(self._source if self._final else decided(self._source), self._final)
        self._place()

    def _finish_text(self, blocks: list[Block]) -> None:
        if not blocks:
            return
        if self._text is None:
            if isinstance(self._draft, _Text):
                self._text, self._draft = self._draft, None
            else:
                self._drop_draft()
                self._text = self._add_text()
            self._text.restart(follows_text=False, most_formulas=self._formulas_left(self._text))
        self._text.append_blocks(blocks, self._width)

    def _finish_code(self, block: Block) -> None:
        if not isinstance(self._draft, CodeView):
            self._drop_draft()
            self._draft = self._add_code(block)
        self._draft.set_code(block.code, block.language)
        self._draft.set_width(self._width)
        self._draft = self._text = None

    def _show_draft(self, block: Block) -> None:
        if block.kind == "code":
            if not isinstance(self._draft, CodeView):
                self._drop_draft()
                self._draft = self._add_code(block)
            self._draft.set_code(block.code, block.language)
            self._draft.set_width(self._width)
            return
        if not isinstance(self._draft, _Text):
            self._drop_draft()
            self._draft = self._add_text()
        self._draft.restart(self._text is not None, self._formulas_left(self._draft))
        self._draft.append_blocks([block], self._width)

    def _drop_draft(self) -> None:
        if self._draft is None:
            return
        self._views.remove(self._draft)
        self._draft.hide()
        self._draft.deleteLater()
        self._draft = None

    def _show_long(self, source: str) -> None:
        view = LongTextView(source, self._style, self)
        view.setAccessibleName(self.tr("Long text"))
        view.set_width(self._width)
        self._views.append(view)

    # -- formulas -------------------------------------------------------------------------------
    def _formulas_left(self, text: _Text) -> int:
        """How many `text` may have: the message's share, without those of its other texts."""
        others = (view.formulas.count for view in self._views if isinstance(view, _Text) and view is not text)
        return max(0, _MOST_FORMULAS - sum(others))

    @property
    def waits_for_formulas(self) -> bool:
        """Whether some stand as source only until they are laid out."""
        return any(isinstance(view, _Text) and view.formulas.waits for view in self._views)

    def _on_formulas(self) -> None:
        """Some were laid out: perhaps ours."""
        changed = False
        for view in self._views:
            if isinstance(view, _Text) and view.formulas.waits and view.formulas.replace_waiting():
                view.set_width(self._width)
                changed = True
        if changed:
            self._place()

    # -- views ----------------------------------------------------------------------------------
    def _add_text(self) -> _Text:
        view = _Text(self._theme, self._style, self._desk, self)
        view.anchorClicked.connect(self.link_clicked)
        self._views.append(view)
        return view

    def _add_code(self, block: Block) -> CodeView:
        view = CodeView(self._theme, block.language, self)
        self._views.append(view)
        return view

    def _place(self) -> None:
        """Put the views under each other and take the height that they need."""
        y = 0
        previous: _View | None = None
        for view in self._views:
            if isinstance(view, CodeView) or isinstance(previous, CodeView):
                y += _CODE_GAP if previous is not None else 0
            elif isinstance(view, _Text) and isinstance(previous, _Text):
                y += view.gap_below(previous)
            view.move(0, y)
            view.show()
            y += view.height()
            previous = view
        self.setFixedSize(self._width, y)


def _run_length(blocks: list[Block]) -> int:
    """How many of `blocks`, of which the first is text, to lay out in one go."""
    count, tokens = 1, len(blocks[0].tokens)
    for block in blocks[1:_RUN_BLOCKS]:
        tokens += len(block.tokens)
        if block.kind == "code" or tokens > _RUN_TOKENS:
            break
        count += 1
    return count


def warm_up(theme: Theme) -> None:
    """Show a table and a quote to nobody: what Qt prepares at the first of each takes 30 ms, which
    a streaming answer had better not wait for."""
    view = MarkdownView(theme, 400)
    view.set_source("| a |\n|---|\n| b |\n\n> **c** *d* `e`", final=True)
    view.grab()
    view.deleteLater()
