"""The page of the settings on the window itself: looks, language, and what is told outside of it.

Owns this form. Must not apply anything: who uses a setting listens to it.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox

from llmdesk.ui.language import LANGUAGES
from llmdesk.ui.look.sizes import TEXT_SIZES
from llmdesk.ui.services import Services
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox


class GeneralPage(SettingsPage):
    """Light or dark, how large, in which language; notifications."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._theme, self._text_size, self._language = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._notices = QCheckBox()
        self._looks = self.add_heading()
        self._theme_row = self.add_row(self._theme, "theme")
        self._size_row = self.add_row(self._text_size, "text_size")
        self._language_row = self.add_row(self._language, "language")
        self._outside = self.add_heading()
        self._notices_row = self.add_row(self._notices, "desktop_notices")
        self._theme.chosen.connect(lambda mode: self.update_settings(theme=mode))
        self._text_size.chosen.connect(lambda percent: self.update_settings(text_size=percent))
        self._language.chosen.connect(lambda code: self.update_settings(language=code))
        self._notices.toggled.connect(lambda on: self.update_settings(desktop_notices=on))
        self.finish()

    def retranslate(self) -> None:
        self._looks.setText(self.tr("Appearance"))
        self._theme_row.set_texts(self.tr("Colours"), self.tr("Light or dark. Changes immediately."))
        self._size_row.set_texts(
            self.tr("Text size"),
            self.tr("Of everything in the window. Ctrl and + or − change it anywhere, Ctrl+0 resets it."),
        )
        self._language_row.set_texts(
            self.tr("Language"),
            self.tr(
                "The language of the window. Changes immediately. A model answers in the "
                "language you write in."
            ),
        )
        self._outside.setText(self.tr("Outside the window"))
        self._notices_row.set_texts(
            self.tr("Notifications"),
            self.tr("Shows a desktop notification when a download finishes while you are in another window."),
        )
        self._notices.setText(self.tr("Notify me when a download finishes"))

    def show_values(self) -> None:
        system = self.tr("Follow the system")
        colours = [
            Choice(system, "system"),
            Choice(self.tr("Light"), "light"),
            Choice(self.tr("Dark"), "dark"),
        ]
        self._theme.set_choices(colours, self.value.theme)
        now, percent = self.value.text_size, QLocale().percent()
        sizes = sorted({*TEXT_SIZES, now})
        self._text_size.set_choices([Choice(f"{size} {percent}", size) for size in sizes], now)
        languages = [Choice(name, code) for code, name in LANGUAGES.items()]
        self._language.set_choices([Choice(system, "system"), *languages], self.value.language)
        self._notices.blockSignals(True)
        self._notices.setChecked(self.value.desktop_notices)
        self._notices.blockSignals(False)
