"""Templates that only the benchmark looks at: who works on Extract does not read them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.extract_texts.kinds import Template, complaint, invoice, letter

MEASURING: Mapping[str, tuple[Template, ...]] = {
    "en": (
        (
            invoice,
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
            invoice,
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
            letter,
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
            letter,
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
            complaint,
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
            complaint,
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
            invoice,
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
            invoice,
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
            letter,
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
            letter,
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
            complaint,
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
            complaint,
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
