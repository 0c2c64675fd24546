"""What is drawn of My tools: a text, its answer with checks, labels, what was replaced, and the editor.

Owns the scenes and their made texts.
"""

from __future__ import annotations

from llmdesk.tools.own import Answer, Checks, OwnTool, Result
from llmdesk.tools.own import checks as rules
from llmdesk.tools.own.kinds import kind_of
from llmdesk.ui.own.tab import OwnTab
from llmdesk.ui.own.text.page import Answered
from llmdesk.ui.tabs import CHAT, TOOLS
from tests.screenshots.stage import Scene, Stage


def _tab(stage: Stage) -> OwnTab:
    stage.tab([tab.name for tab in (CHAT, *TOOLS)].index("own"))
    tab = stage.find(OwnTab)
    stage.wait(lambda: tab.book.loaded)
    tab._leave_editor()
    tab._go_to(0)
    return tab


def _choose(stage: Stage, key: str) -> tuple[OwnTab, OwnTool]:
    tab = _tab(stage)
    tab.book.choose(f"ready:{key}")
    assert tab.book.current is not None
    return tab, tab.book.current.tool


def new(stage: Stage) -> None:
    _choose(stage, "title")


def _complaint(stage: Stage) -> str:
    return stage.say(
        "Anna Weber wrote on Monday that the lift at 12 Cliff Road is broken again, and that nobody answers "
        "0117 496 0123.",
        "王小明周一来信说，滨海路12号的电梯又坏了，打0571 8888 6666也没人接。",
    )


def failed(stage: Stage) -> None:
    """An answer that does not keep to a check."""
    tab, tool = _choose(stage, "keywords")
    text = _complaint(stage)
    said = stage.say("lift, Cliff Road, elevator outage, Monday", "电梯, 滨海路, 故障维修, 周一")
    tab.text.inputs.give([text])
    found = rules.findings(tool.checks, said, text)
    _show(tab, tool, Answer((said,), "check failed", found, tries=3))


def labelled(stage: Stage) -> None:
    tab, tool = _choose(stage, "complaint")
    tab.text.inputs.give([_complaint(stage)])
    given = (0.02, 0.01, 0.71, 0.01, 0.17, 0.03, 0.05)
    _show(tab, tool, Answer((tool.labels[2].name, *given), tries=1))


def anonymized(stage: Stage) -> None:
    tab, tool = _choose(stage, "anonymize")
    text = _complaint(stage)
    tab.text.inputs.give([text])
    names = stage.say("Person: Anna Weber\nPlace: Cliff Road", "人名: 王小明\n地点: 滨海路")
    cells, findings = kind_of(tool).judged((text,), names, True)  # type: ignore[attr-defined]  # of texts
    _show(tab, tool, Answer(cells, "ok", findings, tries=1))


def several(stage: Stage) -> None:
    """A tool that reads three texts together, of a past run."""
    tab = _tab(stage)
    takes = ("subject", "body", "what we know about the sender")
    words = stage.say("Answer {body} in two sentences.", "用两句话回复{body}。")
    name = stage.say("A reply to a letter that came by e-mail, in our own words", "用自己的话回复邮件")
    tab.book.show_past(OwnTool(name, words, takes=takes, template="{subject}", model="Qwen3 30B"))


def _show(tab: OwnTab, tool: OwnTool, answer: Answer) -> None:
    result = Result(tool, kind_of(tool).columns, answer, "Qwen3 4B", 3.4)
    tab.text._show(Answered(result, tuple(each.text for each in tab.text.inputs.given)))


def editor(stage: Stage) -> None:
    tab, _tool = _choose(stage, "complaint")
    tab._act("edit")
    stage.rest(300)


def editor_wrong(stage: Stage) -> None:
    """With mistakes, and with what came of a trial."""
    tab = _tab(stage)
    tab._edit(None)
    form, trial = tab.editor.form, tab.editor.trial
    form._name.setText(stage.say("Reply to a letter", "回信"))
    form._takes.setText("subject, body")
    form._instructions.setPlainText(stage.say("Answer {letter} in two sentences.", "用两句话回复{letter}。"))
    stage.rest(300)
    trial.show_texts(((_complaint(stage), "b"), (stage.say("Thanks!", "谢谢！"), ""), ("", "")))
    said = stage.say("We are sorry about the lift; it is repaired on Friday.", "电梯的事很抱歉，周五修好。")
    tool = OwnTool("t", "t", checks=Checks(longest=40, one_line=True))
    for number, text in enumerate((said, said[:30])):
        found = rules.findings(tool.checks, text, text)
        answer = Answer((text,), "check failed" if found else "ok", found)
        view = trial._tries[number]
        result = Result(tool, kind_of(tool).columns, answer, "Qwen3 4B", 1.0)
        view.show_result(result, view.texts.shown_values)


OWN_TOOLS: dict[str, Scene] = {
    "own-new": new,
    "own-failed": failed,
    "own-labelled": labelled,
    "own-anonymized": anonymized,
    "own-several": several,
    "own-editor": editor,
    "own-editor-wrong": editor_wrong,
}
