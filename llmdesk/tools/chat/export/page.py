"""A chat as one HTML page that holds all it needs and runs nothing.

Owns the page. What models and users wrote is untrusted: it becomes text and the marks of Markdown, never a
script, a picture or anything that is loaded; links open only when they are clicked. Must not write files.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from llmdesk.tools.chat.export.turns import THOUGHTS, Translate, Turn, is_readable, parsed, parser

_STYLE = """
:root{color-scheme:light dark;--text:#1f2328;--muted:#5f6b76;--page:#fff;--mine:#eef3f8;--code:#f4f5f7;
--line:#d5dae0;--link:#0b62b0}
@media (prefers-color-scheme:dark){:root{--text:#dde1e6;--muted:#9aa4af;--page:#1b1d20;--mine:#25303b;
--code:#26292d;--line:#3b4046;--link:#7db8f0}}
body{max-width:44em;margin:2em auto;padding:0 1em;background:var(--page);color:var(--text);
font:16px/1.5 system-ui,-apple-system,"Segoe UI","Microsoft YaHei","PingFang SC",sans-serif;
overflow-wrap:anywhere}
h1{font-size:1.6em;line-height:1.25}
section{margin:1.5em 0}
section h1{font-size:1.35em}section h2{font-size:1.2em}section h3,section h4{font-size:1.05em}
section.user{background:var(--mine);border-radius:10px;padding:.6em 1em;margin-left:12%}
header{color:var(--muted);font-size:.85em;display:flex;gap:1em;justify-content:space-between}
.remark,details{color:var(--muted);font-size:.95em}
a{color:var(--link)}
pre{background:var(--code);padding:.8em 1em;border-radius:8px;overflow-x:auto}
code{font-family:ui-monospace,Consolas,Menlo,monospace;font-size:.92em}
pre.plain{white-space:pre-wrap;background:none;padding:0;font:inherit}
blockquote{margin:0;padding-left:1em;border-left:3px solid var(--line);color:var(--muted)}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.3em .7em;text-align:left}
hr{border:0;border-top:1px solid var(--line)}
@media print{:root{color-scheme:light;--text:#000;--muted:#444;--page:#fff;--mine:#f0f0f0;--code:#f4f4f4;
--line:#bbb;--link:#000}body{max-width:none;margin:0}pre{white-space:pre-wrap}section{break-inside:auto}
header{break-after:avoid}}
"""
# A second lock: even if something slipped through, a browser would load and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def as_html(title: str, turns: Sequence[Turn], translate: Translate) -> str:
    """The turns as a page with its own style, light or dark as the reader's system."""
    name = html.escape(title)
    body = "\n".join(_section(turn, translate) for turn in turns)
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n{body}\n"
        "</body>\n</html>\n"
    )


def _section(turn: Turn, translate: Translate) -> str:
    head = f"<header><strong>{html.escape(turn.name)}</strong><span>{html.escape(turn.when)}</span></header>"
    parts = [head]
    if turn.thoughts:
        parts.append(
            f"<details><summary>{html.escape(translate(THOUGHTS))}</summary>{_text(turn.thoughts)}</details>"
        )
    parts.append(_plain(turn.text) if turn.role == "user" else _text(turn.text))
    if turn.remark:
        parts.append(f'<p class="remark">{html.escape(turn.remark)}</p>')
    return f'<section class="{turn.role}">\n' + "\n".join(filter(None, parts)) + "\n</section>"


def _text(text: str) -> str:
    if not text:
        return ""
    if not is_readable(text):
        return _plain(text)
    made = parser()
    tokens = parsed(text)
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("rel", "noreferrer noopener")
    return str(made.renderer.render(tokens, made.options, {}))


def _plain(text: str) -> str:
    """As it was typed: what a user wrote is never Markdown."""
    return f'<pre class="plain">{html.escape(text)}</pre>'
