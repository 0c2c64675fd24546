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
        (
            invoice,
            """
{Buyer}
Accounts department

Rechnung / Invoice {Invoice number}
{Seller} - 4 Canal Street, Leeds
Issued on {Invoice date}
Contact: {_p}

1  Consulting, one day        {_a}
2  Travel                     {_b}
?Total before tax {Net amount}
?plus sales tax {Tax}
Amount payable {Total}
?Please transfer the amount by {Due date}.
""",
        ),
        (
            letter,
            """
{Sender}
{Letter date}

To {Recipient}

Dear colleague, the meeting on 3 May 2018 had to be put off.
?It now takes place on {Appointment}.
?Come to {Place}, please.
?{Persons} persons have said that they will come.
?Lunch costs {Fee}, to be paid at the door.
Yours sincerely
""",
        ),
        (
            invoice,
            """
Dear {Buyer},
we have sent you the goods that you ordered from {Seller}.
This is our bill no. {Invoice number}, dated {Invoice date}.
?The goods cost {Net amount} without tax.
?Tax on it is {Tax}.
In all we ask you for {Total}, of which carriage is {_b}.
?The last day for payment is {Due date}.
{_p}, Sales
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
        (
            invoice,
            """
{销售方}
地址：滨江路18号   联系人：{_p}
收据编号 {发票号码}        {开票日期}
客户：{购买方}
咨询服务一天         {_a}
差旅费               {_b}
?税前小计             {不含税金额}
?增值税               {税额}
应付总额             {价税合计}
?请于{付款期限}前汇款。
""",
        ),
        (
            letter,
            """
{写信日期}
{收信人}，你好！
原定2018年5月3日的会推迟了。
?现在改在{见面日期}。
?请到{地点}来。
?已经有{人数}个人报名。
?午餐费{费用}，到时再交。
{写信人}敬上
""",
        ),
        (
            invoice,
            """
{购买方}：
贵公司向{销售方}订购的货物已经发出。
账单号{发票号码}，日期{开票日期}。
?货款不含税{不含税金额}。
?税款{税额}。
总共应付{价税合计}，其中运费{_b}。
?最晚付款日{付款期限}。
{_p}
""",
        ),
    ),
}  # fmt: skip
