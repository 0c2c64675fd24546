"""What a sentence rests on: passages, numbers, names; measured on the set that we wrote."""

from __future__ import annotations

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.support import check_sentences
from tests.benchmarks.support import KINDS, shares, verdicts

TEXT = (
    "The bridge in Ashford was opened in 1986. It is 1,260 metres long and cost 4.2 million pounds. "
    "Mayor Jane Porter praised the workers. Seven percent of the cables have been replaced since 2001. "
    "A ferry runs every fifteen minutes."
)
CHINESE = (
    "清河大桥建成于1986年，全长1260米，总投资三亿七千万元。"
    "市长吴海涛表示，工程将持续十四个月。教授刘志强负责检查。"
)


def verdict(sentence: str, text: str = TEXT) -> tuple[bool, str]:
    result = check_sentences(from_text(text), [sentence])[0]
    return result.supported, str(result.remark or "")


@pytest.fixture(scope="module")
def table() -> dict[tuple[str, str], tuple[int, int]]:
    return shares(verdicts())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nine_of_ten_are_judged_right(
    table: dict[tuple[str, str], tuple[int, int]], language: str, kind: str
) -> None:
    right, count = table[language, kind]
    assert count >= 15
    assert right >= 0.9 * count


@pytest.mark.parametrize(
    "sentence",
    [
        "Ashford's bridge opened in 1986.",
        "The bridge is 1260 metres long.",
        "It cost 4,200,000 pounds.",
        "Since 2001, 7% of the cables were replaced.",
        "There is a ferry every 15 minutes.",
        "Jane Porter praised the workers.",
    ],
)
def test_what_the_text_says_in_other_words_is_supported(sentence: str) -> None:
    assert verdict(sentence) == (True, "")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The bridge was opened in 1988.", "has “1986” where this sentence has “1988”"),
        ("The bridge cost 4.3 million pounds.", "4.3 million"),
        ("The bridge in Oxford was opened in 1986.", "The name “Oxford” appears nowhere"),
        ("Mayor John Porter praised the workers.", "John"),
        ("Porter resigned after a scandal about stolen money.", "is found in the document"),
        ("Bananas grow quickly.", "No passage"),
        ("Seven years ago the cables were replaced.", "The number “Seven” appears nowhere"),
    ],
)
def test_what_it_does_not_say_is_marked_with_the_reason(sentence: str, reason: str) -> None:
    supported, remark = verdict(sentence)
    assert not supported
    assert reason in remark


@pytest.mark.parametrize(
    "sentence",
    [
        "大桥1986年建成，全长1260米。",
        "大桥总投资3.7亿元。",
        "吴海涛说，工程持续14个月。",
        "检查由刘志强教授负责。",
    ],
)
def test_chinese_numerals_and_names_are_found(sentence: str) -> None:
    assert verdict(sentence, CHINESE) == (True, "")


@pytest.mark.parametrize(
    "sentence",
    ["大桥总投资3.8亿元。", "市长钱永康表示，工程将持续十四个月。", "工程将持续十六个月。", "鱼类大量死亡。"],
)
def test_chinese_changes_are_marked(sentence: str) -> None:
    assert not verdict(sentence, CHINESE)[0]


def test_a_number_that_belongs_to_another_fact_far_away_is_marked() -> None:
    filler = " ".join(f"Nothing of note happened in the {word} week." for word in "abcdefghijklmnop")
    text = f"The harbour employs 212 people. {filler} The library owns 900 books."
    assert verdict("The harbour employs 900 people.", text) == (
        False,
        "The document has “212” where this sentence has “900”.",
    )


def test_sources_are_the_sentences_best_first_with_their_page() -> None:
    found = check_sentences(
        from_text(TEXT), ["Opened in 1986, the bridge in Ashford cost 4.2 million pounds."]
    )
    sources = found[0].sources
    assert [source.quote for source in sources] == [
        "The bridge in Ashford was opened in 1986.",
        "It is 1,260 metres long and cost 4.2 million pounds.",
    ]
    assert sources[0].score >= sources[1].score > 0
    assert all(TEXT[source.start : source.end] == source.quote for source in sources)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Half of the boats were sold.", "50% of the boats were sold."),
        ("The work took one and a half years.", "The work took 18 months."),
        ("The fair opens at 3:30 pm in the harbour.", "The fair opens at 15:30 in the harbour."),
        ("The contract was signed on 2024-03-05.", "The contract was signed on 5 March 2024."),
        ("World War II ended the trade.", "World War 2 ended the trade."),
        ("Die Brücke kostete 1.234,56 Euro.", "Die Brücke kostete 1234,56 Euro."),
        ("About 4,213,000 people visited the fair.", "About 4.2 million people visited the fair."),
        ("港口去年增长三成五。", "港口去年增长35%。"),
        ("会议于二〇二四年三月五日下午三点半举行。", "会议于2024年3月5日15:30举行。"),
        ("港口票价为壹佰元整。", "港口票价为100元。"),
        ("港口吞吐量翻了一番。", "港口吞吐量增长100%。"),
    ],
)
def test_a_number_written_another_way_is_found(source: str, claim: str) -> None:
    assert verdict(claim, source) == (True, "")


@pytest.mark.parametrize(
    ("source", "claim", "figure"),
    [
        ("Prices rose 5 percent last year.", "Prices rose 5 percentage points last year.", "5"),
        ("The fair opens at 3:30 pm.", "The fair opens at 3:30 am.", "3:30 am"),
        (
            "The contract was signed on 2024-03-05.",
            "The contract was signed on 5 April 2024.",
            "5 April 2024",
        ),
        ("The bridge cost $5m to build.", "The bridge cost €5m to build.", "€5m"),
    ],
)
def test_another_value_or_unit_is_marked_in_the_words_of_the_sentence(
    source: str, claim: str, figure: str
) -> None:
    supported, remark = verdict(claim, source)
    assert not supported
    assert remark.endswith(
        (f"where this sentence has “{figure}”.", f"“{figure}” appears nowhere in the document.")
    )


@pytest.mark.parametrize(
    ("source", "claim", "figure", "other"),
    [
        ("港口去年增长三成五。", "港口去年增长三成。", "三成", "三成五"),
        ("会议下午三点半在港口举行。", "会议上午三点半在港口举行。", "上午三点半", "下午三点半"),
    ],
)
def test_the_number_that_stands_in_that_place_is_told(
    source: str, claim: str, figure: str, other: str
) -> None:
    assert verdict(claim, source) == (
        False,
        f"The document has “{other}” where this sentence has “{figure}”.",
    )


def test_a_day_and_its_year_may_stand_apart() -> None:
    text = "This is the report of 2024. The contract for the bridge was signed on 5 March."
    assert verdict("The contract for the bridge was signed on 5 March 2024.", text) == (True, "")
    assert not verdict("The contract for the bridge was signed on 5 March 2023.", text)[0]


@pytest.mark.parametrize(
    "claim", ["这套接口在JCP下开发，使用UDDI2标准。", "The U.S. team used D-AMPS phones."]
)
def test_a_name_in_latin_letters_is_found_beside_any_script(claim: str) -> None:
    assert verdict(claim, claim) == (True, "")


def test_the_marked_figure_is_none_that_stands_within_a_longer_one() -> None:
    document = from_text("In 2035 the boats will leave the harbour of Kestrel for good.")
    claim = "In 2035 the 35 boats will leave the harbour of Kestrel."
    (verdict,) = check_sentences(document, [claim])
    (mark,) = verdict.marks
    assert (mark.start, claim[mark.start : mark.end]) == (claim.index("35 boats"), "35")


def test_a_check_of_a_long_document_can_be_cancelled() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check_sentences(from_text("The boats left. " * 50), ["The boats left at night."], cancel=cancel)
