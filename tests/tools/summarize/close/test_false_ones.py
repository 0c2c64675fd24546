"""Shortened sentences that say what the document does not are refused, and true ones are not."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.close import keeping
from llmdesk.tools.summarize.close.tokens import tokens
from llmdesk.tools.summarize.close.trimming import trimmed

FALSE = [
    ("For dogs under one year, the licence costs nothing.", "The licence costs nothing."),
    ("In winter, the ferry stops at noon.", "The ferry stops at noon."),
    ("In the play, the judge poisons his son; the queen burns the letters.", "The queen burns the letters."),
    ("The treasurer took the money, his neighbours allege.", "The treasurer took the money."),
    ("The treasurer took the money, which he denies.", "The treasurer took the money."),
    ("The well is poisoned — a rumour without any ground.", "The well is poisoned."),
    ("The fee was raised for all boats, except for those of fishers.", "The fee was raised for all boats."),
    ("The road is closed until the wall has been mended.", "The road is closed."),
    ("The deputy director signed the contract.", "The director signed the contract."),
    ("The former owner of the inn was arrested.", "The owner of the inn was arrested."),
    ("He is in prison for attempted robbery.", "He is in prison for robbery."),
    ("The jury voted against the sale.", "The jury voted for the sale."),
    ("She sold the boat to the harbour office.", "He sold the boat to the harbour office."),
    ("Guests pay for breakfast or bring their own.", "Guests pay for breakfast."),
    ("Farmers who keep bees get the grant.", "Farmers get the grant."),
    ("The brewery was sued by the town.", "The brewery sued the town."),
    ("The orchard is owned by Berg and Lind.", "The orchard is owned by Berg."),
    ("He did not leave because the pay was low.", "He did not leave."),
    ("The water is not very clean.", "The water is not clean."),
    ("Is the cellar dry?", "The cellar dry."),
    ("The landlord pays the fee.", "The landlady pays the fee."),
    ("The guide often lies to guests.", "The guide lies to guests."),
    ("该厂涉嫌排放污水。", "该厂排放污水。"),
    ("未成年人不得购买烟花。", "成年人不得购买烟花。"),
    ("经业主大会同意，车库改为商铺。", "车库改为商铺。"),
    ("会议定于三月召开，以正式通知为准。", "会议定于三月召开。"),
    ("球场对居民免费，以健身为目的。", "球场对居民免费。"),
    ("副院长主持了手术。", "院长主持了手术。"),
    ("冬季，索道停运。", "索道停运。"),
    ("会计挪用了公款，并非事实。", "会计挪用了公款。"),
    ("景区对老人免票，限本市居民。", "景区对老人免票。"),
]
TRUE = [
    ("The harbour office, which moved in May, sold two boats.", "The harbour office sold two boats."),
    ("Anna Berg, a baker from Zorn, opened a second shop.", "Anna Berg opened a second shop."),
    ("The inn (built in 1820) was sold last week.", "The inn was sold last week."),
    ("The ferry was late because the fog was thick.", "The ferry was late."),
    ("The choir sang in the square, and the mayor gave a speech.", "The choir sang in the square."),
    ("Moreover, the well was cleaned in April.", "The well was cleaned in April."),
    ("The shop sells 20 sorts of tea, including mint, lime and rose.", "The shop sells 20 sorts of tea."),
    ("The really old oak fell on the barn.", "The old oak fell on the barn."),
    ("由于连日大雨，索道停运。", "索道停运。"),
    ("此外，图书馆新购图书两千册。", "图书馆新购图书两千册。"),
    ("图书馆新购图书两千册，其中儿童读物五百册。", "图书馆新购图书两千册。"),
    ("水库去年完成加固；下游河道正在清理。", "水库去年完成加固。"),
]


@pytest.mark.parametrize(("source", "line"), FALSE)
def test_what_the_document_does_not_say_is_refused(source: str, line: str) -> None:
    assert not keeping.is_close(line, source)


@pytest.mark.parametrize(("source", "line"), TRUE)
def test_what_it_says_with_less_passes(source: str, line: str) -> None:
    assert keeping.is_close(line, source)


@pytest.mark.parametrize(
    "sentence",
    [
        "But for the rain, the harvest would have been the best in ten years.",
        "So few guests came that the inn closed for good.",
        "Still water breeds gnats.",
        "iPhone sales fell in the spring.",
        "但丁于1265年出生在佛罗伦萨。",
        "最后期限是六月三十日。",
        "其中，三人来自邻村。",
    ],
)
def test_what_only_looks_like_a_joining_word_stays(sentence: str) -> None:
    assert trimmed(sentence, 200) == sentence


def test_a_joining_word_goes_and_a_name_behind_it_is_written_as_it_is() -> None:
    assert trimmed("However, iPhone sales fell.", 200) == "iPhone sales fell."


def test_the_pairs_of_a_row_of_the_same_words_are_not_made() -> None:
    line = "ha " * 160
    assert len(line) < keeping.LONGEST
    assert keeping.same_pairs(tokens(line), tokens(line)) == []
    assert keeping.same_pairs(tokens("ha " * 400), tokens("ha " * 400)) == []
    assert not keeping.is_close(line, line)


def test_a_sentence_that_is_a_list_is_not_cut() -> None:
    sentence = "The council (of nine) met, " + "and it met again, " * 40 + "and it went home."
    assert trimmed(sentence, 5) == sentence
