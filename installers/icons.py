"""Draw the program's icon in the formats that the systems want, from `resources/icons/llmdesk.svg`.

    python installers/icons.py FOLDER

writes `llmdesk.ico` (Windows), `llmdesk.icns` (macOS) and `llmdesk-SIZE.png` (Linux) into FOLDER. A build
script calls it; what it draws is not committed. Qt draws the SVG, Pillow (of the `dev` extra) writes the
containers.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).parent.parent / "resources" / "icons" / "llmdesk.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
MASTER = 1024  # pixels a side: the largest picture of an .icns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(QByteArray(SVG.read_bytes()))
    for size in PNG_SIZES:
        draw(renderer, size).save(folder / f"llmdesk-{size}.png")
    master = draw(renderer, MASTER)
    master.save(folder / "llmdesk.ico", sizes=[(size, size) for size in ICO_SIZES])
    master.save(folder / "llmdesk.icns")
    del application


def draw(renderer: QSvgRenderer, size: int) -> Image.Image:
    """The icon, `size` pixels a side, on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()), "raw", "RGBA")


if __name__ == "__main__":
    main()
