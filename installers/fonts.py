"""Makes the faces in `resources/fonts` from those of Inter as they are published.

    npm pack @expo-google-fonts/inter && tar xzf *.tgz && pip install fonttools
    python installers/fonts.py package resources/fonts

Three things change: the family has a name of its own, so that an Inter which is installed on the computer, in
another version, is never taken for it; lines stand 1.5 sizes apart, which Qt's plain text fields and labels
take from the font alone; and what is read is what was written: "3x4" and "->" become no other signs, which
also halves the time of laying out. Licence: `resources/fonts/OFL.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "llmdesk Inter"
LINE_HEIGHT = 1.5
FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic")
FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk", "tnum")
_FAMILY_NAMES = (1, 3, 4, 6, 16)  # of the table `name`: the family, and what is made of it


def adapt(font: TTFont) -> None:
    """Rename the family, set the lines apart and take out the features that change signs, in place."""
    keep = Subsetter(
        Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False)
    )
    keep.populate(unicodes=font.getBestCmap())
    keep.subset(font)
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES:
            family = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
            record.string = record.toUnicode().replace("Inter", family, 1)
    head, lines, metrics = font["head"], font["hhea"], font["OS/2"]
    gap = round(head.unitsPerEm * LINE_HEIGHT) - (lines.ascent - lines.descent)
    lines.lineGap = metrics.sTypoLineGap = gap
    metrics.sTypoAscender, metrics.sTypoDescender = lines.ascent, lines.descent
    metrics.fsSelection |= 1 << 7  # these, and not those of Windows


def main() -> int:
    source, target = map(Path, sys.argv[1:3])
    for face in FACES:
        font = TTFont(source / face / f"Inter_{face}.ttf")
        adapt(font)
        font.save(target / f"{face.lstrip('0123456789')}.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
