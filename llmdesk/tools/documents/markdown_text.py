"""Markdown as text: its front matter, comments, notes and raised letters.

Owns what of Markdown is not the text itself. All other marks stay: they are how the text was written. Must
not touch code.
"""

from __future__ import annotations

import re

from llmdesk.tools.documents.raised import lowered, raised, resolve, unmarked

_TITLE = re.compile(
    r"""^[ \t]{0,3}title[ \t]{0,9}[:=][ \t]{0,9}(["']?)(\S.{0,300}?)\1[ \t]{0,9}$""", re.IGNORECASE
)
_KEY = re.compile(
    r"[ \t]{0,40}(?:[\w.\-\"' ]{1,80}[ \t]{0,9}[:=](?:[ \t]|$)|-[ \t]|#|\[)|[ \t]{1,40}\S|[\]}]"
)
_MOST_LINES = 500
_FENCE = re.compile(r" {0,3}(```|~~~)")
_INLINE = re.compile(
    r"(?P<code>`[^`\n]{1,500}`)|<sup>(?P<sup>[^<\n]{1,200})</sup>|<sub>(?P<sub>[^<\n]{1,200})</sub>"
    r"|\[\^(?P<note>[^\]\s]{1,60})\](?P<colon>:?)|(?<=[\w)])\^(?P<caret>[-+]?\w{1,12})\^",
    re.IGNORECASE,
)


def readable(text: str) -> str:
    """`text` without its front matter (a title in it becomes the first heading when there is none), without
    comments, and with notes and powers that are not glued to numbers."""
    title, body = _front_matter(text)
    body = _without_comments(body)
    out: list[str] = []
    fenced = ""
    for line in body.split("\n"):
        fence = _FENCE.match(line)
        if fence and (not fenced or fence[1] == fenced):
            fenced = "" if fenced else fence[1]
        plain = bool(fenced or fence) or line.startswith(("    ", "\t"))
        out.append(line if plain else _line(line))
    body = "\n".join(out)
    if title and not re.search(r"^#{1,2}[ \t]", body[:2000], re.MULTILINE):
        body = f"# {title}\n\n" + body.lstrip("\n")
    return body


def _front_matter(text: str) -> tuple[str, str]:
    """(title or "", the text behind the block of YAML, TOML or JSON at its beginning)."""
    lines = text.split("\n", _MOST_LINES)
    fence = lines[0].rstrip()
    if fence not in ("---", "+++", ";;;"):
        return "", text
    ends = ("---", "...") if fence == "---" else (fence,)
    end = next((at for at, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() in ends), 0)
    inside = lines[1:end]
    if (
        not end
        or not all(_KEY.match(line) for line in inside if line.strip())
        or not any(map(str.strip, inside))
    ):
        return "", text
    title = next((found[2] for found in map(_TITLE.match, inside) if found), "")
    return " ".join(title.split()), "\n".join(lines[end + 1 :])


def _without_comments(text: str) -> str:
    """Comments of HTML are not shown; one without an end is no comment."""
    if "<!--" not in text:
        return text
    out: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        if text.count("```", 0, begin) % 2:  # within code
            out.append(text[at : end + 3])
        else:
            out.append(text[at:begin])
        at = end + 3
        if len(out) > 10_000:
            break
    return "".join(out) + text[at:]


def _line(line: str) -> str:
    if "^" not in line and "<su" not in line.lower():
        return line

    def said(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        if match["note"]:
            if match["colon"] and not match.string[: match.start()].strip():
                return f"[{match['note']}]"
            return raised(f"[{match['note']}]") + match["colon"]
        if match["sub"]:
            return lowered(match["sub"])
        return raised(match["sup"] or match["caret"])

    return resolve(_INLINE.sub(said, unmarked(line)))
