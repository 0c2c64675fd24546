"""Templates that were looked at while Extract was built."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.extract_texts.kinds import Template, complaint, invoice, letter

TUNING: Mapping[str, tuple[Template, ...]] = {
    "en": (
        (
            invoice,
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
            letter,
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
            complaint,
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
            invoice,
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
            letter,
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
            complaint,
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
