"""The kinds of made documents: invoices, short letters, complaints.

Owns the fields of each and which values it draws.
"""

from __future__ import annotations

from collections.abc import Callable

from llmdesk.tools.fields import Field, FieldSet, ready_set
from tests.benchmarks.extract_texts.making import (
    ENOUGH,
    FIRMS,
    PEOPLE,
    PROBLEMS,
    PRODUCTS,
    ROOMS,
    TERMS,
    Made,
    Maker,
    filled_in,
)

LETTER = FieldSet(
    (
        Field("Sender", "who wrote the letter"),
        Field("Recipient", "to whom it is written"),
        Field("Letter date", "when it was written", "date"),
        Field("Appointment", "the day on which they are to meet", "date"),
        Field("Place", "where they are to meet"),
        Field("Fee", "what is to be paid", "money"),
        Field("Persons", "how many persons come", "number"),
    ),
    asked=(
        (
            "zh",
            (
                Field("写信人", "写信的人"),
                Field("收信人", "信写给谁"),
                Field("写信日期", "写信的日期", "date"),
                Field("见面日期", "约定见面的日期", "date"),
                Field("地点", "约定见面的地点"),
                Field("费用", "要付的钱", "money"),
                Field("人数", "来多少人", "number"),
            ),
        ),
    ),
)


TERM = "{term}"  # in a template of an invoice: the time to pay, in place of the day


def invoice(maker: Maker, template: str) -> Made:
    style = maker.random.randrange(3)
    seller, buyer = maker.two(FIRMS)
    lines = [maker.random.randint(300, 90_000) for _ in range(2)]
    net = sum(lines)
    tax = net * 13 // 100 if maker.language == "zh" else net // 5
    days = maker.random.randrange(3)
    names = [field.name for field in ready_set("invoice", "zh" if maker.language == "zh" else "en").fields]
    due = maker.one(TERMS) if TERM in template else maker.day(days)
    template = template.replace(TERM, f"{{{names[2]}}}")
    drawn = (
        maker.number(), maker.day(days), due, seller, buyer,
        maker.money(net, style), maker.money(tax, style), maker.money(net + tax, style),
    )  # fmt: skip
    extra = {"_a": maker.money(lines[0], style), "_b": maker.money(lines[1], style), "_p": maker.one(PEOPLE)}
    fields = ready_set("invoice", "zh" if maker.language == "zh" else "en")
    return filled_in(maker, "invoice", fields, template, dict(zip(names, drawn, strict=True)) | extra, {})


# -- letters -------------------------------------------------------------------------------------


def letter(maker: Maker, template: str) -> Made:
    fields = LETTER.in_language(maker.language)
    sender, recipient = maker.two(PEOPLE)
    drawn = (
        sender, recipient, maker.day(0), maker.day(0), maker.one(ROOMS),
        maker.money(maker.random.randint(5, 90) * 100, maker.random.randrange(2)), maker.one(ENOUGH),
    )  # fmt: skip
    values = {field.name: value for field, value in zip(fields, drawn, strict=True)}
    return filled_in(maker, "letter", FieldSet(fields), template, values, {})


_WANTED = {
    "en": {
        "refund": "I would like my money back", "replacement": "Please send me a new one instead",
        "repair": "Please have it repaired",
    },
    "zh": {"退款": "请把钱退给我", "换货": "请给我换一个新的", "维修": "请安排人来修理"},
}  # fmt: skip


def complaint(maker: Maker, template: str) -> Made:
    fields = ready_set("complaint", "zh" if maker.language == "zh" else "en")
    names = [field.name for field in fields.fields]
    at = maker.random.randrange(6)
    choice, words = maker.random.choice(sorted(_WANTED[maker.language].items()))
    product, problem = PRODUCTS[maker.language][at], PROBLEMS[maker.language][at]
    paid = maker.money(maker.random.randint(900, 60_000), 1)
    drawn = (maker.one(PEOPLE), maker.number(), product, maker.day(0), problem, paid, words)
    values = dict(zip(names, drawn, strict=True))
    return filled_in(maker, "complaint", fields, template, values, {names[-1]: choice})


Template = tuple[Callable[[Maker, str], Made], str]
