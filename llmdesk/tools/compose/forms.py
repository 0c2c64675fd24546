"""The forms: what each asks for, and what the program looks at in what comes of it.

Owns the data. What the model is told stands in resources/compose/prompts.toml. Must not judge a text.
"""

from __future__ import annotations

from types import MappingProxyType

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.compose.types import Choice, Form, FormField

_LONG, _MATERIAL = 4_000, 20_000  # characters of a field that is described, of a text that is given

_SHORT = Choice("short", QT_TRANSLATE_NOOP("core", "Short"))
_MEDIUM = Choice("medium", QT_TRANSLATE_NOOP("core", "Medium"))
_LONGER = Choice("long", QT_TRANSLATE_NOOP("core", "Long"))
_LENGTH = FormField(
    "length",
    QT_TRANSLATE_NOOP("core", "Length"),
    "choice",
    choices=(_SHORT, _MEDIUM, _LONGER),
    usual="medium",
)
_NO_LENGTH = MappingProxyType[str, tuple[int, int]]({})

STORY = Form(
    "story",
    QT_TRANSLATE_NOOP("core", "Story"),
    QT_TRANSLATE_NOOP("core", "A story from an idea, about as long as you say."),
    (
        FormField(
            "about", QT_TRANSLATE_NOOP("core", "What it is about"), "text", required=True, longest=_LONG,
            hint=QT_TRANSLATE_NOOP("core", "A lighthouse keeper finds a letter in a bottle."),
        ),
        FormField(
            "names", QT_TRANSLATE_NOOP("core", "Names in it"), "line", longest=400,
            hint=QT_TRANSLATE_NOOP("core", "Names, with commas between them"),
        ),
        FormField(
            "kind", QT_TRANSLATE_NOOP("core", "Kind of story"), "line", longest=100,
            hint=QT_TRANSLATE_NOOP("core", "A fairy tale, a mystery, for children…"),
        ),
        FormField(
            "words", QT_TRANSLATE_NOOP("core", "Length in words"), "number", longest=1_500, least=50,
            usual="250", hint=QT_TRANSLATE_NOOP("core", "In Chinese, characters"),
        ),
    ),
    "about",
    ("language", "length", "names", "placeholders"),
    _NO_LENGTH,
    temperature=0.8,
)  # fmt: skip

PRODUCT = Form(
    "product",
    QT_TRANSLATE_NOOP("core", "Product description"),
    QT_TRANSLATE_NOOP("core", "From your facts: each of them is used, and none is invented."),
    (
        FormField("name", QT_TRANSLATE_NOOP("core", "Name of the product"), "line", required=True),
        FormField(
            "facts", QT_TRANSLATE_NOOP("core", "Facts, one on each line"), "lines", required=True,
            longest=_LONG, hint=QT_TRANSLATE_NOOP("core", "Battery: 12 hours\nWeight: 240 g"),
        ),
        FormField(
            "audience", QT_TRANSLATE_NOOP("core", "For whom"), "line",
            hint=QT_TRANSLATE_NOOP("core", "Parents, runners, small offices…"),
        ),
        FormField(
            "tone", QT_TRANSLATE_NOOP("core", "Tone"), "choice", usual="plain",
            choices=(
                Choice("plain", QT_TRANSLATE_NOOP("core", "Plain")),
                Choice("friendly", QT_TRANSLATE_NOOP("core", "Friendly")),
                Choice("elegant", QT_TRANSLATE_NOOP("core", "Elegant")),
            ),
        ),
        _LENGTH,
    ),
    "facts",
    ("language", "facts", "numbers", "added names", "names", "placeholders", "length"),
    MappingProxyType({"short": (20, 90), "medium": (60, 180), "long": (120, 320)}),
    temperature=0.4,
)  # fmt: skip

REPLY = Form(
    "reply",
    QT_TRANSLATE_NOOP("core", "Reply to a letter"),
    QT_TRANSLATE_NOOP("core", "An answer that takes up your points and keeps names and numbers."),
    (
        FormField(
            "letter", QT_TRANSLATE_NOOP("core", "The letter"), "text", required=True, longest=_MATERIAL
        ),
        FormField(
            "points", QT_TRANSLATE_NOOP("core", "What to answer, one point on each line"), "lines",
            required=True, longest=_LONG,
            hint=QT_TRANSLATE_NOOP("core", "Thank them for the offer\nThe delivery on 3 June suits us"),
        ),
        FormField("sender", QT_TRANSLATE_NOOP("core", "Your name"), "line", longest=100),
        FormField(
            "tone", QT_TRANSLATE_NOOP("core", "Tone"), "choice", usual="polite",
            choices=(
                Choice("polite", QT_TRANSLATE_NOOP("core", "Polite")),
                Choice("friendly", QT_TRANSLATE_NOOP("core", "Friendly")),
                Choice("brief", QT_TRANSLATE_NOOP("core", "Brief")),
            ),
        ),
    ),
    "letter",
    ("language", "points", "numbers", "added names", "placeholders"),
    _NO_LENGTH,
    temperature=0.3,
)  # fmt: skip

EXPLAIN = Form(
    "explain",
    QT_TRANSLATE_NOOP("core", "Explanation"),
    QT_TRANSLATE_NOOP("core", "Explained for your reader; as a tutor, step by step with a question."),
    (
        FormField(
            "topic", QT_TRANSLATE_NOOP("core", "What to explain"), "text", required=True, longest=_MATERIAL,
            hint=QT_TRANSLATE_NOOP("core", "Why the sky is blue"),
        ),
        FormField(
            "level", QT_TRANSLATE_NOOP("core", "For whom"), "choice", usual="beginner",
            choices=(
                Choice("child", QT_TRANSLATE_NOOP("core", "A child")),
                Choice("beginner", QT_TRANSLATE_NOOP("core", "A beginner")),
                Choice("student", QT_TRANSLATE_NOOP("core", "A student")),
                Choice("expert", QT_TRANSLATE_NOOP("core", "An expert")),
            ),
        ),
        FormField(
            "way", QT_TRANSLATE_NOOP("core", "How"), "choice", usual="text",
            choices=(
                Choice("text", QT_TRANSLATE_NOOP("core", "As a text")),
                Choice("tutor", QT_TRANSLATE_NOOP("core", "As a tutor, with a question")),
            ),
        ),
        _LENGTH,
    ),
    "topic",
    ("language", "length", "steps", "question", "placeholders"),
    MappingProxyType({"short": (40, 140), "medium": (90, 280), "long": (180, 600)}),
    temperature=0.4,
)  # fmt: skip

_LANGUAGES = (
    ("python", "Python"), ("json", "JSON"), ("javascript", "JavaScript"), ("typescript", "TypeScript"),
    ("html", "HTML"), ("css", "CSS"), ("sql", "SQL"), ("bash", "Bash"), ("java", "Java"), ("c", "C"),
    ("cpp", "C++"), ("go", "Go"), ("rust", "Rust"),
)  # fmt: skip

CODE = Form(
    "code",
    QT_TRANSLATE_NOOP("core", "Code"),
    QT_TRANSLATE_NOOP("core", "A program or data, written as you describe it. Nothing is run."),
    (
        FormField(
            "task", QT_TRANSLATE_NOOP("core", "What it should do"), "text", required=True, longest=_MATERIAL,
            hint=QT_TRANSLATE_NOOP("core", "Count how often each word occurs in a file"),
        ),
        FormField(
            "language", QT_TRANSLATE_NOOP("core", "Code language"), "choice", usual="python",
            choices=tuple(Choice(value, label) for value, label in _LANGUAGES),
        ),
    ),
    "task",
    ("code",),
    _NO_LENGTH,
    temperature=0.2,
)  # fmt: skip

EXPLAIN_CODE = Form(
    "explain-code",
    QT_TRANSLATE_NOOP("core", "Code explained"),
    QT_TRANSLATE_NOOP("core", "What a piece of code does, part by part. Nothing is run."),
    (
        FormField("code", QT_TRANSLATE_NOOP("core", "The code"), "text", required=True, longest=_MATERIAL),
        FormField(
            "level", QT_TRANSLATE_NOOP("core", "For whom"), "choice", usual="beginner",
            choices=(
                Choice("beginner", QT_TRANSLATE_NOOP("core", "A beginner")),
                Choice("programmer", QT_TRANSLATE_NOOP("core", "A programmer")),
            ),
        ),
        _LENGTH,
    ),
    "code",
    ("language", "quoted code", "length"),
    MappingProxyType({"short": (25, 140), "medium": (60, 280), "long": (120, 600)}),
    temperature=0.2,
)  # fmt: skip

FORMS: tuple[Form, ...] = (STORY, PRODUCT, REPLY, EXPLAIN, CODE, EXPLAIN_CODE)


def form_named(name: str) -> Form | None:
    return next((form for form in FORMS if form.name == name), None)
