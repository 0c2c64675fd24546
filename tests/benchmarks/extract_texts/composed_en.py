"""The wordings of English invoices and letters, of each part first those that are looked at."""

from __future__ import annotations

from tests.benchmarks.extract_texts.composed import Parts

_INVOICE_EN = Parts(
    {
        "title": (
            ("INVOICE", "Bill", "INVOICE\n(original)"),
            ("Sales invoice", "STATEMENT OF CHARGES", "TAX INVOICE\nDuplicate"),
        ),
        "number": (
            ("Invoice no. {Invoice number}", "No.: {Invoice number}", "Our reference: {Invoice number}"),
            ("Bill number {Invoice number}", "Document # {Invoice number}", "Invoice ID: {Invoice number}"),
        ),
        "date": (
            ("Date: {Invoice date}", "Issued {Invoice date}"),
            ("Billing date {Invoice date}", "Date of issue: {Invoice date}", "Made out on {Invoice date}"),
        ),
        "seller": (
            ("Seller: {Seller}", "From: {Seller}", "Supplier: {Seller}\nTel. 0117 496 0021"),
            ("Vendor: {Seller}", "Billed by {Seller}", "Payee: {Seller}\nVAT ID GB 448 2210 77"),
        ),
        "buyer": (
            ("Bill to: {Buyer}", "Customer: {Buyer}", "To: {Buyer}\nattn. {_p}"),
            ("Sold to: {Buyer}", "Client: {Buyer}\nContact person {_p}", "Invoice recipient: {Buyer}"),
        ),
        "seller_column": (
            ("From\n{Seller}\n8 Dock Street", "Supplier\n{Seller}\nP.O. Box 118"),
            ("Vendor\n{Seller}\n71 Castle Hill", "Issued by\n{Seller}\nUnit 4, Park Row"),
        ),
        "buyer_column": (
            ("To\n{Buyer}\n5 Elm Grove", "Customer\n{Buyer}\n60 Quay Lane"),
            ("Client\n{Buyer}\n19 Abbey Walk", "Billed to\n{Buyer}\n2 New Road"),
        ),
        "head": (
            ("{Seller}\n12 Harbour Road", "{Seller} · 3 Market Square · www.example.com"),
            ("{Seller}\n9 Foundry Lane, Leeds", "{Seller} | Tel. 0161 496 0344"),
        ),
        "addressed": (
            ("{Buyer}\n5 Elm Grove", "{Buyer}\nattn. {_p}"),
            ("{Buyer}\nAccounts payable\n19 Abbey Walk", "{Buyer}\nfor the attention of {_p}"),
        ),
        "table": (
            ("Printing paper   {_a}\nDelivery   {_b}", "Item\tAmount\nRepairs\t{_a}\nParts\t{_b}"),
            (
                "1 x Garden bench   {_a}\n2 x Parasol   {_b}",
                "Position | Price\nTraining | {_a}\nTravel | {_b}",
            ),
        ),
        "sums": (
            (
                "?Subtotal   {Net amount}\n?VAT 20%   {Tax}\nTotal   {Total}",
                "?Net: {Net amount}\n?Tax: {Tax}\nTotal due: {Total}",
            ),
            (
                "?Amount before tax   {Net amount}\n?Sales tax   {Tax}\nBalance due   {Total}",
                "?Total excl. VAT: {Net amount}\n?Value added tax (20 %): {Tax}\nTotal incl. VAT: {Total}",
                "?Net total | {Net amount}\n?Plus tax | {Tax}\nAmount to pay | {Total}",
            ),
        ),
        "due": (
            (
                "?Due date: {Due date}",
                "?Please pay by {Due date}.",
                "?Payment is due on {Due date}.",
                "?Payable {term} of receipt.",
            ),
            (
                "?Payment deadline: {Due date}",
                "?We ask you to settle this bill no later than {Due date}.",
                "?The amount must reach our account by {Due date}.",
                "?The sum has to be transferred {term} of the date of issue.",
                "?Kindly remit the sum before {Due date} and quote the number above.",
            ),
        ),
        "thanks": (
            ("Thank you for your order.", "IBAN GB33 BUKB 2020 1555 5555 55"),
            ("We appreciate your business.", "Bank details: sort code 20-15-55, account 55779911"),
        ),
        "told": (
            (
                "This is our invoice {Invoice number} of {Invoice date}.\n"
                "For the repairs we charge {_a}, for the parts {_b}.",
                "We send you invoice {Invoice number}, dated {Invoice date}, for the goods that you ordered.",
            ),
            (
                "On {Invoice date} we issued bill {Invoice number} to you\n"
                "for the training ({_a}) and the travel ({_b}).",
                "Please find below the charges for your last order (our number {Invoice number}, written on "
                "{Invoice date}).",
            ),
        ),
        "told_sums": (
            (
                "?The net amount is {Net amount}.\n?VAT comes to {Tax}.\nThe total is {Total}.",
                "?Before tax that is {Net amount}.\n?The tax is {Tax}.\nYou owe us {Total} in all.",
            ),
            (
                "?This makes {Net amount} without tax.\n?Tax of {Tax} is added.\nWe request {Total}.",
                "?Excluding tax the charge is {Net amount}.\n?VAT on it amounts to {Tax}.\n"
                "The sum payable is {Total}.",
            ),
        ),
        "signed": (
            ("Yours faithfully\n{Seller}", "Kind regards,\n{_p}\n{Seller}"),
            ("Best wishes from all of us at {Seller}", "Sincerely,\n{Seller}\nAccounts"),
        ),
    },
    (
        "title number date seller buyer table sums due thanks",
        "head title number+date buyer table sums due",
        "title number date seller_column+buyer_column table sums due thanks",
        "addressed told told_sums due signed",
        "title buyer seller number+date table sums thanks due",
        "title buyer_column+seller_column number date due table sums",
        "buyer told table sums due signed",
    ),
)
_LETTER_EN = Parts(
    {
        "dated": (
            ("?{Letter date}", "?Bristol, {Letter date}"),
            ("?Written on {Letter date}", "?Leeds, {Letter date}"),
        ),
        "memo": (
            ("From: {Sender}\nTo: {Recipient}\n?Date: {Letter date}\nSubject: our meeting",),
            (
                "Recipient: {Recipient}\nSender: {Sender}\n?Sent: {Letter date}\nRe: the visit",
                "To: {Recipient}\n?Date: {Letter date}\nFrom: {Sender}\nAbout: next steps",
            ),
        ),
        "dear": (
            ("Dear {Recipient},", "Hello {Recipient},"),
            ("Good morning {Recipient},", "My dear {Recipient},"),
        ),
        "open": (
            ("Thank you for your message.", "I hope that you are well.", "It was good to hear from you."),
            ("Many thanks for your call.", "Forgive me for answering so late.", "We had much rain here."),
        ),
        "day": (
            ("I suggest that we meet on {Appointment}.", "The meeting is on {Appointment}."),
            (
                "Would {Appointment} suit you for a talk?",
                "Let us get together on {Appointment}.",
                "We expect you on {Appointment} at ten.",
            ),
        ),
        "place": (
            ("?We could meet at {Place}.", "?It takes place at {Place}."),
            (
                "?Please come to {Place}.",
                "?I will wait for you at {Place}.",
                "?I have reserved {Place} for us.",
            ),
        ),
        "persons": (
            ("?There will be {Persons} of us.", "?{Persons} people have said yes."),
            ("?We are a group of {Persons} persons.", "?So far {Persons} guests have accepted."),
        ),
        "fee": (
            ("?The fee is {Fee}.", "?It costs {Fee}, to be paid at the door."),
            ("?Everybody pays {Fee}.", "?You will be charged {Fee}.", "?Please bring {Fee} with you."),
        ),
        "bye": (
            ("Kind regards\n{Sender}", "Yours,\n{Sender}"),
            ("See you soon,\n{Sender}", "With best wishes\n{Sender}", "Warmly,\n\n{Sender}"),
        ),
        "end": (("Please let me know.", "See you then."), ("A short answer will do.", "Until then.")),
    },
    (
        "dated dear open day place persons fee bye",
        "memo open day persons place fee end",
        "dear day place fee persons end bye dated",
        "dear open fee persons place day bye",
        "memo day place fee",
    ),
)
COMPOSED_EN = {"invoice": _INVOICE_EN, "letter": _LETTER_EN}
