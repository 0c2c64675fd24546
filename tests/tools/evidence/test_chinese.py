"""What a Chinese sentence says otherwise than its document, and what it says the same in other words."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.comparing.chinese.words import cut, new_words
from llmdesk.tools.evidence.support import check_sentences

REPORT = (
    "青岚镇去年接待游客42万人次，比前年增加6万人次；白石镇接待游客31万人次，比前年减少4万人次。"
    "镇长周明远说，景区计划明年新建一座停车场。旅游公司经理何秀英认为，门票价格偏低是最大的问题。"
    "门票每人30元，身高1.2米以下的儿童免费。缆车原定5月开通，后来因为设备没有到货，改为8月开通。"
    "如果风速超过每秒15米，缆车停止运行。缆车每小时可以运送800人。"
    "环保局检查了两家饭店，要求它们在月底之前装上滤油设备。大部分饭店已经装好，河边的老店没有装。"
)
# (sentence that the report contradicts or does not say, verdicts that are right)
FALSE = [
    ("白石镇去年接待游客42万人次。", {"contradicted"}),
    ("白石镇的游客比前年增加了，青岚镇的减少了。", {"contradicted"}),
    ("周明远觉得门票价格偏低，何秀英说要新建停车场。", {"contradicted"}),
    ("缆车5月开通。", {"contradicted"}),
    ("镇长何秀英认为门票价格偏低。", {"contradicted"}),
    ("何秀英说，景区计划明年新建一座停车场。", {"contradicted"}),
    ("缆车每天可以运送800人。", {"contradicted"}),
    ("景区新建了一座停车场。", {"not_found"}),
    ("门票价格偏低是最大的问题。", {"not_found"}),
    ("所有饭店都已经装好滤油设备。", {"not_found", "contradicted"}),
    ("河边的老店装了滤油设备。", {"contradicted"}),
    ("白石镇因为道路施工，游客减少了4万人次。", {"not_found", "contradicted"}),
]
TRUE = [
    "青岚镇去年的游客为42万人次，多于白石镇。",
    "青岚镇的游客比白石镇多11万人次。",
    "由于设备没有到货，缆车推迟到8月才开通。",
    "镇长周明远表示，明年计划新建停车场。",
    "旅游公司的何秀英觉得门票太便宜。",
    "每张门票30元，1.2米以下的孩子不收费。",
    "风速超过每秒15米时，缆车不运行。",
    "环保局要求两家饭店月底前安装滤油设备。",
]


RULES = (
    "陶艺馆的会员须知：馆内设窑三座。年满16岁以上可以独自上窑，6至15岁的学员须由家长陪同。"
    "人数超过30人的团体应当提前一周预约。会员借用工具不另收押金。馆方正在申请夜间开放，能否获准尚待消防部门审批。"
    "去年平均等窑时间为5.6日，今年缩短到4.2日。"
)
RULES_FALSE = [
    ("陶艺馆夜间开放已经获得消防部门批准。", {"not_found", "contradicted"}),
    ("会员借用工具，陶艺馆另收押金。", {"contradicted"}),
    ("今年平均等窑时间比去年拉长了。", {"contradicted"}),
    ("陶艺馆的会员每年缴纳会费，费用按月从银行账户扣除。", {"not_found", "unsure"}),
]
RULES_TRUE = [
    "一个50人的团体要提前一周预约。",
    "九岁的学员要由家长陪同。",
    "等窑的时间比去年少了1.4天。",
    "在同一时段，会员借用工具不收押金。",
]


@pytest.mark.parametrize(("sentence", "verdicts"), RULES_FALSE)
def test_what_is_left_open_or_denied_beside_the_passage_is_not_supported(
    sentence: str, verdicts: set[str]
) -> None:
    verdict = check_sentences(from_text(RULES, "rules"), [sentence])[0]
    assert verdict.name in verdicts, verdict.remark


@pytest.mark.parametrize("sentence", RULES_TRUE)
def test_a_number_within_a_limit_of_the_document_and_a_difference_need_not_stand_there(sentence: str) -> None:
    verdict = check_sentences(from_text(RULES, "rules"), [sentence])[0]
    assert verdict.supported, verdict.remark


@pytest.mark.parametrize(("sentence", "verdicts"), FALSE)
def test_what_the_document_does_not_say_is_not_supported(sentence: str, verdicts: set[str]) -> None:
    verdict = check_sentences(from_text(REPORT, "report"), [sentence])[0]
    assert verdict.name in verdicts, verdict.remark


@pytest.mark.parametrize("sentence", TRUE)
def test_what_the_document_says_in_other_words_is_supported(sentence: str) -> None:
    verdict = check_sentences(from_text(REPORT, "report"), [sentence])[0]
    assert verdict.supported, verdict.remark


def test_words_are_cut_and_join_to_the_same_text() -> None:
    text = "公司原定于2019年在上海上市"
    words = cut(text)
    assert "".join(word.text for word in words) == text
    assert [word.text for word in words][:2] == ["公司", "原定"]


def test_a_name_that_no_list_has_is_one_word_once_the_document_repeats_it() -> None:
    texts = ["洛维司汀每日服一次。", "服用洛维司汀后可能头晕。"]
    assert "洛维司汀" in new_words(texts)
    assert "洛维司汀" in [word.text for word in cut(texts[1], new_words(texts))]


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        ("图书馆有座位80个，每人借书不超过10本。", "图书馆有座位5个。"),
        ("门票50元，停车费20元起。", "门票60元。"),
        ("罚款超过200元。门票50元。", "门票300元。"),
        ("手机售价3000元，超过1000元可分期。", "手机售价5000元。"),
        ("学校有学生800人，每班不超过40人。", "学校有学生35人。"),
        ("公司去年招聘了30人，今年计划招聘超过50人。", "公司去年招聘了60人。"),
    ],
)
def test_a_limit_of_something_else_excuses_no_number(document: str, claim: str) -> None:
    assert not check_sentences(from_text(document), [claim])[0].supported


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        ("会议决定将地点改为上海。", "会议决定地点改为上海。"),
        ("医生已将药量减半。", "医生已经把药量减半。"),
        ("他获得了诺贝尔奖，并希望更多人关注。", "他获得了诺贝尔奖。"),
        ("警方表示，嫌疑人已经被捕，可能还有同伙。", "嫌疑人已经被捕。"),
        ("工程已经完成，验收计划在下月进行。", "工程已经完成。"),
        ("合同已签，双方还将扩大合作。", "双方已签合同。"),
        ("他想起已经完成的作业。", "作业已经完成。"),
        ("公司宣布将裁员100人。", "公司宣布裁员100人。"),
        ("猎豹体重50公斤，狮子体重190公斤。猎豹时速110公里，狮子时速80公里。", "猎豹速度比狮子快。"),
        ("北京面积16410平方公里，上海面积6340平方公里。2020年上海人口2487万，北京人口2189万。",
         "上海人口多于北京。"),
        ("苹果含糖10克、含水86克，香蕉含糖12克、含水75克。", "苹果含水比香蕉多。"),
        ("研究表明，该药可降低血压，研究人员希望扩大试验。", "研究表明该药可降低血压。"),
    ],
)  # fmt: skip
def test_what_is_planned_compared_or_turned_elsewhere_does_not_turn_what_is_said(
    document: str, claim: str
) -> None:
    verdict = check_sentences(from_text(document), [claim])[0]
    assert verdict.supported, verdict.remark


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        ("北京面积16410平方公里，上海面积6340平方公里。", "上海面积大于北京。"),
        ("2020年上海人口2487万，北京人口2189万。", "北京人口多于上海。"),
        ("工程可能在下月完成。", "工程已经完成。"),
    ],
)
def test_what_the_passage_turns_round_or_leaves_open_is_not_supported(document: str, claim: str) -> None:
    assert not check_sentences(from_text(document), [claim])[0].supported


@pytest.mark.parametrize(
    ("document", "claim", "supported"),
    [
        ("除垢可以用柠檬酸，不能用钢丝球。", "除垢可以用钢丝球。", False),
        ("除垢可以用柠檬酸，不能用钢丝球。", "除垢不能用柠檬酸。", False),
        ("除垢可以用柠檬酸，不能用钢丝球。", "不能用钢丝球除垢。", True),
        ("除垢可以用柠檬酸，不能用钢丝球。", "除垢可以用柠檬酸。", True),
        ("新款水壶S7可以预约，S5不能。", "S5可以预约。", False),
        ("新款水壶S7可以预约，S5不能。", "S7可以预约。", True),
        ("除垢一般每两个月一次；水硬的地区每月一次。", "水硬的地区每个月除垢一次。", True),
        (
            "工程原定去年底完工，因为木梁需要加固，推迟了八个月。",
            "工程晚了八个月，是因为木梁需要加固。",
            True,
        ),
        ("今年收到报修1430件，比去年少210件。", "去年的报修有1640件。", True),
        ("今年上半年收到报修430件，比去年同期少210件。", "今年上半年的报修比去年同期多210件。", False),
        ("今年上半年收到报修430件，比去年同期少210件。", "今年上半年的报修比去年同期少210件。", True),
        ("甲店比乙店多30箱。", "乙店比甲店少30箱。", True),
        ("甲店卖出120箱，比乙店多30箱。", "乙店比甲店少30箱。", True),
        ("甲店比乙店多30箱。", "乙店比甲店多30箱。", False),
        ("甲店比乙店多30箱。", "甲店比乙店少30箱。", False),
        ("甲店比乙店多30箱。", "乙店比甲店少40箱。", False),
        ("甲店比乙店多30箱，丙店比乙店少20箱。", "乙店比丙店少20箱。", False),
    ],
)
def test_what_is_forbidden_of_a_thing_and_what_is_less_is_not_turned_round(
    document: str, claim: str, supported: bool
) -> None:
    found = check_sentences(from_text(document), [claim])[0]
    assert found.supported == supported, found.remark


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("保修期十二年。", False),
        ("保修期12年。", False),
        ("保修期三年。", False),
        ("保修期十年。", True),
        ("星期三开门。", True),
    ],
)
def test_a_number_behind_a_term_is_no_weekday(claim: str, supported: bool) -> None:
    document = from_text("门锁安装在走廊的大门上。保修期为十年，从交货之日起算。门市部星期三开门。")
    assert check_sentences(document, [claim])[0].supported is supported


@pytest.mark.parametrize(
    ("document", "claim", "is_true"),
    [
        (
            "水盒容量为2.5升。水满时黄灯亮，蜂鸣器响3声，压缩机停止，但风机会再转5分钟。",
            "水盒一满压缩机就停，风机则还要再转几分钟。",
            True,
        ),
        (
            "第二步，放葱姜，加开水没过牛腩，小火炖一小时。水要一次加足，中途不要再添。",
            "炖牛腩用的是开水，而且要一次加够。",
            True,
        ),
        (
            "最高限价为80万元，报价超过最高限价的，作无效投标处理。",
            "投标报价只要高出80万元，就按废标处理。",
            True,
        ),
        ("药店为防止拿错药，获准继续使用老式标签。", "药店怕拿错药，获准继续使用老式标签。", True),
        (
            "每日22时至次日6时不得进行产生噪声的作业，急救除外。",
            "除了急救，夜里十点到清晨六点之间有噪声的活都得停下。",
            True,
        ),
        ("每日22时至次日6时不得鸣笛，急救除外。", "每日23时至次日6时不得鸣笛。", False),
        (
            "赛后发布会上，红星队主教练李冬青说，输球的主要原因是体力，“最后我们跑不动了”。\n\n他不认为换人太晚。",
            "红星队主教练认为败因在于体力，与换人无关。",
            True,
        ),
        (
            "问：冷天能用吗？\n\n答：可以在5℃至35℃之间使用。\n\n低于5℃时不启动。",
            "可以在5℃至35℃之间使用。",
            True,
        ),
    ],
)
def test_parts_of_words_ends_of_ranges_and_speakers_turn_nothing(
    document: str, claim: str, is_true: bool
) -> None:
    (verdict,) = check_sentences(from_text(document), [claim])
    assert (verdict.name != "contradicted") is is_true, verdict
