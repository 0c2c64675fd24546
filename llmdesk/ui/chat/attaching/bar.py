"""The chips over the composer: what goes with the question, how much of the context it takes, what failed.

Owns the chips and their words. Must not read or measure anything.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.chat.meter import COUNTED, Usage
from llmdesk.ui.chat.attaching.chip import Chip
from llmdesk.ui.chat.attaching.drafts import Draft
from llmdesk.ui.chat.attaching.flow_layout import FlowLayout
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_HIGHEST = 104  # pixels of chips: three rows; more scroll
_NAMES = 3  # that are told
_PORTION_S = 0.02  # for making chips at a time: of hundreds, the window would stand still
_REASON = 80  # characters of why it failed that stand on a chip


class AttachBar(Retranslating, QWidget):
    """`remove_asked(number)`, `again_asked(number)` of a draft."""

    remove_asked = Signal(int)
    again_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drafts: tuple[Draft, ...] = ()
        self._usage: Usage | None = None
        self._states: Mapping[str, str] = {}
        self._chips: dict[int, Chip] = {}
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._make_chips)
        self._inside = QWidget()
        set_kind(self._inside, "clear")
        self._flow = FlowLayout(self._inside, spacing=HALF)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_kind(self._area, "clear")
        self._area.setWidget(self._inside)
        self.note = plain_label("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, HALF)
        column.setSpacing(HALF)
        column.addWidget(self._area)
        column.addWidget(self.note)
        self.hide()

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips.values())

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """What is attached now; the keyboard stays among the chips."""
        self._drafts = tuple(drafts)
        numbers = [each.number for each in drafts]
        had_focus = False
        for number in [number for number in self._chips if number not in numbers]:
            chip = self._chips.pop(number)
            had_focus = had_focus or chip.hasFocus() or chip.remove.hasFocus()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.setVisible(bool(drafts))
        if had_focus and self._chips:
            next(reversed(self._chips.values())).remove.setFocus()
        self._make_chips()

    def _make_chips(self) -> None:
        """Those that are missing; of many some, and the others when the window has shown these."""
        until = time.perf_counter() + _PORTION_S
        for draft in self._drafts:
            if draft.number in self._chips:
                continue
            if time.perf_counter() > until:
                self._rest.start()
                break
            self._chips[draft.number] = self._chip(draft)
        self._retranslate()

    def show_usage(self, usage: Usage | None) -> None:
        """What they take of the context."""
        self._usage = usage
        self._retranslate()

    def show_states(self, states: Mapping[str, str]) -> None:
        """How the files of those that were attached before stand now, by the hashes of their texts."""
        self._states = states
        self._retranslate()

    def _chip(self, draft: Draft) -> Chip:
        number = draft.number
        chip = Chip(self._theme, draft.name, removable=True)
        chip.remove_asked.connect(lambda: self.remove_asked.emit(number))
        chip.again_asked.connect(lambda: self.again_asked.emit(number))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _fit(self) -> None:
        height = self._flow.heightForWidth(max(1, self._area.viewport().width()))
        self._area.setFixedHeight(min(height, scaled(_HIGHEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        for draft in self._drafts:
            chip = self._chips.get(draft.number)
            if chip is not None:
                words, tip = self._words(draft)
                chip.show_words(words, tip, failed=draft.problem is not None)
        note = self._note()
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._fit()

    def _words(self, draft: Draft) -> tuple[str, str]:
        """What stands on its chip, and below the pointer."""
        place = str(draft.path) if draft.path is not None else ""
        if draft.problem is not None:
            said = list(draft.problem.render(translate_core))
            reason = said[1] or said[0]
            short = reason if len(reason) <= _REASON else reason[: _REASON - 1] + "…"
            return short, "\n".join(filter(None, (place, in_one_line(said))))
        if draft.waits:
            reading = fill(self.tr("Reading… {percent} %"), {"percent": int(draft.done * 100)})
            return (reading if draft.done else self.tr("Waiting to be read")), place
        return self._size(draft), "\n".join(filter(None, (place, *self._notes(draft))))

    def _size(self, draft: Draft) -> str:
        attachment, usage = draft.attachment, self._usage
        assert attachment is not None  # it is ready
        said = []
        tokens = usage.sizes.get(attachment.digest) if usage is not None else None
        if usage is not None and tokens is not None:
            characters = attachment.detail.get("characters")
            is_long = isinstance(characters, int) and characters > COUNTED
            about = "≈ " if usage.estimated or is_long else ""
            counted = self.tr("{count} tokens").replace("{count}", self.locale().toString(tokens))
            said.append(about + counted)
            if usage.context:
                share = tokens / usage.context * 100
                said.append(f"{share:.0f} %" if share >= 1 or not tokens else "< 1 %")
        state = self._states.get(attachment.digest) if draft.kept is not None else None
        if state == "changed":
            said.append(self.tr("file changed since"))
        elif state == "gone":
            said.append(self.tr("file no longer there"))
        return " · ".join(said)

    def _notes(self, draft: Draft) -> list[str]:
        """What its reader had to say: pages without text, formulas that were left out."""
        notes = draft.read.document.notes if draft.read is not None else ()
        return [in_one_line(note.render(translate_core)) for note in notes]

    def _note(self) -> str:
        usage = self._usage
        if usage is None:
            return ""
        ready = [each.attachment for each in self._drafts if each.attachment is not None]
        long = [each for each in ready if each.digest in usage.looked_up]
        said = []
        digests = {each.digest for each in ready}
        # What was measured before one was attached or taken away is not what these have together.
        measured = digests <= usage.sizes.keys()
        if len(ready) > 1 and not long and usage.context and measured:
            tokens = sum(usage.sizes[digest] for digest in digests)
            words = self.tr("Together {tokens} tokens of {context}.")
            places = {
                "tokens": self.locale().toString(tokens),
                "context": self.locale().toString(usage.context),
            }
            said.append(fill(words, places))
        if long and len(long) == len(ready):
            said.append(
                self.tr("Too long for the model's context: passages are looked up for each question instead.")
            )
        elif long:
            if len(long) > _NAMES:
                words = self.tr("Too long together: in {count} of {total}, passages are looked up instead.")
            else:
                words = self.tr("Too long for the rest of the context, so passages are looked up in {names}.")
            names = ", ".join(each.name for each in long)
            places = {"count": str(len(long)), "total": str(len(ready)), "names": names}
            said.append(fill(words, places))
        return in_one_line(said)
