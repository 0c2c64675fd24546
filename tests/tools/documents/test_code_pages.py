"""Code pages: found from a sentence or two, alone or in the cells of a table; noise is no text."""

from __future__ import annotations

import random

import pytest

from llmdesk.tools.documents.code_pages import code_page

SENTENCES = (
    ("gb18030", "电池太差了，用了一天就坏了！", "物流很快，包装完好。"),
    ("big5", "電池太差了，用了一天就壞了！", "物流很快，包裝完好。"),
    ("cp932", "とても使いやすいです。また買います。", "電池がすぐに切れてしまう。"),
    ("euc_jp", "とても使いやすいです。また買います。", "電池がすぐに切れてしまう。"),
    ("cp949", "정말 좋은 제품입니다. 다시 살게요.", "배터리가 너무 빨리 닳아요."),
    ("cp1251", "Очень хороший телефон, мне нравится", "Дуже гарний телефон, мені подобається"),
    ("koi8_r", "Очень хороший телефон, мне нравится", "Батарея плохая, сломалась через день"),
    ("cp1253", "Πολύ καλό τηλέφωνο, μου αρέσει", "Η μπαταρία είναι κακή, χάλασε αμέσως"),
    ("cp1255", "טלפון טוב מאוד, אני אוהב אותו", "הסוללה גרועה, נשברה אחרי יום"),
    ("cp1256", "هاتف جيد جدا، أعجبني", "البطارية سيئة، تعطلت بعد يوم"),
    ("cp1250", "Źle wykonany, odradzam każdemu, był zły", "Świetny zakup, działa bardzo dobrze"),
    ("cp1250", "Baterie je špatná, rozbila se hned příští den", "Rychlé doručení, děkuji"),
    ("cp1250", "Nagyon rossz, már az első napon tönkrement", "Örülök, hogy megvettem, őszintén szólva"),
    ("cp1257", "Baterija labai greitai išsikrovė, nesiūlau", "Puikus pirkinys, ačiū, žmonės"),
    ("cp874", "โทรศัพท์ดีมาก ชอบมาก", "แบตเตอรี่หมดเร็วเกินไป"),
    ("cp1254", "Çok güzel bir telefon, beğendim, teşekkürler", "Pil kötü, bir günde bozuldu, değmez"),
    ("cp1252", "Größe paßt nicht, sehr enttäuscht", "Für den Preis völlig in Ordnung – „top“"),
    ("cp1252", "Très déçu, l’écran est cassé", "Le cœur du problème : la batterie"),
    ("cp1252", "La batería es mala, se rompió en un día", "El niño está contento, ¡gracias!"),
    ("cp1252", "A bateria é má, avariou num dia", "Ótima aquisição, não tenho queixas"),
    ("cp1252", "Batteriet är dåligt, gick sönder på en dag", "Mycket bra, jag är väldigt nöjd"),
    ("cp1252", "It’s a good phone", "A nice café — “great” value"),
)


@pytest.mark.parametrize(("page", "first", "second"), SENTENCES)
def test_a_sentence_or_two_are_enough(page: str, first: str, second: str) -> None:
    text = f"{first}\n{second}\n"
    data = text.encode(page)
    assert data.decode(code_page(data)) == text


@pytest.mark.parametrize(("page", "first", "second"), SENTENCES)
def test_columns_and_rows_of_plain_ascii_do_not_hide_them(page: str, first: str, second: str) -> None:
    rows = [f"{number};shop.example.com;19.90;a plain comment;user{number}" for number in range(20_000)]
    rows[19_000:] = [
        f"{number};shop.example.com;19.90;{text};user{number}"
        for number in range(500)
        for text in (first, second)
    ]
    text = "\r\n".join(rows)
    data = text.encode(page)
    assert data.decode(code_page(data)) == text


def test_a_sample_that_ends_within_a_character_is_good_enough() -> None:
    for shift in ("", "a"):
        assert code_page((shift + "電池がすぐに切れてしまう" * 9000).encode("cp932")) == "cp932"


def test_noise_is_text_in_no_page() -> None:
    assert code_page(bytes(random.Random(1).choices(range(128, 256), k=20_000))) == ""
