"""How llmdesk looks: colours, spacing, fonts, icons and the one style sheet.

Owns every colour and every distance; widgets ask by name and never write a colour themselves.
Follows the system's light or dark, or what the settings say. Must not know any widget of ours:
widgets mark themselves with the property `kind` (see `STYLE_SHEET`) and are styled by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from llmdesk.paths import resource
from llmdesk.ui.look.sizes import TEXT_SIZES, scaled, set_text_size
from llmdesk.ui.look.sizes import text_size as text_size_now
from llmdesk.ui.look.style_sheet import STYLE_SHEET
from llmdesk.ui.look.wardrobe import Wardrobe

ThemeMode = Literal["system", "light", "dark"]
ColorName = Literal[
    "surface",  # what one reads on: transcript, forms
    "sidebar",  # lists and the header beside it
    "input",  # fields one types into
    "bubble",  # the user's own message
    "code",  # behind code
    "hover",
    "selected",
    "rule",  # thin lines between areas
    "border",  # around fields; stronger than a rule
    "text",
    "muted",  # second-rank text, still readable (at least 4.5 : 1)
    "accent",
    "accent_hover",
    "on_accent",
    "focus",
    "danger",
    "danger_surface",
    "warning",
    "notice",  # behind a notice
    "blue",  # of data: what speaks for something; with orange, told apart by colour-blind readers
    "orange",  # of data: what speaks against it
    "soft_blue",  # of bars and lines, where the two above are of words
    "soft_orange",
    "soft_grey",
]
FontName = Literal["body", "small", "heading", "code"]

LIGHT: Final[dict[ColorName, str]] = {
    "surface": "#ffffff",
    "sidebar": "#f7f7f5",
    "input": "#ffffff",
    "bubble": "#f1f2ef",
    "code": "#f5f5f2",
    "hover": "#ecece8",
    "selected": "#e1ebe8",
    "rule": "#e5e5e1",
    "border": "#cfd0cb",
    "text": "#2a2d2f",
    "muted": "#5e6367",
    "accent": "#1f6f63",
    "accent_hover": "#185a50",
    "on_accent": "#ffffff",
    "focus": "#1f6f63",
    "danger": "#b3261e",
    "danger_surface": "#fbeeec",
    "warning": "#8a5a00",
    "notice": "#eef3f1",
    "blue": "#2f6db5",
    "orange": "#b85a12",
    "soft_blue": "#6092d2",
    "soft_orange": "#cf8242",
    "soft_grey": "#8d9398",
}
DARK: Final[dict[ColorName, str]] = {
    "surface": "#1c1d1f",
    "sidebar": "#17181a",
    "input": "#232527",
    "bubble": "#292b2e",
    "code": "#242629",
    "hover": "#2a2c2f",
    "selected": "#25352f",
    "rule": "#2f3134",
    "border": "#44474b",
    "text": "#dcdcd8",
    "muted": "#a2a6aa",
    "accent": "#7cc5b3",
    "accent_hover": "#94d3c3",
    "on_accent": "#0f211d",
    "focus": "#7cc5b3",
    "danger": "#f2978f",
    "danger_surface": "#3a2422",
    "warning": "#e0b464",
    "notice": "#22302c",
    "blue": "#7fb0ea",
    "orange": "#f0a35e",
    "soft_blue": "#6f9fd8",
    "soft_orange": "#d1894c",
    "soft_grey": "#83888d",
}

# The 8-pixel grid (4 within a control), in device-independent pixels.
HALF: Final = 4
SPACE: Final = 8
GAP: Final = 16
MARGIN: Final = 24
RADIUS: Final = 6
READING_WIDTH: Final = 680  # about 90 characters of body text, or 45 Chinese ones; at 100 %

BODY_PIXELS: Final = 15
_RATIOS: Final[dict[FontName, float]] = {"body": 1.0, "small": 0.87, "heading": 1.45, "code": 0.93}
_ICON_SIZES: Final = (16, 20, 24, 28, 32, 40, 48)
_LARGEST_ICON: Final = 24  # at 100 %
# Whose Chinese glyphs are taken, simplified ones first: of Linux, macOS, Windows, and what older ones have.
_CJK_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
_OVER: Final = object()
_DISTANCE: Final = re.compile(r"(?<!\d)(\d{1,4})dp\b")  # in the style sheet: pixels that grow with the text


class Theme(QObject):
    """The look of now. `changed` fires after colours changed; tinted icons must be asked for again.

    `changing` fires before: what is made anew then had better go at once, since each widget that takes
    another sheet costs a sixth of a millisecond.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, app: QApplication, mode: ThemeMode = "system", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode: ThemeMode = mode
        self._dark = False
        self._text_size = text_size
        self._frozen: list[QWidget] = []  # windows that keep their old picture for a moment
        self._wardrobe = Wardrobe(app)
        self._steps: Iterator[None] = iter(())  # of a change under way
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_step)
        self._family = _shipped_family() or QFontInfo(app.font()).family()
        self._body = QFont(app.font())
        self._system_share = system_share(_system_pixels())
        set_text_size(app, round(text_size * self._system_share))
        self._prepare_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.apply(mode)

    # -- choosing ---------------------------------------------------------------------------
    @property
    def dark(self) -> bool:
        return self._dark

    @property
    def mode(self) -> ThemeMode:
        return self._mode

    def apply(self, mode: ThemeMode) -> None:
        """Follow the system, or be light or dark whatever the system says."""
        self._mode = mode
        self.changing.emit()
        self._refresh()

    def resize(self, text_size: int) -> None:
        """Draw the whole window at `text_size` percent, now."""
        self._text_size = text_size
        if self._needs_size():
            self.changing.emit()
            self._refresh()

    def change(self, mode: ThemeMode, text_size: int) -> None:
        """Look like this in the next turns of the window, none of which takes long."""
        if mode != self._mode or text_size != self._text_size:
            self._mode, self._text_size = mode, text_size
            self._begin_change()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Widgets that are made within take the style sheet once, at the end, and not again with each parent
        that they get: the whole window is there in a third of the time."""
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(self._style_sheet())

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._begin_change()

    def _begin_change(self) -> None:
        """In many short turns, and no window shows what is half done."""
        windows = (each for each in self._app.topLevelWidgets() if each.isVisible())
        new = [window for window in windows if window.updatesEnabled()]
        for window in new:
            window.setUpdatesEnabled(False)
        self._frozen += new
        self.changing.emit()
        self._steps = self._change()  # also where one had begun
        self._turn.start()

    def _change(self) -> Iterator[None]:
        """All wear the new sheet before they are told: what they then set themselves, fonts say, stands."""
        yield from self._wardrobe.undress()
        resized = self._restyle()
        yield
        if resized:
            yield from self._wardrobe.resize()
        yield from self._wardrobe.dress()
        yield
        self.changed.emit()
        yield
        self._unfreeze()

    def _take_step(self) -> None:
        steps = self._steps
        if next(steps, _OVER) is not _OVER and steps is self._steps:
            self._turn.start()

    def _unfreeze(self) -> None:
        for window in self._frozen:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._frozen = []

    def _needs_size(self) -> bool:
        return round(self._text_size * self._system_share) != text_size_now()

    def _refresh(self) -> None:
        """All of it now; a change that is under way is over with it."""
        self._steps = iter(())
        if self._restyle():
            _run(self._wardrobe.resize())
        _run(self._wardrobe.dress())
        self.changed.emit()
        self._unfreeze()

    def _restyle(self) -> bool:
        """Whether the size is another one."""
        resized = self._needs_size()
        if resized:
            set_text_size(self._app, round(self._text_size * self._system_share))
            self._prepare_fonts()
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._dark = self._mode == "dark" or (self._mode == "system" and system_dark)
        # Qt takes seven times as long to put one sheet in the place of another as to take it away first.
        self._app.setStyleSheet("")
        self._app.setPalette(self._palette())
        self._app.setFont(self._body)
        self._app.setStyleSheet(self._style_sheet())
        return resized

    # -- what widgets ask for ---------------------------------------------------------------
    def color(self, name: ColorName) -> QColor:
        return QColor((DARK if self._dark else LIGHT)[name])

    def css(self, name: ColorName) -> str:
        """The colour as `#rrggbb`, for rich text."""
        return self.color(name).name()

    def font(self, name: FontName) -> QFont:
        """`body`, `small`, `heading`, or the fixed-width `code` font."""
        if name == "code":
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setFamilies([QFontInfo(font).family(), *_companions()])
        else:
            font = QFont(self._body)
        font.setPixelSize(self.pixels(name))
        if name == "heading":
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def pixels(self, name: FontName) -> int:
        """Height of the font in device-independent pixels."""
        return scaled(_RATIOS[name] * BODY_PIXELS)

    def icon(self, name: str, color: ColorName = "text") -> QIcon:
        """An icon of `resources/icons`, tinted; muted where its control is disabled."""
        disabled = QColor(self.color("muted"))
        disabled.setAlpha(120)
        return _tinted_icon(
            name, self.css(color), disabled.name(QColor.NameFormat.HexArgb), self._icon_sizes()
        )

    def _icon_sizes(self) -> tuple[int, ...]:
        """In pixels of the screen. Those that are larger than any icon now would take most of the time."""
        needed = scaled(_LARGEST_ICON) * self._app.devicePixelRatio()
        smaller = [size for size in _ICON_SIZES if size < needed]
        return _ICON_SIZES[: len(smaller) + 1]

    # -- made of the colours ----------------------------------------------------------------
    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        palette = QPalette()
        names: dict[QPalette.ColorRole, ColorName] = {
            roles.Window: "surface",
            roles.WindowText: "text",
            roles.Base: "input",
            roles.AlternateBase: "sidebar",
            roles.Text: "text",
            roles.Button: "surface",
            roles.ButtonText: "text",
            roles.BrightText: "danger",
            roles.ToolTipBase: "input",
            roles.ToolTipText: "text",
            roles.PlaceholderText: "muted",
            roles.Highlight: "accent",
            roles.HighlightedText: "on_accent",
            roles.Accent: "accent",
            roles.Link: "accent",
            roles.LinkVisited: "accent",
            roles.Mid: "border",
            roles.Light: "input",
            roles.Dark: "border",
        }
        for role, name in names.items():
            palette.setColor(role, self.color(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            faded = self.color("muted")
            faded.setAlpha(150)
            palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
        return palette

    def _style_sheet(self) -> str:
        sheet = STYLE_SHEET
        for name in LIGHT:
            sheet = sheet.replace(f"@{name};", f"{self.css(name)};")
        fonts: tuple[FontName, ...] = ("small", "heading")
        for font in fonts:
            sheet = sheet.replace(f"@{font}_size;", f"{self.pixels(font)}px;")
        sheet = _DISTANCE.sub(lambda found: f"{scaled(float(found[1]))}px", sheet)
        for place, icon in (("arrow", "arrow-grey"), ("tick", "tick-dark" if self._dark else "tick-light")):
            sheet = sheet.replace(f"@{place};", f'url("{resource("icons", icon + ".svg").as_posix()}");')
        return sheet

    def _prepare_fonts(self) -> None:
        """The face that we ship, with those of the system behind it for the glyphs that it has not."""
        self._body.setPixelSize(self.pixels("body"))
        self._body.setFamilies([self._family, *_companions()])


def _run(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def system_share(pixels: int) -> float:
    """How much larger than ours a system's text of so many pixels is, in the steps of our sizes: whoever has
    larger text in all programs has it here, and our own percent are of that."""
    return max(size for size in TEXT_SIZES if size <= max(100.0, 100 * pixels / BODY_PIXELS)) / 100


def _system_pixels() -> int:
    return QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()


def set_kind(widget: QWidget, kind: str) -> None:
    """Mark `widget` for the style sheet, also when it is shown already."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is when it shows
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@cache
def _shipped_family() -> str:
    """The family in `resources/fonts`, made known to Qt; "" where its files cannot be used."""
    added = [QFontDatabase.addApplicationFont(str(path)) for path in sorted(resource("fonts").glob("*.ttf"))]
    families = [family for font in added for family in QFontDatabase.applicationFontFamilies(font)]
    return min(families, key=len, default="")  # "… SemiBold" is one, too


@cache
def _companions() -> tuple[str, ...]:
    """Simplified Chinese first: without a hint, Qt may take the Japanese shapes of the characters."""
    return tuple(family for family in _CJK_FAMILIES if QFontDatabase.hasFamily(family))


@cache
def _tinted_icon(name: str, color: str, disabled: str, sizes: tuple[int, ...]) -> QIcon:
    svg = resource("icons", f"{name}.svg").read_text("utf-8")
    icon = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, QColor(color)), (QIcon.Mode.Disabled, QColor(disabled))):
        drawing = svg.replace("currentColor", tint.name())
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        for size in sizes:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setOpacity(tint.alphaF())
            renderer.render(painter)
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon
