"""Draws every tab, state and dialog of the window into a folder, to be looked at.

    python -m tests.screenshots FOLDER [--only TEXT] [--text-size 100]

Both themes, both languages, three sizes; with made data, without a model, a screen or the network. Owns the
pictures; the states are those of `scenes.py`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tests.screenshots.scenes import AT_FIRST, SCENES
from tests.screenshots.stage import Scene, Stage

SIZES = ((900, 600), (1200, 800), (1920, 1080))
THEMES = ("light", "dark")
LANGUAGES = ("en", "zh_CN")


def draw(stage: Stage, name: str, scene: Scene, out: Path) -> int:
    """One scene in all themes and sizes; how many pictures were made. A dialog keeps its own size."""
    shown = scene(stage)
    language = "zh" if stage.chinese else "en"
    count = 0
    for theme in THEMES:
        stage.theme.apply(theme)  # type: ignore[arg-type]  # the two that there are
        for width, height in SIZES if shown is None else ((0, 0),):
            if shown is None:
                stage.window.resize(QSize(width, height))
            stage.rest()
            size = f"{width}" if width else "dialog"
            (shown or stage.window).grab().save(str(out / f"{name}-{language}-{theme}-{size}.png"))
            count += 1
    if shown is not None:
        shown.close()
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="the scenes with this in their name")
    parser.add_argument("--language", choices=LANGUAGES, help="only this one")
    parser.add_argument("--text-size", type=int, default=100, help="in percent")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options.folder.mkdir(parents=True, exist_ok=True)
    app, failed = QApplication(["llmdesk"]), 0
    for language in [options.language] if options.language else LANGUAGES:
        for scenes, models in ((AT_FIRST, ()), (SCENES, ("Qwen3 4B", "SmolLM2 135M Instruct"))):
            chosen = {name: scene for name, scene in scenes.items() if options.only in name}
            if not chosen:
                continue
            with (
                tempfile.TemporaryDirectory() as folder,
                closing(Stage(app, Path(folder), language, options.text_size, *models)) as stage,
            ):
                for name, scene in chosen.items():
                    try:
                        count = draw(stage, name, scene, options.folder)
                        print(f"{name} {language}: {count}", flush=True)
                    except (TimeoutError, StopIteration) as error:
                        failed += 1
                        print(f"{name} {language}: {type(error).__name__}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
