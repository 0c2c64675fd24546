"""The laws of offsets, and where sentences begin and end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.errors import DocumentEmpty
from llmdesk.tools.documents import MAX_SENTENCE, Document, Span, detect_language, from_text, sentences
from llmdesk.tools.documents.builder import Builder

PIECES = st.one_of(
    st.text(),
    st.sampled_from(
        ["Dr. Smith left. ", "“真的吗？”他问。", "\n", "\r\n\r\n", "# Title\n", "第一章 风\n", "3.5%",
         "e.g. this!", "…", "🙂👩‍👩‍👧", "e\u0301", "\u3000", "a" * 1500, "逗号，" * 500, "<|im_start|>",
         "- item\n", "```\n", "\u2028"]
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def check(document: Document) -> None:
    """Everything that is not white space stands in one paragraph and one sentence; spans are in order."""
    text = document.text
    for spans in (document.paragraphs, document.sentences):
        for span in spans:
            piece = text[span.start : span.end]
            assert piece == piece.strip() != ""
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert sum(len("".join(text[span.start : span.end].split())) for span in spans) == len(
            "".join(text.split())
        )
    assert all("\n" not in text[span.start : span.end] for span in document.sentences)
    assert all(span.end - span.start <= MAX_SENTENCE for span in document.sentences)
    paragraphs = {(span.start, span.end) for span in document.paragraphs}
    assert all((item.start, item.end) in paragraphs for item in document.headings)
    for page in document.pages:
        assert document.page_at(page.start) == document.page_at(page.end - 1) == page.label
    assert all(before.end <= after.start for before, after in pairwise(document.pages))


@given(TEXTS)
def test_spans_of_any_text_cover_it_in_order(text: str) -> None:
    try:
        document = from_text(text)
    except DocumentEmpty:
        return
    check(document)
    document.text.encode("utf-8")


@given(TEXTS)
def test_reading_a_text_keeps_all_its_characters_but_white_space(text: str) -> None:
    text = text.replace("\u2028", "\n")
    kept = "".join(char for char in text if char.isprintable() or char.isspace() or char in "\u200d")
    try:
        read = from_text(kept).text
    except DocumentEmpty:
        read = ""
    expected = "".join(kept.replace("\ufeff", "").split())
    assert "".join(read.split()) == "".join(char for char in expected if not "\x1c" <= char <= "\x1f")


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 2), TEXTS), max_size=8))
def test_pages_and_headings_of_built_documents_stand_where_they_say(
    pieces: list[tuple[bool, bool, int, str]],
) -> None:
    builder = Builder()
    for number, (new_page, goes_on, level, text) in enumerate(pieces):
        if new_page:
            builder.page(f"p{number}")
        if goes_on and builder.length:
            builder.go_on(text.replace("\n", " "))
        else:
            builder.add(text, level=level)
    try:
        check(builder.finish("a", "pdf"))
    except DocumentEmpty:
        assert not any("".join(text.split()).strip("\ufeff") for *_rest, text in pieces if text.isprintable())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Dr. Smith paid $3.50 at 3 p.m. He left.", "en", ["Dr. Smith paid $3.50 at 3 p.m.", "He left."]),
        (
            '"Is it true?" he asked. Yes! See e.g. this.',
            "en",
            ['"Is it true?" he asked.', "Yes!", "See e.g. this."],
        ),
        (
            "“你好吗？”他问道。我很好！价格是3.5元。",
            "zh",
            ["“你好吗？”", "他问道。", "我很好！", "价格是3.5元。"],
        ),
        ("他去了北京（首都。很大。）吗？没有", "zh", ["他去了北京（首都。很大。）吗？", "没有"]),
        ("（他很高兴。）后来他走了。", "zh", ["（他很高兴。）", "后来他走了。"]),
        ("书由J. K. 罗琳写成，U.S.A.出版。好看。", "zh", ["书由J. K. 罗琳写成，U.S.A.出版。", "好看。"]),
        ("Er kam z.B. am 3. Mai. Dann ging er.", "de", ["Er kam z.B. am 3. Mai.", "Dann ging er."]),
        (
            "Scope. (1) No boat may stay without a licence. (a) It is granted for a year. It may be lent.",
            "en",
            [
                "Scope.",
                "(1) No boat may stay without a licence.",
                "(a) It is granted for a year.",
                "It may be lent.",
            ],
        ),
        ("(2) (iv) He may appeal. The fee is low.", "en", ["(2) (iv) He may appeal.", "The fee is low."]),
        ("He paid. (3)", "en", ["He paid.", "(3)"]),
        ("Unknown tongue. It goes.", "xx", ["Unknown tongue.", "It goes."]),
        ("One line\nAnother line", "", ["One line", "Another line"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, language: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text, language)] == expected


ENGLISH = (
    "You were not able to help me.",
    "Delivery was two weeks late.",
    "No.",
    "Nobody called, although I had asked for it in May.",
    "Portland, Me. Delivery is free there.",
    "I was ill.",
    "Complaints go to Dr. Falk, Mrs. Bell or J. K. Rowe at Acme Inc. Boston.",
    "They said no.",
    "Lift No. 5 is out of order, see p. 14, art. 3 and Fig. A of the notes.",
    "It costs $3.50 (or less, if you ask me).",
    "That was OK.",
    "Bring an ID.",
    "Everybody got pens, paper, etc.",
    "Parcels are left at the door (they know me.)",
    "We were well fed.",
    "“Call me.”",
    "Children love works of art.",
    "Smith et al. Found this in 2019.",
    "Is it for me?",
    "I cannot say.",
    "The bus leaves at 10 a.m. on Monday.",
    "It was given to me.",
    "A storm came.",
)
CHINESE = (
    "你们没能帮上忙。",
    "送货晚了两个星期。",
    "她问：“你好吗？”",
    "价格是3.5元，比去年便宜。",
    "不。",
    "他说：“我不知道。”",
    "真的吗？！",
    "我们不知道。",
    "《春》的作者是朱自清。",
    "Wang 和 Li 都来了。",
    "2021年销量是多少？",
    "12台。",
    "请看图A。",
)


@pytest.mark.parametrize(("known", "between", "language"), [(ENGLISH, " ", "en"), (CHINESE, "", "zh")])
def test_each_sentence_stands_alone_whatever_follows_it(
    known: tuple[str, ...], between: str, language: str
) -> None:
    for step in range(1, len(known)):
        following = [known[(at + step) % len(known)] for at in range(len(known))]
        for pair in zip(known, following, strict=True):
            text = between.join(pair)
            assert [text[span.start : span.end] for span in sentences(text, language)] == list(pair)


def test_a_run_without_an_end_is_cut_after_a_comma() -> None:
    text = "一个很长的句子，" * 400
    spans = sentences(text, "zh")
    assert len(spans) > 3
    assert all(text[span.end - 1] == "，" for span in spans)


def test_two_million_characters_take_seconds() -> None:
    english = (
        "Dr. Smith paid $3.50 to J. K. Rowling. “Is it true?” he asked. It was, as far as we know.\n\n"
        * 11_000
    )
    chinese = "他去了北京。“你好吗？”她问道，然后走了。价格是3.5元，没有人知道为什么……\n\n" * 25_000
    begin = time.monotonic()
    for text in (english, chinese):
        document = from_text(text)
        assert document.sentences[-1].end == len(document.text)
    assert time.monotonic() - begin < 20


def test_the_page_of_a_place_between_two_pages_is_the_one_before() -> None:
    builder = Builder()
    builder.page("i")
    builder.add("One.")
    builder.page("ii")
    builder.add("Two.")
    document = builder.finish("a", "pdf")
    assert [document.page_at(at) for at in (0, 4, 6)] == ["i", "i", "ii"]
    assert from_text("One.").page_at(0) == ""
    assert document.sentences == (Span(0, 4), Span(6, 10))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was opened by the mayor on Monday.", "en"),
        ("Hello", "en"),
        ("桥开通了。", "zh"),
        ("這座橋由市長在星期一開通。", "zh"),
        ("橋は月曜日に市長によって開通されました。", "ja"),
        ("다리가 월요일에 개통되었습니다.", "ko"),
        ("Le pont a été ouvert par le maire et les citoyens de la ville.", "fr"),
        ("Die Brücke wurde von dem Bürgermeister und der Stadt eröffnet.", "de"),
        ("El puente fue abierto por el alcalde y los ciudadanos de la ciudad.", "es"),
        ("A ponte foi aberta pelo prefeito e não se sabe quando os barcos voltam.", "pt"),
        ("Il ponte è stato aperto dal sindaco e dai cittadini della città.", "it"),
        ("Dosya kaydedilemiyor, lütfen başka bir klasör seçin.", "tr"),
        ("Nie można zapisać pliku, wybierz inny katalog.", "pl"),
        ("Soubor se nepodařilo uložit, protože adresář nelze číst.", "cs"),
        ("Không thể lưu tập tin, hãy chọn thư mục khác.", "vi"),
        ("Paweł and Łukasz met in Gdańsk on a Monday, and it was cold.", "en"),
        ("Мост открыли в понедельник.", "ru"),
        ("Міст відкрили в понеділок.", "uk"),
        ("افتتح الجسر يوم الاثنين", "ar"),
        ("我们用 Python 和 PySide6 写了这个程序，它在本机运行，不需要网络。", "zh"),
        ("The word 桥 means bridge in the Chinese language and it is old.", "en"),
        ("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt", ""),
        ("12345 !!! 🙂", ""),
    ],
)
def test_the_language_of_a_sentence_is_known(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_very_long_line_has_the_same_sentences_as_short_ones() -> None:
    for sentence, language in (
        ("港口今年处理了四百万吨货物。", "zh"),
        ("The port grew by 4.2 percent. ", "en"),
    ):
        text = sentence * 1_500
        found = [text[span.start : span.end] for span in sentences(text, language)]
        assert found == [sentence.strip()] * 1_500
