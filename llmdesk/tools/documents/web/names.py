"""What the elements of a web page are: blocks, menus, what is skipped, hidden, raised or a page's number.

Owns the names and the attributes that tell. Must not keep any state of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "datalist",
        "button",
        "map",
        "progress",
        "meter",
        "rp",
        "rt",
        "rtc",
        "del",
    ]
)
VOID = frozenset(
    ["br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr"]
)
BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "form",
        "fieldset",
        "body",
        "html",
        "hr",
        "details",
        "summary",
        "center",
        "legend",
        "menu",
        "hgroup",
        "title",
        "head",
        "dialog",
        "search",
        "frameset",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MENUS = frozenset(["nav", "aside", "menu", "search"])
_EDGES = frozenset(["header", "footer"])  # of the page; those of an article belong to its text
_MENU_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "menubar",
        "complementary",
        "toolbar",
        "dialog",
        "alertdialog",
    ]
)
_MENU_NAME = re.compile(
    r"(?:(?:main|site|page|top|left|right|global|primary|secondary|side|footer|header|mobile)[-_]?)?"
    r"(?:nav|navbar|navbox|navigation|menu|sidebar|breadcrumbs?|cookies?|cookie-(?:banner|notice)|banner|ads?"
    r"|advert|advertisement|social|share|sharing|share-buttons|related|related-posts|pagination|pager"
    r"|skip-link|toc|mw-editsection|newsletter|popup|modal)",
    re.IGNORECASE,
)
_NO_DISPLAY = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_INVISIBLE = re.compile(r"visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_LIFTED = re.compile(r"vertical-align\s{0,9}:\s{0,9}(super|sub)\b", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}([a-z0-9-]{1,30})", re.IGNORECASE)
_LONGEST_STYLE = 2000
# Written for the layout of the printed page, or for another program, not for the reader.
_PAGE_MARKS = frozenset(
    ["pagenum", "pagenumber", "page-number", "page_number", "pageno", "pagebreak", "page-break-number"]
)
_DOUBLES = frozenset(["mathjax_preview", "katex-html"])
_FORMULA_IMAGES = frozenset(
    [
        "mwe-math-fallback-image-inline",
        "mwe-math-fallback-image-display",
        "latex",
        "tex",
        "math",
        "mathimg",
        "equation-image",
        "wp-katex-eq",
    ]
)
_EMOJI = frozenset(["emoji", "wp-smiley", "emote", "twemoji"])
_SHOWN_INPUTS = frozenset(
    ["", "text", "number", "email", "tel", "date", "month", "week", "time", "datetime-local", "url"]
)

_PAGE_ROLES = frozenset(["pagebreak", "doc-pagebreak", "doc-backlink"])
_NOTE_ROLES = frozenset(["noteref", "doc-noteref"])
NO_DISPLAY, INVISIBLE = 1, 2


def classes(attributes: Mapping[str, str]) -> list[str]:
    return attributes.get("class", "").lower().split()[:20]


def _roles(attributes: Mapping[str, str]) -> list[str]:
    if "role" not in attributes and "epub:type" not in attributes:
        return []
    return f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".lower().split()


def style(attributes: Mapping[str, str]) -> str:
    return attributes.get("style", "")[:_LONGEST_STYLE]


def hidden(tag: str, attributes: Mapping[str, str]) -> int:
    """`NO_DISPLAY` or `INVISIBLE` for what a page hides, else 0."""
    if tag == "dialog" and "open" not in attributes:
        return NO_DISPLAY
    if not attributes or "mwe-math-mathml" in attributes.get("class", ""):
        return 0
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return NO_DISPLAY
    if attributes.get("aria-hidden") == "true":
        return NO_DISPLAY
    if "style" not in attributes:
        return 0
    css = style(attributes)
    if _NO_DISPLAY.search(css):
        return NO_DISPLAY
    return INVISIBLE if _INVISIBLE.search(css) else 0


def skipped(tag: str, attributes: Mapping[str, str]) -> bool:
    """Never text, however it is shown."""
    if tag in SKIPPED:
        return not (
            (tag == "template" and "shadowrootmode" in attributes)
            or (tag == "script" and attributes.get("type", "").startswith("math/tex"))
        )
    if tag == "option":
        return "selected" not in attributes
    if not attributes:
        return False
    if "class" in attributes and not _DOUBLES.isdisjoint(classes(attributes)):
        return True
    return is_page_mark(attributes)


def is_page_mark(attributes: Mapping[str, str]) -> bool:
    """The number of a printed page, inside of the text (EPUB's pagebreak, Gutenberg's pagenum)."""
    names = _PAGE_MARKS.intersection(classes(attributes)) if "class" in attributes else ()
    return bool(names) or not _PAGE_ROLES.isdisjoint(_roles(attributes))


def is_menu(tag: str, attributes: Mapping[str, str], in_main: bool) -> bool:
    if tag in _MENUS or (tag in _EDGES and not in_main) or attributes.get("role") in _MENU_ROLES:
        return True
    if tag in ("html", "body", "main", "article") or not attributes:
        return False
    names = [*attributes.get("class", "").split()[:20], attributes.get("id", "")]
    return any(_MENU_NAME.fullmatch(name) for name in names if 0 < len(name) < 40)


def lift(tag: str, attributes: Mapping[str, str]) -> str:
    """ "sup" or "sub" for raised or lowered text, else ""."""
    if tag in ("sup", "sub"):
        return tag
    if not attributes:
        return ""
    if not _NOTE_ROLES.isdisjoint(_roles(attributes)):
        return "sup"
    found = _LIFTED.search(style(attributes)) if "style" in attributes else None
    return {"super": "sup", "sub": "sub"}[found[1].lower()] if found else ""


def list_style(attributes: Mapping[str, str]) -> str:
    """How a list counts, by its style or its attribute; "" for as usual."""
    found = _LIST_STYLE.search(style(attributes)) if "style" in attributes else None
    return found[1].lower() if found else attributes.get("type", "")


def image_words(attributes: Mapping[str, str], in_heading: bool) -> str:
    """The words that an image stands for in its line; most only illustrate, and have none."""
    alt = attributes.get("alt", "")[:1000]
    names = classes(attributes)
    initial = len(alt.strip()) == 1 and alt.strip().isalpha()
    return alt if in_heading or initial or any(name in _EMOJI for name in names) else ""


def is_formula_image(attributes: Mapping[str, str]) -> bool:
    alt = attributes.get("alt", "").lstrip()
    return alt.startswith(("{\\displaystyle", "\\(", "$\\")) or any(
        name in _FORMULA_IMAGES for name in classes(attributes)
    )


def form_value(attributes: Mapping[str, str]) -> str:
    """What an <input> shows to a reader."""
    kind = attributes.get("type", "").lower()
    if kind in ("checkbox", "radio"):
        return "☑ " if "checked" in attributes else "☐ "
    return f" {attributes.get('value', '')} " if kind in _SHOWN_INPUTS else ""
