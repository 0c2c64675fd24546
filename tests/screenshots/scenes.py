"""What is drawn: the window in each of its states, with made texts in its language.

A scene brings the window there and returns None, or the dialog that shows. Owns the made data.
"""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QPlainTextEdit, QWidget

from llmdesk.errors import NoModelError, StoreError, UsageError
from llmdesk.tools.fidelity import Term
from llmdesk.ui import tabs
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.notify import Notifier
from llmdesk.ui.sentiment.labels import LabelsDialog
from llmdesk.ui.settings.dialog import PageName, SettingsDialog
from llmdesk.ui.window.crash_dialog import CrashDialog
from llmdesk.ui.window.startup_error import StartupError
from tests.screenshots import attaching, made_tables, own_tables
from tests.screenshots.asking_each import ASKED_EACH
from tests.screenshots.composing import COMPOSE_SCENES
from tests.screenshots.elsewhere import SCENES as ELSEWHERE
from tests.screenshots.extracting import EXTRACT
from tests.screenshots.libraries import LIBRARIES
from tests.screenshots.owning import OWN_TOOLS
from tests.screenshots.reading import READING
from tests.screenshots.sharing import SHARING
from tests.screenshots.stage import Scene, Stage
from tests.screenshots.writing import WRITE
from tests.tools.summarize.reading_engine import TEXTS
from tests.ui.chat.desk import SomePieces

_PLACES = {tab.name: number for number, tab in enumerate((tabs.CHAT, *tabs.TOOLS, tabs.MODELS))}
CHAT, SUMMARIZE, SENTIMENT, POETRY, TRANSLATE, OWN, MODELS = map(
    _PLACES.__getitem__, ("chat", "summarize", "sentiment", "poetry", "translate", "own", "models")
)
ANSWER = """## How a sourdough rises

A starter holds **wild yeast** and *lactic bacteria*. They eat the flour's sugar and make gas:

1. Feed the starter with equal parts of flour and water.
2. Wait until it has doubled, `4 to 8 hours` at 24 °C.
   - In winter it takes longer.
   - A warm oven (light on) helps.

> Dough is ready when a dent springs back slowly.

| Flour | Water | Rise |
|---|--:|--:|
| Rye | 80 % | 5 h |
| Wheat | 65 % | 8 h |

```python
def hydration(water: float, flour: float) -> float:
    return water / flour * 100
```

The share of water is $h = \\frac{w}{f} \\cdot 100$, so 325 g in 500 g give 65 %.
"""
ANSWER_ZH = """## 酸面团是怎样发起来的

酵头里有**野生酵母**和*乳酸菌*。它们吃掉面粉里的糖，产生气体：

1. 用等量的面粉和水喂养酵头。
2. 等到体积翻倍，24 °C 下约需 `4 到 8 小时`。
   - 冬天需要更久。
   - 放进开着灯的烤箱里会快一些。

> 用手指按一下，面团慢慢回弹，就可以烤了。

| 面粉 | 水 | 发酵 |
|---|--:|--:|
| 黑麦 | 80 % | 5 小时 |
| 小麦 | 65 % | 8 小时 |

```python
def hydration(water: float, flour: float) -> float:
    return water / flour * 100
```

含水量为 $h = \\frac{w}{f} \\cdot 100$，所以 500 克面粉加 325 克水是 65 %。
"""


# -- chat -------------------------------------------------------------------------------------------
def chat_new(stage: Stage) -> None:
    stage.tab(CHAT)
    stage.window.chat.session.open_new()


def _conversation(stage: Stage, title: str, *turns: tuple[str, str]) -> int:
    chat, parent = stage.store.create_conversation(title), None
    for question, answer in turns:
        parent = stage.store.add_message(chat.id, parent, "user", question).id
        parent = stage.store.begin_answer(chat.id, parent, "Qwen3 4B").id
        stage.store.finish_message(parent, answer, "done", {"tokens_per_s": 21.4})
    return chat.id


def chat_long(stage: Stage) -> None:
    stage.tab(CHAT)
    for number in range(12):
        _conversation(stage, stage.say(f"Plans for week {number + 30}", f"第 {number + 30} 周的安排"))
    answer = stage.say(ANSWER, ANSWER_ZH)
    question = stage.say("How does a sourdough rise?", "酸面团是怎样发起来的？")
    title = stage.say("Sourdough, flour and patience: what a first loaf needs", "酸面团、面粉和耐心")
    more = stage.say(
        "Which flour should I begin with? I have rye and wheat.", "我有黑麦粉和小麦粉，先用哪种？"
    )
    short = stage.say("Begin with wheat: its dough is easier to shape.", "先用小麦粉：面团更容易成形。")
    chat = _conversation(stage, title, (question, answer), (more, short))
    stage.window.chat.session.open(chat)
    stage.window.chat.session.listing_changed.emit()
    stage.wait(lambda: len(stage.window.findChildren(MessageView)) == 4)


def chat_writing(stage: Stage) -> None:
    chat_new(stage)
    stage.engine.enqueue(stage.say(ANSWER, ANSWER_ZH))
    stage.engine.gate = SomePieces(40)
    composer = stage.window.chat.composer
    composer.set_text(stage.say("How does a sourdough rise?", "酸面团是怎样发起来的？"))
    composer.edit.submitted.emit()
    stage.wait(lambda: len(stage.window.findChildren(MessageView)) == 2)


def chat_searched(stage: Stage) -> None:
    stage.engine.gate.set()
    chat_new(stage)
    stage.find(QLineEdit, stage.say("Search chats", "搜索对话")).setText("xyzzy")


# -- summarize --------------------------------------------------------------------------------------
def summarize_new(stage: Stage) -> None:
    stage.tab(SUMMARIZE)
    stage.find(QPlainTextEdit, stage.say("Source text", "原文"))


def summarize_done(stage: Stage) -> None:
    summarize_new(stage)
    text = (TEXTS / stage.say("en_harbour.txt", "zh_tea.txt")).read_text("utf-8")
    field = stage.find(QPlainTextEdit, stage.say("Source text", "原文"))
    field.selectAll()
    field.insertPlainText(text)
    stage.press("Summarize", "写摘要")
    from llmdesk.ui.summarize.summary_view import SummaryView

    stage.find(SummaryView)
    stage.rest(600)


def check_new(stage: Stage) -> None:
    summarize_new(stage)
    stage.press("Mode: check a summary", "模式：核对摘要")


# -- sentiment --------------------------------------------------------------------------------------
def sentiment_new(stage: Stage) -> None:
    stage.tab(SENTIMENT)
    stage.press("One text", "单条文本")
    stage.find(QPlainTextEdit, stage.say("Text to analyze", "要分析的文本"))


def sentiment_done(stage: Stage) -> None:
    sentiment_new(stage)
    text = stage.say(
        "The room was wonderful and the staff nice. Only breakfast was boring: I love good coffee.",
        "房间很棒，服务也很好。只有早餐让人失望：我喜欢好咖啡。",
    )
    stage.find(QPlainTextEdit, stage.say("Text to analyze", "要分析的文本")).setPlainText(text)
    stage.press("Analyze", "分析")
    stage.rest(600)


def table_new(stage: Stage) -> None:
    sentiment_new(stage)
    stage.press("A table", "整张表格")


def table_set_up(stage: Stage) -> None:
    table_new(stage)
    path = stage.folder / "reviews.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "date", "comment"))
        good, bad = (
            stage.say("A wonderful, nice hotel", "很好，很满意"),
            stage.say("Awful and boring", "太差了"),
        )
        writer.writerows((n, f"2026-0{n % 9 + 1}-11", good if n % 3 else bad) for n in range(1, 61))
    from llmdesk.ui.sentiment.tab import SentimentTab

    stage.find(SentimentTab).table.opener.open(path)
    stage.find(QAbstractButton, stage.say("Score rows", "开始打分"))


def table_scored(stage: Stage) -> None:
    stage.press("Score rows", "开始打分")
    stage.rest(1500)


# -- the other tabs -----------------------------------------------------------------------------------
def poetry_new(stage: Stage) -> None:
    stage.tab(POETRY)
    stage.find(QLineEdit, stage.say("Topic", "主题"))


def poetry_checked(stage: Stage) -> None:
    poetry_new(stage)
    stage.press("Check a poem", "检查一首诗")
    poem = stage.say(
        "An old silent pond\na frog jumps into the pond\nsplash silence again",
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
    )
    from llmdesk.ui.poetry.poem_edit import PoemEdit

    stage.find(PoemEdit).setPlainText(poem)
    stage.rest(600)


def translate_new(stage: Stage) -> None:
    stage.tab(TRANSLATE)
    stage.find(QPlainTextEdit, stage.say("Text to translate", "要翻译的文本"))


def translate_done(stage: Stage) -> None:
    translate_new(stage)
    text = (TEXTS / stage.say("en_harbour.txt", "zh_tea.txt")).read_text("utf-8")
    field = stage.find(QPlainTextEdit, stage.say("Text to translate", "要翻译的文本"))
    field.selectAll()
    field.insertPlainText(text)
    stage.engine.spoil_every(7)
    stage.press("Translate", "翻译")
    stage.rest(900)
    from llmdesk.ui.translate.result import TranslationResult

    stage.find(TranslationResult).step(1)
    _clear(stage.services.notify)


def translate_glossary(stage: Stage) -> QWidget:
    from llmdesk.ui.translate.glossary_dialog import GlossaryDialog

    translate_new(stage)
    stage.press("Glossary", "术语表")
    dialog = next(one for one in stage.window.findChildren(GlossaryDialog))
    dialog.rows.merge(
        Term(
            f"{word} {number}", f"{chinese}{number}", stage.say("of the pump", "水泵的") if number % 2 else ""
        )
        for word, chinese in (("gear box", "变速箱"), ("valve", "阀门"), ("shaft", "轴"))
        for number in range(1, 5)
    )
    return _shown(stage, dialog)


def translate_table(stage: Stage) -> None:
    translate_new(stage)
    path = stage.folder / "parts.csv"
    lines = [
        f'{number},"The gear box of pump {number} has to be oiled every {number} weeks."'
        for number in range(1, 30)
    ]
    path.write_text("\n".join(["id,instruction", *lines]), encoding="utf-8")
    from llmdesk.ui.tables.column.setup import ColumnSetup
    from llmdesk.ui.translate.tab import TranslateTab

    stage.find(TranslateTab).open_files([path])
    stage.find(ColumnSetup)
    stage.rest(300)


def models_tab(stage: Stage) -> None:
    stage.tab(MODELS)
    stage.rest(600)


# -- notices ------------------------------------------------------------------------------------------
def notices(stage: Stage) -> None:
    chat_new(stage)
    notify = stage.services.notify
    _clear(notify)
    notify.show(stage.say("The chat “Sourdough” was deleted.", "已删除对话“酸面团”。"), undo=lambda: None)
    notify.show_error(
        UsageError("A long job is still running.", "Downloads", "Closing llmdesk stops it."),
        ("Close anyway", lambda: None),
        asks=True,
    )
    notify.show_error(UsageError("The download failed.", "huggingface.co did not answer.", "Try the mirror."))


def notice_no_model(stage: Stage) -> None:
    chat_new(stage)
    _clear(stage.services.notify)
    stage.services.notify.show_error(
        NoModelError("No model is loaded.", "", "Get a model in the Models tab.")
    )


def _clear(notify: Notifier) -> None:
    for notice in notify.notices:
        notify.close(notice.id)


# -- dialogs ------------------------------------------------------------------------------------------
def settings(page: PageName) -> Scene:
    def scene(stage: Stage) -> QWidget:
        _clear(stage.services.notify)
        dialog = SettingsDialog(stage.services, stage.window)
        dialog.show_page(page)
        return _shown(stage, dialog)

    return scene


def labels(stage: Stage) -> QWidget:
    from llmdesk.ui.sentiment.tab import SentimentTab

    sentiment_new(stage)
    return _shown(stage, LabelsDialog(stage.services, stage.find(SentimentTab).sets, stage.window))


def crash(stage: Stage) -> QWidget:
    report = "llmdesk 0.1.0, Linux\nTraceback (most recent call last):\n  ValueError: a bug"
    return _shown(stage, CrashDialog(report, stage.theme))


def no_window(stage: Stage) -> QWidget:
    where = Path("/home/somebody/.local/share/llmdesk/llmdesk.sqlite3")
    problem = StoreError(
        "The database cannot be opened.", "{path}: it is damaged.", "Choose another folder.", path=where
    )
    return _shown(stage, StartupError(problem))


def _shown(stage: Stage, dialog: QDialog) -> QDialog:
    dialog.show()
    stage.rest(300)
    return dialog


AT_FIRST: dict[str, Scene] = {"first-start": chat_new, "first-models": models_tab, "first-poetry": poetry_new}
PAGES: tuple[PageName, ...] = ("general", "chat", "models", "network", "programs", "storage", "about")
SCENES: dict[str, Scene] = {
    "chat-new": chat_new,
    "chat-long": chat_long,
    "chat-writing": chat_writing,
    "chat-searched": chat_searched,
    **attaching.SCENES,
    **ASKED_EACH,
    "summarize-new": summarize_new,
    "summarize-done": summarize_done,
    "check-new": check_new,
    "sentiment-new": sentiment_new,
    "sentiment-done": sentiment_done,
    "table-new": table_new,
    "table-set-up": table_set_up,
    "table-scored": table_scored,
    **own_tables.SCENES,
    "poetry-new": poetry_new,
    "poetry-checked": poetry_checked,
    "translate-new": translate_new,
    "translate-done": translate_done,
    "translate-glossary": translate_glossary,
    "translate-table": translate_table,
    **made_tables.SCENES,
    **EXTRACT,
    **READING,
    **LIBRARIES,
    **WRITE,
    **OWN_TOOLS,
    **COMPOSE_SCENES,
    "models": models_tab,
    **ELSEWHERE,
    "notices": notices,
    "notice-no-model": notice_no_model,
    **{f"settings-{page}": settings(page) for page in PAGES},
    **SHARING,
    "labels": labels,
    "crash": crash,
    "no-window": no_window,
}
