"""Sentences that have a passage's words and say something else, and such as say the same."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence import contrast
from llmdesk.tools.evidence.support import check_sentences

# (passage, sentence that it does not say)
OTHER = [
    ("Profits rose 5 percent at the mill.", "Profits fell 5 percent at the mill."),
    ("The number of visitors increased last year.", "The number of visitors declined last year."),
    ("The museum is closed on Monday.", "The museum is open on Monday."),
    ("The museum is not open on Monday.", "The museum is open on Monday."),
    ("The council approved the new pier.", "The council rejected the new pier."),
    ("The council did not approve the new pier.", "The council approved the new pier."),
    ("The council approved the new pier.", "The council never approved the new pier."),
    ("The drug was safe for most patients.", "The drug was not safe for most patients."),
    ("The bridge was repaired before the flood.", "The bridge was repaired after the flood."),
    ("Smoking is allowed on the pier.", "Smoking is banned on the pier."),
    ("The company made a profit in 2020.", "The company made a loss in 2020."),
    ("Some of the farmers sold their land.", "All of the farmers sold their land."),
    ("Most residents want the tram.", "All residents want the tram."),
    ("Visitors may bring their dogs to the park.", "Visitors must bring their dogs to the park."),
    ("The council may approve the tram next week.", "The council approved the tram next week."),
    ("Farmers in the valley grow rice.", "Only farmers in the valley grow rice."),
    ("Lena Ortiz beat Omar Haddad in the harbour race.", "Omar Haddad beat Lena Ortiz in the harbour race."),
    ("Brent Shipping sued Kade Marine over the lease.", "Kade Marine sued Brent Shipping over the lease."),
    ("The dog bit the postman.", "The postman bit the dog."),
    ("The postman was bitten by the dog.", "The dog was bitten by the postman."),
    ("Kade Marine was bought by Brent Shipping.", "Kade Marine bought Brent Shipping."),
    (
        "The mayor, Ana Ruiz, met the engineer, Paul Stein.",
        "The mayor, Paul Stein, met the engineer, Ana Ruiz.",
    ),
    ("The number of boats went from 90 to 60.", "The number of boats went from 60 to 90."),
    ("The library has 900 books, and the hall has 40 chairs.", "The library has 40 books."),
    ("港口去年增长30%。", "港口去年下降30%。"),
    ("港口周一不开放。", "港口周一开放。"),
    ("港口周一开放。", "港口周一不开放。"),
    ("议会批准了新码头的计划。", "议会否决了新码头的计划。"),
    ("议会没有批准新码头的计划。", "议会批准了新码头的计划。"),
    ("公园允许游客带狗。", "公园禁止游客带狗。"),
    ("公司去年盈利三百万元。", "公司去年亏损三百万元。"),
    ("部分农民卖掉了土地。", "所有农民卖掉了土地。"),
    ("游客可以带狗进入公园。", "游客必须带狗进入公园。"),
    ("港口可能关闭。", "港口关闭。"),
    ("甲队击败了乙队。", "乙队击败了甲队。"),
    ("甲队被乙队击败了。", "乙队被甲队击败了。"),
    ("东海公司收购了南山公司。", "东海公司被南山公司收购了。"),
    ("船只数量从90艘变为60艘。", "船只数量从60艘变为90艘。"),
    ("桥在洪水之前修好了。", "桥在洪水之后修好了。"),
    ("The ship sank before dawn.", "The ship sank after dawn."),
    ("Unemployment dropped to 4 percent in spring.", "Unemployment climbed to 4 percent in spring."),
    ("The vaccine is effective in children.", "The vaccine is not effective in children."),
    ("The factory will reopen in May.", "The factory will not reopen in May."),
    ("The court found him guilty.", "The court found him not guilty."),
    ("Nobody was hurt in the fire.", "Everybody was hurt in the fire."),
    ("Maria taught Paolo to sail.", "Paolo taught Maria to sail."),
    ("Italy defeated France 2-1 in the final.", "France defeated Italy 2-1 in the final."),
    ("The bank lent the city 5 million euros.", "The city lent the bank 5 million euros."),
    ("The price rose from 3 to 5 euros.", "The price fell from 5 to 3 euros."),
    (
        "The company employs 300 people in Lyon and 500 people in Nice.",
        "The company employs 500 people in Lyon and 300 people in Nice.",
    ),
    ("Exports grew while imports shrank.", "Exports shrank while imports grew."),
    ("He can't swim.", "He can swim."),
    ("The doctor says coffee is harmful.", "The doctor says coffee is harmless."),
    ("失业率从5%降到4%。", "失业率从4%升到5%。"),
    ("法院认定他有罪。", "法院认定他无罪。"),
    ("小明打了小红。", "小红打了小明。"),
    ("老师表扬了学生。", "学生表扬了老师。"),
    ("意大利队战胜法国队。", "法国队战胜意大利队。"),
    ("银行借给公司五百万元。", "公司借给银行五百万元。"),
    ("出口增长，进口下降。", "出口下降，进口增长。"),
    ("疫苗对儿童有效。", "疫苗对儿童无效。"),
    ("他不会游泳。", "他会游泳。"),
    ("工厂五月将重新开工。", "工厂五月将停工。"),
    ("公司在上海有300名员工，在北京有500名员工。", "公司在上海有500名员工，在北京有300名员工。"),
    ("地铁1号线比2号线长。", "地铁2号线比1号线长。"),
    ("The harbour is older than the bridge.", "The bridge is older than the harbour."),
    ("The river flows north.", "The river flows south."),
    ("市长王芳会见了工程师李强。", "市长李强会见了工程师王芳。"),
    ("Only members may vote.", "All people may vote."),
    ("The store sells no alcohol.", "The store sells alcohol."),
    ("王芳把书借给了李强。", "李强把书借给了王芳。"),
]
# (passage, sentence that it does say)
SAME = [
    ("Profits rose 5 percent at the mill.", "At the mill, profits increased by 5 percent."),
    ("The museum is not open on Monday.", "The museum is closed on Monday."),
    ("The museum is closed on Monday.", "On Monday the museum is not open."),
    ("Profits rose and costs fell.", "Costs fell while profits rose."),
    ("The council did not reject the plan.", "The plan was not rejected by the council."),
    ("No boats sank in the storm.", "In the storm, no boats sank."),
    ("Not only the mill but the pier was sold.", "The mill and the pier were sold."),
    ("All of the farmers sold their land.", "Some of the farmers sold their land."),
    ("Visitors must bring a ticket.", "Visitors should bring a ticket."),
    ("The council may approve the tram.", "The council might approve the tram."),
    ("Lena Ortiz beat Omar Haddad in the race.", "Omar Haddad was beaten by Lena Ortiz in the race."),
    ("Kade Marine was bought by Brent Shipping.", "Brent Shipping bought Kade Marine."),
    ("Lena Ortiz met Omar Haddad.", "Omar Haddad met Lena Ortiz."),
    (
        "The mayor, Ana Ruiz, met the engineer, Paul Stein.",
        "Ana Ruiz, the mayor, met the engineer, Paul Stein.",
    ),
    ("The number of boats fell from 90 to 60.", "The number of boats fell to 60, from 90."),
    ("The library has 900 books, and the hall has 40 chairs.", "The hall has 40 chairs."),
    ("The growth of sales in China slowed.", "China's sales growth slowed."),
    ("At least 200 people came, no fewer than last year.", "At least 200 people came."),
    ("The road is 5 km long and only 3 m wide.", "The road is 5 km long and 3 m wide."),
    ("港口去年增长30%，成本下降5%。", "港口成本下降5%，去年增长30%。"),
    ("港口周一不开放。", "周一港口不开放。"),
    ("港口不仅开放，而且免费。", "港口开放，免费。"),
    ("议会没有否决计划。", "计划没有被议会否决。"),
    ("甲队击败了乙队。", "乙队被甲队击败了。"),
    ("东海公司收购了南山公司。", "南山公司被东海公司收购了。"),
    ("茶园无人管理。", "茶园没有人管理。"),
    ("张三和李四结婚了。", "李四和张三结婚了。"),
    ("所有农民都卖掉了土地。", "农民卖掉了土地。"),
    ("游客不得超过三千人。", "游客不超过三千人。"),
]


@pytest.mark.parametrize(("source", "claim"), OTHER)
def test_a_sentence_that_says_something_else_is_told(source: str, claim: str) -> None:
    assert contrast(claim, [source]) is not None


@pytest.mark.parametrize(("source", "claim"), SAME)
def test_a_sentence_that_says_the_same_is_left_alone(source: str, claim: str) -> None:
    assert contrast(claim, [source]) is None
    assert contrast(source, [source]) is None


def test_a_summary_sentence_is_marked_with_the_words_that_differ() -> None:
    (verdict,) = check_sentences(
        from_text("Profits rose 5 percent in the harbour."), ["Profits fell 5 percent in the harbour."]
    )
    assert not verdict.supported
    assert "“rose”" in str(verdict.remark)
    assert "“fell”" in str(verdict.remark)


def test_any_texts_are_compared_in_time() -> None:
    for piece in ("not ", "rose and fell ", "不", "the dog bit ", "甲被乙", "5 to 6, "):
        contrast(piece * 20_000, [piece * 20_001])
        contrast((piece * 200)[:599], [(piece * 200)[1:600]])
