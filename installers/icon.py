"""Draws llmdesk's icon as PNG files, `FOLDER/SIZE.png`: `python installers/icon.py FOLDER SIZE…`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON = Path(__file__).parent.parent / "resources" / "icons" / "llmdesk.svg"


def draw(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    return image


def main(folder: Path, sizes: list[int]) -> None:
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        if not draw(size).save(str(folder / f"{size}.png")):
            sys.exit(f"{folder / f'{size}.png'} could not be written")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
