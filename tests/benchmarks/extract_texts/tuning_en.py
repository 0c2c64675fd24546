"""English templates that were looked at while Extract was built."""

from __future__ import annotations

from tests.benchmarks.extract_texts.kinds import Template, complaint, invoice, letter

TUNING_EN: tuple[Template, ...] = (
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
    (
        invoice,
        """
TAX INVOICE {Invoice number}
To:   {Buyer}
From: {Seller}
Issued: {Invoice date}

Repairs of the heating          {_a}
Spare parts                     {_b}
?Net                             {Net amount}
?VAT                             {Tax}
Please pay                      {Total}
?no later than {Due date}
""",
    ),
    (
        invoice,
        """
Customer: {Buyer}
Attention: {_p}

Statement no. {Invoice number}
Drawn up on {Invoice date}
Cleaning, March                 {_a}
Cleaning, April                 {_b}
?Amount without tax              {Net amount}
?Sales tax                       {Tax}
Grand total                     {Total}
?Payable until {Due date}
Remit to: {Seller}, Mill Lane 3, York
""",
    ),
    (
        invoice,
        """
{Buyer}
attn. {_p}

Our bill {Invoice number} of {Invoice date}
We thank you for your order and charge you as follows.
Two tables                      {_a}
Four chairs                     {_b}
?Sum                             {Net amount}
?plus VAT                        {Tax}
To be paid                      {Total}
?Terms: {Due date}
Yours sincerely
{Seller}
""",
    ),
    (
        letter,
        """
From: {Sender}
To: {Recipient}
?Date: {Letter date}
Subject: our visit

Could you make time for us on {Appointment}? My last visit was on 4 June 2017.
?I would come to {Place}.
?We are {Persons}.
?The entry of {Fee} is paid by each of us.
""",
    ),
    (
        letter,
        """
{Recipient}
12 Rose Lane

?{Letter date}

I write to remind you of the dinner on {Appointment}, for which you put your name down.
?It is held at {Place}.
?A table for {Persons} has been booked.
?The price is {Fee}.
See you there,
{Sender}
""",
    ),
    (
        complaint,
        """
Complaint form
Name: {Customer}
?Order: {Order number}
?Article: {Product}
?Bought on: {Date of purchase}
?What happened: {Problem}
?Price paid: {Amount}
?{Wanted}.
""",
    ),
)  # fmt: skip
