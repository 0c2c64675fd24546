"""What is drawn of sources: the reader beside a chat, with text, a page, what was looked for, what is lost.

Owns the scenes and their made documents.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.tools.documents import Document, read_document
from llmdesk.tools.place import Place
from llmdesk.ui.reader.asked import SourcesAsked
from llmdesk.ui.reader.pane import ReaderPane
from tests.screenshots.stage import Scene, Stage
from tests.tools.documents.file_writers import At, column, write_pdf

_ENGLISH = (
    "# Minutes of the works committee\n\n## Present\n\nAnna Weber (chair), Jonas Lind, Mei Chen. "
    "Apologies: R. Okafor.\n\n## The bridge over the Lea\n\nThe committee met on Monday to discuss "
    "the costs of the new bridge over the river. It was agreed that building should begin in the "
    "spring of next year, when the water is low and the ground is dry. The state pays 2.4 million, "
    "the district the rest.\n\nThe old ferry goes on until then. Its crew of four is offered work at"
    " the lock.\n\n## Next steps\n\nMei Chen asks three firms for their offers by 14 March. The "
    "committee meets again on 2 April.\n"
)
_CHINESE = """# 工程委员会会议记录

## 出席

王小明（主持）、李雨、陈美。请假：赵强。

## 利河新桥

委员会星期一开会讨论新桥的费用。与会者一致同意明年春天开工，那时河水较低，地面干燥。国家拨款二百四十万元，其余由区里承担。

旧渡船在此之前照常开行，船上四名船员可以到船闸工作。

## 下一步

陈美在三月十四日之前向三家公司询价。委员会四月二日再次开会。
"""


def _place(path: Path, quote: str) -> Place:
    document = read_document(path)
    start = document.text.index(quote)
    return Place(path.name, path, start, start + len(quote), document.page_at(start), quote)


def _chat(stage: Stage) -> None:
    stage.tab(0)
    chat = stage.store.create_conversation(stage.say("The new bridge", "新桥"))
    question = stage.say("When does building begin, and who pays?", "什么时候开工？谁出钱？")
    first = stage.store.add_message(chat.id, None, "user", question)
    said = stage.say(
        "Building begins in the spring of next year. The state pays 2.4 million, the district the rest.",
        "明年春天开工。国家拨款二百四十万元，其余由区里承担。",
    )
    begun = stage.store.begin_answer(chat.id, first.id, "Qwen3 4B")
    stage.store.finish_message(begun.id, said, "done", {"tokens_per_s": 21.4})
    stage.window.chat.session.open(chat.id)
    stage.window.chat.session.listing_changed.emit()
    stage.wait(lambda: stage.window.chat.session.conversation_id == chat.id)
    stage.rest(200)


def _show(stage: Stage, *places: Place, at: int = 0, kept: str | None = None) -> ReaderPane:
    beside = stage.window.chat.beside
    document = None if kept is None else Document("", "", kept, "", (), (), (), ())
    beside.show_sources(SourcesAsked(places, at), lambda _place: document)
    stage.wait(lambda: beside.reader.source is not None)
    stage.rest(300)
    return beside.reader


def _minutes(stage: Stage) -> tuple[Path, Place, Place]:
    path = stage.folder / stage.say("Minutes of the works committee.md", "工程委员会会议记录.md")
    path.write_text(stage.say(_ENGLISH, _CHINESE), "utf-8")
    first = stage.say(
        "It was agreed that building should begin in the spring of next year", "与会者一致同意明年春天开工"
    )
    second = stage.say("The state pays 2.4 million, the district the rest.", "国家拨款二百四十万元")
    return path, _place(path, first), _place(path, second)


def text(stage: Stage) -> None:
    _chat(stage)
    _path, first, second = _minutes(stage)
    _show(stage, first, second)


def found(stage: Stage) -> None:
    """Words looked for in it."""
    _chat(stage)
    _path, first, second = _minutes(stage)
    reader = _show(stage, first, second, at=1)
    reader.find_words()
    words = stage.say("the", "委员会")
    reader.bar.edit.setText(words)
    reader.bar.changed.emit(words)
    stage.rest(300)


def page(stage: Stage) -> None:
    """The picture of a page."""
    _chat(stage)
    rows: list[str] = []
    step = 34 if stage.chinese else 90
    for line in stage.say(_ENGLISH, _CHINESE).replace("#", "").split("\n"):
        rows += [line[at : at + step].strip() for at in range(0, len(line), step)] or [""]
    title = At(72, 730, rows[0], 18)
    path = write_pdf(
        stage.folder / stage.say("Minutes.pdf", "会议记录.pdf"),
        [column(["Contents"]), [title, *column(rows[1:])], column(["Appendix"])],
    )
    quote = stage.say("The state pays 2.4 million", "国家拨款二百四十万元")
    document = read_document(path)
    start = document.text.index(quote)
    whole = Place(path.name, path, start, start + len(quote), document.page_at(start), quote)
    reader = _show(stage, whole)
    stage.wait(lambda: reader.pages.page is not None)
    stage.rest(400)


def changed(stage: Stage) -> None:
    """Its file says something else by now."""
    _chat(stage)
    path, first, second = _minutes(stage)
    before = read_document(path).text
    path.write_text(stage.say("Nothing is left of it.", "已经面目全非。"), "utf-8")
    _show(stage, second, first, kept=before)


def gone(stage: Stage) -> None:
    """Its file is gone, and only the passage was kept."""
    _chat(stage)
    path, first, second = _minutes(stage)
    path.unlink()
    _show(stage, first, second)


READING: dict[str, Scene] = {
    "source-text": text,
    "source-found": found,
    "source-page": page,
    "source-changed": changed,
    "source-gone": gone,
}
