"""The lines of a letter that greet and that name its writer are known; other texts have none."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.extract import extract, prompts
from llmdesk.tools.extract.letters import letter_parts
from llmdesk.tools.fields import Field, FieldSet
from tests.tools.extract.copying_engine import CopyingEngine
from tests.tools.extract.test_method import loaded


@pytest.mark.parametrize(
    ("text", "greeting", "signature"),
    [
        ("小马：\n票买好了。\n祝好\n田野\n2020年4月6日", "小马：", "田野"),
        ("2019年1月2日\n唐宁，你好！\n书收到了。\n多谢。\n石磊敬上", "唐宁，你好！", "石磊敬上"),
        ("尊敬的客服：\n杯子碎了。\n请退款。\n学生  方圆", "尊敬的客服：", "学生  方圆"),
    ],
)  # fmt: skip
def test_the_greeting_and_the_signature_of_a_letter_are_known(
    text: str, greeting: str, signature: str
) -> None:
    lines = text.split("\n")
    parts = letter_parts(lines)
    assert lines[parts.signature] == signature
    assert lines[parts.greeting] == greeting


@pytest.mark.parametrize(
    "text",
    [
        "发票\n发票号码：7\n开票日期：2020年1月2日\n合计：5元",
        "购买方信息：\n名称：甲\n销售方信息：\n名称：乙",
        "会议纪要\n时间改了。\n下周一开会",
        "小马：\n田野",
        "",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    parts = letter_parts([line for line in text.split("\n") if line])
    assert (parts.greeting, parts.signature) == (-1, -1)


def test_behind_a_letter_that_goes_on_nobody_signs() -> None:
    lines = ["小马：", "票买好了。", "请到东门来。"]
    assert letter_parts(lines).greeting == 0
    assert letter_parts(lines).signature == -1


def test_the_model_is_told_what_these_lines_are_and_all_else_stands_as_it_is() -> None:
    asked = prompts.question([Field("谁")], "小马：\n票买好了。\n\n田野\n2020年4月6日", "zh")
    assert "> （称呼）小马：\n> 票买好了。\n> （落款）田野\n> 2020年4月6日\n" in asked
    assert "\n> Total: 5\n> Paid: no\n" in prompts.question([Field("A")], "Total: 5\nPaid: no", "en")
    assert "\n> 小马：\n> 好。\n> 田野\n" in prompts.question([Field("A")], "小马：\n好。\n田野", "en")


@pytest.mark.parametrize(
    ("said", "buyer", "seller"),
    [
        (("云山纸厂", "白河书店"), "云山纸厂", "白河书店"),
        (("白河书店", "云山纸厂"), "云山纸厂", "白河书店"),
        (("未提及", "云山纸厂"), "云山纸厂", "白河书店"),
    ],
)
def test_whom_a_letter_greets_is_not_who_signs_it(
    said: tuple[str, str], buyer: str, seller: str | None
) -> None:
    engine = CopyingEngine()
    engine.enqueue(f"买家: {said[0]}\n卖家: {said[1]}\n")
    fields = FieldSet((Field("买家", "称呼里的单位"), Field("卖家", "落款的单位")))
    text = "云山纸厂：\n货已发出，请付款。\n白河书店\n2020年1月2日"
    (record,) = extract(from_text(text), fields, loaded(engine)).records
    assert [cell.first and cell.first.text for cell in record] == [buyer, seller]


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        ("唐宁，你好！\n书收到了。\n多谢。\n石磊敬上", "石磊"),
        ("唐宁：\n书收到了。\n祝好\n你的朋友 石磊\n2019年1月2日", "石磊"),
        ("致：唐宁\n书收到了。\n此致\n石磊", "石磊"),
        ("唐宁：\n书收到了，我是石磊。\n下周来取。", None),
    ],
)
def test_the_fields_of_a_letter_are_known_by_their_names_too(text: str, writer: str | None) -> None:
    engine = CopyingEngine()
    engine.enqueue("写信人: 唐宁\n收信人: 未提及\n")
    fields = FieldSet((Field("写信人"), Field("收信人")))
    (record,) = extract(from_text(text), fields, loaded(engine)).records
    assert [cell.first and cell.first.text for cell in record] == [writer, "唐宁"]


def test_fields_that_do_not_name_these_lines_keep_what_the_model_says() -> None:
    engine = CopyingEngine()
    engine.enqueue("买家: 白河书店\n卖家: 云山纸厂\n")
    fields = FieldSet((Field("买家"), Field("卖家")))
    text = "云山纸厂：\n货已发出，请付款。\n白河书店"
    (record,) = extract(from_text(text), fields, loaded(engine)).records
    assert [cell.first and cell.first.text for cell in record] == ["白河书店", "云山纸厂"]
