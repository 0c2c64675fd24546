"""Chats as files to read: Markdown, HTML and Word, one or many."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UsageError
from llmdesk.outputs import OutputExists, look_at
from llmdesk.store import Store, WholeConversation, WholeMessage
from llmdesk.tools.chat.attaching.grounds import Grounds, Sentence, as_detail
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.chat.export import Format, export_chats
from llmdesk.tools.documents import from_text
from tests.tools.chat.made import chat

RICH = """# Title

Some **bold**, *slanted*, ~~struck~~ and `code` with [a link](https://example.org/a?b=1&c) and \\(a^2\\).

- one
  - two
    continued

3. three
4. four

> quoted

| Name | Number |
| --- | --- |
| **Maple** | 1 |

```py
x = "<b>"
```

---
"""
HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)>

![picture](https://example.org/pixel.png) [go](javascript:alert(1)) [file](file:///etc/passwd)

<https://example.org/auto> [data](data:text/html;base64,PHNjcmlwdD4=)
"""


def export(
    store: Store, folder: Path, kind: Format, *chats: WholeConversation, thoughts: bool = False
) -> Path:
    ids = [store.take_in(each).conversation_id for each in chats]
    output = look_at(folder / f"out.{kind}")
    return export_chats(store, ids, output, kind, thoughts=thoughts).path


def test_what_came_with_a_question_and_what_no_document_says_is_told(store: Store, tmp_path: Path) -> None:
    one = chat("Roof", "Cost?", "It costs 5. It was *red*.")
    given = attached(from_text("It costs 5.", "a*b [x](https://example.org).txt"))
    asked = replace(one.messages[0], attachments=(given.attachment,))
    sentences = (Sentence("It costs 5.", "supported"), Sentence("It was *red*.", "not_found"))
    answered = replace(one.messages[1], detail=as_detail(Grounds(checked=True, sentences=sentences)))
    whole = replace(one, messages=(asked, answered), texts={given.attachment.digest: given.body})
    text = export(store, tmp_path, "md", whole).read_text("utf-8")
    assert r"*Attached: a\*b \[x\](https://example.org).txt*" in text
    assert r"Not supported by the documents: 1 of 2 sentences. “It was \*red\*.”" in text
    assert "1 of 2 sentences" in export(store, tmp_path, "html", whole).read_text("utf-8")


def test_that_an_answer_comes_from_no_document_of_the_library_is_told(store: Store, tmp_path: Path) -> None:
    one = chat("Birds", "When do penguins moult?", "In autumn.")
    answered = replace(one.messages[1], detail=as_detail(Grounds(nothing=True)))
    whole = replace(one, messages=(one.messages[0], answered))
    assert "this answer does not come from it" in export(store, tmp_path, "md", whole).read_text("utf-8")


def test_an_answer_that_the_user_edited_is_told_as_such(store: Store, tmp_path: Path) -> None:
    one = chat("Autumn", "Colours?", "Red.")
    edited = replace(one.messages[1], model="Small", detail={"edited": True})
    text = export(store, tmp_path, "md", replace(one, messages=(one.messages[0], edited))).read_text("utf-8")
    assert "Small · edited by you" in text


def test_markdown_tells_who_spoke_on_the_branch_that_is_shown(store: Store, tmp_path: Path) -> None:
    one = chat("Autumn", "Colours?\n", "<think>Leaves.</think>\n\nRed and *gold*.")
    other = replace(one.messages[1], content="Blue.")
    empty = replace(one.messages[1], content="", model="", state="failed")
    made = replace(one, messages=(*one.messages, other, empty))
    text = export(store, tmp_path, "md", made).read_text("utf-8")
    assert text == "# Autumn\n\n## You\n\nColours?\n\n## A Model 1B\n\nRed and *gold*.\n"
    text = export(store, tmp_path / "store", "md", replace(made, created=1.0, leaf=2)).read_text("utf-8")
    assert "Blue." in text
    assert "Red" not in text


def test_thoughts_and_what_ended_an_answer_stand_where_they_are_asked_for(
    store: Store, tmp_path: Path
) -> None:
    one = chat("", "Why?", "<think>Hm.\n\nYes.</think>\n\nBecau")
    detail = {"error": {"title": "The model is {what}.", "params": {"what": "gone"}}}
    messages = (
        replace(one.messages[0], content="Why?"),
        replace(one.messages[1], state="stopped"),
        WholeMessage(1, "user", "And?", "done", "", 3.0),
        WholeMessage(2, "assistant", "", "failed", "M", 4.0, detail),
    )
    text = export(store, tmp_path, "md", replace(one, messages=messages, leaf=3), thoughts=True).read_text()
    assert text == (
        "## You\n\nWhy?\n\n## A Model 1B\n\n> *Thoughts*\n>\n> Hm.\n>\n> Yes.\n\nBecau\n\n"
        "*This answer was stopped.*\n\n## You\n\nAnd?\n\n## M\n\n"
        "*This answer was not finished: The model is gone.*\n"
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("See:\n\n```py\nx = 1", "See:\n\n```py\nx = 1\n```"),
        ("~~~~\nx\n~~~", "~~~~\nx\n~~~\n~~~~"),
        ("```", "```\n```"),
        ("```\nx\n```", "```\nx\n```"),
        ("- a\n  ```\n  x", "- a\n  ```\n  x"),  # ends with its list
        ("> ```\n> x", "> ```\n> x"),
    ],
)
def test_code_that_nothing_closes_ends_with_its_message(
    store: Store, tmp_path: Path, answer: str, expected: str
) -> None:
    text = export(store, tmp_path, "md", chat("", "Code?", answer)).read_text("utf-8")
    assert text == f"## You\n\nCode?\n\n## A Model 1B\n\n{expected}\n"


def test_a_page_holds_all_it_needs_and_shows_what_markdown_means(store: Store, tmp_path: Path) -> None:
    page = export(store, tmp_path, "html", chat("A & <b>", "# Hi\n  *there*", RICH)).read_text("utf-8")
    assert "<title>A &amp; &lt;b&gt;</title>" in page
    assert '<pre class="plain"># Hi\n  *there*</pre>' in page
    for piece in (
        "<strong>bold</strong>",
        "<s>struck</s>",
        '<ol start="3">',
        "<th>Name</th>",
        "x = &quot;&lt;b&gt;&quot;",
        '<a href="https://example.org/a?b=1&amp;c" rel="noreferrer noopener">a link</a>',
        "\\(a^2\\)",
        "prefers-color-scheme:dark",
        "@media print",
    ):
        assert piece in page


def test_markdown_is_read_as_the_window_reads_it(store: Store, tmp_path: Path) -> None:
    said = "这**“重点”**是 $a_1 * b_1$ and $$x < 1$$\n\n- [x] done\n\nSee https://example.org/x."
    page = export(store, tmp_path, "html", chat("", "Hi", said)).read_text("utf-8")
    for piece in (
        "这<strong>“重点”</strong>是",
        "$a_1 * b_1$",
        "$$x &lt; 1$$",
        "<li>☑ done",
        'href="https://example.org/x"',
    ):
        assert piece in page


def test_nothing_of_a_message_runs_or_is_loaded_by_a_page(store: Store, tmp_path: Path) -> None:
    one = chat("x</title><script>", HOSTILE, HOSTILE)
    one = replace(one, messages=tuple(replace(each, model='<img src="y">') for each in one.messages))
    page = export(store, tmp_path, "html", one).read_text("utf-8")
    body = page.split("</style>")[1]
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", body))
    assert tags <= {"head", "body", "h1", "section", "header", "strong", "span", "p", "pre", "a", "html"}
    assert not re.search(r"<[^>]* (src|on\w+|style)=", body)
    addresses = re.findall(r'href="([^"]*)"', body)
    assert set(addresses) == {"https://example.org/pixel.png", "https://example.org/auto"}
    assert "default-src 'none'" in page


def test_a_message_that_is_too_long_for_markdown_stands_as_it_is(store: Store, tmp_path: Path) -> None:
    page = export(store, tmp_path, "html", chat("", "Hi", "[*" * 150_000)).read_text("utf-8")
    assert '<pre class="plain">[*[*' in page


def test_word_has_headings_lists_code_tables_and_links(store: Store, tmp_path: Path) -> None:
    path = export(store, tmp_path, "docx", chat("Autumn\x0b", "# Hi\x00 你好\n- a", RICH))
    document = docx.Document(str(path))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    for expected in (
        ("Title", "Autumn"),
        ("Heading 1", "You"),
        ("Normal", "# Hi\ufffd 你好\n- a"),
        ("Heading 1", "A Model 1B"),
        ("Heading 2", "Title"),
        ("Normal", "Some bold, slanted, struck and code with a link and \\(a^2\\)."),
        ("List Bullet", "one"),
        ("List Bullet 2", "two\ncontinued"),
        ("Normal", "3.\tthree"),
        ("Normal", "4.\tfour"),
        ("Quote", "quoted"),
        ("llmdesk code", 'x = "<b>"'),
    ):
        assert expected in told
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Name", "Number"], ["Maple", "1"]]
    (link,) = [link for p in document.paragraphs for link in p.hyperlinks]
    assert (link.text, link.address) == ("a link", "https://example.org/a?b=1&c")
    assert (document.core_properties.title, document.core_properties.author) == ("Autumn", "llmdesk")


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
def test_many_chats_become_an_archive_with_a_file_each(store: Store, tmp_path: Path, kind: Format) -> None:
    chats = [chat(title, "Hi", created=1e9 + n) for n, title in enumerate(["A/b", "a b", "", "../x", "CON"])]
    path = export(store, tmp_path, kind, *chats)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.infolist()[0].date_time[0] == 2001
    assert names == [f"A b.{kind}", f"a b (2).{kind}", f"Chat.{kind}", f"x.{kind}", f"CON.{kind}"]


def test_a_file_that_is_there_is_never_replaced_unasked_and_a_cancel_leaves_none(
    store: Store, tmp_path: Path
) -> None:
    taken = [store.take_in(chat(str(n), "Hi", created=1e9 + n)).conversation_id for n in range(3)]
    place = tmp_path / "out.json"
    place.write_text("mine")
    with pytest.raises(OutputExists):
        look_at(place)
    cancel = CancelToken()

    def progress(done: int, total: int) -> None:
        if done == 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        export_chats(
            store,
            taken,
            look_at(tmp_path / "new.json"),
            "json",
            thoughts=True,
            cancel=cancel,
            progress=progress,
        )
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.json"]
    assert place.read_text() == "mine"


def test_a_full_disk_is_told(store: Store) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    taken = store.take_in(chat("A", "Hi"))
    with pytest.raises(UsageError, match="could not be written"):
        export_chats(store, [taken.conversation_id], look_at(full), "json", thoughts=True)
