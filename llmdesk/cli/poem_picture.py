"""`llmdesk poem --out FILE`: the poem as text, or as a picture with pinyin, in columns, with a seal.

Owns which options make sense together and what is told of the file. Qt is imported only to draw.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.prompt_input import stat_of
from llmdesk.errors import UsageError
from llmdesk.outputs import Output, look_at
from llmdesk.tools.poetry.page import ToSet
from llmdesk.tools.poetry.types import Form

if TYPE_CHECKING:
    from llmdesk.ui.poetry.sheet.choices import PageChoices

_PICTURES = (".png", ".pdf")
_MOST_IN_SEAL = 4
# What only a picture has, and what it is without the option.
_OF_A_PICTURE: dict[str, object] = {
    "vertical": False,
    "pinyin": False,
    "tones": False,
    "seal": "",
    "cut": "white",
    "type": "song",
    "ground": "rice",
    "paper": "poem",
    "author": "",
}
_MM_IN_CM = 10


@dataclass(frozen=True)
class Wanted:
    """Where a poem goes, and how it is set there."""

    output: Output
    arguments: argparse.Namespace

    @property
    def is_picture(self) -> bool:
        return self.output.path.suffix.lower() in _PICTURES


def wanted(arguments: argparse.Namespace, console: Console) -> Wanted | None:
    """What --out asks for, None without it. Before the work: raises `UsageError` for what cannot be."""
    given = [name for name, usual in _OF_A_PICTURE.items() if getattr(arguments, name) != usual]
    if given and (arguments.out is None or arguments.out.suffix.lower() == ".txt"):
        raise UsageError("--{name} is for a picture.", "", "Give --out FILE.png or FILE.pdf.", name=given[0])
    if arguments.out is None:
        return None
    if arguments.out.suffix.lower() not in (*_PICTURES, ".txt"):
        raise UsageError(
            "A poem is written as .png, .pdf or .txt.",
            "{path}",
            "Give FILE of --out one of these endings.",
            path=arguments.out,
        )
    if len("".join(arguments.seal.split())) > _MOST_IN_SEAL:
        raise UsageError("A seal has at most four characters.", "--seal {text}", text=arguments.seal)
    inputs = [] if arguments.check in (None, "-") else [Path(arguments.check)]
    # What has no name is never known to be the same.
    read = stat_of(console.stdin) if arguments.check == "-" and console.stdin is not None else ()
    output = look_at(arguments.out, inputs, overwrite=arguments.overwrite, read=read)
    return Wanted(output, arguments)


def refuse_for_english(arguments: argparse.Namespace, form: Form) -> None:
    """Raises `UsageError` for what only Chinese verse has."""
    if form.language != "zh" and (arguments.vertical or arguments.pinyin or arguments.tones):
        raise UsageError("--vertical, --pinyin and --tones are for Chinese verse.")


def write(asked: Wanted, poem: ToSet, text: str, console: Console) -> dict[str, object]:
    """Write the file, and tell of it; what the JSON says of it."""
    refuse_for_english(asked.arguments, poem.wanted)
    if not asked.is_picture:
        path = asked.output.write((text + "\n").encode("utf-8", "replace"))
        console.note(f"Saved as {path}.")
        return {"path": str(path)}
    return _draw(asked, poem, console)


def _draw(asked: Wanted, poem: ToSet, console: Console) -> dict[str, object]:
    try:
        from llmdesk.ui.poetry.sheet.headless import write_picture
    except ImportError as error:
        raise UsageError(
            "The picture cannot be drawn.",
            "A library is missing: {reason}",
            "The README names the system's packages; --out FILE.txt works without them.",
            reason=error,
        ) from error
    made = write_picture(asked.output, poem, _choices(asked.arguments))
    size = f"{made.width / _MM_IN_CM:.1f} × {made.height / _MM_IN_CM:.1f} cm"
    pixels = f", {made.pixels[0]} × {made.pixels[1]} pixels" if made.pixels else ""
    console.note(f"Saved as {made.path} ({size}{pixels}).")
    if made.missing:
        console.note(f"No font on this computer has “{made.missing}”: the place is left empty.")
    return {
        "path": made.path,
        "width_cm": round(made.width / _MM_IN_CM, 2),
        "height_cm": round(made.height / _MM_IN_CM, 2),
        "pixels": list(made.pixels) if made.pixels else None,
        "missing": made.missing,
    }


def _choices(arguments: argparse.Namespace) -> PageChoices:
    from llmdesk.ui.poetry.sheet.choices import PageChoices

    return PageChoices(
        vertical=arguments.vertical,
        pinyin=arguments.pinyin,
        tones=arguments.tones,
        type=arguments.type,
        ground=arguments.ground,
        paper=arguments.paper,
        seal="".join(arguments.seal.split()),
        cut=arguments.cut,
    )
