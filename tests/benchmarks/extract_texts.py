"""Made documents whose values and places are known: invoices and short letters, in both languages.

A template is a text with `{Field}` where a value stands; several variants are joined at random from its
parts, and some fields are left out. TUNING templates were looked at while Extract was built, MEASURING ones
only by the benchmark.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from llmdesk.tools.documents import from_text
from llmdesk.tools.fields import Field, FieldSet, ready_set

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Known:
    """A value as the text has it, and all the places that may be given for it. `choice`: of a choice."""

    text: str
    places: Places
    choice: str = ""


@dataclass(frozen=True)
class Made:
    """A document. `known` has the fields that it states, with places in `read`: the text as Extract reads it,
    in which lines may be joined."""

    language: str
    kind: str
    text: str
    read: str
    fields: FieldSet
    known: Mapping[str, Known]


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

_Lists = Mapping[str, tuple[str, ...]]
_PEOPLE: _Lists = {
    "en": (
        "Ruth Calloway", "Peter Lindqvist", "Amara Osei", "Helen Marsh", "Tomas Vrba", "Grace Whitfield",
        "Ivan Petrov", "Noor Haddad", "Edward Blythe", "Carla Mendes", "Sean O'Rourke", "Yuki Tanaka",
    ),
    "zh": (
        "王建国", "李晓梅", "张立新", "陈思远", "刘芳", "赵文博", "孙雅琴", "周海涛", "吴丽娟", "郑浩然",
        "黄志强", "林美华",
    ),
}  # fmt: skip
_FIRMS: _Lists = {
    "en": (
        "Hartwell Paper Ltd.", "Northgate Supplies GmbH", "Bluebird Cycles Inc.", "Old Mill Bakery",
        "Orion Software LLC", "Castle & Sons Ltd", "Riverside Dental Clinic", "Green Valley Farms",
        "Maple Street Garage", "Quantum Print Co.",
    ),
    "zh": (
        "杭州云帆科技有限公司", "上海晨光文具有限公司", "北京华信咨询有限公司", "广州恒通物流有限公司",
        "成都蓉城食品厂", "苏州锦绣纺织有限公司", "青岛海韵酒店管理有限公司", "武汉长江机电设备厂",
        "深圳市智联电子有限公司", "西安古城印务有限公司",
    ),
}  # fmt: skip
_PRODUCTS: _Lists = {
    "en": ("coffee machine", "desk chair", "hiking boot", "washing machine", "garden hose", "keyboard"),
    "zh": ("咖啡机", "办公椅", "登山鞋", "洗衣机", "电饭煲", "无线键盘"),
}
_PROBLEMS: _Lists = {
    "en": (
        "water leaks from the bottom", "one leg is bent", "the sole came off after two days",
        "it makes a loud noise", "the left side does not work", "the cover was cracked",
    ),
    "zh": ("底部漏水", "有一条腿弯了", "穿了两天就坏了", "噪音很大", "左边漏气", "外壳有裂痕"),
}  # fmt: skip
_ROOMS: _Lists = {
    "en": (
        "the town library", "Room 204", "Café Central", "our office in Bridge Street", "the Grand Hotel",
        "the sports hall",
    ),
    "zh": ("市图书馆", "204会议室", "中央咖啡馆", "建设路办公室", "锦江饭店", "体育馆"),
}  # fmt: skip
_ENOUGH: _Lists = {
    "en": ("two", "three", "five", "eight", "twelve", "14", "20", "35"),
    "zh": ("两", "三", "五", "八", "十二", "14", "20", "三十五"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class _Maker:
    """Draws the values of one document."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.random = random.Random(f"{language}{seed}")

    def one(self, lists: _Lists) -> str:
        return self.random.choice(lists[self.language])

    def two(self, lists: _Lists) -> tuple[str, str]:
        one, other = self.random.sample(lists[self.language], 2)
        return one, other

    def day(self, style: int | None = None) -> str:
        year, month, day = (
            self.random.randint(2019, 2025),
            self.random.randint(1, 12),
            self.random.randint(1, 28),
        )
        style = self.random.randrange(3) if style is None else style
        if self.language == "zh":
            return (
                f"{year}年{month}月{day}日",
                f"{year}-{month:02d}-{day:02d}",
                f"{year}年{month:02d}月{day:02d}日",
            )[style]
        name = _MONTHS[month - 1]
        return (f"{day} {name} {year}", f"{name} {day}, {year}", f"{year}-{month:02d}-{day:02d}")[style]

    def money(self, cents: int, style: int) -> str:
        amount = f"{cents / 100:,.2f}"
        if self.language == "zh":
            return (f"¥{amount}", f"{amount}元", f"人民币{amount}元")[style]
        return (f"EUR {amount}", f"${amount}", f"£{amount}")[style]

    def number(self) -> str:
        pattern = self.random.choice(("INV-{}-{}", "{}/{}", "R{}{}", "{}-{}"))
        return pattern.format(self.random.randint(2019, 2025), self.random.randint(100, 9999))


_PLACE = re.compile(r"\{([^{}]+)\}")


def _filled(template: str, values: Mapping[str, str]) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    text, at = "", 0
    places: dict[str, list[tuple[int, int]]] = {}
    for found in _PLACE.finditer(template):
        text += template[at : found.start()]
        value = values[found[1]]
        places.setdefault(found[1], []).append((len(text), len(text) + len(value)))
        text += value
        at = found.end()
    return text + template[at:], places


def _made(
    maker: _Maker,
    kind: str,
    fields: FieldSet,
    template: str,
    values: Mapping[str, str],
    choices: Mapping[str, str],
) -> Made:
    """`template`: lines that begin with "?" are left out half of the time."""
    lines = []
    for line in template.strip("\n").split("\n"):
        if line.startswith("?") and maker.random.random() < 0.4:
            continue
        lines.append(line.removeprefix("?"))
    text, places = _filled("\n".join(lines), values)
    read = from_text(text).text
    known = {
        name: Known(values[name], _moved(found, text, read), choices.get(name, ""))
        for name, found in places.items()
        if not name.startswith("_")
    }
    return Made(maker.language, kind, text, read, fields, known)


def _moved(places: Sequence[tuple[int, int]], text: str, read: str) -> Places:
    """The places in `read`, which differs from `text` in white space alone."""
    before, after = ([at for at, c in enumerate(each) if not c.isspace()] for each in (text, read))
    assert [text[at] for at in before] == [read[at] for at in after]
    to = dict(zip(before, after, strict=True))
    return tuple((to[start], to[end - 1] + 1) for start, end in places)


# -- invoices ------------------------------------------------------------------------------------
def _invoice(maker: _Maker, template: str) -> Made:
    style = maker.random.randrange(3)
    seller, buyer = maker.two(_FIRMS)
    lines = [maker.random.randint(300, 90_000) for _ in range(2)]
    net = sum(lines)
    tax = net * 13 // 100 if maker.language == "zh" else net // 5
    days = maker.random.randrange(3)
    names = [field.name for field in ready_set("invoice", "zh" if maker.language == "zh" else "en").fields]
    drawn = (
        maker.number(), maker.day(days), maker.day(days), seller, buyer,
        maker.money(net, style), maker.money(tax, style), maker.money(net + tax, style),
    )  # fmt: skip
    extra = {"_a": maker.money(lines[0], style), "_b": maker.money(lines[1], style), "_p": maker.one(_PEOPLE)}
    fields = ready_set("invoice", "zh" if maker.language == "zh" else "en")
    return _made(maker, "invoice", fields, template, dict(zip(names, drawn, strict=True)) | extra, {})


# -- letters -------------------------------------------------------------------------------------


def _letter(maker: _Maker, template: str) -> Made:
    fields = LETTER.in_language(maker.language)
    sender, recipient = maker.two(_PEOPLE)
    drawn = (
        sender, recipient, maker.day(0), maker.day(0), maker.one(_ROOMS),
        maker.money(maker.random.randint(5, 90) * 100, maker.random.randrange(2)), maker.one(_ENOUGH),
    )  # fmt: skip
    values = {field.name: value for field, value in zip(fields, drawn, strict=True)}
    return _made(maker, "letter", FieldSet(fields), template, values, {})


_WANTED = {
    "en": {
        "refund": "I would like my money back", "replacement": "Please send me a new one instead",
        "repair": "Please have it repaired",
    },
    "zh": {"退款": "请把钱退给我", "换货": "请给我换一个新的", "维修": "请安排人来修理"},
}  # fmt: skip


def _complaint(maker: _Maker, template: str) -> Made:
    fields = ready_set("complaint", "zh" if maker.language == "zh" else "en")
    names = [field.name for field in fields.fields]
    at = maker.random.randrange(6)
    choice, words = maker.random.choice(sorted(_WANTED[maker.language].items()))
    product, problem = _PRODUCTS[maker.language][at], _PROBLEMS[maker.language][at]
    paid = maker.money(maker.random.randint(900, 60_000), 1)
    drawn = (maker.one(_PEOPLE), maker.number(), product, maker.day(0), problem, paid, words)
    values = dict(zip(names, drawn, strict=True))
    return _made(maker, "complaint", fields, template, values, {names[-1]: choice})


Template = tuple[Callable[[_Maker, str], Made], str]

TUNING: Mapping[str, tuple[Template, ...]] = {
    "en": (
        (
            _invoice,
            """
{Seller}
12 Harbour Road, Bristol

INVOICE
Invoice no.: {Invoice number}
Date: {Invoice date}
?Payment due: {Due date}

Bill to: {Buyer}

Printing paper A4, 20 boxes     {_a}
Delivery                        {_b}
?Subtotal                        {Net amount}
?VAT 20%                         {Tax}
Total due                       {Total}
""",
        ),
        (
            _letter,
            """
?{Letter date}

Dear {Recipient},

Thank you for your message. I suggest that we meet on {Appointment}.
?We could meet at {Place}.
?There will be {Persons} of us.
?The fee is {Fee}.

Kind regards
{Sender}
""",
        ),
        (
            _complaint,
            """
Dear Sir or Madam,
?I ordered a {Product} from you (order {Order number}).
?I bought it on {Date of purchase}.
?Unfortunately {Problem}.
?I paid {Amount} for it.
?{Wanted}.
Yours faithfully, {Customer}
""",
        ),
    ),
    "zh": (
        (
            _invoice,
            """
发票
发票号码：{发票号码}
开票日期：{开票日期}
?付款期限：{付款期限}
销售方：{销售方}
购买方：{购买方}
项目            金额
打印纸20箱      {_a}
运费            {_b}
?不含税合计      {不含税金额}
?税额（13%）     {税额}
价税合计        {价税合计}
""",
        ),
        (
            _letter,
            """
{收信人}：
您好！来信收到了。我们{见面日期}见面吧。
?地点就定在{地点}。
?我们一共来{人数}个人。
?费用是{费用}。
此致
敬礼
{写信人}
?{写信日期}
""",
        ),
        (
            _complaint,
            """
尊敬的客服：
?我在贵店买了{产品}，订单号{订单号}。
?购买日期是{购买日期}。
?可是{问题}。
?我一共付了{金额}。
?{要求}。
{客户}
""",
        ),
    ),
}  # fmt: skip

MEASURING: Mapping[str, tuple[Template, ...]] = {
    "en": (
        (
            _invoice,
            """
TAX INVOICE                                             {Invoice number}

From                          To
{Seller}                      {Buyer}
Contact: {_p}

Issued {Invoice date}
?Please pay no later than {Due date}

Qty  Description              Amount
4    Ink cartridges           {_a}
1    Desk lamp                {_b}

?Net                           {Net amount}
?Tax (20 %)                    {Tax}
Amount payable                {Total}
?Thank you for your business!
""",
        ),
        (
            _invoice,
            """
To: {Buyer}
Attn. {_p}

Re: our invoice {Invoice number} of {Invoice date}

For our services in the past month we charge you as follows:
Consulting, 6 hours: {_a}
Travel expenses: {_b}
?Sum before tax: {Net amount}
?plus tax of {Tax}
To be paid: {Total}
?The amount is due on {Due date}.

With kind regards
{Seller}
Bank: IBAN DE02 1203 0000 0000 2020 51
""",
        ),
        (
            _letter,
            """
From: {Sender}
To: {Recipient}
?Date: {Letter date}
Subject: Guided tour

Hello,
the guided tour takes place on {Appointment}. Everybody gathers at {Place} at ten o'clock.
?You have registered {Persons} persons.
?Please bring {Fee} in cash.
""",
        ),
        (
            _letter,
            """
Dear {Recipient},
?your letter of last week reached me only today, {Letter date}, since I was away.
Would {Appointment} suit you for the rehearsal? I have booked {Place} for us.
?So far {Persons} people have said yes.
?The rent comes to {Fee}, which we share.
Yours,
{Sender}
""",
        ),
        (
            _complaint,
            """
Customer: {Customer}
?Order: {Order number}
Hi, the {Product} that came
?on {Date of purchase} is faulty:
{Problem}.
?It cost {Amount}.
?{Wanted}!
""",
        ),
        (
            _complaint,
            """
My name is {Customer}. On {Date of purchase} I bought a {Product} in your shop
?for {Amount}.
Since then I have had nothing but trouble, because {Problem}.
?The receipt says {Order number}.
?{Wanted}. I expect your answer within two weeks.
""",
        ),
    ),
    "zh": (
        (
            _invoice,
            """
电子发票（普通发票）
号码 {发票号码}
日期 {开票日期}
购方名称  {购买方}
售方名称  {销售方}
开票人    {_p}
货物名称  数量  金额
墨盒      4     {_a}
台灯      1     {_b}
?小计            {不含税金额}
?税金            {税额}
应付总额        {价税合计}
?请于{付款期限}前付清
""",
        ),
        (
            _invoice,
            """
致：{购买方}
?本次服务账单编号为{发票号码}，开具于{开票日期}。
咨询费{_a}，差旅费{_b}。
?税前金额共计{不含税金额}，另加税款{税额}。
贵方应付{价税合计}。
?请最迟在{付款期限}付款。
联系人：{_p}
{销售方}
""",
        ),
        (
            _letter,
            """
发件人：{写信人}
收件人：{收信人}
?日期：{写信日期}
主题：参观活动
参观活动定于{见面日期}举行，上午十点在{地点}集合。
?您报名的人数为{人数}人。
?请带上现金{费用}。
""",
        ),
        (
            _letter,
            """
亲爱的{收信人}：
?你上周的信我今天（{写信日期}）才看到。
排练安排在{见面日期}，你看行吗？我已经订好了{地点}。
?到现在为止有{人数}个人说要来。
?场地费{费用}，大家平摊。
祝好
{写信人}
""",
        ),
        (
            _complaint,
            """
投诉人：{客户}
?订单编号：{订单号}
你们的{产品}有质量问题，{问题}。
?我是{购买日期}下的单。
?价钱是{金额}。
?{要求}！
""",
        ),
        (
            _complaint,
            """
我叫{客户}，{购买日期}在你们店买了一台{产品}，
?花了{金额}。
用了没几天，{问题}。
?小票上的单号是{订单号}。
?{要求}，希望两周内答复。
""",
        ),
    ),
}


def made(templates: Mapping[str, tuple[Template, ...]], language: str, count: int) -> Iterator[Made]:
    """`count` documents, each template in turn; the same each time."""
    for number in range(count):
        make, template = templates[language][number % len(templates[language])]
        yield make(_Maker(language, number), template)
