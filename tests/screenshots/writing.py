"""The scenes of the Write tab. Owns their texts."""

from __future__ import annotations

from llmdesk.tools.write import Style
from llmdesk.ui import examples
from llmdesk.ui.tabs import CHAT, TOOLS
from llmdesk.ui.write.options import RewriteOptions
from llmdesk.ui.write.tab import WriteTab
from tests.screenshots.stage import Scene, Stage
from tests.ui.chat.desk import SomePieces

SHORTER = (
    "Water will be off on Tuesday, 15 October, 8:30 to 12:00, while the cellar pipes are replaced. Keep taps "
    "closed.",
    "Questions: Mr Keller, 030 555 0147.",
)
SHORTER_ZH = ("10月15日（星期二）8:30到12:00停水，更换地下室水管。请关好水龙头。", "问题请找王师傅。")


def write_new(stage: Stage) -> None:
    stage.tab([tab.name for tab in (CHAT, *TOOLS)].index("write"))
    stage.find(WriteTab)


def _rewrite(stage: Stage, text: str, style: Style, *answers: str) -> None:
    write_new(stage)
    page = stage.find(WriteTab).rewrite
    stage.find(RewriteOptions).show_style(style)
    for notice in stage.services.notify.notices:
        stage.services.notify.close(notice.id)
    page._desk.take_text(text)
    stage.engine.enqueue(*answers)
    page.start()


def write_done(stage: Stage) -> None:
    text = examples.mistakes()
    fixed = text
    for wrong, right in (
        ("allready", "already"), ("turned of", "turned off"), ("becuase", "because"), ("celler", "cellar"),
        ("dont", "don't"), ("their will", "there will"), ("Your's", "Yours"),
        ("We are sorry", "We apologize"),
        ("以经", "已经"), ("应为", "因为"), ("地版", "地板"), ("联糸", "联系"), ("不变", "不便"),
        ("不会在", "不会再"),
    ):  # fmt: skip
        fixed = fixed.replace(wrong, right)
    _rewrite(stage, text, "correct", *(line for line in fixed.split("\n") if line.strip()))
    page = stage.find(WriteTab).rewrite
    stage.wait(lambda: not page._job.running)
    page._step(1)
    page._step(1)
    stage.rest(500)


def write_shorter(stage: Stage) -> None:
    """With facts that were lost and changed."""
    text = "\n\n".join(part for part in examples.mistakes().split("\n\n")[1:3])
    answers = stage.say("\n\n".join(SHORTER), "\n\n".join(SHORTER_ZH)).split("\n\n")
    _rewrite(stage, text, "shorter", *answers * 3)
    page = stage.find(WriteTab).rewrite
    stage.wait(lambda: not page._job.running)
    stage.engine._answers = []
    stage.rest(600)


def write_again(stage: Stage) -> None:
    """A second version, and a change that was typed."""
    write_shorter(stage)
    page = stage.find(WriteTab).rewrite
    stage.engine.enqueue(*stage.say("\n\n".join(SHORTER), "\n\n".join(SHORTER_ZH)).split("\n\n") * 3)
    page.start()
    stage.wait(lambda: not page._job.running)
    stage.engine._answers = []
    view = page._result.view
    view.setFocus()
    view.textCursor().insertText("PS: ")
    stage.rest(600)


def write_writing(stage: Stage) -> None:
    stage.engine.gate = SomePieces(60)
    _rewrite(stage, examples.mistakes(), "email", examples.mistakes())
    stage.rest(400)


def write_stopped(stage: Stage) -> None:
    page = stage.find(WriteTab).rewrite
    page._job.cancel()
    stage.engine.gate.set()
    stage.wait(lambda: not page._job.running)
    stage.engine._answers = []
    stage.rest(400)


WRITE: dict[str, Scene] = {
    "write-new": write_new,
    "write-done": write_done,
    "write-shorter": write_shorter,
    "write-again": write_again,
    "write-writing": write_writing,
    "write-stopped": write_stopped,
}
