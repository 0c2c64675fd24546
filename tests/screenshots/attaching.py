"""Scenes of documents in a chat: chips in every state, long texts, an answer with its sources."""

from __future__ import annotations

from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.chat.tab import ChatTab
from tests.screenshots.stage import Scene, Stage

_CHAT = 0
_OFFER = (
    "Offer for the roof of the town library.\n\nThe new roof costs 240,000 euros, scaffolding included. "
    "Work begins on 3 May 2027 and takes nine months. A third of the price is due when the scaffolding "
    "stands, the rest when the roof is tight. The guarantee is ten years.\n\nDuring the work readers can "
    "borrow books from a van that stops at the market every Tuesday."
)
_OFFER_ZH = (
    "市图书馆屋顶工程报价。\n\n新屋顶的费用是240万元，包括脚手架。工程从2027年5月3日开始，历时九个月。"
    "脚手架搭好时付三分之一，屋顶完工时付清。保修期十年。\n\n施工期间，读者可以每周二在市场的流动车上借书。"
)
_ANSWER = (
    "The new roof costs **240,000 euros**, scaffolding included. The work begins on 3 May 2027 and takes "
    "nine months.\n\n- A third of the price is due when the scaffolding stands.\n- The old tiles go to a "
    "museum in Oslo.\n\nThe guarantee is twelve years."
)
_ANSWER_ZH = (
    "新屋顶的费用是**240万元**，包括脚手架。工程从2027年5月3日开始，历时九个月。\n\n"
    "- 脚手架搭好时付三分之一。\n- 旧瓦片会送到奥斯陆的博物馆。\n\n保修期十二年。"
)
_NAME, _NAME_ZH = "Offer for the roof of the town library, second version.txt", "屋顶报价第二版.txt"
_ASKED, _ASKED_ZH = "What does the new roof cost, and when is it due?", "新屋顶多少钱，什么时候付款？"


def _tab(stage: Stage) -> ChatTab:
    stage.tab(_CHAT)
    tab = stage.window.chat
    tab.session.open_new()
    for draft in tab.attaching.drafts:
        tab.attaching.remove(draft.number)
    return tab


def chips(stage: Stage) -> None:
    """Read, too long, failed: an empty file, one that is locked, a folder; a long name."""
    tab = _tab(stage)
    folder = stage.folder / "files"
    folder.mkdir(exist_ok=True)
    offer = folder / stage.say(
        "Offer for the roof of the town library, second version.txt", "屋顶报价第二版.txt"
    )
    offer.write_text(stage.say(_OFFER, _OFFER_ZH), "utf-8")
    book = folder / stage.say("Chronicle.md", "编年史.md")
    book.write_text(
        "\n\n".join(f"In the year {n} a bridge was built over the river." for n in range(900)), "utf-8"
    )
    (folder / "notes.txt").write_text("", "utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 broken")
    tab.attaching.add_files([offer, book, folder / "notes.txt", folder / "scan.pdf"])
    tab.composer.set_text(stage.say(_ASKED, _ASKED_ZH))
    stage.wait(lambda: not tab.attaching.waits)
    stage.rest(600)


def many(stage: Stage) -> None:
    """Fifty at once: three rows of chips, and they scroll."""
    tab = _tab(stage)
    for number in range(50):
        tab.attaching.add_text(f"Minutes of meeting {number}. " + stage.say(_OFFER, _OFFER_ZH))
    stage.wait(lambda: not tab.attaching.waits)
    stage.rest(600)


def answered(stage: Stage) -> None:
    tab = _tab(stage)
    stage.engine.gate.set()
    tab.attaching.add_text(stage.say(_OFFER, _OFFER_ZH))
    stage.wait(lambda: not tab.attaching.waits)
    stage.engine.enqueue(stage.say(_ANSWER, _ANSWER_ZH))
    tab.composer.set_text(stage.say("What does the new roof cost?", "新屋顶多少钱？"))
    tab.composer.edit.submitted.emit()
    stage.wait(lambda: any(view.rows for view in tab.findChildren(GroundsView)))


def passages(stage: Stage) -> None:
    """A document that is too long: what the model was given of it, beside what its answer is found in."""
    tab = _tab(stage)
    stage.engine.gate.set()
    places = ("river", "valley", "harbour", "market", "mill", "ford")
    years = (f"In the year {n} a bridge was built over the {places[n % 6]} of Ness{n}." for n in range(900))
    tab.attaching.add_text("\n\n".join(years))
    stage.wait(lambda: not tab.attaching.waits)
    stage.engine.enqueue("A bridge was built over the river of Ness702 in 702. It fell in a storm.")
    tab.composer.set_text("When was the bridge over the river of Ness702 built?")
    tab.composer.edit.submitted.emit()
    stage.wait(lambda: any(view.rows for view in tab.findChildren(GroundsView)))
    view = tab.findChildren(GroundsView)[-1]
    stage.wait(lambda: view.given.isVisible())
    view.given.click()


def unchecked(stage: Stage) -> None:
    """Where nobody wants the check: it can be made."""
    stage.services.settings.update(chat_check_documents=False)
    tab = _tab(stage)
    tab.attaching.add_text(stage.say(_OFFER, _OFFER_ZH))
    stage.wait(lambda: not tab.attaching.waits)
    stage.engine.enqueue(stage.say(_ANSWER, _ANSWER_ZH))
    tab.composer.set_text(stage.say("What does the new roof cost?", "新屋顶多少钱？"))
    tab.composer.edit.submitted.emit()
    stage.wait(lambda: bool(tab.findChildren(GroundsView)))
    stage.services.settings.update(chat_check_documents=True)


SCENES: dict[str, Scene] = {
    "attach-passages": passages,
    "attach-unchecked": unchecked,
    "attach-chips": chips,
    "attach-many": many,
    "attach-answered": answered,
}
