"""The tabs of the window: one list, of which the window, its shortcuts and the hand-overs are made.

Owns their order, names and words. Must not import a tab: each is imported when it is first looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools import tool
from llmdesk.tools.tool import Tool


@dataclass(frozen=True)
class Tab:
    """A tool's place in the window.

    `module`, of a room of its own, has the class `class_name`, a `lazy_page.ToolTab` made with the services
    and a parent. `tool` says what is asked of a model there; where the loaded one lacks it, the window says
    so. `tools` are the packages without Qt that the room needs, imported before it with all that
    is in them. Where the tab takes a text from other tabs, `offer` is what they call that, in a menu or (with
    `offer_tip`) on a button; `checks`: it can check an answer of the chat (`main_window.Checker`).
    `takes_files`: it works through several documents, such as those of a library (`main_window.FileTaker`);
    `takes_tables`: it opens a table (`main_window.TableTaker`).
    """

    name: str
    title: str
    module: str = ""
    class_name: str = ""
    tools: tuple[str, ...] = ()
    offer: str = ""
    offer_tip: str = ""
    checks: bool = False
    takes_files: bool = False
    takes_tables: bool = False
    tool: Tool | None = None


# The chat is there from the start, and the models have no text to take.
CHAT = Tab(
    "chat",
    QT_TRANSLATE_NOOP("Tabs", "Chat"),
    offer=QT_TRANSLATE_NOOP("Tabs", "Ask about this"),
    offer_tip=QT_TRANSLATE_NOOP("Tabs", "Open it in Chat"),
    tool=tool.CHAT,
)
MODELS = Tab("models", QT_TRANSLATE_NOOP("Tabs", "Models"))
TOOLS = (
    Tab(
        "summarize",
        QT_TRANSLATE_NOOP("Tabs", "Summarize"),
        "llmdesk.ui.summarize.tab",
        "SummarizeTab",
        ("llmdesk.tools.summarize", "llmdesk.tools.checking", "llmdesk.tools.documents"),
        checks=True,
        takes_files=True,
        tool=tool.SUMMARIZE,
    ),
    Tab(
        "sentiment",
        QT_TRANSLATE_NOOP("Tabs", "Sentiment"),
        "llmdesk.ui.sentiment.tab",
        "SentimentTab",
        ("llmdesk.tools.sentiment", "llmdesk.tools.tables"),
        offer=QT_TRANSLATE_NOOP("Tabs", "Analyze sentiment"),
        takes_tables=True,
        tool=tool.SENTIMENT,
    ),
    Tab(
        "poetry",
        QT_TRANSLATE_NOOP("Tabs", "Poetry"),
        "llmdesk.ui.poetry.tab",
        "PoetryTab",
        ("llmdesk.tools.poetry",),
        offer=QT_TRANSLATE_NOOP("Tabs", "Write a poem about it"),
        tool=tool.POETRY,
    ),
    Tab(
        "translate",
        QT_TRANSLATE_NOOP("Tabs", "Translate"),
        "llmdesk.ui.translate.tab",
        "TranslateTab",
        ("llmdesk.tools.translate", "llmdesk.tools.tables"),
        offer=QT_TRANSLATE_NOOP("Tabs", "Translate it into another language"),
        tool=tool.TRANSLATE,
    ),
    Tab(
        "extract",
        QT_TRANSLATE_NOOP("Tabs", "Extract"),
        "llmdesk.ui.extract.tab",
        "ExtractTab",
        ("llmdesk.tools.extract", "llmdesk.tools.tables", "llmdesk.tools.documents"),
        offer=QT_TRANSLATE_NOOP("Tabs", "Take names, dates and amounts out of it"),
        takes_files=True,
        tool=tool.EXTRACT,
    ),
    Tab(
        "write",
        QT_TRANSLATE_NOOP("Tabs", "Write"),
        "llmdesk.ui.write.tab",
        "WriteTab",
        (
            "llmdesk.tools.write",
            "llmdesk.tools.compose",
            "llmdesk.tools.reading",
            "llmdesk.tools.tables",
            "llmdesk.tools.documents",
        ),
        offer=QT_TRANSLATE_NOOP("Tabs", "Correct it, or write it in other words"),
        tool=tool.WRITE,
    ),
    Tab(
        "own",
        QT_TRANSLATE_NOOP("Tabs", "My tools"),
        "llmdesk.ui.own.tab",
        "OwnTab",
        ("llmdesk.tools.own", "llmdesk.tools.tables", "llmdesk.tools.documents"),
        offer=QT_TRANSLATE_NOOP("Tabs", "Run one of your tools on it"),
        takes_tables=True,
        tool=tool.OWN,
    ),
)


def words(text: str) -> str:
    """A text of a tab in the language of the window."""
    return QCoreApplication.translate("Tabs", text)
