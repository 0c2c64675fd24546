"""Text files and pasted text: encodings, lines broken by hand, headings, and what is no text."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, DocumentEmpty, DocumentError
from llmdesk.tools.documents import builder, decode, from_text, read_document, reader

GERMAN = "Über den Fluss führt eine schöne neue Brücke, die für alle Bürger da ist."
POLISH = "Zażółć gęślą jaźń, to jest tekst w języku polskim i nie tylko dla nas."
RUSSIAN = "Это русский текст, который мы написали для проверки кодировки."
SIMPLIFIED = "这是一个用来测试编码的中文文件。今天天气很好，我们去公园散步。"
TRADITIONAL = "這是一個用來測試編碼的中文檔案。今天天氣很好，我們去公園散步。"
JAPANESE = "これは文字コードを試すための日本語の文章です。今日はいい天気ですね。"
KOREAN = "이것은 한국어 인코딩을 확인하기 위한 글입니다. 오늘은 날씨가 좋습니다."


@pytest.mark.parametrize("times", [1, 400])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED + "\n", "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED[:8], "gb2312"),
        (SIMPLIFIED + "𠮷", "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL[:8], "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (GERMAN, "cp1252"),
        ("It’s “fine” — a café.", "cp1252"),
        ("naïve", "latin-1"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_text_comes_back_from_the_encodings_that_people_use(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding))[0] == text * times


def test_a_broken_byte_in_a_long_text_costs_one_character_only() -> None:
    data = (SIMPLIFIED * 9).encode()
    assert decode(data[:30] + b"\xff" + data[30:]) == (
        f"{SIMPLIFIED[:10]}\ufffd{(SIMPLIFIED * 9)[10:]}",
        "utf-8",
    )


def test_a_long_line_of_japanese_is_not_cut_inside_of_a_character() -> None:
    for shift in ("", "a"):
        text = shift + JAPANESE * 4000
        assert decode(text.encode("shift_jis"))[0] == text


def test_a_wide_text_that_was_cut_within_a_character_keeps_all_before_it() -> None:
    assert decode((GERMAN + "😀").encode("utf-16-le")[:-2]) == (GERMAN + "\ufffd", "utf-16-le")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
def test_whatever_is_written_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8-sig"))[0] == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode())[0] == text


@given(st.binary())
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except DocumentError:
        return
    assert encoding
    assert text or len(data) <= 4


@pytest.mark.parametrize("kind", ["random", "zeros", "executable", "model"])
def test_a_binary_file_with_the_name_of_a_text_is_refused(tmp_path: Path, kind: str) -> None:
    chance = random.Random(1)
    data = {
        "random": chance.randbytes(50_000),
        "zeros": bytes(5000),
        "executable": b"\x7fELF\x02\x01\x01" + bytes(9) + chance.randbytes(3000),
        "model": b"GGUF\x03\0\0\0" + chance.randbytes(3000),
    }[kind]
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(DocumentError, match="contains no text"):
        read_document(tmp_path / "a.txt")


@pytest.mark.parametrize("text", ["", " \n\t\r\n \u3000 ", "\ufeff", "\x00\x01"])
def test_a_document_without_text_is_empty(text: str) -> None:
    with pytest.raises(DocumentEmpty):
        from_text(text)


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(DocumentEmpty):
        read_document(tmp_path / "a.txt")


def test_line_ends_of_all_systems_become_one_kind() -> None:
    assert from_text("one\r\ntwo\rthree\u2028four\n\n\nfive").text == "one\ntwo\nthree\nfour\n\n\nfive"


def test_control_characters_and_lone_surrogates_cannot_reach_the_screen() -> None:
    assert from_text("a\x1b[31mb\x07c\ud800d").text == "a[31mbc\ufffdd"


def test_lines_that_were_broken_at_a_fixed_width_are_put_together() -> None:
    text = (
        "It was the best of times, it was the worst of times, it was the age of\n"
        "wisdom, it was the age of foolishness, it was the epoch of belief, it was\n"
        "the epoch of incredulity.\n\n"
        "There were a king with a large jaw and a queen with a plain face.\n"
    )
    assert [len(text_of) > 60 for text_of in from_text(text).text.split("\n\n")] == [True, True]
    assert from_text(text).text.count("\n") == 2


def test_chinese_lines_that_were_broken_join_without_spaces() -> None:
    text = (
        "委员会星期一开会讨论新桥的费用，与会者一致同意明年春天开\n"
        "工，那时河水较低，地面干燥，工程队可以从两岸同时开始施工\n并且进展顺利。"
    )
    assert from_text(text).text == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nplease find the report below.\nRegards\nAnn",
        "- the first thing that we have to buy for the house\n- the second thing that we have to buy now",
        "| a column of a table | another column | third |\n| a column of a table | another column | third |",
        "```\nfor every_line in the_file_that_we_read():\n    print(every_line, every_other_line)\n```",
        "1. The first thing that we have to do for the house\n2. The second thing that we have to do now",
        "The whole first paragraph stands on one line, as most programs write it today, however long it"
        " may be, because the window breaks it.\nSo does the second paragraph, which is as long as the first"
        " one was and does not end earlier, or hardly.",
    ],
)
def test_lines_that_mean_something_stay_lines(text: str) -> None:
    assert from_text(text).text == text


def test_headings_of_markdown_and_chapters_of_books_are_found() -> None:
    text = (
        "# Report\n\nText.\n\n## Costs\n\n```\n# no heading\n```\n\nOld style\n=========\n\n"
        "Chapter 3\n\nText.\n\n第十二章 归来\n\n正文。\n\n"
        "Chapter 4 of the report was written by another hand, as everybody could see at once, and badly."
    )
    document = from_text(text)
    titles = [(document.text[item.start : item.end], item.level) for item in document.headings]
    assert titles == [
        ("# Report", 1),
        ("## Costs", 2),
        ("Old style", 1),
        ("Chapter 3", 1),
        ("第十二章 归来", 1),
    ]


def test_a_file_of_an_unknown_kind_is_read_when_it_is_text(tmp_path: Path) -> None:
    (tmp_path / "notes.log").write_text("All went well.", encoding="utf-8")
    document = read_document(tmp_path / "notes.log")
    assert (document.name, document.kind, document.text) == ("notes.log", "text", "All went well.")


@pytest.mark.parametrize("name", ["a.doc", "a.RTF", "a.xlsx", "a.png"])
def test_kinds_that_cannot_be_read_say_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{\\rtf1 text}", encoding="utf-8")
    with pytest.raises(DocumentError, match="Save it in one of"):
        read_document(tmp_path / name)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"There is no file .*gone\.txt"):
        read_document(tmp_path / "gone.txt")
    with pytest.raises(DocumentError, match="folder"):
        read_document(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(reader.MAX_TEXT_BYTES + 1)
    with pytest.raises(DocumentError, match="too large"):
        read_document(path)


def test_a_text_with_too_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_CHARS", 10)
    with pytest.raises(DocumentError, match="too long"):
        from_text("eleven char")


def test_a_cancel_stops_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        read_document(tmp_path / "a.txt", cancel)


def test_progress_begins_at_nothing_and_ends_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    seen: list[float] = []
    read_document(tmp_path / "a.txt", None, seen.append)
    assert (seen[0], seen[-1]) == (0.0, 1.0)


def test_the_lines_of_a_form_stay_lines() -> None:
    for text in (
        "Invoice date: 12 September 2025\nPayment due by: 12 October 2025\nTotal: 5",
        "开票日期：2025年9月12日周五上午十点整\n付款期限：2025年10月12日周日上午十点整",
        "Net amount                    1,920.00\nTax at 20 %                     384.00",
    ):
        assert from_text(text).text == text


def test_prose_with_a_colon_or_two_is_still_put_together() -> None:
    text = "He said what all had expected of him: nothing at all, for the time\nbeing: that was all he said."
    assert "\n" not in from_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Seller: Riverside Dental Clinic\nCustomer: Castle & Sons Ltd\nItem\tAmount\nRepairs\t193.78",
        "The fee is 25.00, to be paid at the door.\nPlease let me know by Friday.\nSee you then.\nYours,",
        "目前已经有十二位客人答应来，他们都说很高兴。\n午餐费29.00元，到时再交给我就行。\n祝好",
        "Balance due   1,212.44 in the currency\nPlease pay by the end of the month to us",
    ],
)
def test_a_line_that_had_room_for_the_next_word_or_has_columns_ends_where_it_was_meant_to(text: str) -> None:
    assert from_text(text).text == text


@pytest.mark.parametrize("width", [44, 60, 72, 79, 100])
def test_prose_of_any_width_is_put_together(width: int) -> None:
    prose = (
        "When the ferry had left the harbour, nobody on the pier spoke for a while, since all of them had "
        "somebody on board whom they would not see before the spring, and the wind had turned to the north."
    )
    assert from_text("\n".join(textwrap.wrap(prose, width))).text == prose
