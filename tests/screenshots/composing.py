"""The scenes of the mode "Compose" of the Write tab. Owns their texts."""

from __future__ import annotations

from llmdesk.tools.compose import form_named
from llmdesk.ui.write.compose.page import ComposePage
from llmdesk.ui.write.tab import COMPOSE, WriteTab
from tests.screenshots.stage import Scene, Stage
from tests.screenshots.writing import write_new
from tests.ui.chat.desk import SomePieces

LAMP = (
    "The Nordlys lamp stands 42 cm tall on a base of solid oak and gives a calm light to every desk. Its "
    "LED takes only 9 watts and is dimmable, from a bright light for work to a soft one for the night. It is "
    "made in Copenhagen and costs 89 euros."
)
LAMP_ZH = (
    "北光台灯高42厘米，底座为实木橡木，光线柔和均匀，适合每一张书桌。9瓦LED可调光，工作时明亮，夜晚时柔和。"
    "现售价899元，送货上门。"
)
CODE = (
    "```python\nfrom collections import Counter\nfrom pathlib import Path\n\n\n"
    "def most_frequent(path: str, count: int = 10) -> list[tuple[str, int]]:\n"
    '    """The most frequent words of a text file."""\n'
    "    words = Path(path).read_text(encoding='utf-8').lower().split()\n"
    "    return Counter(words).most_common(count)\n\n\n"
    "for word, times in most_frequent('text.txt'):\n    print(f'{times:6} {word}')\n```\n\n"
    "Put the file beside the program, or change `text.txt` to its name."
)


def _page(stage: Stage, form: str, values: dict[str, str]) -> ComposePage:
    write_new(stage)
    tab = stage.find(WriteTab)
    tab.show_mode(COMPOSE)
    page, chosen = tab.compose, form_named(form)
    assert chosen is not None
    stage.wait(lambda: page._drafts.is_read)
    page._put(chosen, values)
    page._show_form(chosen)
    return page


def _written(stage: Stage, page: ComposePage, *answers: str) -> None:
    stage.engine.enqueue(*answers)
    page.start()
    stage.wait(lambda: not page._job.running)
    stage.engine._answers = []
    stage.rest(300)


def compose_new(stage: Stage) -> None:
    _page(stage, "explain", {})


def compose_product(stage: Stage) -> None:
    facts = stage.say(
        "Height: 42 cm\nBase of solid oak\nLED, 9 watts, dimmable\nTwo-year warranty",
        "高度：42 厘米\n实木橡木底座\nLED，9 瓦，可调光\n两年保修",
    )
    name = stage.say("Nordlys lamp", "北光台灯")
    page = _page(stage, "product", {"name": name, "facts": facts, "length": "short"})
    page._versions["product"].every.clear()
    _written(stage, page, *[stage.say(LAMP, LAMP_ZH)] * 3)


def compose_code(stage: Stage) -> None:
    task = stage.say(
        "Count how often each word stands in a text file, and print the ten most frequent.",
        "统计一个文本文件里每个词出现的次数，打印最常见的十个。",
    )
    _written(stage, _page(stage, "code", {"task": task}), CODE)


def compose_reply(stage: Stage) -> None:
    """With a long letter, while the answer comes."""
    letter = stage.say(
        "Dear Ms Keller,\n\nthank you for your inquiry of 12 May. We can deliver the 24 chairs on 3 June for "
        "1,450 euros. Please let us know by Friday whether this suits you.\n\nKind regards,\nTom Berger",
        "王女士：\n\n您好！感谢您5月12日的询价。您订的24把椅子可以在6月3日送到，总价1450元。请在周五前告诉我们是否合适。\n\n李明",
    )
    points = stage.say("Thank him for the offer\n3 June suits us", "感谢他的报价\n6月3日合适")
    page = _page(stage, "reply", {"letter": letter * 3, "points": points})
    stage.engine.enqueue(
        stage.say("Dear Mr Berger,\n\nThank you for your offer.", "李先生：\n\n感谢您的报价。")
    )
    stage.engine.gate = SomePieces(7)
    page.start()
    stage.rest(400)


def compose_stopped(stage: Stage) -> None:
    page = stage.find(WriteTab).compose
    page._job.cancel()
    stage.engine.gate.set()
    stage.wait(lambda: not page._job.running)
    stage.engine._answers = []


COMPOSE_SCENES: dict[str, Scene] = {
    "compose-new": compose_new,
    "compose-product": compose_product,
    "compose-code": compose_code,
    "compose-reply": compose_reply,
    "compose-stopped": compose_stopped,
}
