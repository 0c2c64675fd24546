"""Draws the values of made documents, and knows where they stand in them.

Owns what a made document is, and the names, amounts and dates. Must not know any template.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llmdesk.tools.documents import from_text
from llmdesk.tools.fields import FieldSet

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Known:
    """A value as the text has it, and all the places that may be given for it. `choice`: of a choice."""

    text: str
    places: Places
    choice: str = ""


@dataclass(frozen=True)
class Made:
    """A document. `known` has the fields that it states, with places in `read`: the text as Extract reads it,
    in which lines may be joined."""

    language: str
    kind: str
    text: str
    read: str
    fields: FieldSet
    known: Mapping[str, Known]


_Lists = Mapping[str, tuple[str, ...]]
PEOPLE: _Lists = {
    "en": (
        "Ruth Calloway", "Peter Lindqvist", "Amara Osei", "Helen Marsh", "Tomas Vrba", "Grace Whitfield",
        "Ivan Petrov", "Noor Haddad", "Edward Blythe", "Carla Mendes", "Sean O'Rourke", "Yuki Tanaka",
    ),
    "zh": (
        "王建国", "李晓梅", "张立新", "陈思远", "刘芳", "赵文博", "孙雅琴", "周海涛", "吴丽娟", "郑浩然",
        "黄志强", "林美华",
    ),
}  # fmt: skip
FIRMS: _Lists = {
    "en": (
        "Hartwell Paper Ltd.", "Northgate Supplies GmbH", "Bluebird Cycles Inc.", "Old Mill Bakery",
        "Orion Software LLC", "Castle & Sons Ltd", "Riverside Dental Clinic", "Green Valley Farms",
        "Maple Street Garage", "Quantum Print Co.",
    ),
    "zh": (
        "杭州云帆科技有限公司", "上海晨光文具有限公司", "北京华信咨询有限公司", "广州恒通物流有限公司",
        "成都蓉城食品厂", "苏州锦绣纺织有限公司", "青岛海韵酒店管理有限公司", "武汉长江机电设备厂",
        "深圳市智联电子有限公司", "西安古城印务有限公司",
    ),
}  # fmt: skip
PRODUCTS: _Lists = {
    "en": ("coffee machine", "desk chair", "hiking boot", "washing machine", "garden hose", "keyboard"),
    "zh": ("咖啡机", "办公椅", "登山鞋", "洗衣机", "电饭煲", "无线键盘"),
}
PROBLEMS: _Lists = {
    "en": (
        "water leaks from the bottom", "one leg is bent", "the sole came off after two days",
        "it makes a loud noise", "the left side does not work", "the cover was cracked",
    ),
    "zh": ("底部漏水", "有一条腿弯了", "穿了两天就坏了", "噪音很大", "左边漏气", "外壳有裂痕"),
}  # fmt: skip
ROOMS: _Lists = {
    "en": (
        "the town library", "Room 204", "Café Central", "our office in Bridge Street", "the Grand Hotel",
        "the sports hall",
    ),
    "zh": ("市图书馆", "204会议室", "中央咖啡馆", "建设路办公室", "锦江饭店", "体育馆"),
}  # fmt: skip
ENOUGH: _Lists = {
    "en": ("two", "three", "five", "eight", "twelve", "14", "20", "35"),
    "zh": ("两", "三", "五", "八", "十二", "14", "20", "三十五"),
}
TERMS: _Lists = {
    "en": ("within 30 days", "within 14 days", "within two weeks", "within one month"),
    "zh": ("30天内", "15日内", "一个月内", "两周内"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class Maker:
    """Draws the values of one document."""

    def __init__(self, language: str, seed: int | str) -> None:
        self.language = language
        self.random = random.Random(f"{language}{seed}")

    def one(self, lists: _Lists) -> str:
        return self.random.choice(lists[self.language])

    def two(self, lists: _Lists) -> tuple[str, str]:
        one, other = self.random.sample(lists[self.language], 2)
        return one, other

    def day(self, style: int | None = None) -> str:
        year, month, day = (
            self.random.randint(2019, 2025),
            self.random.randint(1, 12),
            self.random.randint(1, 28),
        )
        style = self.random.randrange(3) if style is None else style
        if self.language == "zh":
            return (
                f"{year}年{month}月{day}日",
                f"{year}-{month:02d}-{day:02d}",
                f"{year}年{month:02d}月{day:02d}日",
            )[style]
        name = _MONTHS[month - 1]
        return (f"{day} {name} {year}", f"{name} {day}, {year}", f"{year}-{month:02d}-{day:02d}")[style]

    def money(self, cents: int, style: int) -> str:
        amount = f"{cents / 100:,.2f}"
        if self.language == "zh":
            return (f"¥{amount}", f"{amount}元", f"人民币{amount}元")[style]
        return (f"EUR {amount}", f"${amount}", f"£{amount}")[style]

    def number(self) -> str:
        pattern = self.random.choice(("INV-{}-{}", "{}/{}", "R{}{}", "{}-{}"))
        return pattern.format(self.random.randint(2019, 2025), self.random.randint(100, 9999))


_PLACE = re.compile(r"\{([^{}]+)\}")
_LEAST = 3  # spaces between two columns


def _filled(template: str, values: Mapping[str, str]) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text, and where its values stand. `{>44}` are the spaces up to the 44th column of the line."""
    text, at = "", 0
    places: dict[str, list[tuple[int, int]]] = {}
    for found in _PLACE.finditer(template):
        text += template[at : found.start()]
        at = found.end()
        if found[1].startswith(">"):
            text += " " * max(_LEAST, int(found[1][1:]) - (len(text) - text.rfind("\n") - 1))
            continue
        value = values[found[1]]
        places.setdefault(found[1], []).append((len(text), len(text) + len(value)))
        text += value
    return text + template[at:], places


def filled_in(
    maker: Maker,
    kind: str,
    fields: FieldSet,
    template: str,
    values: Mapping[str, str],
    choices: Mapping[str, str],
) -> Made:
    """`template`: lines that begin with "?" are left out half of the time."""
    lines = []
    for line in template.strip("\n").split("\n"):
        if line.startswith("?") and maker.random.random() < 0.4:
            continue
        lines.append(line.removeprefix("?"))
    text, places = _filled("\n".join(lines), values)
    read = from_text(text).text
    known = {
        name: Known(values[name], _moved(found, text, read), choices.get(name, ""))
        for name, found in places.items()
        if not name.startswith("_")
    }
    return Made(maker.language, kind, text, read, fields, known)


def _moved(places: Sequence[tuple[int, int]], text: str, read: str) -> Places:
    """The places in `read`, which differs from `text` in white space alone."""
    before, after = ([at for at, c in enumerate(each) if not c.isspace()] for each in (text, read))
    assert [text[at] for at in before] == [read[at] for at in after]
    to = dict(zip(before, after, strict=True))
    return tuple((to[start], to[end - 1] + 1) for start, end in places)
