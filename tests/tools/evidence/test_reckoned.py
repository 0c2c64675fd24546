"""A number that the passage only has the parts of follows from them; one that does not follow is marked."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.support import check_sentences

BAKERY = (
    "The town wanted to raise the rent of the bakery from 1,900 to 2,600 euros. The council settled for one "
    "of 2,150 euros. Molloy took over the shop in 2011 from her uncle Per, who had run the shop since 1974. "
    "The 74 people still employed at the works were offered jobs; 51 accepted the jobs. "
    "Brandreth went to her field sites by train until she was 78."
)
LIBRARY = (
    "新馆面积1,860平方米，比老馆大620平方米。总费用1,240万元，其中县财政出七成，其余由镇里自筹。"
    "今年上半年共收到报修2,430件，其中三成是水垢造成的，比去年同期少210件。"
)
SHOP = "本店去年卖出1240件，其中七成是儿童用品，今年比去年少210件。冬季有三成退货。"
HALLS = "新馆面积1,860平方米，比老馆大620平方米。"
FIRE = (
    "The fire broke out at noon. 12 people were hurt. From the roof 30 people were rescued. The tax on "
    "roofs was 1,240 crowns in the spring. In the autumn it was 1,450 crowns."
)
DEPOTS = "东库存粮450吨，西库比东库多30吨。"


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        (BAKERY, "Per ran the shop for 37 years."),
        (BAKERY, "The other 23 people employed at the works turned the jobs down."),
        (BAKERY, "Brandreth still went to her field sites by train in her seventies."),
        (LIBRARY, "县财政出了868万元。"),
        (LIBRARY, "总费用里镇里要自筹三成。"),
        (LIBRARY, "去年上半年收到报修2640件。"),
        (LIBRARY, "新馆面积1860平方米。"),
        (FIRE, "18 more people were rescued from the roof than were hurt."),
        (FIRE, "In all, 42 people were hurt or rescued from the roof."),
        (FIRE, "In the autumn the tax on roofs went up by 210 crowns."),
        (SHOP, "本店去年卖出868件儿童用品。"),
        (SHOP, "今年卖出1030件。"),
        (HALLS, "老馆面积1240平方米。"),
        (DEPOTS, "西库存粮480吨。"),
    ],
)
def test_what_follows_from_the_numbers_of_the_passage_is_supported(document: str, claim: str) -> None:
    found = check_sentences(from_text(document), [claim])[0]
    assert found.supported, (found.remark, found.sources)


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        (BAKERY, "Per ran the shop for 34 years."),
        (BAKERY, "The other 27 people employed at the works turned the jobs down."),
        (BAKERY, "Brandreth still went to her field sites by train in her eighties."),
        (LIBRARY, "县财政出了686万元。"),
        (LIBRARY, "总费用里镇里要自筹五成。"),
        (LIBRARY, "去年上半年收到报修2460件。"),
        (LIBRARY, "去年上半年收到报修2220件。"),
        (LIBRARY, "总费用里县财政出三成。"),
        (FIRE, "18 people were hurt by the fire."),
        (FIRE, "42 more people were rescued from the roof than were hurt."),
        (FIRE, "42 people were rescued from the roof, not from the cellar."),
        (FIRE, "In the autumn the tax on roofs went up by 2,690 crowns."),
        (SHOP, "今年卖出1450件。"),
        (SHOP, "去年卖出1030件。"),
        (SHOP, "退货的有868件。"),
        (SHOP, "本店去年卖出868件。"),
        (HALLS, "老馆面积2480平方米。"),
        (DEPOTS, "西库存粮420吨。"),
    ],
)
def test_what_does_not_follow_is_marked(document: str, claim: str) -> None:
    assert not check_sentences(from_text(document), [claim])[0].supported
