"""The characters of the fonts Symbol and Wingdings, which Word stores by their place in the font.

Owns the tables (Adobe's Symbol encoding; Unicode's own names for the signs of Wingdings). Must not guess:
a sign that is not in them is "", and the reader counts it.
"""

from __future__ import annotations

_SYMBOL_20 = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_A0 = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL = {0x20 + at: char for at, char in enumerate(_SYMBOL_20)} | {
    0xA0 + at: char for at, char in enumerate(_SYMBOL_A0) if char != "\uf8ff"
}


def _table(pairs: str) -> dict[int, str]:
    """Two hexadecimal digits and the sign, one after the other."""
    return {int(pair[:2], 16): pair[2:] for pair in pairs.split()}


_WINGDINGS = _table(
    "21✏ 22✂ 28☎ 29✆ 2A✉ 36⌛ 3F✍ 41✌ 43👍 44👎 45☜ 46☞ 47☝ 48☟ 4A☺ 4B😐 4C☹"
    " 4D💣 4E☠ 51✈ 52☼ 54❄ 58✠ 59✡ 5A☪ 5B☯ 6C● 6D❍ 6E■ 6F☐ 70☐ 71❑ 72❒ 73⬧"
    " 74⧫ 75◆ 76❖ 77⬥ 78⌧ 7A⌘ 7B❀ 7C✿ 7D❝ 7E❞ 80⓪ 8B⓿ 9E· 9F• A0▪ A1○ A3○"
    " A4◉ A5◎ A7▪ A8☐ AA✦ AB★ AC✶ AD✴ AE✹ B2⟡ B6☆ D5⌫ D6⌦ D8➢ DC➲ DF← E0→"
    " E1↑ E2↓ E3↖ E4↗ E5↙ E6↘ E7← E8→ E9↑ EA↓ EF⇦ F0⇨ F1⇧ F2⇩ F3⬄ F4⇳ FB✗"
    " FC✓ FD☒ FE☑ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8C❶ 8D❷ 8E❸ 8F❹"
    " 90❺ 91❻ 92❼ 93❽ 94❾ 95❿"
)
_WINGDINGS_2 = _table("4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97● 98● A3☐ 6A① 6B② 6C③ 6D④ 6E⑤ 6F⑥ 70⑦ 71⑧ 72⑨ 73⑩")
_WINGDINGS_3 = _table("66← 67→ 68↑ 69↓ 70▲ 71▼ 74◀ 75▶ 7D▶")
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗", 0x6E: "●"}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def is_symbol_font(font: str) -> bool:
    return font.lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """The character at a place of a font (0x20 to 0xFF, or that plus 0xF000); "" for an unknown one."""
    table = _FONTS.get(font.lower())
    if table is None:
        is_character = 0x20 <= code < 0xD800 or (0xF900 <= code < 0x110000 and code & 0xFFFE != 0xFFFE)
        return chr(code) if is_character else ""
    return table.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, "")


def translated(font: str, text: str) -> tuple[str, int]:
    """Text that is set in `font`, in Unicode, and how many of its signs are unknown."""
    if not any("\uf020" <= char <= "\uf0ff" for char in text):
        return (text, 0) if not is_symbol_font(font) or font.lower() != "symbol" else _mapped(font, text)
    return _mapped(font if is_symbol_font(font) else "symbol", text)


def _mapped(font: str, text: str) -> tuple[str, int]:
    out, unknown = "", 0
    for char in text:
        if char.isspace() or (ord(char) > 0xFF and not "\uf020" <= char <= "\uf0ff"):
            out += char
            continue
        sign = symbol(font, ord(char))
        out += sign
        unknown += not sign
    return out, unknown
