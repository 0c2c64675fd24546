"""A summary's sentences can be understood where they stand there."""

from __future__ import annotations

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import GenerateRequest
from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize import SummaryOptions
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.rank import Point, point
from llmdesk.tools.summarize.standing import mending
from tests.tools.summarize.reading_engine import ReadingEngine

TEXT = (
    "The mayor of Delling, Anna Marsh, opened the new bridge on Monday. She had promised it nine years ago. "
    "The engineer Paul Okafor spoke after Mrs Marsh. He had warned the council about the old bridge in 2015. "
    "The new bridge cost four million euros. It carries two lanes for cars and one for bicycles. "
    "Anna Marsh said that the toll ends in June."
)
CHINESE = (
    "镇长周明昨天宣布大桥通车。他九年前就答应修桥。工程师李强随后发言。他曾在2015年警告镇里旧桥不安全。"
    "新桥花了四百万元。它有两条车道。"
)


def asking(text: str, answer: str = "") -> Asking:
    engine = ReadingEngine()

    def spoil(request: GenerateRequest, number: int) -> str | None:
        return answer or None

    engine.spoil = spoil
    return Asking(from_text(text), SummaryOptions(), engine, None, CancelToken())


def points(source: Asking, *numbers: int) -> list[Point]:
    """Sentences of the document."""
    spans = source.document.sentences
    return [
        point(source.context.text(number), spans[number].start, spans[number].end, extracted=True)
        for number in numbers
    ]


def hanging(source: Asking, *numbers: int) -> dict[int, str]:
    return mending.hanging(source.context, points(source, *numbers), [])


def test_a_pronoun_behind_another_sentence_than_in_the_document_hangs() -> None:
    assert hanging(asking(TEXT), 0, 3) == {1: "He"}
    assert hanging(asking(TEXT), 0, 5) == {1: "It"}
    assert hanging(asking(TEXT), 3) == {0: "He"}
    assert hanging(asking(CHINESE), 0, 3) == {1: "他"}
    assert hanging(asking(CHINESE), 0, 5) == {1: "它"}


def test_one_that_follows_what_it_followed_or_whom_it_means_does_not() -> None:
    assert hanging(asking(TEXT), 0, 1) == {}
    assert hanging(asking(TEXT), 2, 3, 4, 5) == {}
    assert hanging(asking(TEXT), 6, 1) == {}
    assert hanging(asking(CHINESE), 0, 1, 2, 3, 4, 5) == {}


def test_the_model_is_shown_the_sentences_before_and_its_answer_stands() -> None:
    answer = "Paul Okafor had warned the council about the old bridge in 2015.\n"
    source = asking(TEXT, answer)
    chosen = points(source, 0, 3)
    mended = mending.named(source, source.context, chosen, [])
    assert [each.text for each in mended] == [chosen[0].text, answer.strip()]
    assert not mended[1].extracted
    assert isinstance(source.engine, ReadingEngine)
    (request,) = source.engine.requests
    assert "The engineer Paul Okafor spoke after Mrs Marsh. He had warned" in request.messages[-1].content
    assert mending.hanging(source.context, mended, []) == {}


def test_an_answer_that_names_another_or_adds_something_is_not_taken() -> None:
    for answer in (
        "Anna Marsh had warned the council about the old bridge in 2015.\n",
        "Paul Okafor had warned the council about the old bridge and the ferry in 2015.\n",
        "He had warned the council about the old bridge.\n",
        "Paul Okafor spoke after Mrs Marsh.\n",
        "\n",
    ):
        source = asking(TEXT, answer)
        chosen = points(source, 0, 3)
        assert mending.named(source, source.context, chosen, []) == chosen


def test_what_hangs_still_is_left_out_while_enough_is_left_and_never_all() -> None:
    source = asking(TEXT)
    chosen = points(source, 0, 3, 4, 6)
    kept = mending.without_hanging(source.context, chosen, [], 15)
    assert [each.text for each in kept] == [source.context.text(number) for number in (0, 4, 6)]
    assert mending.without_hanging(source.context, points(source, 3), [], 15) == points(source, 3)


def test_nothing_is_asked_where_nothing_hangs() -> None:
    source = asking(TEXT)
    chosen = points(source, 0, 1, 4)
    assert mending.named(source, source.context, chosen, []) == chosen
    assert isinstance(source.engine, ReadingEngine)
    assert source.engine.requests == []


def test_a_bare_answer_hangs_without_its_question() -> None:
    text = "Can the tablets be chewed? No, they must be swallowed whole. Each box holds twenty tablets."
    assert hanging(asking(text), 2, 1) == {1: "No,"}


LIFE = (
    "Ada Marsh, who built the bridge at Delling, has died. She was born in 1931. She learned to draw in her "
    "father's mill. The engineer Mr Paul Okafor taught her. She won a prize in 1960. Her first bridge fell. "
    "The river Del is deep."
)
CHINESE_LIFE = (
    "画家周明昨天去世。周明生于1931年。他在磨坊里学会了画画。他十岁时离开家乡。作家李强写过他。周明说，画画是慢活。"
    "他的第一幅画卖了三元钱。大桥修好了。"
)


def test_in_a_document_about_one_person_the_name_is_put_in_without_asking() -> None:
    source = asking(LIFE)
    mended = mending.named(source, source.context, points(source, 6, 4, 6, 5), [])
    assert [each.text for each in mended[1::2]] == [
        "Ada Marsh won a prize in 1960.",
        "Ada Marsh's first bridge fell.",
    ]
    source = asking(CHINESE_LIFE)
    mended = mending.named(source, source.context, points(source, 7, 6), [])
    assert mended[1].text == "周明的第一幅画卖了三元钱。"
    assert isinstance(source.engine, ReadingEngine)
    assert source.engine.requests == []


def named(text: str, number: int) -> str:
    """A sentence of a text as it is where it stands alone in a summary; the model says nothing useful."""
    source = asking(text, "\n")
    (mended,) = mending.named(source, source.context, points(source, number), [])
    return mended.text


ADA = "Ada Marsh drew bridges. She was born in 1931. She studied in Leddon. "
TESLA = "Tesla said that profits fell. Tesla said that costs rose. Tesla said that sales fell. "
ZHOU = "画家周明说，画画是慢活。周明说，他从小爱画。他在1950年离家。"


@pytest.mark.parametrize(
    ("text", "number", "new"),
    [
        (ADA + "She won a prize in 1960.", 3, "Ada Marsh won a prize in 1960."),
        (ADA + "Ada Marsh was a gifted painter. She won a prize.", 4, "Ada Marsh won a prize."),
        (ADA + "Ada Marsh, a painter, fell ill. Her bridge was sold.", 4, "Ada Marsh's bridge was sold."),
        (ADA.replace("Ada", "Fi O'Brien McKay") + "She won.", 3, "Fi O'Brien McKay Marsh won."),
        (ADA.replace("Ada Marsh", "Ada J. Marsh") + "She won a prize.", 3, "Ada J. Marsh won a prize."),
        (ZHOU + "他1960年得奖。", 3, "周明1960年得奖。"),
        (ZHOU + "周明是县里的一名教师。他1960年得奖。", 4, "周明1960年得奖。"),
        (ZHOU + "教师周明病了。他1960年得奖。", 4, "周明1960年得奖。"),
    ],
)  # fmt: skip
def test_the_name_is_put_in_as_the_document_writes_it(text: str, number: int, new: str) -> None:
    assert named(text, number) == new


@pytest.mark.parametrize(
    "text",
    [
        ADA + "Her mother was a painter. She taught at school.",
        ADA + "In 1950 the headmistress left the school. She taught in Delling then.",
        ADA + "In 1950 the vet moved to Delling. She taught there.",
        ADA + "Her driver's car was stolen. She reported the theft.",
        ADA + "She met Anna Reed in 1960. She became a judge.",
        ADA + "Anna Reed wrote to Ada Marsh. She became a judge.",
        ADA + "Tom Marsh drew bridges too. Marsh sold them. She became a judge.",
        ADA + "Ada Marsh said he was late. She became a judge.",
        TESLA + "The chief executive warned. He expects prices to fall.",
        "The chief executive left Tesla. Tesla said that he had resigned. " + TESLA + "He lives in Spain.",
        "Acme raised its prices. Acme said that he had resigned. Acme said that costs rose. He left.",
        3 * "Ada Marsh, Paul Okafor and Tom Reed signed. " + "She left.",
        ADA + "Ada Marsh took over from Anna Reed in 1960. She had fallen ill.",
        ADA + "Ada Marsh settled Anna Reed's debts. She had died in 1960.",
        ADA + "Ada Marsh laughed at Reed. She had fallen ill.",
        ADA + "Ada Marsh confided in Anna Reed. She had fallen ill.",
        ADA + "Anna Reed said he was late. Ada Marsh wrote to Anna Reed. She became a judge.",
        ADA + "Mr Reed left. Anna Reed said he was late. Ada Marsh wrote to Anna Reed. She became a judge.",
        ADA + "Ada Marsh wrote to the referee. She became a judge.",
        ADA + "The landlady left the house. She became a judge.",
        ADA + "Ada Marsh nursed her half-sister. She became a judge.",
        ADA + "Ada Marsh married a contortionee. She became a judge.",
        ADA + "Ada Marsh was succeeded by her understudy. She became a judge.",
        ZHOU + "周明1950年见到了李强。他当时是县长。",
        ZHOU + "周明1950年见到了李强，很高兴。他1990年去世。",
        ZHOU + "他的妻子是教师。她1990年去世。",
        ZHOU + "他的父亲是教师。他1990年去世。",
        ZHOU + "周明父亲病了。他1990年去世。",
        ZHOU + "周明批评了校长。他1990年去世。",
        ZHOU + "李强的画很贵。他1990年去世。",
        ZHOU + "Tom Reed 来过县城。他1990年去世。",
        ZHOU + "周明轩说，画很贵。他1990年去世。",
        ZHOU + "周明说她很好。他1990年去世。",
        ZHOU + "他们1990年去世。",
        "“天眼”三月开工。“天眼”很大。“天眼”很贵。“天眼”很远。他1990年去世。",
        "Python 很快。Python 很新。Python 很小。Python 很好。他1990年去世。",
    ],
)  # fmt: skip
def test_no_name_is_put_in_where_somebody_else_may_be_meant(text: str) -> None:
    source = asking(text)
    last = len(source.document.sentences) - 1
    assert named(text, last) == source.context.text(last)


def test_a_sentence_hangs_behind_one_whom_its_pronoun_may_not_mean() -> None:
    mother = ADA + "Her mother was a painter. She taught at school."
    assert hanging(asking(mother), 0, 4) == {1: "She"}
    assert hanging(asking(ZHOU + "他的父亲是教师。他1990年去世。"), 0, 4) == {1: "他"}
    assert hanging(asking(ZHOU + "大桥修好了。他们1990年去世。"), 0, 4) == {1: "他们"}
    assert hanging(asking(ADA + "She won a prize in 1960."), 0, 3) == {}


def test_the_models_pronoun_for_one_whom_the_documents_sentence_names_is_not_another() -> None:
    text = ADA + "Anna Reed resigned in May 1960. Anna Reed said that she was ill."
    source = asking(text, "\n")
    for number, said in ((3, "She resigned in May 1960."), (4, "She was ill.")):
        span = source.document.sentences[number]
        assert source.context.antecedent(number, "She") == (frozenset(), number)
        chosen = [point(said, span.start, span.end)]
        assert mending.named(source, source.context, chosen, []) == chosen


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("That year Anna Reed said that she was ill.", "She was ill."),
        ("It was sold to Anna Reed before she died.", "She died."),
        ("She said that Anna Reed was ill.", "She was ill."),
        ("She said her sister was ill.", "She was ill."),
        ("She settled Anna Reed's debts in 1960.", "She had debts in 1960."),
    ],
)
def test_the_models_pronoun_may_mean_another_of_the_documents_sentence(document: str, said: str) -> None:
    source = asking(ADA + document, "\n")
    span = source.document.sentences[3]
    assert source.context.with_name(said, 3, "She") == said
    chosen = [point(said, span.start, span.end)]
    assert mending.named(source, source.context, chosen, []) == chosen


def test_the_models_sentence_from_one_about_the_main_person_alone_gets_the_name() -> None:
    source = asking(ADA + "She won a big prize in 1960. Anna Reed was ill.")
    assert source.context.with_name("She won a prize.", 3, "She") == "Ada Marsh won a prize."
    assert source.context.with_name("She won a prize.", 3, "She", 4) == "She won a prize."


def test_several_in_a_chinese_sentence_are_not_one() -> None:
    source = asking(ZHOU + "他们1960年得奖。")
    assert source.context.antecedent(3, "他") == (frozenset(), 3)
    assert source.context.with_name("他1960年得奖。", 3, "他") == "他1960年得奖。"
