"""What messages say of their places in the branch: the last ones, the first of a day, what the model saw.

Owns which message that is. How it looks, the message's widget owns.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate

from llmdesk.store import BranchMessage
from llmdesk.tools.chat.sending import LeftOut, left_out_of
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.messages.times import day_of


def mark(views: Sequence[MessageView], branch: Sequence[BranchMessage], first: int, *, running: bool) -> None:
    """`views`: the widgets of the messages of `branch` from `first` on; `running`: an answer is coming."""
    _mark_last(views, branch, first, running)
    _mark_seen(views, branch, first)


def _mark_last(
    views: Sequence[MessageView], branch: Sequence[BranchMessage], first: int, running: bool
) -> None:
    """The last question and its answer show what one can do with them."""
    last_question = max((i for i, entry in enumerate(branch) if entry.message.role == "user"), default=0)
    for index, view in enumerate(views, first):
        is_leaf = index == len(branch) - 1
        before = branch[index - 1].message if index else None
        follows_question = before is not None and before.role == "user"
        view.set_last(index >= last_question, is_leaf and not running, follows_question)
        day = day_of(view.entry.message.created)
        is_new = day != (day_of(before.created) if before is not None else QDate.currentDate())
        view.show_day(day if is_new else None)


def _mark_seen(views: Sequence[MessageView], branch: Sequence[BranchMessage], first: int) -> None:
    """The line above the first message that the model saw for the last answer."""
    answers = [e.message for e in branch if e.message.role == "assistant"]
    answers = [message for message in answers[-2:] if message.state != "streaming"]
    left_out = left_out_of(answers[-1]) if answers else LeftOut()
    seen = left_out.head + left_out.count
    for index, view in enumerate(views, first):
        view.show_left_out(left_out if left_out and index == seen else None)
